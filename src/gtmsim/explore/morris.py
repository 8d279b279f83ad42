"""Which fields matter at all: every field moved alone, from many places (Morris screening).

Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33, 161-174; the mean of absolute
effects is of Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and Software 22, 1509-1518. SALib draws the ways.
"""

from dataclasses import dataclass
from math import pi

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import clear
from gtmsim.program.tables import Floats

LEVELS = 4
CONFIDENCE = 0.95
_RESAMPLES = 1000

Spanned = tuple[float, float, float]  # a value and its interval


@dataclass(frozen=True)
class Effect:
    """What moving one field along its whole range brings, as seen from many places.

    `size` (mu*): the mean of absolute effects; `mean` (mu): of signed ones; `spread` (sigma): how much it depends on the others.
    Intervals are bootstraps over ways, that of `mean` over replications as well. `luck`: the size luck alone would show. `clear`:
    at some place the effect is no luck, with all places of all fields looked at.
    """

    place: int
    size: Spanned
    mean: Spanned
    spread: Spanned
    luck: float
    clear: bool


def ways(fields: int, count: int, seed: int) -> Floats:
    """Return ways: way x step x field, 0 to 1; a step moves one field. Raises UsageError without SALib."""
    try:
        from SALib.sample.morris import sample
    except ImportError:
        raise UsageError("screening needs SALib: pip install 'gtmsim[sensitivity]'") from None
    problem = {
        "num_vars": fields,
        "names": [str(place) for place in range(fields)],
        "bounds": [[0.0, 1.0]] * fields,
    }
    drawn: Floats = np.asarray(sample(problem, count, num_levels=LEVELS, seed=seed), dtype=np.float64)
    return drawn.reshape(count, fields + 1, fields)


def elementary(along: Floats, outcomes: Floats) -> Floats:
    """Return way x field x replication: what the field's step brings, for its whole range. `outcomes`: way x step x replication."""
    steps = np.diff(along, axis=1)
    moved = np.abs(steps).argmax(axis=2)
    size = np.take_along_axis(steps, moved[:, :, None], axis=2)
    found: Floats = np.empty((len(along), along.shape[2], outcomes.shape[2]))
    np.put_along_axis(found, moved[:, :, None], np.diff(outcomes, axis=1) / size, axis=1)
    return found


def effects(elements: Floats, seed: int) -> tuple[Effect, ...]:
    """Return the effect of each field, the largest first, from way x field x replication."""
    many, fields, replications = elements.shape
    rng = np.random.default_rng(seed)
    means = elements.mean(axis=2)
    resampled = rng.integers(many, size=(_RESAMPLES, many))
    sizes = np.abs(means)[resampled].mean(axis=1)
    spreads = means[resampled].std(axis=1, ddof=1)
    signed = np.stack(
        [
            elements[way][:, :, rng.integers(replications, size=replications)].mean(axis=(0, 2))
            for way in resampled
        ]
    )
    sure = _clear(elements)
    luck = _luck(elements)
    found = [
        Effect(
            field,
            bootstrapped(float(np.abs(means[:, field]).mean()), sizes[:, field]),
            bootstrapped(float(means[:, field].mean()), signed[:, field]),
            bootstrapped(float(means[:, field].std(ddof=1)), spreads[:, field]),
            float(luck[field]),
            sure[field],
        )
        for field in range(fields)
    ]
    return tuple(sorted(found, key=lambda each: (not each.clear, -each.size[0])))


def _luck(elements: Floats) -> Floats:
    """Return the mean absolute value of normal luck as large as replications show it, by field."""
    replications = elements.shape[2]
    if replications < 2:
        return np.full(elements.shape[1], np.nan)
    errors = elements.std(axis=2, ddof=1) / replications**0.5
    expected: Floats = errors.mean(axis=0) * (2.0 / pi) ** 0.5
    return expected


def _clear(elements: Floats) -> list[bool]:
    many, fields, _ = elements.shape
    each: list[Estimate] = [
        mean_interval(elements[way, field]) for field in range(fields) for way in range(many)
    ]
    found = clear(each, CONFIDENCE)
    return [any(found[field * many : (field + 1) * many]) for field in range(fields)]


def bootstrapped(value: float, resampled: Floats) -> Spanned:
    """Return a value with its percentile interval, by what it came to with its data drawn again (Efron 1979)."""
    low, high = np.quantile(resampled, (0.5 - CONFIDENCE / 2.0, 0.5 + CONFIDENCE / 2.0))
    return float(value), float(low), float(high)
