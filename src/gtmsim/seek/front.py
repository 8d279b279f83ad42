"""Which of some structures nobody beats on all counts, and how sure that is.

A structure is off the front if another is at least as good on every count and better on one. Paired t intervals of all differences
that hold together (Bonferroni) say which is surely on it, which surely not; all others may be.
"""

import numpy as np

from gtmsim.measure.joint import each_of
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats

SURELY, MAYBE, NOT = "surely", "maybe", "no"

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Table = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def undominated(means: Floats) -> Flags:
    """Return which rows (structure x count, more is better) no other beats."""
    as_good: Table = np.all(means[:, None, :] <= means[None, :, :], axis=2)
    better: Table = np.any(means[:, None, :] < means[None, :, :], axis=2)
    beaten: Flags = np.any(as_good & better, axis=1)
    return ~beaten


def places(gains: Floats, confidence: float) -> list[str]:
    """Return for each structure whether it is on the front: `gains` is structure x replication x count, more is better.

    With that confidence none that is surely on it is off in truth, and none that is said not to be is on it.
    """
    many, count, counts = gains.shape
    pairs = many * (many - 1) // 2 * counts
    if many == 1:
        return [SURELY]
    apart = np.empty((many, many, counts))
    width = np.empty_like(apart)
    reach = t_quantile(each_of(confidence, pairs), count - 1) / count**0.5
    for place in range(many):
        differences = gains[place] - gains
        apart[place] = differences.mean(axis=1)
        width[place] = reach * differences.std(axis=1, ddof=1)
    low, high = apart - width, apart + width
    alike: Table = np.all((high == 0.0) & (low == 0.0), axis=2)
    beaten: Table = np.all(low >= 0.0, axis=2) & np.any(low > 0.0, axis=2)  # [a, b]: a surely beats b
    stands: Table = alike | np.any(low > 0.0, axis=2)  # [a, b]: b surely does not beat a
    return [
        NOT if beaten[:, place].any() else SURELY if stands[place].all() else MAYBE for place in range(many)
    ]
