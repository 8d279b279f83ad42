"""How bad it may come out: the outcome that one replication in twenty falls short of, and the mean of those that do."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, inf, lgamma, log, log1p

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.program.tables import Floats

SHARE = 0.05  # of the replications, on the bad side
RESAMPLES = 2_000
_BOUND_BYTES = 1 << 26  # of resamples that are held at once


@dataclass(frozen=True)
class Tail:
    """The bad end of a metric's outcomes in one scenario: single replications, not their mean.

    `quantile` is p5 where more is better and p95 where less is. Its bounds are order statistics, infinite (unknown) on the far side
    where replications are too few for one. `shortfall` is the mean of the worst 5 % of the replications. NaN: nothing measured.
    """

    count: int
    quantile: float
    quantile_low: float
    quantile_high: float
    shortfall: float
    shortfall_low: float
    shortfall_high: float


@dataclass(frozen=True)
class Risk:
    """The bad end of a metric's outcomes, by scenario."""

    metric: str
    unit: str
    better: str
    tails: Mapping[str, Tail]


def tail(metric: str, values: Floats, better: str, confidence: float = 0.95) -> Tail:
    """Return the tail of one value a replication. NaN values were not measured and do not count.

    The interval of the quantile holds whatever the distribution; that of the shortfall is a BCa bootstrap (Efron 1987, JASA 82)
    with a seed of its own, so the same values give the same bounds. Raises UsageError for a metric that has no better side.
    """
    if better not in (HIGHER, LOWER):
        raise UsageError(f"{metric} has no better side: none of its outcomes is the worst")
    sign = 1.0 if better == HIGHER else -1.0
    told = np.sort(sign * values[~np.isnan(values)])
    count = len(told)
    if count == 0:
        return Tail(0, *[np.nan] * 6)
    first, last = order_bounds(count, SHARE, confidence)
    bounds = (
        told[first - 1] if first > 0 else -inf,
        told[last - 1] if last <= count else inf,
    )
    quantile = sorted(sign * float(each) for each in bounds)
    shortfall = sorted(sign * each for each in _bootstrapped(told, confidence))
    return Tail(
        count,
        sign * float(np.quantile(told, SHARE)),
        quantile[0],
        quantile[1],
        sign * float(expected_shortfall(told)),
        shortfall[0],
        shortfall[1],
    )


def expected_shortfall(values: Floats, share: float = SHARE) -> Floats:
    """Return the mean of the smallest share of the values along the last axis; where that cuts through a value, its part counts.

    Acerbi and Tasche (2002), On the coherence of expected shortfall, Journal of Banking and Finance 26, definition 3.1.
    """
    count = values.shape[-1]
    wanted = share * count
    whole = int(wanted)
    kept = np.partition(values, min(whole, count - 1), axis=-1)
    total = kept[..., :whole].sum(axis=-1) + (wanted - whole) * kept[..., min(whole, count - 1)]
    result: Floats = total / wanted
    return result


def order_bounds(count: int, share: float, confidence: float) -> tuple[int, int]:
    """Return which of so many sorted values, counted from 1, bound a quantile: 0 or more than the count where none is far enough.

    How many values lie below the quantile is binomial; each bound is missed with at most half of what the confidence leaves.
    """
    missed = (1.0 - confidence) / 2.0
    below, first, last = 0.0, 0, count + 1
    for number in range(count + 1):
        at = exp(
            lgamma(count + 1)
            - lgamma(number + 1)
            - lgamma(count - number + 1)
            + number * log(share)
            + (count - number) * log1p(-share)
        )
        if below <= missed:
            first = number  # the chance that fewer than `number` values lie below the quantile
        below += at
        if below >= 1.0 - missed:
            last = number + 1
            break
    return first, last


def _bootstrapped(told: Floats, confidence: float) -> tuple[float, float]:
    if len(told) < 2 or told[0] == told[-1]:
        value = float(told[0]) if len(told) > 1 else np.nan
        return value, value
    from scipy.stats import bootstrap  # a fifth of a second, only where tails are asked for

    found = bootstrap(
        (told,),
        lambda values, axis: expected_shortfall(values),  # noqa: ARG005 - always the last axis
        n_resamples=RESAMPLES,
        batch=max(1, _BOUND_BYTES // (8 * len(told))),
        vectorized=True,
        axis=-1,
        confidence_level=confidence,
        method="BCa",
        rng=np.random.default_rng(len(told)),
    )
    low, high = (float(each) for each in found.confidence_interval)
    return low, high
