"""A simulated number with its doubt, and whether it agrees with a formula."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

CONFIDENCE = 0.9999  # a hundred comparisons cry wolf once in a hundred readings

# Every comparison is made twice: as the formula has it, and with one rate of the simulation 5 % off. The second must not agree.
right_and_5_percent_off = pytest.mark.parametrize(
    ("off", "holds"), [(1.0, True), (1.05, False)], ids=["as written", "5 % off"]
)


@dataclass(frozen=True)
class Estimate:
    """A mean over independent runs, and its standard error."""

    value: float
    error: float
    runs: int

    @property
    def half_width(self) -> float:
        """Half of the interval at `CONFIDENCE`."""
        return float(stats.t.ppf(0.5 + CONFIDENCE / 2.0, self.runs - 1)) * self.error


def mean(samples: npt.ArrayLike) -> Estimate:
    """Return the mean of independent samples."""
    values = np.asarray(samples, np.float64)
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), len(values))


def ratio(tops: npt.ArrayLike, bottoms: npt.ArrayLike) -> Estimate:
    """Return the ratio of two sums over independent runs, such as waited hours over leads."""
    top, bottom = np.asarray(tops, np.float64), np.asarray(bottoms, np.float64)
    value = float(top.sum() / bottom.sum())
    return Estimate(value, mean(top - value * bottom).error / float(bottom.mean()), len(top))


def agrees(simulated: Estimate, expected: float) -> bool:
    """Return whether a formula's number lies within the interval of a simulated one."""
    return abs(simulated.value - expected) <= simulated.half_width


def fits(draws: npt.ArrayLike, cdf: Callable[[float], float | np.floating]) -> bool:
    """Return whether draws look like those of a distribution function (Kolmogorov-Smirnov)."""
    return bool(stats.kstest(np.asarray(draws, np.float64), cdf).pvalue > 1.0 - CONFIDENCE)
