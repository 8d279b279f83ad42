"""Several differences at once: intervals that hold together, and which differences are clear when many were looked at.

Differences from one baseline on shared luck depend on each other, and on how strongly nobody knows beforehand; what is said here
holds whatever that dependence is. Dunnett's and Tukey's intervals are shorter, and wrong here: they assume independent samples.
"""

from collections.abc import Sequence

from gtmsim.measure.intervals import Estimate
from gtmsim.measure.student import share_within, t_quantile


def each_of(confidence: float, comparisons: int) -> float:
    """Return the confidence that each of some intervals needs for all of them to hold together (Bonferroni)."""
    return 1.0 - (1.0 - confidence) / max(comparisons, 1)


def widened(alone: Estimate, confidence: float, comparisons: int) -> Estimate:
    """Return the mean of an estimate of that confidence with an interval that holds together with those of other comparisons."""
    if comparisons < 2 or not alone.has_interval:
        return alone
    reach = t_quantile(each_of(confidence, comparisons), alone.count - 1)
    half = alone.half_width * (reach / t_quantile(confidence, alone.count - 1))
    return Estimate(alone.mean, alone.mean - half, alone.mean + half, alone.count, alone.skewness)


def clear(alone: Sequence[Estimate], confidence: float) -> list[bool]:
    """Return which means are clearly not zero, so that with that confidence none of them is zero in truth.

    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65-70: the clearest
    must be as clear as an interval of `widened` asks for, the next only as clear as if there were one comparison less, and so on.
    What has no interval is not clear, and counts as a comparison.
    """
    found = [False] * len(alone)
    order = sorted(range(len(alone)), key=lambda place: _doubt(alone[place], confidence))
    for left, place in zip(range(len(alone), 0, -1), order, strict=True):
        if not widened(alone[place], confidence, left).excludes_zero:
            break
        found[place] = True
    return found


def _doubt(alone: Estimate, confidence: float) -> float:
    """Return the chance that luck alone brings a mean as far from zero."""
    if not alone.has_interval:
        return 1.0
    if alone.half_width == 0.0:
        return 1.0 if alone.mean == 0.0 else 0.0
    freedom = alone.count - 1
    return 1.0 - share_within(abs(alone.mean) / alone.half_width * t_quantile(confidence, freedom), freedom)
