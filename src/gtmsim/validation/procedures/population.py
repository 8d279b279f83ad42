"""How what firms decide goes with how they fare, across a population: what surveys of firms correlate.

Firms are drawn as `validation.firms` says, each run once with luck of its own. The index is what a survey asks for, decisions and
never a policy's name. Return is profit over cost in a year after the policy holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.scenario.files import OVER
from gtmsim.units import TICKS_PER_WEEK
from gtmsim.validation.firm_years import WEEKS, firm_years
from gtmsim.validation.firms import Industries, deciding, policy_of, row_of
from gtmsim.validation.observed import CONFIDENCE, Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.world import World, world_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

_FEWEST = 5


@named("population")
@dataclass(frozen=True)
class Population(Own):
    """The correlation of an index of decisions with return on cost in a year, in a population of firms.

    `policies` are layers whose policies are mixed; `index` names the rows of each part of the index. `firms` share a world each:
    with 1, index and return are compared across worlds as they are, with more, against the firms of the same world. `reliability`
    is the index's: what share of its variance is what it measures. Worlds are `drawn` from what nobody knows well, or as they are;
    `among` are more of them, in which industries take turns.
    """

    policies: tuple[str, ...]
    index: Mapping[str, tuple[str, ...]]
    year: int
    firms: int = 1
    reliability: float = 1.0
    spread: float = 0.3
    start: Mapping[str, float] = field(default_factory=dict)
    drawn: bool = True
    among: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.policies) < 2 or not any(self.index.values()):
            raise ValueError("two policies or more, and an index with a row or more")
        if self.year < 1 or self.firms < 1 or not 0.0 < self.reliability <= 1.0 or self.spread < 0.0:
            raise ValueError(
                "a year and firms from 1 on, a reliability above 0 and at most 1, a spread from 0 on"
            )

    @property
    def design(self) -> str:
        """The experiment in words."""
        compared = (
            f"industries of {self.firms} firms" if self.firms > 1 else "firms, each in a world of its own"
        )
        kinds = "" if not self.among else f" of {1 + len(self.among)} kinds"
        return (
            f"correlation of the index ({', '.join(self.index)}) with profit over cost in year {self.year}, "
            f"across {compared}{kinds}; policies mixed of {', '.join(self.policies)}"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """What every firm must be able to tell."""
        return ("profit", "cost")

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return the firms that policies are mixed of. Raises UsageError for rows or years that they have not."""
        told = {}
        for number, each in enumerate(self._kinds(world)):
            for name, found in each.arms({name: name for name in self.policies}).items():
                self._checked(found)
                told[name if number == 0 else f"{each.name}: {name}"] = found
        return told

    def expected(self, arms: int, runs: int) -> int:  # noqa: ARG002 - its arms are firms, each run once
        """Return how many firms are run."""
        return self._whole(runs)

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the correlation with its interval, and that of every year."""
        whole = self._whole(runs)
        design = Industries(self.firms, self.spread, self.start, drawn=self.drawn)
        among = [[each.arm(name) for name in self.policies] for each in self._kinds(world)]
        came = firm_years(lab, among, design, range(whole))
        index = self._index(among, design, range(whole), lab.seed)
        returns = came.of("profit") / came.of("cost")
        told = [
            self._correlated(index, returns[:, year], came.industries) for year in range(returns.shape[1])
        ]
        mean, low, high = told[self.year - 1]
        by_year = ", ".join(f"{r:+.2f} ({a:+.2f} to {b:+.2f})" for r, a, b in told)
        note = f"years 1 to {len(told)}: {by_year}"
        if self.firms > 1:
            revenue = came.of("profit")[:, self.year - 1] + came.of("cost")[:, self.year - 1]
            apart = spread_within(revenue / came.of("cost")[:, self.year - 1], came.industries)
            note += f"; of revenue over cost the 90th percentile of an industry has {apart:.2f} times what the 10th has"
        return Observed(mean, low, high, whole, note=note)

    def _whole(self, runs: int) -> int:
        """Return how many firms there are in whole industries, in no fewer of these than an interval takes."""
        return max(_FEWEST, runs // self.firms) * self.firms

    def _correlated(self, index: Floats, returns: Floats, industries: Floats) -> tuple[float, float, float]:
        if self.firms > 1:
            index, returns = within(index, industries), within(returns, industries)
        return correlation(index, returns, industries, self.reliability)

    def _index(
        self, among: Sequence[Sequence[Scenario]], design: Industries, numbers: range, seed: int
    ) -> Floats:
        """Return the index of every firm: of decisions, so nothing is run for it."""
        policies = [[policy_of(scenario) for scenario in each] for each in among]
        decided = [each.policy for each in deciding(policies, design, numbers, seed)]
        columns = {row: np.array([row_of(policy, row) for policy in decided]) for row in self._rows}
        return composite([[columns[row] for row in rows] for rows in self.index.values()])

    @property
    def _rows(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row for rows in self.index.values() for row in rows))

    def _kinds(self, world: World) -> list[World]:
        over = world.file.split(OVER)[1:]
        others = (world_of(name, world.folder, layers=world.layers) for name in self.among)
        return [
            world,
            *(replace(each, file=OVER.join([each.file, *over]), sets=world.sets) for each in others),
        ]

    def _checked(self, scenario: Scenario) -> None:
        for row in self._rows:
            row_of(policy_of(scenario), row)
        begins = max(scenario.run.warm_up, scenario.treatment.at or 0.0)
        if scenario.run.horizon < begins + self.year * WEEKS * TICKS_PER_WEEK:
            raise UsageError(
                f"{scenario.name} ends before year {self.year} of the policy: run.horizon is too short"
            )


def composite(parts: list[list[Floats]]) -> Floats:
    """Return an index: rows standardised, their means in each part standardised, the mean of parts standardised, as scales are."""
    return standard(
        np.mean([standard(np.mean([standard(row) for row in part], axis=0)) for part in parts], axis=0)
    )


def standard(values: Floats) -> Floats:
    """Return values less their mean, over their standard deviation; zeros where all are alike, NaN where one is."""
    spread = values.std()
    told: Floats = (values - values.mean()) / spread if spread != 0.0 else np.zeros_like(values)
    return told


def within(values: Floats, groups: Floats) -> Floats:
    """Return values standardised group by group."""
    told = np.empty_like(values)
    for group in np.unique(groups):
        told[groups == group] = standard(values[groups == group])
    return told


def spread_within(values: Floats, groups: Floats) -> float:
    """Return how many times the 10th percentile the 90th is, of values above 0 over the geometric mean of their group."""
    logs = np.log(np.where(values > 0.0, values, np.nan))
    told = np.empty_like(logs)
    for group in np.unique(groups):
        mine = groups == group
        told[mine] = (logs[mine] - np.nanmean(logs[mine])) * np.sqrt(mine.sum() / max(mine.sum() - 1, 1))
    low, high = np.nanquantile(told, [0.1, 0.9])
    return float(np.exp(high - low))


def correlation(x: Floats, y: Floats, groups: Floats, reliability: float = 1.0) -> tuple[float, float, float]:
    """Return a correlation, as an index of this reliability would show it, with its 95 % interval.

    The interval is a jackknife of Fisher's z over groups: firms of one industry share a world, and how much deciding by the market
    pays there, so they tell less than as many firms of industries of their own.
    """
    nobody = (float("nan"), float("nan"), float("nan"))
    known, places = np.unique(groups, return_inverse=True)
    if len(known) < _FEWEST or x.std() == 0.0 or y.std() == 0.0:
        return nobody
    each = np.zeros((len(known), 6))
    np.add.at(each, places, np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1))
    whole = each.sum(axis=0)
    r, without = _pearson(whole), _pearson((whole - each).T)
    z = np.arctanh(np.sqrt(reliability) * np.append(without, r))
    count = len(known)
    error = float(np.sqrt((count - 1) / count * np.sum((z[:-1] - z[:-1].mean()) ** 2)))
    half = t_quantile(CONFIDENCE, count - 1) * error
    return float(np.tanh(z[-1])), float(np.tanh(z[-1] - half)), float(np.tanh(z[-1] + half))


def _pearson(sums: Floats) -> Floats:
    """Return correlations from counts, sums, squares and products."""
    n, x, y, xx, yy, xy = sums
    found: Floats = (n * xy - x * y) / np.sqrt((n * xx - x * x) * (n * yy - y * y))
    return found
