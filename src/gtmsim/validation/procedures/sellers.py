"""How unequal sellers' wins are: what the best of them close, and how much of that luck and time on the job explain alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Close, PersonInt, RecordCol, What
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.units import TICKS_PER_WEEK
from gtmsim.validation.observed import Observed, mean_of_runs
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import less, said
from gtmsim.validation.procedures.traced import traced
from gtmsim.validation.world import Arm, World, program_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

Holder = tuple[int, int]  # a position and the n-th to hold it
_DEALS = 200  # times that wins are dealt out anew by luck alone
_TOLD = (What.JOINED, What.LEFT_TEAM, What.DONE, What.CLOSED, What.WON)


@named("top_sellers")
@dataclass(frozen=True)
class TopSellers(Own):
    """Share of a year's wins that the best `top` of those who won any closed; of a team, mean over years of `weeks` after warm-up.

    A win is theirs who had the last session. `beyond: luck` takes off the share the best would have had if the same wins had been
    dealt to everybody at random, by the time they were there. With `against` it is the difference between two arms on shared luck.
    """

    team: str
    top: float = 0.2
    weeks: int = 52
    beyond: Literal["nothing", "luck"] = "nothing"
    of: Arm = ""
    against: Arm | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.top < 1.0 or self.weeks < 1:
            raise ValueError("`top` is a share between 0 and 1, `weeks` a whole number above 0")

    @property
    def keys(self) -> tuple[str, ...]:
        """Nothing but records is read."""
        return ()

    @property
    def design(self) -> str:
        """The experiment in words."""
        beyond = " less what luck and time on the job would give them" if self.beyond == "luck" else ""
        return (
            f"share of the wins of {self.weeks} weeks closed by the best {self.top:.0%} of {self.team} who won any{beyond}"
            f"{said(self.of, ', with ')}{less(self.against)}"
        )

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm, or two."""
        return world.arms({"of": self.of} | ({} if self.against is None else {"against": self.against}))

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the mean over replications."""
        tables = {name: self._table(lab, scenario, runs) for name, scenario in self.arms(world).items()}
        seen = {name: _means(table) for name, table in tables.items()}
        told = self._column(tables["of"])
        if "against" in tables:
            told = told - self._column(tables["against"])
        return mean_of_runs(told, seen, _note(seen["of"]) if np.isfinite(told).any() else "")

    def _column(self, table: Floats) -> Floats:
        return table[:, 0] - table[:, 1] if self.beyond == "luck" else table[:, 0]

    def _table(self, lab: "Lab", scenario: Scenario, runs: int) -> Floats:
        what = f"top sellers {self.team} {self.top} {self.weeks}"
        return traced(lab, what, program_of(scenario), 0, runs, lambda trace: self._of_one(trace, lab.seed))

    def _of_one(self, trace: Trace, seed: int) -> list[float]:
        """Return of one replication, mean over its years: share of the best, what luck gives them, who won any, and their wins."""
        years = []
        program = trace.program
        first, last = program.warm_up // TICKS_PER_WEEK, program.horizon // TICKS_PER_WEEK
        for begin in range(first, last - self.weeks + 1, self.weeks):
            wins, there = year(
                trace, self.team, begin * TICKS_PER_WEEK, (begin + self.weeks) * TICKS_PER_WEEK
            )
            if wins:
                luck = np.random.default_rng([seed, trace.replication, begin])
                counts = list(wins.values())
                years.append(
                    (
                        share_of_best(counts, self.top),
                        dealt(sum(counts), there, self.top, luck),
                        len(wins),
                        sum(counts),
                    )
                )
        return [float(each) for each in np.mean(years, axis=0)] if years else [np.nan] * 4


def year(trace: Trace, team: str, begin: int, end: int) -> tuple[Counter[Holder], list[float]]:
    """Return who of a team won how many deals from one tick to another, and how long each who was there was there."""
    program = trace.program
    place = program.names.teams.index(team)
    mine = {person for person, row in enumerate(program.person_ints) if row[PersonInt.TEAM] == place}
    wins: Counter[Holder] = Counter()
    there: dict[Holder, float] = {}
    since: dict[int, int] = {}
    holder: Counter[int] = Counter()
    last: dict[int, int] = {}

    def until(person: int, tick: int) -> None:
        joined = since.pop(person, None)
        if joined is not None and (stayed := min(tick, end) - max(joined, begin)) > 0:
            there[person, holder[person]] = there.get((person, holder[person]), 0.0) + stayed

    records = trace.records
    rows = records[np.isin(records[:, RecordCol.WHAT], _TOLD)]
    for tick, _, entity, what, a, _ in rows[rows[:, RecordCol.TICK] < end].tolist():
        if what == What.DONE:
            last[entity] = a
        elif what in (What.CLOSED, What.WON):
            won = what == What.WON or a == Close.WON
            if won and tick >= begin and (person := last.get(entity, -1)) in mine:
                wins[person, holder[person]] += 1
        elif entity in mine:
            if what == What.JOINED:
                since[entity] = tick
            elif what == What.LEFT_TEAM:
                until(entity, tick)
                holder[entity] += 1
    for person in list(since):
        until(person, end)
    return wins, list(there.values())


def share_of_best(counts: Sequence[float], top: float) -> float:
    """Return the share of the best of those who won any; a part of a person counts as that part of their wins."""
    won = np.sort(np.array([each for each in counts if each > 0], dtype=np.float64))[::-1]
    if not len(won):
        return float("nan")
    best = top * len(won)
    whole = int(best)
    held = won[:whole].sum() + (best - whole) * (won[whole] if whole < len(won) else 0.0)
    return float(held / won.sum())


def dealt(wins: int, there: Sequence[float], top: float, luck: np.random.Generator) -> float:
    """Return the share of the best, expected, where every win goes to somebody at random by the time they were there."""
    if not there or wins < 1:
        return float("nan")
    odds = np.array(there) / sum(there)
    return float(
        np.mean([share_of_best(each, top) for each in luck.multinomial(wins, odds, size=_DEALS).tolist()])
    )


def _means(table: Floats) -> dict[str, float]:
    names = ("share of the best", "by luck and time", "people who won any", "wins")
    told = {name: column[np.isfinite(column)] for name, column in zip(names, table.T, strict=True)}
    return {name: float(each.mean()) if len(each) else np.nan for name, each in told.items()}


def _note(seen: Mapping[str, float]) -> str:
    return (
        f"{seen['people who won any']:.1f} people won {seen['wins']:.0f} deals a year; luck and time on the job alone would give "
        f"their best {seen['by luck and time']:.0%}"
    )
