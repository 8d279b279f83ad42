"""The organisation of a first scenario: calendars, roles and teams from the list, fitted to the work there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from gtmsim.headcount.draft import Draft
from gtmsim.headcount.teams import Team, free
from gtmsim.headcount.titles import JOBS, Kind
from gtmsim.headcount.world import money

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
    draft: Draft, teams: Sequence[Team], work: Work, kept: Sequence[str], said_week: object = None
) -> None:
    """Write calendars, roles, teams and their standing work; `kept` are roles whose standing work is written already."""
    path = "organisation.calendars." + CALENDAR + ".week"
    if said_week is not None:
        draft.put(path, said_week)
    else:
        draft.stand_in(path, _WEEK, "when people work")
    jobs = list(dict.fromkeys(team.job for team in teams))
    works = {job: [name for kind in JOBS[job].works for name in work.kinds.get(kind, ())] for job in jobs}
    helpers: dict[str, str] = {}
    for name in work.all:
        if not any(name in each for each in works.values()):
            job = next(each for each in _OTHERWISE if each in jobs)
            works[job].append(name)
            helpers.setdefault(job, "")
            helpers[job] += (", " if helpers[job] else "") + name
    for job in jobs:
        role = f"organisation.roles.{job}"
        draft.put(f"{role}.works", dict.fromkeys(works[job], 1), JOBS[job].means)
        if job in helpers:
            draft.stand_in(
                f"{role}.works", dict.fromkeys(works[job], 1), f"nobody whose job {helpers[job]} is"
            )
        draft.put(f"{role}.function", JOBS[job].function)
    for team in teams:
        _team(draft, f"organisation.teams.{team.id}", team)
    for job in jobs:
        if job not in kept:
            shares = {free(name, work.taken): share for name, share in JOBS[job].standing.items()}
            draft.stand_in(f"policy.standing.{job}", shares, f"what {job} do when nothing waits")


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
