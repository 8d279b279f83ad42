"""Small estimators with their doubt: shares, means, lognormals, Gini, and a bootstrap that always draws the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 200
Z95 = 1.959964


@dataclass(frozen=True)
class Number:
    """One estimated number, its 95 % interval and how many observations it rests on."""

    value: float
    low: float
    high: float
    n: int

    def mapped(self, change: Callable[[float], float]) -> "Number":
        """Return the number with value and interval changed by a rising function."""
        return Number(change(self.value), change(self.low), change(self.high), self.n)


def bootstrap(sample: Floats, statistic: Callable[[Floats], float], seed: int = 1) -> Number:
    """Return the statistic of the sample with its percentile interval; the same sample gives the same interval."""
    n = len(sample)
    again = np.array([statistic(sample[pick]) for pick in resampled(n, seed=seed)])
    low, high = middle_95(again[np.isfinite(again)])
    return Number(float(statistic(sample)), float(low), float(high), n)


def resampled(n: int, times: int = RESAMPLES, seed: int = 1) -> Iterator[NDArray[np.int64]]:
    """Yield the places of samples drawn from n with replacement, always the same ones."""
    chance = np.random.default_rng(seed)
    for _ in range(times):
        yield chance.integers(0, n, n)


def middle_95(again: Sequence[float] | Floats) -> Floats:
    """Return between which two values the middle 95 % of a statistic over samples lie."""
    bounds: Floats = np.quantile(np.asarray(again), [0.025, 0.975], axis=0)
    return bounds


def share(hits: int, n: int) -> Number:
    """Return hits/n with Wilson's interval, which behaves at the edges."""
    if n == 0:
        return Number(0.0, 0.0, 1.0, 0)
    p, z2 = hits / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Number(p, max(0.0, centre - half), min(1.0, centre + half), n)


def mean(sample: Floats) -> Number:
    """Return the mean with its normal interval."""
    value = float(np.mean(sample))
    half = Z95 * float(np.std(sample)) / sqrt(max(1, len(sample)))
    return Number(value, value - half, value + half, len(sample))


def median(sample: Floats) -> Number:
    """Return the median with the interval of its order statistics."""
    ordered = np.sort(sample)
    n = len(ordered)
    half = Z95 * sqrt(n) / 2
    low, high = ordered[max(0, int(n / 2 - half))], ordered[min(n - 1, int(n / 2 + half))]
    return Number(float(np.median(ordered)), float(low), float(high), n)


def sigma(sample: Floats) -> Number:
    """Return the standard deviation of the logs of the positive values."""
    return bootstrap(np.log(sample[sample > 0]), lambda x: float(np.std(x)))


def sigma_of_mean(sample: Floats) -> Number:
    """Return the sigma of the lognormal that has the sample's median *and* its mean, so that hours add up to the log's.

    The spread of the logs would promise more long items than there are when short ones vary by seconds.
    """

    def fit(x: Floats) -> float:
        middle = float(np.median(x))
        return sqrt(2 * log(max(1.0001, float(np.mean(x)) / middle))) if middle > 0 else float("nan")

    return bootstrap(sample, fit)


def gini(loads: Floats) -> float:
    """Return how unequal loads are: 0 when all are equal, towards 1 when one has everything."""
    x = np.sort(np.asarray(loads, dtype=float))
    n = len(x)
    if n == 0 or x.sum() == 0:
        return 0.0
    return float(((2 * np.arange(1, n + 1) - n - 1) * x).sum() / (n * x.sum()))


def spread(sample: Floats) -> dict[str, float]:
    """Return the mean and the usual quantiles of a sample; empty when there is nothing to say."""
    if len(sample) == 0:
        return {}
    q = np.quantile(sample, [0.1, 0.25, 0.5, 0.75, 0.9])
    names = ("p10", "p25", "median", "p75", "p90")
    return {
        "n": float(len(sample)),
        "mean": float(np.mean(sample)),
        **{k: float(v) for k, v in zip(names, q, strict=True)},
    }
