"""Boxes in which something holds more often: the patient rule induction method (Friedman and Fisher 1999), kept honest.

A box is peeled: again and again a tenth of what is left is cut off, at that end of that dimension which leaves the most of what is
sought. Of the boxes on the way the one that chance explains least is taken, and a dimension is let go unless what it adds is beyond
chance (the quasi-p values of Bryant and Lempert 2010, held against the number of dimensions there are). A box is honestly told by
points that it was not found in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.program.tables import Floats

PEEL = 0.1  # of the points left, at each step
LEAST_POINTS = 10
LEAST_SHARE = 0.05
CHANCE = 0.05

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Within:
    """One dimension of a box, `low < x <= high`; infinite where it has no end. `chance`: that it adds so much by luck."""

    place: int
    low: float
    high: float
    chance: float = 1.0


def inside(points: Floats, box: Sequence[Within]) -> Flags:
    """Return which points (point x dimension) lie in a box."""
    found = np.ones(len(points), dtype=np.bool_)
    for each in box:
        column = points[:, each.place]
        found &= (column > each.low) & (column <= each.high)
    return found


def find_box(points: Floats, sought: Flags) -> tuple[Within, ...]:
    """Return the box in which the points sought are densest beyond chance, or no dimension at all if there is none."""
    if sought.all() or not sought.any():
        return ()
    share = sought.mean()
    best: tuple[float, list[Within]] = (0.0, [])
    for box in _peeled(points, sought):
        held = sought[inside(points, box)]
        score = float((held.sum() - len(held) * share) / np.sqrt(len(held) * share * (1.0 - share)))
        best = max(best, (score, box), key=lambda each: each[0])
    return _beyond_chance(points, sought, best[1])


def _peeled(points: Floats, sought: Flags) -> list[list[Within]]:
    """Return the boxes that peeling passes, from large to small."""
    box: dict[int, Within] = {}
    passed = []
    left = np.ones(len(points), dtype=np.bool_)
    least = max(LEAST_POINTS, int(LEAST_SHARE * len(points)))
    while left.sum() > least and not sought[left].all():
        cut = _best_cut(points[left], sought[left], least)
        if cut is None:
            break
        held = box.get(cut.place, cut)
        box[cut.place] = Within(cut.place, max(held.low, cut.low), min(held.high, cut.high))
        left &= inside(points, [cut])
        passed.append(list(box.values()))
    return passed


def _best_cut(points: Floats, sought: Flags, least: int) -> Within | None:
    """Return what to keep of one dimension so that the share of the points sought grows most for every point given up."""
    count, share = len(points), sought.mean()
    peel = max(1, int(PEEL * count))
    order = np.argsort(points, axis=0, kind="stable")
    best: tuple[float, Within | None] = (-np.inf, None)
    for place in range(points.shape[1]):
        column, held = points[order[:, place], place], sought[order[:, place]]
        below = int(np.searchsorted(column, column[peel - 1], side="right"))  # equal points go together
        above = int(np.searchsorted(column, column[-peel], side="left"))
        for first, last in ((below, count), (0, above)):
            if not least <= last - first < count:
                continue
            gain = (held[first:last].mean() - share) / (count - (last - first))
            if gain > best[0]:
                low = (column[first - 1] + column[first]) / 2.0 if first else -np.inf
                high = (column[last - 1] + column[last]) / 2.0 if last < count else np.inf
                best = (gain, Within(place, low, high))
    return best[1]


def _beyond_chance(points: Floats, sought: Flags, box: list[Within]) -> tuple[Within, ...]:
    """Return a box without the dimensions that chance explains, the least telling first."""
    from scipy.stats import binom

    while box:
        held = sought[inside(points, box)]
        told = []
        for each in box:
            without = sought[inside(points, [other for other in box if other is not each])]
            chance = float(binom.sf(held.sum() - 1, len(held), without.mean()))
            told.append(Within(each.place, each.low, each.high, chance))
        worst = max(range(len(box)), key=lambda place: told[place].chance)
        if told[worst].chance <= CHANCE / points.shape[1]:
            return tuple(sorted(told, key=lambda each: each.chance))
        del box[worst]
    return ()
