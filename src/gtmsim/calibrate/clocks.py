"""Clocks of stages: how long buyers take, once the seller's own work, its gaps and its queue are taken out.

A stage is left when work and clock are both done, so its log shows the longer of the two. If the work alone (sessions, gaps and,
where the queue explains it, the wait for the first session) already lasts about as long as the log says, there is no clock. Else
the lognormal clock is the one for which the longer of the two has the log's quantiles.
"""

from dataclasses import dataclass

import numpy as np

from gtmsim.calibrate.numbers import Floats, Number

DRAWS = 2000
BOOTS = 24
LEVELS = (0.25, 0.5, 0.75, 0.9)
CLOSE_ENOUGH = 0.35  # mean distance of log quantiles: within a factor of about 1.4


@dataclass(frozen=True)
class Clock:
    """A lognormal clock: median in hours, sigma, and how far work alone is from the log's times."""

    median: Number
    sigma: Number
    work_alone: float


@dataclass(frozen=True)
class Path:
    """The seller's own time in a stage, drawn often: waits, sessions, gaps; in hours."""

    draws: Floats


def path(waits: Floats, mean_sessions: float, hours: Floats, gaps: Floats, seed: int = 1) -> Path:
    """Return how long the seller's work takes when sessions and gaps are independent, as the simulation has them.

    The number of sessions is geometric; with a mean of 0 there is no work.
    """
    chance = np.random.default_rng(seed)
    count = (
        chance.geometric(1 / max(1.0, mean_sessions), DRAWS)
        if mean_sessions > 0
        else np.zeros(DRAWS, dtype=int)
    )
    most = int(min(count.max(), 400))
    total = chance.choice(waits, DRAWS) if len(waits) else np.zeros(DRAWS)
    for k in range(most):
        inside = count > k
        total = total + np.where(inside, chance.choice(hours, DRAWS) if len(hours) else 0.0, 0.0)
        if len(gaps) and k:
            total = total + np.where(inside, chance.choice(gaps, DRAWS), 0.0)
    return Path(np.asarray(total, dtype=np.float64))


def distance(draws: Floats, seen: Floats) -> float:
    """Return the mean distance of the log quantiles of two samples of times."""
    floor = 1 / 120
    a, b = (np.log(np.maximum(np.quantile(x, LEVELS), floor)) for x in (draws, seen))
    return float(np.abs(a - b).mean())


def clock(seen: Floats, work: Path, limit: float | None) -> Clock | None:
    """Return the clock that, beside the work, gives the times seen; None when the work alone does, or a clock would not help.

    Times at or beyond `limit` (a time-out) are only known to be longer.
    """
    inside = seen[seen < limit] if limit is not None else seen
    if len(inside) < 10:
        return None
    hidden = len(seen) - len(inside)
    stop = np.inf if limit is None else limit
    everything = np.minimum(seen, stop)
    alone = distance(np.minimum(work.draws, stop), everything)
    if alone < CLOSE_ENOUGH:
        return None
    normal = np.random.default_rng(2).standard_normal(DRAWS)
    middle, spread = _fit(inside, hidden, work.draws, normal)
    fitted = np.maximum(work.draws, np.exp(middle + spread * normal))
    if distance(np.minimum(fitted, stop), everything) > 0.9 * alone:
        return None
    chance = np.random.default_rng(3)
    again = np.array(
        [
            _fit(inside[chance.integers(0, len(inside), len(inside))], hidden, work.draws, normal)
            for _ in range(BOOTS)
        ]
    )
    (m_low, s_low), (m_high, s_high) = np.quantile(again, [0.025, 0.975], axis=0)
    n = len(seen)
    return Clock(
        Number(float(np.exp(middle)), float(np.exp(m_low)), float(np.exp(m_high)), n),
        Number(spread, float(s_low), float(s_high), n),
        alone,
    )


def _fit(inside: Floats, hidden: int, work: Floats, normal: Floats) -> tuple[float, float]:
    """Return the log median and sigma of the clock whose longer-of-two with the work meets the quantiles of the times."""
    from scipy.optimize import minimize

    seen_share = len(inside) / (len(inside) + hidden)
    levels = np.array(LEVELS[:3] if hidden == 0 else (0.2, 0.4, 0.6, 0.85))
    wanted = np.log(np.maximum(np.quantile(inside, levels), 1 / 120))

    def miss(x: Floats) -> float:
        longer = np.maximum(work, np.exp(np.clip(x[0] + x[1] * normal, -50, 50)))
        got = np.log(np.maximum(np.quantile(longer, levels * seen_share), 1 / 120))
        return float(
            ((got - wanted) ** 2).sum() + 100 * max(0.0, 0.05 - x[1]) ** 2 + max(0.0, x[1] - 3.0) ** 2
        )

    logs = np.log(np.maximum(inside, 1 / 120))
    start = np.array([float(np.median(logs)), max(0.3, float(np.std(logs)))])
    best = minimize(miss, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-5, "maxiter": 200})
    return float(best.x[0]), float(abs(best.x[1]))
