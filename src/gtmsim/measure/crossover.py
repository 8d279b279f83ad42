"""When one scenario overtakes another for good: the first week from which it stays ahead, with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.courses import Course
from gtmsim.measure.metric import HIGHER
from gtmsim.program.tables import Floats, Program

RESAMPLES = 2_000
_AT_ONCE_BYTES = 1 << 26
_OTHER_WEEKS = "{} and {} do not measure the same weeks, so none can overtake the other"


@dataclass(frozen=True)
class Crossover:
    """The week from which a scenario's course, on average, stays ahead of the baseline's until the horizon.

    Weeks are counted from the run's start. `week` is infinite if it is not ahead in the end; `high` is infinite if that may well
    be so. `since` is the first week in which any replication differs at all: a week no later means ahead from the start.
    """

    metric: str
    scenario: str
    baseline: str
    unit: str
    confidence: float
    count: int
    horizon: int  # weeks
    since: float
    week: float
    low: float
    high: float
    share: float  # replications in which it overtakes for good, each for itself
    median: float  # week in which half of the replications have seen it; infinite if less than half do

    @property
    def never(self) -> bool:
        """Whether it is not ahead in the end."""
        return self.week == inf

    @property
    def from_the_start(self) -> bool:
        """Whether it is ahead from the first week in which anything differs."""
        return self.week <= self.since < inf


def refuse_other_weeks(programs: Mapping[str, Program], baseline: str) -> None:
    """Raise UsageError if some program does not measure the weeks that the baseline does."""
    windows = {name: (program.warm_up, program.horizon) for name, program in programs.items()}
    for name, window in windows.items():
        if window != windows[baseline]:
            raise UsageError(_OTHER_WEEKS.format(name, baseline))


def crossover(
    scenario: str, mine: Course, baseline: str, theirs: Course, *, confidence: float = 0.95, seed: int = 0
) -> Crossover:
    """Return when a scenario's course overtakes the baseline's, paired by replication.

    The interval is a percentile bootstrap over replications (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13)
    with this seed: courses are whole cents and counts, so it is the same everywhere. One replication tells no interval.
    Raises UsageError for courses that cannot be paired.
    """
    if mine.reached.shape != theirs.reached.shape or mine.start != theirs.start:
        raise UsageError(_OTHER_WEEKS.format(scenario, baseline))
    apart = (mine.reached - theirs.reached).astype(np.float64) * (1.0 if mine.better == HIGHER else -1.0)
    count, weeks = apart.shape
    differs = np.flatnonzero(apart.any(axis=0))
    singly = np.sort(_ahead_from(apart))
    bounds = _bounds(apart, confidence, seed) if count > 1 else (np.nan, np.nan)
    begin = mine.start
    return Crossover(
        metric=mine.metric,
        scenario=scenario,
        baseline=baseline,
        unit=mine.unit,
        confidence=confidence,
        count=count,
        horizon=begin + weeks,
        since=begin + float(differs[0]) if len(differs) else inf,
        week=begin + float(_ahead_from(apart.sum(axis=0))),
        low=begin + bounds[0],
        high=begin + bounds[1],
        share=float(np.isfinite(singly).mean()),
        median=begin + float(singly[(count - 1) // 2]),
    )


def _ahead_from(apart: Floats) -> Floats:
    """Return the first week (along the last axis) from which all are above zero, infinite where the last is not."""
    weeks = apart.shape[-1]
    behind = apart[..., ::-1] <= 0.0
    last = np.where(behind.any(axis=-1), weeks - behind.argmax(axis=-1), 0)
    result: Floats = np.where(last < weeks, last.astype(np.float64), inf)
    return result


def _bounds(apart: Floats, confidence: float, seed: int) -> tuple[float, float]:
    count = len(apart)
    draws = np.random.default_rng(seed)
    at_once = max(1, _AT_ONCE_BYTES // (8 * count))
    found = []
    for first in range(0, RESAMPLES, at_once):
        times = draws.multinomial(count, np.full(count, 1.0 / count), min(at_once, RESAMPLES - first))
        found.append(_ahead_from(times.astype(np.float64) @ apart))
    weeks = np.sort(np.concatenate(found))
    missed = (1.0 - confidence) / 2.0 * (RESAMPLES - 1)
    return float(weeks[floor(missed)]), float(weeks[ceil(RESAMPLES - 1 - missed)])
