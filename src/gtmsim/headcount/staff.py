"""What a preset says of its own people that no list can say of its: how they come, learn and are paid, and what roles work."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from gtmsim.headcount.draft import Draft
from gtmsim.headcount.titles import JOBS
from gtmsim.scenario import Scenario
from gtmsim.scenario.unsaid import alive, roles_of
from gtmsim.scenario.values import central

# What a list tells of a team by itself, or what its calendar and roles are here. All other fields are taken over.
COST = "cost"
_TOLD_BY_LISTS = frozenset(["people", COST, "starts", "leaves", "members", "calendar", "roles"])
# A number of positions, not something of each person: with two teams of a role, only the first has them.
_ONCE = frozenset(["openings"])


@dataclass(frozen=True)
class Staff:
    """A preset's people as a pattern for others: works by role, fields of the team that holds it, what its people cost.

    Roles that no list of sellers and marketers has, such as developers, are `others`: they are taken over with their people.
    """

    preset: str = ""
    works: dict[str, dict[str, object]] = field(default_factory=dict)
    teams: dict[str, dict[str, object]] = field(default_factory=dict)
    costs: dict[str, object] = field(default_factory=dict)
    others: dict[str, dict[str, object]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    @property
    def remark(self) -> str:
        """Return what stands beside each value taken over."""
        return f"from preset:{self.preset} (D)"

    def without(self, jobs: Iterable[str]) -> list[str]:
        """Return the roles that nobody has, given the jobs on a list."""
        present = set(jobs)
        return [role for role in self.works if role not in present]

    def waits(self, role: str) -> bool:
        """Return whether a team of nobody stays empty: it has no positions to be opened."""
        return not _ONCE & self.teams.get(role, {}).keys()

    def carry(self, draft: Draft, team: str, job: str, first: bool = True, anybody: bool = True) -> None:
        """Write into a team what the preset says of people of its role; account for it once a role.

        What people cost is told by the list, unless it has nobody.
        """
        said = self.teams.get(job, {})
        if not anybody and job in self.costs:
            said = {COST: self.costs[job], **said}
        for name, value in said.items():
            if first or name not in _ONCE:
                draft.put(f"organisation.teams.{team}.{name}", value, self.remark)
                draft.carried.add(f"organisation.teams.{team}.{name}")
        if said and first:
            draft.assume(f"organisation.teams.{team}", said, f"what preset:{self.preset} says of its {job}")


def is_other(preset: Scenario, role: str) -> bool:
    """Return whether a role is no job on a list, has standing work of its own, and works no stage that the list's people could."""
    stages = alive(preset.world.stages).keys()
    works = alive(preset.organisation.roles)[role].works
    return role not in JOBS and role in preset.policy.standing and not stages & works.keys()


def staff_of(preset: Scenario, data: dict[str, Any]) -> Staff:
    """Return what a preset says of its people; `data` is all it says, as plain data."""
    said = data["organisation"]
    roles = {role: _holder(preset, role) for role in alive(preset.organisation.roles)}
    jobs = [role for role in roles if role in JOBS]
    teams = {role: said["teams"][team] for role, team in roles.items() if team}
    others = [role for role in teams if is_other(preset, role)]
    return Staff(
        preset.name,
        {job: cast(dict[str, object], said["roles"][job].get("works", {})) for job in jobs},
        {
            job: {name: value for name, value in team.items() if name not in _TOLD_BY_LISTS}
            for job, team in teams.items()
        },
        {job: team[COST] for job, team in teams.items() if COST in team},
        {role: said["roles"][role] or {} for role in others},
        {role: alive(preset.organisation.teams)[cast(str, roles[role])].people for role in others},
    )


def _holder(preset: Scenario, role: str) -> str | None:
    """Return the team that holds a role, None if none does: one with people, the one called like the role, holding it most."""
    teams = alive(preset.organisation.teams)
    weights = {name: central(roles_of(preset, name).get(role, 0.0)) for name in teams}
    holders = [name for name, weight in weights.items() if weight > 0]
    return max(holders, key=lambda name: (teams[name].people > 0, name == role, weights[name]), default=None)
