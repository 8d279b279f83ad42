"""The organisation of a first scenario: calendars, roles and teams from the list, fitted to the work there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gtmsim.headcount.draft import Draft
from gtmsim.headcount.staff import Staff
from gtmsim.headcount.teams import Team, free
from gtmsim.headcount.titles import JOBS, Kind
from gtmsim.headcount.world import money
from gtmsim.scenario.names import listing

CALENDAR = "office"
_WEEK = {"mon-fri": ["09:00-12:30", "13:30-17:30"]}
# Who does a kind of work when nobody on the list has it for a job, in this order.
_OTHERWISE = ("rep", "sdr", "marketer", "se", "sales_lead", "csm", "marketing_lead", "ops")


@dataclass(frozen=True)
class Work:
    """The work that comes up in a world, by kind of job."""

    kinds: dict[Kind, tuple[str, ...]]
    taken: tuple[str, ...]  # ids of stages and requests, worked or not, which standing work may not bear

    @property
    def all(self) -> tuple[str, ...]:
        """Return every kind of work once."""
        return tuple(dict.fromkeys(name for names in self.kinds.values() for name in names))


def write_organisation(
    draft: Draft,
    teams: Sequence[Team],
    work: Work,
    kept: Sequence[str],
    staff: Staff,
    said_week: object = None,
) -> list[str]:
    """Write calendars, roles, teams and their standing work; return what is worth knowing.

    `kept` are roles whose standing work is written already; `staff` is what a preset says of its own people.
    """
    path = "organisation.calendars." + CALENDAR + ".week"
    if said_week is not None:
        draft.put(path, said_week)
    else:
        draft.stand_in(path, _WEEK, "when people work")
    jobs = list(dict.fromkeys(team.job for team in teams))
    works = {job: staff.works.get(job) or _works(job, work) for job in jobs}
    nobody = {job: staff.works[job] for job in staff.without(jobs)}
    helpers: dict[str, str] = {}
    for name in work.all:
        if not any(each.get(name, 0) != 0 for each in (*works.values(), *nobody.values())):
            job = next(each for each in _OTHERWISE if each in jobs)
            works[job] = {**works[job], name: 1}
            helpers.setdefault(job, "")
            helpers[job] += (", " if helpers[job] else "") + name
    for job in jobs:
        role = f"organisation.roles.{job}"
        draft.put(f"{role}.works", works[job], staff.remark if staff.works.get(job) else JOBS[job].means)
        if job in helpers:
            draft.stand_in(f"{role}.works", works[job], f"nobody whose job {helpers[job]} is")
        draft.put(f"{role}.function", JOBS[job].function)
    for job, kinds in nobody.items():
        draft.put(f"organisation.roles.{job}", {"works": kinds, "function": JOBS[job].function}, staff.remark)
    for team in teams:
        _team(draft, f"organisation.teams.{team.id}", team)
        staff.carry(draft, team.id, team.job, first=team.id == team.job)
    for job in nobody:
        _nobody(draft, job, staff)
    for role in staff.others:
        _others(draft, role, staff)
    for job in jobs:
        if job not in kept:
            shares = {free(name, work.taken): share for name, share in JOBS[job].standing.items()}
            draft.stand_in(f"policy.standing.{job}", shares, f"what {job} do when nothing waits")
    return _in_vain(staff, nobody, works)


def _works(job: str, work: Work) -> dict[str, object]:
    """Return what a job works by the table of titles."""
    return dict.fromkeys((name for kind in JOBS[job].works for name in work.kinds.get(kind, ())), 1)


def _nobody(draft: Draft, job: str, staff: Staff) -> None:
    """Write a team of nobody, which is there for policies to speak of, and to be filled."""
    path = f"organisation.teams.{job}"
    draft.put(f"{path}.people", 0, "nobody in your list")
    staff.carry(draft, job, job, anybody=False)


def _others(draft: Draft, role: str, staff: Staff) -> None:
    """Write a role that no list of sellers and marketers speaks of, with the preset's people."""
    draft.put(f"organisation.roles.{role}", staff.others[role], staff.remark)
    draft.put(f"organisation.teams.{role}.people", staff.people[role], staff.remark)
    staff.carry(draft, role, role, anybody=False)


def _in_vain(
    staff: Staff, nobody: Mapping[str, Mapping[str, object]], works: Mapping[str, Mapping[str, object]]
) -> list[str]:
    """Return what is to be known of roles that nobody has: which work waits for them alone."""
    if not nobody:
        return []
    done = {name for kinds in works.values() for name, weight in kinds.items() if weight != 0}
    waits = {
        job: [name for name, weight in kinds.items() if weight != 0 and name not in done]
        for job, kinds in nobody.items()
    }
    vain = ", ".join(name for job in nobody if staff.waits(job) for name in waits[job])
    later = ", ".join(name for job in nobody if not staff.waits(job) for name in waits[job])
    told = [f"{vain} waits in vain"] if vain else []
    told += [f"{later} waits until a position is opened"] if later else []
    remedy = f"; {' and '.join(told)}: add people, or the work to another role's `works`" if told else ""
    return [f"nobody in your list is {listing(nobody)}: written with `people: 0`{remedy}"]


def _team(draft: Draft, path: str, team: Team) -> None:
    titles = ", ".join(title if count == 1 else f"{title} ({count})" for title, count in team.titles.items())
    draft.put(f"{path}.people", team.people, titles)
    if team.id != team.job:
        draft.put(f"{path}.roles", {team.job: 1})
    if team.cost_a_year is None:
        draft.default(f"{path}.cost", "what they cost")
    else:
        draft.put(f"{path}.cost", f"{money(team.cost_a_year, draft.currency)}/year", _cost_told(team, draft))
    for name, day in (("starts", team.starts), ("leaves", team.leaves)):
        if day is not None:
            draft.put(f"{path}.{name}", str(day))
    for person, (starts, leaves) in team.members.items():
        days = {"starts": starts, "leaves": leaves}
        draft.put(
            f"{path}.members.{person}", {name: str(day) for name, day in days.items() if day is not None}
        )


def _cost_told(team: Team, draft: Draft) -> str:
    low, high = min(team.costs), max(team.costs)
    told = ""
    if low < high:
        told = f"mean of {len(team.costs)}: {money(low, draft.currency)} to {money(high, draft.currency)}"
    if team.unsaid_costs:
        draft.assume(
            f"organisation.teams.{team.id}.cost", team.unsaid_costs, "what those cost of whom nothing is said"
        )
        told += ("; " if told else "") + f"{team.unsaid_costs} without a cost taken as the others (D)"
    return told
