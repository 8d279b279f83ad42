"""Who works here: every person of every team, in the order of declaration."""

from dataclasses import dataclass
from datetime import date

from gtmsim.scenario import Scenario, Uncertain, unsaid
from gtmsim.scenario.organisation import Member, Team
from gtmsim.scenario.values import central


@dataclass(frozen=True)
class Someone:
    """A person before becoming numbers."""

    name: str
    team: int
    said: Team
    member: Member | None
    nth: int  # of the team's people, or of its openings
    rank: float  # in 0..1, for spreading skill: a person keeps it when others join
    roles: dict[str, "float | Uncertain"]
    role: str  # the first one held: the row of the ledger
    calendar: int
    starts: date | None
    leaves: date | None
    opening: bool = False  # begins empty, to be filled when hiring rules say so


def everybody(scenario: Scenario) -> list[Someone]:
    """Return all positions, team by team: members, then the others, then those that begin empty."""
    organisation = scenario.organisation
    calendars = list(organisation.calendars)
    people: list[Someone] = []
    for number, (name, team) in enumerate(organisation.teams.items()):
        if team is None:
            continue
        roles = unsaid.roles_of(scenario, name)
        held = next((role for role, weight in roles.items() if central(weight) > 0.0), next(iter(roles)))
        members = list(team.members.items())
        for i in range(team.people + team.openings):
            who, member = members[i] if i < min(len(members), team.people) else (f"{name} {i + 1}", None)
            calendar = (member.calendar if member else None) or unsaid.calendar_of(scenario, name)
            assert calendar is not None, (
                "checked when loading: a team names its calendar unless there is only one"
            )
            people.append(
                Someone(
                    name=who,
                    team=number,
                    said=team,
                    member=member,
                    nth=i if i < team.people else i - team.people,
                    rank=radical_inverse(i + 1),
                    roles=roles,
                    role=held,
                    calendar=calendars.index(calendar),
                    starts=(member.starts if member else None) or team.starts,
                    leaves=(member.leaves if member else None) or team.leaves,
                    opening=i >= team.people,
                )
            )
    return people


def radical_inverse(n: int) -> float:
    """Return the n-th number of van der Corput's sequence in base 2: 1/2, 1/4, 3/4, 1/8 ... spread evenly at any length."""
    inverse, share = 0.0, 0.5
    while n > 0:
        inverse += share * (n % 2)
        n, share = n // 2, share / 2
    return inverse
