"""Clocks of stages: how long buyers take, once the seller's own work, its gaps and its queue are taken out.

A stage is left when work and clock are both done, so its log shows the longer of the two. If the work alone already lasts about as
long as the log says, there is no clock. Else the clock is the lognormal for which the longer of the two has the log's quantiles.
A log moves a case on when somebody is there to do so: a clock that ends at night shows in it as the next morning.
"""

from dataclasses import dataclass

import numpy as np

from gtmsim.calibration.numbers import Z95, Floats, Number, resampled
from gtmsim.calibration.openings import Opening

BOOTS = 12  # each gives the spread of a fit, which takes longer than a resampled mean
LEVELS = (0.25, 0.5, 0.75, 0.9)
CLOSE_ENOUGH = 0.35  # mean distance of log quantiles: within a factor of about 1.4
LONGEST_SIGMA = 3.0


@dataclass(frozen=True)
class Clock:
    """A lognormal clock: median in hours, sigma, and how far work alone is from the log's times."""

    median: Number
    sigma: Number
    work_alone: float

    def draws(self, like: Floats) -> Floats:
        """Return as many draws as there are of the work beside it."""
        normal = np.random.default_rng(4).standard_normal(len(like))
        return np.asarray(self.median.value * np.exp(self.sigma.value * normal), dtype=np.float64)


@dataclass(frozen=True)
class Beside:
    """Stage visits without their clock: when they began, how long the work took, and the hours in which cases are moved on."""

    since: Floats
    work: Floats
    open_hours: Opening

    def seen(self, buyer: Floats) -> Floats:
        """Return how long the log would say the stage took, if buyers took so long."""
        moved = self.open_hours.after(self.since + np.minimum(buyer, 1e5), np.zeros(len(buyer))) - self.since
        return np.maximum(self.work, moved)


def clock(
    seen: Floats, beside: Beside, limit: float | None = None, in_time: float | None = None
) -> Clock | None:
    """Return the clock that, beside the work, gives the times seen; None when the work alone does, or a clock would not help.

    Times from `limit` on (a time-out) are only known to be long; `in_time` is the share of times below it, by default as seen.
    """
    inside = seen if limit is None else seen[seen < limit]
    if len(inside) < 10:
        return None
    share = len(inside) / len(seen) if in_time is None else in_time
    normal = np.random.default_rng(2).standard_normal(len(beside.work))
    levels = np.array(LEVELS if share > 0.99 else (0.2, 0.4, 0.6, 0.8, 0.95))
    wanted = _logs(np.quantile(inside, levels))

    def off(draws: Floats) -> float:
        return float(np.abs(_logs(np.quantile(draws, levels * share)) - wanted).mean())

    alone = off(beside.work)
    if alone < CLOSE_ENOUGH:
        return None
    middle, spread = _fit(wanted, levels * share, beside, normal)
    if off(beside.seen(np.exp(middle + spread * normal))) > 0.9 * alone:
        return None
    again = [
        _fit(_logs(np.quantile(inside[pick], levels)), levels * share, beside, normal, (middle, spread))
        for pick in resampled(len(inside), BOOTS, seed=3)
    ]
    # Clocks that end on the same morning give the same fit; it is no surer than a median and a spread of so many cases.
    least = spread * np.array([1.2533, 0.7071]) / np.sqrt(len(inside))
    m, s = Z95 * np.maximum(least, np.std(np.array(again), axis=0, ddof=1))
    size, low, high = (float(np.exp(x)) for x in (middle, middle - m, middle + m))
    n = len(seen)
    return Clock(
        Number(size, low, high, n), Number(spread, max(0.0, spread - float(s)), spread + float(s), n), alone
    )


def _logs(hours: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(hours, 1 / 120)))


def _fit(
    wanted: Floats, levels: Floats, beside: Beside, normal: Floats, start: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return the log median and sigma of the clock whose longer-of-two with the work has these log quantiles."""
    from scipy.optimize import minimize

    def miss(x: Floats) -> float:
        longer = beside.seen(np.exp(np.clip(x[0] + x[1] * normal, -50, 50)))
        got = _logs(np.quantile(longer, levels))
        beyond = max(0.0, 0.05 - x[1]) ** 2 + max(0.0, x[1] - LONGEST_SIGMA) ** 2
        return float(((got - wanted) ** 2).sum() + 100 * beyond)

    first = np.array(start or (float(np.median(wanted)), max(0.3, float(np.std(wanted)))))
    most = 200 if start is None else 60
    best = minimize(
        miss, first, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-5, "maxiter": most}
    )
    return float(best.x[0]), float(np.clip(best.x[1], 0.01, LONGEST_SIGMA))
