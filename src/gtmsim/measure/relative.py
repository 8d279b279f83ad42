"""A difference as a share of what there was: how much more or less, with its doubt."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtmsim.measure.intervals import Estimate

if TYPE_CHECKING:
    from gtmsim.measure.verdict import Difference


@dataclass(frozen=True)
class Relative:
    """A difference in percent of the baseline's mean."""

    mean: float
    low: float
    high: float


def relative(difference: "Difference", scenario: Estimate, baseline: Estimate) -> Relative | None:
    """Return a paired difference in percent of the baseline's mean, or None where that means little.

    The interval is that of a ratio of two paired means (delta method): the baseline's own mean is uncertain as well. None when the
    baseline is not clearly above zero, or not every replication measured both. It is as wide as the difference's own: alone, or
    holding together with others.
    """
    known = (scenario.count, baseline.count, difference.pair.difference.count)
    if len(set(known)) > 1 or not scenario.has_interval or not baseline.low > 0.0:
        return None
    ratio = scenario.mean / baseline.mean
    shared = (difference.pair.correlation or 0.0) * scenario.half_width * baseline.half_width
    spread = scenario.half_width**2 + (ratio * baseline.half_width) ** 2 - 2.0 * ratio * shared
    alone = difference.pair.difference.half_width
    wider = difference.joint.half_width / alone if alone > 0.0 else 1.0
    half = wider * math.sqrt(max(spread, 0.0)) / baseline.mean
    return Relative(100.0 * (ratio - 1.0), 100.0 * (ratio - 1.0 - half), 100.0 * (ratio - 1.0 + half))
