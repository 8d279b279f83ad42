"""Who is ahead first and who is ahead in the end, world by world, and whether that is more than luck.

In a world two alternatives meet the same luck, replication by replication. The luck of their difference, as a share of the mean
level of both, is taken to be of one size in all worlds: its variance is pooled, so that few replications a world are enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.explore.robust import share_interval
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats
from gtmsim.validation.observed import CONFIDENCE

THROUGHOUT, FIRST, LATER, NEVER, UNCLEAR = range(5)
WORDS = (
    "{a} throughout",
    "{a} first, {b} later",
    "{b} first, {a} later",
    "{b} throughout",
    "not clear at both times",
)

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Share = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Ahead:
    """By how much one alternative is ahead of another in each world, as a share of the mean level of both.

    `half_width` is how far the 95 % interval of a world reaches to either side: what is nearer to 0 may be luck.
    """

    by: Floats
    half_width: float

    @property
    def clear(self) -> Flags:
        """In which worlds it is beyond luck."""
        found: Flags = np.abs(self.by) > self.half_width
        return found


@dataclass(frozen=True, eq=False)
class Orders:
    """Both times, in the same worlds."""

    first: Ahead
    later: Ahead

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return len(self.first.by)

    def classes(self, *, beyond_luck: bool = True) -> "np.ndarray[tuple[int], np.dtype[np.int_]]":
        """Return the class of every world, as the place in `WORDS`; by its means alone where luck is let pass.

        By means a tie counts as no clear difference.
        """
        first, later = self.first.by > 0.0, self.later.by > 0.0
        found = np.select(
            [first & later, first & ~later, ~first & later], [THROUGHOUT, FIRST, LATER], default=NEVER
        )
        told = (self.first.by != 0.0) & (self.later.by != 0.0)
        if beyond_luck:
            told = self.first.clear & self.later.clear
        return np.where(told, found, UNCLEAR)

    def share(self, order: int, *, beyond_luck: bool = True) -> Share:
        """Return the share of all worlds that are of a class, with its 95 % interval (Wilson 1927)."""
        held = int((self.classes(beyond_luck=beyond_luck) == order).sum())
        return share_interval(held, self.worlds)


def ahead(of: Floats, against: Floats) -> Ahead:
    """Return how far one is ahead of another, both world x replication. Raises UsageError for fewer than two replications.

    Where both are nothing, or one could not be measured, there is no difference.
    """
    worlds, each = of.shape
    if each < 2:
        raise UsageError(f"luck is told by 2 replications a world or more, got {each}")
    level = np.abs(np.concatenate([of, against], axis=1)).mean(axis=1, keepdims=True)
    apart = np.divide(of - against, level, out=np.zeros_like(of), where=level != 0.0)
    told = ~np.isnan(apart).any(axis=1)
    apart[~told] = 0.0
    told &= level[:, 0] != 0.0  # where both are nothing no luck is seen
    if not told.any():
        return Ahead(np.zeros(worlds), np.inf)
    free = int(told.sum()) * (each - 1)
    luck = float(np.sqrt(apart[told].var(axis=1, ddof=1).mean() / each))
    return Ahead(apart.mean(axis=1), t_quantile(CONFIDENCE, free) * luck)


def words(a: str, b: str) -> Sequence[str]:
    """Return what the classes are called for two alternatives."""
    return [each.format(a=a, b=b) for each in WORDS]
