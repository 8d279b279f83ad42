"""Running moments of many series: what a mean, its interval and its doubts need, in five numbers a series however many values."""

from dataclasses import dataclass

import numpy as np

from gtmsim.measure.intervals import Estimate, estimate
from gtmsim.program.tables import Floats, Ints


@dataclass(frozen=True, eq=False)
class Moments:
    """What is known of some values of each series. NaN values were not measured and do not count."""

    count: Ints
    mean: Floats
    squares: Floats  # sum of the squared distances from the mean
    cubes: Floats  # sum of the cubed distances from the mean
    largest: Floats  # largest absolute value

    def estimates(self, confidence: float = 0.95) -> list[Estimate]:
        """Return the mean of every series with its t interval, as `mean_interval` gives it for all values."""
        columns = (each.tolist() for each in (self.count, self.mean, self.squares, self.cubes, self.largest))
        return [
            estimate(count, mean, squares, cubes, largest, confidence)
            for count, mean, squares, cubes, largest in zip(*columns, strict=True)
        ]


def moments(values: Floats) -> Moments:
    """Return the moments of each row of values."""
    told = ~np.isnan(values)
    count = told.sum(axis=1)
    known = np.where(told, values, 0.0)
    mean = known.sum(axis=1) / np.maximum(count, 1)
    apart = np.where(told, values - mean[:, None], 0.0)
    return Moments(
        count,
        mean,
        (apart**2).sum(axis=1),
        (apart**3).sum(axis=1),
        np.abs(known).max(axis=1, initial=0.0),
    )


def merged(one: Moments, other: Moments) -> Moments:
    """Return the moments of the values of both, which depend in the last digits on how values were parted and in which order.

    Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, The American Statistician 37, 242-247; the third
    moment as in Pebay (2008), Formulas for robust, one-pass parallel computation of covariances, SAND2008-6212, eq. 2.1.
    """
    mine, theirs = one.count.astype(np.float64), other.count.astype(np.float64)
    both = np.maximum(mine + theirs, 1.0)
    apart = other.mean - one.mean
    return Moments(
        one.count + other.count,
        one.mean + apart * (theirs / both),
        one.squares + other.squares + apart**2 * (mine * theirs / both),
        one.cubes
        + other.cubes
        + apart**3 * (mine * theirs * (mine - theirs) / both**2)
        + 3.0 * apart * (mine * other.squares - theirs * one.squares) / both,
        np.maximum(one.largest, other.largest),
    )
