"""Conversion as a cure model: most leads never win, and who wins does so after a time that has a shape.

A lead not won yet either never will be or has not been watched for long enough; its likelihood is 1 - share * F(days watched). So
the end of the export is no end of winning, and neither is it taken for a loss. Everything is maximum likelihood.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal

import numpy as np

from gtmsim.calibration.numbers import Z95, Floats, Number
from gtmsim.calibration.wins import Leads

Name = Literal["lognormal", "gamma", "weibull", "exponential"]
FAR = 30.0  # logs and logits beyond are as good as infinite
LONG_ENOUGH = 0.8  # of those who win, won within the time in which half of the others were watched
ANYTHING = 0.5  # an interval of the share that says nothing


@dataclass(frozen=True)
class Shape:
    """A family of times: what share is over after so many days, and the log of the density there."""

    parameters: int
    over: Callable[[Floats, float, float], Floats]
    log_density: Callable[[Floats, float, float], Floats]


@dataclass(frozen=True)
class Cure:
    """The share that wins in the end, and the size and shape of the days to win.

    Size is the median of a lognormal and the scale of the others; shape is sigma of a lognormal. `ks` is the distance between the
    wins and the fit, each win held against the time in which it could be seen. `seen` is the share of those who win that have
    done so within the time in which half of the others were watched: small, and the share that wins is anybody's guess.
    """

    family: Name
    share: Number
    size: Number
    shape: Number
    log_likelihood: float
    ks: float
    seen: float

    @property
    def identified(self) -> bool:
        """Return whether leads were watched long enough to tell who never wins from who has not won yet."""
        return self.seen >= LONG_ENOUGH and self.share.high - self.share.low < ANYTHING

    def over(self, days: Floats) -> Floats:
        """Return the share of wins that are over after so many days."""
        return _SHAPES[self.family].over(days, self.size.value, self.shape.value)


def fit(leads: Leads, family: Name = "lognormal") -> Cure:
    """Return the cure model of some leads, of which at least two were won after different times."""
    from scipy.optimize import minimize

    shape = _SHAPES[family]
    unlikely = _unlikely(leads, shape)
    logs = np.log(leads.waited[leads.timed])
    rate = min(max(len(logs) / len(leads), 1e-6), 1 - 1e-6)
    first = [log(rate / (1 - rate)), float(logs.mean()), log(max(float(logs.std()), 0.05))]
    if family != "lognormal":
        first = [first[0], log(float(np.exp(logs).mean())), 0.0]
    best = minimize(
        unlikely,
        np.array(first[: 1 + shape.parameters]),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-7, "maxiter": 2000, "maxfev": 2000},
    )
    x: Floats = np.asarray(best.x, dtype=np.float64)
    error = _errors(unlikely, x)
    n = len(leads)
    numbers = [_between(_chance, float(x[0]), float(error[0]), n)]
    numbers += [_between(exp, float(a), float(e), len(logs)) for a, e in zip(x[1:], error[1:], strict=True)]
    size, spread = numbers[1], numbers[2] if len(numbers) > 2 else Number(1.0, 1.0, 1.0, len(logs))
    never = leads.watched[~leads.won]
    typical = float(np.median(never)) if len(never) else float(np.max(leads.watched))
    return Cure(
        family=family,
        share=numbers[0],
        size=size,
        shape=spread,
        log_likelihood=-float(best.fun),
        ks=_distance(leads, shape, size.value, spread.value),
        seen=float(shape.over(np.array([typical]), size.value, spread.value)[0]),
    )


def families(leads: Leads) -> dict[Name, Cure]:
    """Return the fit of each family, the nearest to the wins first."""
    found = [fit(leads, name) for name in _SHAPES]
    return {each.family: each for each in sorted(found, key=lambda each: each.ks)}


def _unlikely(leads: Leads, shape: Shape) -> Callable[[Floats], float]:
    """Return minus the log likelihood as a function of logit share, log size and log shape."""
    timed = leads.waited[leads.timed]
    # A win whose date is not believed is a win by the end of the export, and no more is known of it.
    dateless = leads.watched[leads.won & ~leads.timed]
    watched, alike = np.unique(leads.watched[~leads.won], return_counts=True)
    wins = leads.wins

    def unlikely(x: Floats) -> float:
        share = _chance(float(x[0]))
        size = exp(min(max(float(x[1]), -FAR), FAR))
        spread = exp(min(max(float(x[2]), -FAR), 5.0)) if len(x) > 2 else 1.0
        won = wins * log(max(share, 1e-300)) + float(shape.log_density(timed, size, spread).sum())
        if len(dateless):
            won += float(np.log(np.maximum(shape.over(dateless, size, spread), 1e-300)).sum())
        still = np.log1p(-np.minimum(share * shape.over(watched, size, spread), 1 - 1e-12))
        return -(won + float((alike * still).sum()))

    return unlikely


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-min(max(logit, -FAR), FAR)))


def _between(back: Callable[[float], float], x: float, error: float, n: int) -> Number:
    """Return an estimate and its interval, both taken back from the scale on which they were found."""
    low, high = (back(min(max(x + side * Z95 * error, -FAR), FAR)) for side in (-1, 1))
    return Number(back(x), low, high, n)


def _errors(unlikely: Callable[[Floats], float], x: Floats) -> Floats:
    """Return standard errors from the curvature of the likelihood; infinite where it is flat."""
    step = 1e-3
    n = len(x)
    curve = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            a, b = step * np.eye(n)[i], step * np.eye(n)[j]
            corners = unlikely(x + a + b) - unlikely(x + a - b) - unlikely(x - a + b) + unlikely(x - a - b)
            curve[i, j] = corners / (4 * step * step)
    if not np.isfinite(curve).all() or float(np.linalg.eigvalsh(curve).min()) < 1e-6:
        return np.full(n, np.inf)
    return np.asarray(np.sqrt(np.diag(np.linalg.inv(curve))), dtype=np.float64)


def _distance(leads: Leads, shape: Shape, size: float, spread: float) -> float:
    """Return the Kolmogorov-Smirnov distance of the wins, each within the time in which it could be seen."""
    known = leads.timed
    reach = np.maximum(shape.over(leads.watched[known], size, spread), 1e-12)
    place = np.sort(shape.over(leads.waited[known], size, spread) / reach)
    n = len(place)
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - place).max(), (place - steps[:-1]).max()))


def _lognormal_over(days: Floats, size: float, spread: float) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(np.log(days / size) / spread), dtype=np.float64)


def _lognormal_density(days: Floats, size: float, spread: float) -> Floats:
    z = np.log(days / size) / spread
    return np.asarray(-0.5 * z * z - np.log(days * spread * sqrt(2 * np.pi)), dtype=np.float64)


def _gamma_over(days: Floats, size: float, spread: float) -> Floats:
    from scipy.special import gammainc

    return np.asarray(gammainc(spread, days / size), dtype=np.float64)


def _gamma_density(days: Floats, size: float, spread: float) -> Floats:
    from scipy.special import gammaln

    x = days / size
    return np.asarray((spread - 1) * np.log(x) - x - gammaln(spread) - log(size), dtype=np.float64)


def _weibull_over(days: Floats, size: float, spread: float) -> Floats:
    return np.asarray(-np.expm1(-_power(days, size, spread)), dtype=np.float64)


def _weibull_density(days: Floats, size: float, spread: float) -> Floats:
    risen = _power(days, size, spread)
    return np.asarray(log(spread) - log(size) + (spread - 1) * np.log(days / size) - risen, dtype=np.float64)


def _power(days: Floats, size: float, spread: float) -> Floats:
    return np.asarray(np.exp(np.minimum(spread * np.log(days / size), 300.0)), dtype=np.float64)


_SHAPES: dict[Name, Shape] = {
    "lognormal": Shape(2, _lognormal_over, _lognormal_density),
    "gamma": Shape(2, _gamma_over, _gamma_density),
    "weibull": Shape(2, _weibull_over, _weibull_density),
    "exponential": Shape(1, _weibull_over, _weibull_density),
}
