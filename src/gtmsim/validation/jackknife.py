"""The doubt of any number made of means over paired replications: leave one replication out, each in turn.

The jackknife (Quenouille 1949, Tukey 1958; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 11) asks
nothing of the statistic but that it is smooth in the means, and leaves all arms' values of one replication out together, so that
shared luck counts for what it is worth.
"""

from collections.abc import Callable, Mapping

import numpy as np

from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats
from gtmsim.validation.observed import CONFIDENCE, Observed

Tables = Mapping[
    str, Mapping[str, Floats]
]  # arm -> key -> a value a replication, NaN where there was nothing to measure
Means = Mapping[
    str, Mapping[str, float]
]  # arm -> key -> mean over the replications that had something to measure


def means_of(tables: Tables) -> Means:
    """Return the means of every arm; NaN where no replication had anything to measure."""
    return {arm: {key: _mean(column) for key, column in held.items()} for arm, held in tables.items()}


def jackknife(told: Callable[[Means], float], tables: Tables, confidence: float = CONFIDENCE) -> Observed:
    """Return a statistic of the means with its interval: t with a degree of freedom less than its scarcest series has values."""
    count = min((len(column) for held in tables.values() for column in held.values()), default=0)
    seen = means_of(tables)
    if count == 0:
        return Observed(np.nan, np.nan, np.nan, 0, seen)
    whole = told(seen)
    if count == 1 or not np.isfinite(whole):
        return Observed(whole, np.nan, np.nan, count, seen)
    sums = {
        (arm, key): (np.nan_to_num(column), ~np.isnan(column))
        for arm, held in tables.items()
        for key, column in held.items()
    }
    left: dict[str, dict[str, Floats]] = {arm: {} for arm in tables}
    for (arm, key), (values, counted) in sums.items():
        many = counted.sum() - counted
        left[arm][key] = np.where(many > 0, (values.sum() - values) / np.maximum(many, 1), np.nan)
    without = np.array(
        [
            told({arm: {key: float(each[place]) for key, each in held.items()} for arm, held in left.items()})
            for place in range(count)
        ]
    )
    if not np.isfinite(without).all():
        return Observed(whole, np.nan, np.nan, count, seen)
    # Leaving out what was not measured changes nothing: of a series, only those that were are worth a degree of freedom.
    measured = min(int(counted.sum()) for _, counted in sums.values())
    if measured < 2:
        return Observed(whole, np.nan, np.nan, count, seen)
    error = float(np.sqrt((measured - 1) / measured * np.sum((without - without.mean()) ** 2)))
    half = t_quantile(confidence, measured - 1) * error
    return Observed(whole, whole - half, whole + half, count, seen)


def _mean(column: Floats) -> float:
    told = column[~np.isnan(column)]
    return float(told.mean()) if len(told) else float("nan")
