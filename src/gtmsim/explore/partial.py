"""What it would be worth to know one number before deciding: the expected value of partial perfect information.

In each world there is a gain for every alternative. What is expected of them once a number is known is a curve over that number,
found by regression over the worlds (Strong, Oakley and Brennan 2014), which also averages luck away. Whoever knows it takes what
the curve says is best there; whoever does not takes what is best on average. Both are judged by what the worlds gave, not by the
curve, which may bend too far: one number would seem worth more than all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from gtmsim.program.tables import Floats

FEW_VALUES = 6  # a number with so few is fitted value by value
_POWERS = (1, 2)
_INNER_KNOTS = (0, 2, 4)  # of cubic splines
_RESAMPLES = 200
_FAINT = 1e-12


@dataclass(frozen=True)
class Worth:
    """What knowing a number is worth, with a 95 % interval over worlds. `chance`: that differences follow it so closely by luck."""

    value: float
    low: float
    high: float
    chance: float


def value_of(x: Floats, gains: Floats) -> float:
    """Return what it is worth to know `x`, without its doubt."""
    return _value(list(_bases(x)), gains[:, 1:] - gains[:, :1])


def worth_of(x: Floats, gains: Floats, seed: int = 0) -> Worth:
    """Return what it is worth to know `x` (one a world) before choosing among alternatives (gains: world x alternative).

    The curve is flat, straight, bent or a spline, whichever says most with least (Schwarz 1978): a number of no bearing is worth
    nothing. The interval is by drawing the worlds again (Efron 1979).
    """
    apart, bases = gains[:, 1:] - gains[:, :1], list(_bases(x))
    value, chance = _value(bases, apart), _chance(bases, apart)
    if value <= 0.0:
        return Worth(0.0, 0.0, 0.0, chance)
    drawn = np.random.default_rng(seed).integers(len(x), size=(_RESAMPLES, len(x)))
    again = [_value([basis[rows] for basis in bases], apart[rows]) for rows in drawn]
    low, high = np.quantile(again, (0.025, 0.975))
    return Worth(value, float(low), float(high), chance)


def _value(bases: Sequence[Floats], apart: Floats) -> float:
    choices = np.column_stack([np.zeros(len(apart)), apart])
    chosen = np.column_stack([np.zeros(len(apart)), _curve(bases, apart)]).argmax(axis=1)
    gained = choices[np.arange(len(apart)), chosen].mean() - choices.mean(axis=0).max()
    return max(0.0, float(gained))


def _curve(bases: Sequence[Floats], apart: Floats) -> Floats:
    """Return the differences that are expected in each world, by the curve that says most with least."""
    count = len(apart)
    best: tuple[float, Floats] = (np.inf, apart)
    for basis in bases:
        fitted = _fitted(basis, apart)
        left = ((apart - fitted) ** 2).mean(axis=0) + _FAINT * (apart**2).mean(axis=0)
        if not left.all():  # nothing differs at all
            return fitted
        score = count * float(np.log(left).sum()) + basis.shape[1] * apart.shape[1] * log(count)
        if score < best[0]:
            best = (score, fitted)
    return best[1]


def _fitted(basis: Floats, apart: Floats) -> Floats:
    """Return least squares; a part that drawn worlds leave without any is let go by a faint ridge."""
    gram = basis.T @ basis
    ridge = _FAINT * np.trace(gram) * np.eye(len(gram))
    fitted: Floats = basis @ np.linalg.solve(gram + ridge, basis.T @ apart)
    return fitted


def _bases(x: Floats) -> Iterator[Floats]:
    """Yield what curves are made of, from a constant on: world x part."""
    from scipy.interpolate import BSpline

    yield np.ones((len(x), 1))
    values = np.unique(x)
    if len(values) == 1:
        return
    if len(values) <= FEW_VALUES:
        yield (x[:, None] == values).astype(np.float64)
        return
    along = (x - values[0]) / (values[-1] - values[0])
    for power in _POWERS:
        yield np.vander(along, power + 1)
    for knots in _INNER_KNOTS:
        inner = np.quantile(along, np.linspace(0.0, 1.0, knots + 2)[1:-1])
        ends = np.concatenate([np.zeros(4), inner, np.ones(4)])
        yield BSpline.design_matrix(along, ends, 3).toarray()


def _chance(bases: Sequence[Floats], apart: Floats) -> float:
    """Return how likely differences follow a number as closely by luck: an F test of a bent curve."""
    from scipy.stats import f

    basis = bases[:3][-1]
    freedom = basis.shape[1] - 1
    rest = len(apart) - basis.shape[1]
    if freedom < 1 or rest < 1:
        return 1.0
    fitted = _fitted(basis, apart)
    left = ((apart - fitted) ** 2).sum(axis=0)
    told = ((apart - apart.mean(axis=0)) ** 2).sum(axis=0) - left
    if not left.all():
        return 0.0 if told.any() else 1.0
    chances = f.sf(told / freedom / (left / rest), freedom, rest)
    return float(min(1.0, chances.min() * apart.shape[1]))
