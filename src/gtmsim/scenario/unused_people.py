"""What has no effect among people and policies: roles nobody holds, rules about work that never comes up."""

from datetime import timedelta

from gtmsim.scenario.organisation import Role, Team
from gtmsim.scenario.policy import Handoff
from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.unsaid import alive, calendar_of, follows, roles_of, seller_work, starts_at
from gtmsim.scenario.unused_careers import unused_careers, unused_hiring
from gtmsim.scenario.unused_lines import unused_lines
from gtmsim.scenario.unused_pursuit import unused_choice, unused_targets
from gtmsim.scenario.unused_words import Told, written


def unused_organisation(reach: Reach) -> Told:
    """Yield what has no effect in calendars, roles and teams."""
    organisation = reach.scenario.organisation
    used = {
        calendar_of(reach.scenario, name)
        for name, team in reach.teams.items()
        if team.people + team.openings > 0
    }
    used |= {member.calendar for team in reach.teams.values() for member in alive(team.members).values()}
    for name in alive(organisation.calendars):
        if name not in used:
            yield f"organisation.calendars.{name}", "nobody works by it"
    for name, role in alive(organisation.roles).items():
        yield from _role(reach, f"organisation.roles.{name}", name, role)
    for name, team in reach.teams.items():
        yield from _team(reach, f"organisation.teams.{name}", name, team)
    yield from unused_lines(reach)


def _role(reach: Reach, path: str, name: str, role: Role) -> Told:
    if name not in reach.held:
        yield path, "no team holds it"
        return
    for kind, weight in role.works.items():
        if kind not in reach.waiting and not zero(weight):
            yield f"{path}.works.{kind}", f"no work of the kind {kind} comes up"
    for kind in role.speed:
        if kind not in reach.waiting or zero(role.works.get(kind, 0.0)):
            yield f"{path}.speed.{kind}", f"the role never works {kind}"


def _team(reach: Reach, path: str, name: str, team: Team) -> Told:
    if team.people + team.openings == 0:
        yield path, "it has no people"
        return
    run = reach.scenario.run
    if team.starts is not None and team.starts >= run.start + timedelta(days=reach.ends):
        yield path, "it starts after the run has ended"
        return
    if team.leaves is not None and team.leaves <= run.start:
        yield path, "it has left before the run starts"
        return
    yield from unused_careers(reach, path, name, team)
    kinds = _kinds(reach, name)
    if not kinds:
        yield path, "it costs money, but no work comes up that it may do"
    elif not kinds & reach.reached:
        fields = [f"members.{person}.skill" for person in team.members]
        yield from written(reach, path, ["skill_spread", *fields], "the team works on no stage")
    elif team.people + team.openings == 1 and (zero(team.turnover) or team.time_to_hire is None):
        yield from written(reach, path, ["skill_spread"], "one person has no spread")


def _kinds(reach: Reach, team: str) -> set[str]:
    """Return the kinds of work a team does, standing work included, among those that come up."""
    roles = alive(reach.scenario.organisation.roles)
    standing = reach.scenario.policy.standing
    held = [role for role, weight in roles_of(reach.scenario, team).items() if not zero(weight)]
    kinds = {
        kind for role in held for kind, weight in roles[role].works.items() if not zero(weight)
    } & reach.waiting
    return kinds | {
        kind for role in held for kind, share in standing.get(role, {}).items() if not zero(share)
    }


def unused_policy(reach: Reach) -> Told:
    """Yield what has no effect in policy."""
    policy = reach.scenario.policy
    for role in policy.standing:
        if role not in reach.held:
            yield f"policy.standing.{role}", "nobody holds the role"
    if not reach.standing:
        yield from written(reach, "policy", ["standing_session"], "nobody does standing work")
    for name, handoff in policy.handoffs.items():
        yield from _handoff(reach, f"policy.handoffs.{name}", name, handoff)
    for name in policy.intake:
        if name not in reach.raised:
            yield f"policy.intake.{name}", "no such request is raised"
    for kind, victims in (policy.interrupts or {}).items():
        for victim, weight in victims.items():
            if weight > 0 and (reason := reach.edge(kind, victim)):
                yield f"policy.interrupts.{kind}.{victim}", reason
    yield from unused_hiring(reach)
    if not reach.interrupted:
        yield from written(reach, "policy", ["resumption"], "no work in hand is ever put down")
    if sum(team.people + team.openings for team in reach.teams.values()) <= 1:
        yield from written(reach, "policy", ["assignment"], "nobody is there to choose among")
    yield from unused_choice(reach)


def _handoff(reach: Reach, path: str, name: str, handoff: Handoff) -> Told:
    stage = reach.stages[name]
    if name not in reach.reached:
        yield path, f"no lead can reach {name}"
        return
    if not seller_work(stage):
        yield path, f"{name} has no seller work to hand over"
        return
    yield from unused_targets(reach, path, handoff)
    nurtures = not zero(handoff.nurtures) and not zero(handoff.threshold)
    if zero(handoff.recycles):
        if not nurtures:
            yield from written(reach, path, ["recycle_after", "attempts"], "recycles is 0")
    elif zero(handoff.rejects_below) and zero(stage.decay.exponent) and stage.patience is None:
        yield from written(reach, path, ["recycles"], "no lead is ever rejected, cold or abandoned")
    elif handoff.attempts == 1:
        fields = ["recycles", "recycle_after", "nurtures"]
        yield from written(reach, path, fields, "attempts is 1: nobody comes back")
    if zero(handoff.rejects_below):
        yield from written(reach, path, ["reading"], "rejects_below is 0")
    if one(stage.sessions):
        yield from written(reach, path, ["same_person"], "there is exactly one session")
    found_here = any(
        source.kind == "prospecting" and starts_at(reach.scenario, each) == name
        for each, source in reach.sources.items()
    )
    before = [each for each in reach.reached if name in follows(reach.scenario, each)]
    if not found_here and not any(seller_work(reach.stages[each]) for each in before):
        yield from written(reach, path, ["keeps_owner"], "nobody has worked a lead before this stage")
