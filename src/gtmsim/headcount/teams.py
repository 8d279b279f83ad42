"""People alike become one team; those who come later or leave become its members."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gtmsim.headcount.people import Person


@dataclass(frozen=True)
class Team:
    """A team of a first scenario: everybody on the list with one job in one team.

    `cost_a_year` is the mean of what is said about its people, None when nothing is. `starts` and `leaves` hold for all;
    `members` differ, by id.
    """

    id: str
    job: str
    people: int
    cost_a_year: float | None
    costs: tuple[float, ...]
    unsaid_costs: int
    titles: dict[str, int]
    starts: date | None
    leaves: date | None
    members: dict[str, tuple[date | None, date | None]]


def teams_of(people: Iterable[Person], begins: date) -> tuple[list[Team], list[str]]:
    """Return the teams, in the order of the list, and notes about people who are gone before the run begins."""
    notes = []
    groups: dict[tuple[str, str], list[Person]] = {}
    for person in people:
        if person.leaves is not None and person.leaves <= begins:
            notes.append(
                f"{person.name or person.title} (row {person.row}) has left before {begins} and is left out"
            )
        else:
            groups.setdefault((person.team.lower(), person.job), []).append(person)
    names = _names(list(groups))
    return [_team(names[key], key[1], group, begins) for key, group in groups.items()], notes


def slug(text: str) -> str:
    """Return a text as an id: lower case letters, digits and _."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")


def free(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken, with a number behind it if need be."""
    used = set(taken)
    number = 2
    told = name
    while told in used:
        told, number = f"{name}_{number}", number + 1
    return told


def _names(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return an id for each team: the job for its first team, which is what policies call it; job and team for the others."""
    firsts: dict[str, tuple[str, str]] = {}
    for key in keys:
        firsts.setdefault(key[1], key)
    names = {key: job for job, key in firsts.items()}
    for team, job in keys:
        if (team, job) not in names:
            called = slug(team)
            names[team, job] = free(f"{job}_{called}" if called else job, names.values())
    return {key: names[key] for key in keys}


def _team(name: str, job: str, group: Sequence[Person], begins: date) -> Team:
    comes = [(_later(person.starts, begins), person.leaves) for person in group]
    alike = len(set(comes)) == 1
    members: dict[str, tuple[date | None, date | None]] = {}
    for person, (starts, leaves) in zip(group, comes, strict=True):
        if not alike and (starts or leaves):
            for _ in range(person.count):
                called = slug(person.name) or f"row_{person.row}"
                members[free(called, members)] = (starts, leaves)
    said = [person for person in group if person.cost is not None]
    costs = [person.cost.a_year for person in said for _ in range(person.count) if person.cost is not None]
    titles: dict[str, int] = {}
    for person in group:
        titles[person.title] = titles.get(person.title, 0) + person.count
    count = sum(person.count for person in group)
    starts, leaves = comes[0] if alike else (None, None)
    return Team(
        id=name,
        job=job,
        people=count,
        cost_a_year=sum(costs) / len(costs) if costs else None,
        costs=tuple(costs),
        unsaid_costs=count - len(costs),
        titles=titles,
        starts=starts,
        leaves=leaves,
        members=members,
    )


def _later(day: date | None, begins: date) -> date | None:
    """Return a first day that is still to come when the run begins; who came before is there from the beginning."""
    return day if day is not None and day > begins else None
