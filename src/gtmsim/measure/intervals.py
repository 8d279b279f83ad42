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


def _skewness(values: Floats) -> float:
    apart = values - values.mean()
    spread = float(np.mean(apart**2))
    # Differences of a replication with itself leave rounding noise, which is not a shape.
    if spread <= (1e-12 * float(np.abs(values).max())) ** 2:
        return 0.0
    return float(np.mean(apart**3) / spread**1.5)
