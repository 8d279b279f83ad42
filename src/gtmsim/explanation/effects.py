"""What each lever brings, with its doubt: alone, last, and on the mean of many orders. The parts add up to the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from math import factorial, sqrt
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from gtmsim.explanation.exact import estimate_of, exact_mean
from gtmsim.explanation.hybrids import Joined
from gtmsim.explanation.levers import Lever
from gtmsim.explanation.turning import Order, Turned, weights_in, weights_in_all_orders
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.joint import clear, widened
from gtmsim.measure.plain import interval, plain
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats
from gtmsim.scenario.differing import Change

if TYPE_CHECKING:
    import polars as pl

Columns: TypeAlias = Mapping[Turned, Floats]
Weights: TypeAlias = Mapping[Turned, Fraction]


@dataclass(frozen=True)
class Effect:
    """What one lever brings.

    `exact` is its mean over orders and replications as a fraction, `brings` the same with its interval over replications; `joint`
    is an interval that holds together with those of the other levers, and `clear` whether the sign is beyond doubt, however many
    levers there are. `by_order` is half the interval over orders that were not run (0 when all were, NaN when too few were run to
    tell). `alone` is the first scenario with this lever only, less the first; `last` the second less the second without it;
    `together` is last less alone: what the lever owes to the others, or they to it. These three are None where an interrupt left
    them out.
    """

    name: str
    changes: tuple[Change, ...]
    exact: Fraction
    brings: Estimate
    joint: Estimate
    clear: bool
    by_order: float
    alone: Estimate | None
    last: Estimate | None
    together: Estimate | None


@dataclass(frozen=True)
class Levers:
    """A difference by lever. `orders` were run, which are `all_orders` or some; `hybrids` are the scenarios between the two."""

    effects: tuple[Effect, ...]
    orders: int
    all_orders: bool
    hybrids: int
    joined: tuple[Joined, ...]
    apart: Estimate | None  # what all levers together bring beyond the sum of what each brings alone

    @property
    def total(self) -> float:
        """The sum of what the levers bring, rounded once: the mean difference, to the last digit."""
        return float(sum((each.exact for each in self.effects), Fraction(0)))

    def frame(self) -> "pl.DataFrame":
        """Return one row a lever: what it brings, alone and last, each with its interval, and the paths it stands for."""
        import polars as pl

        total = self.total
        rows = [
            {
                "lever": each.name,
                "mean": each.brings.mean,
                "low": each.joint.low,
                "high": each.joint.high,
                "share": each.brings.mean / total if total else None,
                "by_order": each.by_order,
                **_columns("alone", each.alone),
                **_columns("last", each.last),
                **_columns("together", each.together),
                "paths": [change.path for change in each.changes],
            }
            for each in self.effects
        ]
        return pl.DataFrame(
            rows,
            schema_overrides={"paths": pl.List(pl.String), "share": pl.Float64},
            infer_schema_length=None,
        )

    def as_json(self) -> dict[str, object]:
        """Return the levers as plain data, with every place they change."""
        return {
            "orders": self.orders,
            "all_orders": self.all_orders,
            "hybrids": self.hybrids,
            "total": plain(self.total),
            "beyond_alone": _interval(self.apart),
            "joined": [{"lever": each.name, **asdict(each.problem)} for each in self.joined],
            "levers": [
                {
                    "lever": each.name,
                    "brings": _interval(each.brings),
                    "joint": _interval(each.joint),
                    "clear": each.clear,
                    "by_order": plain(each.by_order),
                    "alone": _interval(each.alone),
                    "last": _interval(each.last),
                    "together": _interval(each.together),
                    "changes": [asdict(change) for change in each.changes],
                }
                for each in self.effects
            ],
        }


def levers_of(
    levers: Sequence[Lever],
    columns: Columns,
    pairs: Sequence[tuple[Order, Order]],
    joined: tuple[Joined, ...] = (),
    confidence: float = 0.95,
) -> Levers:
    """Return what levers bring, from the values of the choices that were run, none of them NaN.

    All choices tell all orders; else `pairs` are the orders, each with its reverse, of which every step was run.
    """
    count = len(levers)
    told = _Told(columns, confidence)
    complete = len(columns) == 1 << count
    orders = [order for pair in pairs for order in pair]
    weights = [
        weights_in_all_orders(count, place) if complete else weights_in(orders, place)
        for place in range(count)
    ]
    brings = [told.estimate(each) for each in weights]
    sure = clear(brings, confidence)
    effects = []
    for place, lever in enumerate(levers):
        alone, last, together = _ends(told, place, count)
        effects.append(
            Effect(
                name=lever.name,
                changes=lever.changes,
                exact=told.mean(weights[place]),
                brings=brings[place],
                joint=widened(brings[place], confidence, count),
                clear=sure[place],
                by_order=0.0 if complete else _by_order(told, pairs, place),
                alone=alone,
                last=last,
                together=together,
            )
        )
    ran = factorial(count) if complete else len(orders)
    return Levers(tuple(effects), ran, complete, len(columns) - 2, joined, _apart(told, count))


@dataclass(frozen=True)
class _Told:
    """What the choices that were run told, and weighted sums of it."""

    columns: Columns
    confidence: float

    @cached_property
    def means(self) -> dict[Turned, Fraction]:
        """The mean of every choice."""
        return {choice: exact_mean(values.tolist()) for choice, values in self.columns.items()}

    def mean(self, weights: Weights) -> Fraction:
        """Return the mean of a weighted sum, without rounding."""
        return sum((weight * self.means[choice] for choice, weight in weights.items()), Fraction(0))

    def estimate(self, weights: Weights) -> Estimate:
        """Return the mean of a weighted sum with its interval over replications."""
        values = np.sum([float(weight) * self.columns[choice] for choice, weight in weights.items()], axis=0)
        return estimate_of(values, self.mean(weights), self.confidence)


def _step(before: Turned, after: Turned) -> dict[Turned, Fraction]:
    return {after: Fraction(1), before: Fraction(-1)}


def _ends(told: _Told, lever: int, count: int) -> tuple[Estimate | None, Estimate | None, Estimate | None]:
    """Return what a lever brings alone, last, and what it brings more last than alone, where the choices for it were run."""
    everything = frozenset(range(count))
    single, without = frozenset({lever}), everything - {lever}
    if single not in told.columns or without not in told.columns:
        return None, None, None
    alone, last = _step(frozenset(), single), _step(without, everything)
    return told.estimate(alone), told.estimate(last), told.estimate(_sum(last, _times(alone, -1)))


def _by_order(told: _Told, pairs: Sequence[tuple[Order, Order]], lever: int) -> float:
    """Return half the t interval of a lever's mean over all orders, from its mean steps in pairs of orders."""
    if len(pairs) < 2:
        return float("nan")
    means = [float(told.mean(weights_in(pair, lever))) for pair in pairs]
    return t_quantile(told.confidence, len(means) - 1) * float(np.std(means, ddof=1)) / sqrt(len(means))


def _apart(told: _Told, count: int) -> Estimate | None:
    """Return the difference less what each lever brings alone, if that was run."""
    singles = [frozenset({each}) for each in range(count)]
    if any(each not in told.columns for each in singles):
        return None
    alone = _sum(*(_step(frozenset(), each) for each in singles))
    return told.estimate(_sum(_step(frozenset(), frozenset(range(count))), _times(alone, -1)))


def _sum(*several: Weights) -> dict[Turned, Fraction]:
    added: dict[Turned, Fraction] = {}
    for weights in several:
        for choice, weight in weights.items():
            added[choice] = added.get(choice, Fraction(0)) + weight
    return added


def _times(weights: Weights, factor: int) -> dict[Turned, Fraction]:
    return {choice: factor * weight for choice, weight in weights.items()}


def _interval(estimate: Estimate | None) -> dict[str, object] | None:
    return None if estimate is None else interval(estimate)


def _columns(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    told = (None, None, None) if estimate is None else (estimate.mean, estimate.low, estimate.high)
    return dict(zip((name, f"{name}_low", f"{name}_high"), told, strict=True))
