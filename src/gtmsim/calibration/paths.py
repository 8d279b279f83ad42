"""The seller's own time in a stage, as a simulation would spend it: waits and gaps that end in closed hours wait for the opening.

A log's gap runs from one session's end to the next one's start. A scenario's gap only says when the next session is due; nights,
weekends and the queue come on top. So the gap of the scenario is the one which, with those on top, gives the log's gaps.
"""

from dataclasses import dataclass

import numpy as np

from gtmsim.calibration.numbers import Z95, Floats, Number, resampled
from gtmsim.calibration.openings import Opening

DRAWS = 2000
MOST_SESSIONS = 400
BOOTS = 8
LEVELS = (0.5, 0.75, 0.9)
SHORTEST_GAP = 1 / 60


@dataclass(frozen=True)
class Gap:
    """A gap until the next session is due: the family that fits better, its median (lognormal) or scale (Weibull) and its spread.

    Times in hours; `spread` is a lognormal's sigma or a Weibull's shape.
    """

    family: str
    size: Number
    spread: Number

    def drawn(self, u: Floats) -> Floats:
        """Return the gaps at these uniforms."""
        return _drawn(self.family, self.size.value, self.spread.value, u)


def _drawn(family: str, size: float, spread: float, u: Floats) -> Floats:
    from scipy.special import ndtri

    logs = spread * ndtri(u) if family == "lognormal" else np.log(-np.log1p(-u)) / max(spread, 0.05)
    return np.asarray(size * np.exp(np.clip(logs, -60, 12)), dtype=np.float64)


@dataclass(frozen=True)
class Path:
    """When visits began and how long the seller's work took, drawn often, in hours; and mean sessions begun before a time-out."""

    since: Floats
    draws: Floats
    begun: float


def gap(ended: Floats, seen: Floats, waits: Floats, hours: Opening) -> Gap | None:
    """Return the gap that closed hours and the queue's waits (working hours) turn into the gaps seen; None if these alone do.

    `ended` is when the session before ended. Short gaps are only held to be short: what counts is when cases come up again.
    """
    fits = []
    for family, start in (("lognormal", 1.0), ("weibull", 0.7)):
        draws = _Draws.of(ended, seen, waits, hours)
        found = _fit(family, draws, (float(np.median(seen)), start))
        fits.append((draws.off(family, *found), family, found))
    off, family, (size, spread) = min(fits)
    draws = _Draws.of(ended, seen, waits, hours)
    if size < SHORTEST_GAP or draws.off("lognormal", 1e-9, 0.05) < off:
        return None
    again = [
        _fit(family, _Draws.of(ended[pick], seen[pick], waits, hours), (size, spread), 40)
        for pick in resampled(len(seen), BOOTS, seed=2)
    ]
    logs = Z95 * np.std(np.log(np.array(again)), axis=0, ddof=1)
    sizes, spreads = (
        Number(x, x * float(np.exp(-off)), x * float(np.exp(off)), len(seen))
        for x, off in zip((size, spread), logs, strict=True)
    )
    return Gap(family, sizes, spreads)


@dataclass(frozen=True)
class _Draws:
    """Endings of sessions from which gaps are tried, and what the log says of the gaps that followed."""

    since: Floats
    u: Floats
    waited: Floats
    hours: Opening
    wanted: Floats

    @classmethod
    def of(cls, ended: Floats, seen: Floats, waits: Floats, hours: Opening) -> "_Draws":
        chance = np.random.default_rng(1)
        since = chance.choice(ended, DRAWS)
        waited = chance.choice(waits, DRAWS) if len(waits) else np.zeros(DRAWS)
        u = chance.permutation((np.arange(DRAWS) + 0.5) / DRAWS)
        return cls(since, u, waited, hours, _told(seen))

    def off(self, family: str, size: float, spread: float) -> float:
        """Return how far the gaps of a family are from the log's once closed hours and queue have acted on them."""
        due = self.since + _drawn(family, size, spread, self.u)
        got = _told(self.hours.after(due, self.waited) - self.since)
        off: Floats = np.log(np.maximum(got, 1 / 120) / np.maximum(self.wanted, 1 / 120))
        return float((off**2).sum())


def _told(gaps: Floats) -> Floats:
    return np.array([*np.quantile(gaps, LEVELS), gaps.mean()])


def _fit(family: str, draws: _Draws, start: tuple[float, float], most: int = 120) -> tuple[float, float]:
    """Return the size and spread of the family's best gap."""
    from scipy.optimize import minimize

    def miss(x: Floats) -> float:
        beyond = float(max(0.0, 0.2 - x[1]) ** 2 + max(0.0, x[1] - 3.0) ** 2)
        return draws.off(family, float(np.exp(np.clip(x[0], -20, 12))), float(x[1])) + 100 * beyond

    first = np.array([np.log(start[0]), start[1]])
    best = minimize(
        miss, first, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-4, "maxiter": most}
    )
    return float(np.exp(np.clip(best.x[0], -20, 12))), float(np.clip(best.x[1], 0.2, 3.0))


def path(
    enter: Floats,
    waits: Floats,
    sessions: float,
    hours: Floats,
    between: Gap | None,
    queue: Floats,
    open_hours: Opening,
    limit: float | None = None,
    *,
    varies: bool = True,
) -> Path:
    """Return how long the work takes when sessions, gaps and waits (working hours) are independent, as the simulation has them.

    The number of sessions is geometric unless it does not vary; with a mean of 0 there is no work.
    """
    chance = np.random.default_rng(1)
    if sessions <= 0 or len(enter) == 0:
        since = chance.choice(enter, DRAWS) if len(enter) else np.zeros(DRAWS)
        return Path(since, np.zeros(DRAWS), 0.0)
    count = chance.geometric(1 / max(1.0, sessions), DRAWS) if varies else np.full(DRAWS, round(sessions))
    since = chance.choice(enter, DRAWS)
    now = since.copy()
    begun = 0
    for k in range(int(min(count.max(), MOST_SESSIONS))):
        at = np.flatnonzero(count > k)
        due, wait = now[at], waits if k == 0 else queue
        if k and between is not None:
            due = due + between.drawn(chance.random(len(at)))
        start = open_hours.after(due, chance.choice(wait, len(at)) if len(wait) else np.zeros(len(at)))
        begun += len(at) if limit is None else int((start - since[at] < limit).sum())
        now[at] = start + (chance.choice(hours, len(at)) if len(hours) else 0.0)
    return Path(since, now - since, begun / DRAWS)
