"""From A's profit to B's through the funnel and the costs, in whole cents: what each step of the way adds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.explanation import funnel
from gtmsim.explanation.apart import Apart
from gtmsim.explanation.books import COSTS
from gtmsim.explanation.funnel import (
    ALWAYS,
    BOOKING_STEPS,
    STEP_OF,
    STEPS,
    Funnel,
    funnel_of,
    has_opportunities,
)
from gtmsim.explanation.orders import shapley
from gtmsim.explanation.pairs import Pair, currency_of
from gtmsim.explanation.shares import Share, added, in_cents, mean_of
from gtmsim.measure.batches import NOTHING
from gtmsim.program.tables import Ints, Program

if TYPE_CHECKING:
    import polars as pl

METRICS = ("profit", "bookings")


@dataclass(frozen=True, eq=False)
class Step(Share):
    """A step of the bridge: what it adds, and the level of what is turned in either world.

    A level is a ratio of sums over all replications (a win rate, say), for costs a mean; `unit` is that of a metric. NaN: nothing
    to observe.
    """

    a: float
    b: float
    unit: str


@dataclass(frozen=True, eq=False)
class Bridge(Apart):
    """The way from A to B in money. `a` and `b` are the metric in cents, a number a replication; steps add up to b - a in each.

    A step is worth the mean of what it adds over all orders in which the steps can be turned from A to B (Shapley values), so no
    order decides. Costs are turned by themselves: what leads cost does not depend on how many are won.
    """

    metric: str
    currency: str
    contracts: bool
    a: Ints
    b: Ints
    steps: tuple[Step, ...]
    confidence: float = 0.95

    def frame(self) -> "pl.DataFrame":
        """Return one row a step: its mean money with its interval, its share of the total, and the level it has in A and in B."""
        import polars as pl

        rows = []
        for step in self.steps:
            told = step.estimate(self.confidence)
            share = step.money / self.total if self.total else None
            rows.append((step.name, step.money, told.low, told.high, share, step.a, step.b, step.unit))
        columns = ("step", "mean", "low", "high", "share", "a", "b", "unit")
        kinds = (pl.String, *[pl.Float64] * 6, pl.String)
        table = pl.DataFrame(rows, schema=dict(zip(columns, kinds, strict=True)), orient="row")
        return table.with_columns(pl.col(pl.Float64).fill_nan(None))

    def as_json(self) -> dict[str, object]:
        """Return it as plain data, money in units of the currency."""
        return {
            "metric": self.metric,
            "currency": self.currency,
            "a": mean_of(self.a),
            "b": mean_of(self.b),
            "total": self.total,
            "steps": self.frame().to_dicts(),
        }


class Bridging:
    """Takes in replications of two worlds, and builds the bridge between them of as many as there were."""

    def __init__(self, a: Program, b: Program, metric: str = "profit", confidence: float = 0.95) -> None:
        if metric not in METRICS:
            raise UsageError(
                f"a bridge leads from {' or '.join(METRICS)} to the same of another world, not from {metric}"
            )
        self._metric, self._confidence = metric, confidence
        self._currency = currency_of(a)
        self._opportunities = has_opportunities(a) and has_opportunities(b)
        self._contracts = False
        self._funnels: tuple[list[Funnel], list[Funnel]] = ([], [])
        self._costs: tuple[list[list[int]], list[list[int]]] = ([], [])
        self._totals: tuple[list[int], list[int]] = ([], [])

    def add(self, pair: Pair) -> None:
        """Take in the next replication."""
        if pair.a.contracts != pair.b.contracts:
            raise UsageError("only one of the two worlds keeps contracts: their profit is not the same thing")
        self._contracts = pair.a.contracts
        for side, books in enumerate((pair.a, pair.b)):
            self._funnels[side].append(funnel_of(books, opportunities=self._opportunities))
            self._costs[side].append([books.costs[kind] for kind in COSTS])
            self._totals[side].append(books.profit if self._metric == "profit" else books.bookings)

    def finish(self, count: int | None = None) -> Bridge:
        """Return the bridge over the first replications, all unless said. Raises UsageError if nothing was taken in."""
        if not self._totals[0]:
            raise UsageError(NOTHING)
        for side in (*self._totals, *self._funnels, *self._costs):
            del side[count if count is not None else len(side) :]
        a, b = (np.array(totals, np.int64) for totals in self._totals)
        costs = self._cost_steps() if self._metric == "profit" else []
        earned = self._earned_steps(b - a - added(costs) if costs else b - a)
        steps = (*earned, *costs)
        return Bridge(self._metric, self._currency, self._contracts, a, b, steps, self._confidence)

    def _earned_steps(self, total: Ints) -> list[Step]:
        """Return the steps through the funnel, which add up to the difference in what was earned."""
        sides = [funnel.parts(funnels) for funnels in self._funnels]
        a, b = funnel.comparable(*sides)
        revenue = self._contracts and self._metric == "profit"
        worth = funnel.revenue if revenue else funnel.bookings
        told = [
            step
            for step in (STEPS if revenue else BOOKING_STEPS)
            if step in ALWAYS or not np.array_equal(a[step], b[step])
        ]
        groups = {level: step for level, step in STEP_OF.items() if step in told}
        turned = shapley(told, worth, a, b, groups)
        return [
            _step(share, sides[0][share.name].level, sides[1][share.name].level, sides[0][share.name].unit)
            for share in in_cents(turned, total)
        ]

    def _cost_steps(self) -> list[Step]:
        """Return the steps through the kinds of cost: what B spends more makes its profit less."""
        spent = [np.array(rows, np.int64).T for rows in self._costs]
        return [
            _step(Share(kind, mine - theirs), mean_of(mine), mean_of(theirs), "money")
            for kind, mine, theirs in zip(COSTS, *spent, strict=True)
            if mine.any() or theirs.any()
        ]


def _step(share: Share, a: float, b: float, unit: str) -> Step:
    return Step(share.name, share.cents, a, b, unit)
