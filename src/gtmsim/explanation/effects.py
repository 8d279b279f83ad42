"""What each lever brings, with its doubt: alone, last, and on the mean of many orders. The parts add up to the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import factorial, sqrt
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.explanation.exact import estimate_of, exact_mean
from gtmsim.explanation.hybrids import Joined
from gtmsim.explanation.levers import Lever
from gtmsim.explanation.turning import Order, Turned, weights_in, weights_in_all_orders
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.student import t_quantile
from gtmsim.measure.verdict import plain
from gtmsim.program.tables import Floats
from gtmsim.scenario.differing import Change

if TYPE_CHECKING:
    import polars as pl

Columns = Mapping[Turned, Floats]


@dataclass(frozen=True)
class Effect:
    """What one lever brings.

    `exact` is its mean over orders and replications as a fraction, `brings` the same with its interval over replications.
    `by_order` is half the interval over orders that were not run (0 when all were, NaN when too few were run to tell). `alone` is
    the first scenario with this lever only, less the first; `last` the second less the second without it; `together` is last less
    alone: what the lever owes to the others, or they to it. These three are None where an interrupt left them out.
    """

    name: str
    changes: tuple[Change, ...]
    exact: Fraction
    brings: Estimate
    by_order: float
    alone: Estimate | None
    last: Estimate | None
    together: Estimate | None

    @property
    def clear(self) -> bool:
        """Whether the interval over replications leaves no doubt about the sign."""
        return self.brings.low > 0.0 or self.brings.high < 0.0


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
                "low": each.brings.low,
                "high": each.brings.high,
                "share": each.brings.mean / total if total else None,
                "by_order": each.by_order,
                **_told("alone", each.alone),
                **_told("last", each.last),
                **_told("together", each.together),
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
    complete = len(columns) == 1 << count
    orders = [order for pair in pairs for order in pair]
    means = {choice: exact_mean(values.tolist()) for choice, values in columns.items()}
    nothing, everything = frozenset[int](), frozenset(range(count))
    effects = []
    for place, lever in enumerate(levers):
        weights = weights_in_all_orders(count, place) if complete else weights_in(orders, place)
        mean = sum((weight * means[choice] for choice, weight in weights.items()), Fraction(0))
        values = sum(
            (float(weight) * columns[choice] for choice, weight in weights.items()),
            np.zeros(len(columns[nothing])),
        )
        without = everything - {place}
        ends = frozenset({place}) in columns and without in columns
        alone = last = together = None
        if ends:
            steps = [columns[frozenset({place})] - columns[nothing], columns[everything] - columns[without]]
            exact = [means[frozenset({place})] - means[nothing], means[everything] - means[without]]
            alone, last = (estimate_of(*each, confidence) for each in zip(steps, exact, strict=True))
            together = estimate_of(steps[1] - steps[0], exact[1] - exact[0], confidence)
        over = 0.0 if complete else _by_order(pairs, place, means, confidence)
        effects.append(
            Effect(
                lever.name,
                lever.changes,
                mean,
                estimate_of(values, mean, confidence),
                over,
                alone,
                last,
                together,
            )
        )
    return Levers(
        tuple(effects),
        factorial(count) if complete else len(orders),
        complete,
        len(columns) - 2,
        joined,
        _apart(count, columns, means, confidence),
    )


def _by_order(
    pairs: Sequence[tuple[Order, Order]], lever: int, means: Mapping[Turned, Fraction], confidence: float
) -> float:
    """Return half the t interval of a lever's mean over all orders, from the mean steps of pairs of orders."""
    if len(pairs) < 2:
        return float("nan")
    told = [
        float(
            sum((weight * means[choice] for choice, weight in weights_in(pair, lever).items()), Fraction(0))
        )
        for pair in pairs
    ]
    return t_quantile(confidence, len(told) - 1) * float(np.std(told, ddof=1)) / sqrt(len(told))


def _apart(
    count: int, columns: Columns, means: Mapping[Turned, Fraction], confidence: float
) -> Estimate | None:
    alone = [frozenset({each}) for each in range(count)]
    if any(each not in columns for each in alone):
        return None
    nothing, everything = frozenset[int](), frozenset(range(count))
    values = columns[everything] - columns[nothing] - sum(columns[each] - columns[nothing] for each in alone)
    mean = (
        means[everything]
        - means[nothing]
        - sum((means[each] - means[nothing] for each in alone), Fraction(0))
    )
    return estimate_of(values, mean, confidence)


def _told(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    if estimate is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    return {name: estimate.mean, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _interval(estimate: Estimate | None) -> dict[str, object] | None:
    if estimate is None:
        return None
    return {"mean": plain(estimate.mean), "low": plain(estimate.low), "high": plain(estimate.high)}
