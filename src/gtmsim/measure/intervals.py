"""Means with their doubt: how far the true mean may be from what so many replications showed."""

from dataclasses import dataclass

import numpy as np

from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats

TOO_FEW = 30


@dataclass(frozen=True)
class Estimate:
    """The mean of independent values and its t interval. NaN bounds: one value (or none) tells no interval.

    An interval of the mean, not a band of outcomes: a single replication may well lie outside.
    """

    mean: float
    low: float
    high: float
    count: int  # replications in which there was something to measure
    skewness: float

    @property
    def half_width(self) -> float:
        """Distance from the mean to either bound; NaN where there is no interval."""
        return (self.high - self.low) / 2.0

    @property
    def has_interval(self) -> bool:
        """Whether there were at least two values."""
        return self.count > 1

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval leaves no doubt about the sign."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def enough(self) -> float:
        """How many values so skewed a t interval needs to cover as often as it says; NaN where there is no interval.

        Cochran's rule: at least 25 times the squared skewness (Sampling Techniques, 1977, section 2.15).
        """
        return 25.0 * self.skewness**2

    @property
    def doubtful(self) -> bool:
        """Whether there is an interval, from fewer values than would be enough."""
        return 1 < self.count < self.enough


def mean_interval(values: Floats, confidence: float = 0.95) -> Estimate:
    """Return the mean of one value a replication with its t interval. NaN values were not measured and do not count."""
    told = values[~np.isnan(values)]
    count = len(told)
    if count == 0:
        return Estimate(np.nan, np.nan, np.nan, 0, np.nan)
    mean = float(told.mean())
    if count == 1:
        return Estimate(mean, np.nan, np.nan, 1, np.nan)
    half = t_quantile(confidence, count - 1) * float(told.std(ddof=1)) / count**0.5
    return Estimate(mean, mean - half, mean + half, count, _skewness(told))


def estimate(
    count: int, mean: float, squares: float, cubes: float, largest: float, confidence: float
) -> Estimate:
    """Return what `mean_interval` does, from sums of squared and cubed distances from the mean and the largest absolute value."""
    if count == 0:
        return Estimate(np.nan, np.nan, np.nan, 0, np.nan)
    if count == 1:
        return Estimate(mean, np.nan, np.nan, 1, np.nan)
    half = t_quantile(confidence, count - 1) * (squares / (count - 1)) ** 0.5 / count**0.5
    skewness = _shape(squares / count, cubes / count, largest)
    return Estimate(mean, mean - half, mean + half, count, skewness)


def _skewness(values: Floats) -> float:
    apart = values - values.mean()
    return _shape(float(np.mean(apart**2)), float(np.mean(apart**3)), float(np.abs(values).max()))


def _shape(spread: float, cube: float, largest: float) -> float:
    # Differences of a replication with itself leave rounding noise, which is not a shape.
    return 0.0 if spread <= (1e-12 * largest) ** 2 else cube / spread**1.5
