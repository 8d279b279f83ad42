"""What has no effect about careers: hiring nobody may do, ramps nobody climbs, pay nobody earns."""

from gtmsim.scenario.organisation import Team
from gtmsim.scenario.policy import Hiring
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import alive, roles_of
from gtmsim.scenario.unused_planning import reviewed
from gtmsim.scenario.unused_words import Told, written
from gtmsim.scenario.values import Number

_OF_NEWCOMERS = ("ramp", "ramp_start")


def nothing(number: Number | None) -> bool:
    """Return whether a number is not there, or 0 for certain."""
    return number is None or zero(number)


def grows(reach: Reach, name: str) -> bool:
    """Return whether hiring rules may open positions of a team."""
    team, policy = reach.teams[name], reach.scenario.policy
    hiring = policy.hiring.get(name) or Hiring()
    asks = not (zero(hiring.load) and zero(hiring.accounts))
    asks = asks or not (zero(hiring.bookings_gap) or nothing(policy.target))
    return team.openings > 0 and team.time_to_hire is not None and asks and not nothing(policy.envelope)


def unused_careers(reach: Reach, path: str, name: str, team: Team) -> Told:
    """Yield what has no effect in a team's turnover, hiring, ramp, learning and pay."""
    hires = not zero(team.turnover) or grows(reach, name)
    if not hires:
        yield from written(reach, path, ["time_to_hire"], "nobody quits, and no position is opened")
    if team.openings and not grows(reach, name):
        yield f"{path}.openings", _why_closed(reach, name, team)
    late = team.starts or any(member.starts for member in alive(team.members).values())
    if not late and not (hires and team.time_to_hire is not None):
        yield from written(reach, path, _OF_NEWCOMERS, "nobody ever begins during the run")
    elif nothing(team.ramp):
        yield from written(reach, path, ["ramp_start"], "ramp is not written")
    if zero(team.learns):
        yield from written(reach, path, ["learning_deals"], "learns is 0")
    if zero(team.commission):
        yield from written(reach, path, ["accelerator"], "commission is 0")
    elif nothing(team.quota):
        yield from written(reach, path, ["accelerator"], "there is no quota to be above")


def _why_closed(reach: Reach, name: str, team: Team) -> str:
    if team.time_to_hire is None:
        return "time_to_hire is not written: nobody is hired"
    if nothing(reach.scenario.policy.envelope):
        return "policy.envelope is not written: nobody is hired to grow"
    return f"policy.hiring.{name} asks for nobody"


def unused_hiring(reach: Reach) -> Told:
    """Yield what has no effect among hiring rules, and among what makes people quit or learn less."""
    policy = reach.scenario.policy
    growing = [name for name in reach.teams if grows(reach, name)]
    for name in policy.hiring:
        path = f"policy.hiring.{name}"
        if name in growing and nothing(policy.target):
            yield from written(reach, path, ["bookings_gap"], "policy.target is not written")
        elif name not in growing:
            yield path, "no position of the team can be opened"
    if not growing:
        fields = ["hiring_bar", "envelope"] if reviewed(reach) else ["hiring_bar", "envelope", "target"]
        yield from written(reach, "policy", fields, "no position can be opened")
    if all(zero(team.turnover) for team in reach.teams.values()):
        yield from written(reach, "world.leaving", ["overload", "drain", "quota"], "nobody quits")
    elif all(nothing(team.quota) for team in reach.teams.values()):
        yield from written(reach, "world.leaving", ["quota"], "nobody has a quota")
    if all(zero(team.learns) for team in reach.teams.values()):
        yield from written(reach, "world", ["dependence"], "nobody learns")
    elif not reach.raised:
        yield from written(reach, "world", ["dependence"], "no request is raised")
    if all(_one_role(reach, name) for name in reach.teams):
        yield from written(reach, "organisation", ["specialisation"], "nobody holds several roles")
        yield from written(reach, "policy", ["switching"], "all that anybody does belongs to one role")


def _one_role(reach: Reach, name: str) -> bool:
    return sum(not zero(weight) for weight in roles_of(reach.scenario, name).values()) <= 1
