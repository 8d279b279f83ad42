"""Where the mean of a difference changes its sign along one field, and how far luck may move that place.

The interval of a place is made of the values at which the mean cannot be told from zero (Fieller, 1954, Some problems in interval
estimation, Journal of the Royal Statistical Society B 16, 175-185): it covers the true place as often as the t interval of one mean
covers the truth, whatever shape the difference has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import copysign, inf

from gtmsim.measure.intervals import Estimate

PARTS = 8  # of a range, looked at from end to end before anything is looked for
_TOLERANCE = 1e-4  # of the range
_MOST_STEPS = 30

Look = Callable[[float], Estimate]  # the difference where the field stands at a place


@dataclass(frozen=True)
class Flip:
    """The place nearest to today's at which the sign changes, or `None`. `low` and `high` bound it; infinite: beyond the range.

    `before` and `after` are the neighbours of the sign change in order of place, where only some values exist; else both are `at`.
    `several`: the sign changes elsewhere as well.
    """

    at: float
    before: float
    after: float
    low: float
    high: float
    several: bool


def continuous(look: Look, places: Sequence[float], today: float) -> Flip | None:
    """Return the flip nearest to today's place, found between places from end to end of a range by Brent's method."""
    means = [look(place).mean for place in places]
    brackets = _changes(means)
    if not brackets:
        return None
    roots = [
        _root(lambda x: look(x).mean, places[at], places[at + 1]) for at in _near(brackets, places, today)
    ]
    root = min(roots, key=lambda each: abs(each - today))
    low, high = (
        _bound(look, list(way), root) for way in (reversed(_below(places, root)), _above(places, root))
    )
    return Flip(
        root, root, root, -inf if low is None else low, inf if high is None else high, len(brackets) > 1
    )


def discrete(look: Look, places: Sequence[float], today: float) -> Flip | None:
    """Return the flip nearest to today's place where only these values exist: the two neighbours between which the sign changes.

    Of many places not all are looked at: the interval then ends at the next that was.
    """
    coarse = [*range(0, len(places) - 1, max(1, len(places) // (2 * PARTS))), len(places) - 1]
    seen = {at: look(places[at]) for at in coarse}
    brackets = _changes([seen[at].mean for at in coarse])
    if not brackets:
        return None
    near = _near(brackets, [places[at] for at in coarse], today)
    pairs = [_halved(look, places, seen, coarse[at], coarse[at + 1]) for at in near]
    low, high = min(pairs, key=lambda each: abs((places[each[0]] + places[each[1]]) / 2.0 - today))
    known = sorted(seen)
    sure = [at for at in known if seen[at].excludes_zero]
    below, above = [at for at in sure if at <= low], [at for at in sure if at >= high]
    return Flip(
        (places[low] + places[high]) / 2.0, places[low], places[high], places[below[-1]] if below else -inf,
        places[above[0]] if above else inf, len(brackets) > 1,
    )  # fmt: skip


def _changes(means: Sequence[float]) -> list[int]:
    """Return where a mean has one sign and the next that has one has the other: what only comes down to zero has not changed."""

    def changes(at: int) -> bool:
        after = next((each for each in means[at + 1 :] if each != 0.0), 0.0)
        return means[at] * means[at + 1] <= 0.0 and means[at] * after < 0.0

    return [at for at in range(len(means) - 1) if changes(at)]


def _near(brackets: Sequence[int], places: Sequence[float], today: float) -> list[int]:
    """Return the brackets that may hold the nearest flip: not wholly farther than the farther end of another."""
    reach = min(max(abs(places[at] - today), abs(places[at + 1] - today)) for at in brackets)
    return [at for at in brackets if max(places[at] - today, today - places[at + 1], 0.0) <= reach]


def _root(of: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    if of(high) == 0.0:
        return high
    width = high - low
    found, _ = brentq(
        of, low, high, xtol=_TOLERANCE * width, rtol=1e-9, maxiter=_MOST_STEPS, full_output=True, disp=False
    )
    return float(found)


def _halved(
    look: Look, places: Sequence[float], seen: dict[int, Estimate], low: int, high: int
) -> tuple[int, int]:
    """Return the neighbours between which the sign changes."""
    while high - low > 1:
        middle = (low + high) // 2
        seen[middle] = look(places[middle])
        if seen[low].mean * seen[middle].mean <= 0.0:
            high = middle
        else:
            low = middle
    return low, high


def _bound(look: Look, way: Sequence[float], root: float) -> float | None:
    """Return where, on the way from a root through these places, the mean is first told from zero. None: nowhere."""
    before = root
    for place in way:
        found = look(place)
        if found.excludes_zero:
            if look(before).excludes_zero:  # there is no luck in it
                return before
            return _root(partial(_sureness, look, copysign(1.0, found.mean)), *sorted((before, place)))
        before = place
    return None


def _sureness(look: Look, sign: float, place: float) -> float:
    """Return how far the interval of the mean is from zero on the side of this sign; below 0: it holds zero."""
    found = look(place)
    return sign * found.mean - found.half_width


def _below(places: Sequence[float], root: float) -> list[float]:
    return [place for place in places if place < root]


def _above(places: Sequence[float], root: float) -> list[float]:
    return [place for place in places if place > root]
