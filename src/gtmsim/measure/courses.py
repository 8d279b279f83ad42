"""How a metric went week by week in single replications: what was reached by the end of each week, or what stood then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.measure.registry import unknown
from gtmsim.measure.sheet import ALL
from gtmsim.measure.weekly import weekly_series
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Ints, Program
from gtmsim.units import TICKS_PER_WEEK

# What happens within weeks, so that weeks add up. Everything else stands when a week begins.
FLOWS = frozenset({"leads", "opportunities", "wins", "bookings", "revenue", "cost", "profit"})


@dataclass(frozen=True, eq=False)
class Course:
    """A metric's course in some replications.

    `reached` is replication x week, in whole numbers of which `scale` make a unit: what has happened from week `start` (the end of
    the warm-up) to the end of each week; of what stands, such as `arr`, what stood when the week began. Weeks are counted from the
    run's start, from 0 on.
    """

    metric: str
    unit: str
    better: str
    scale: float
    start: int
    reached: Ints


def course_names(program: Program) -> list[str]:
    """Return the metrics whose course a program can tell: those with a weekly series over everything, and a better side."""
    return list(_columns(program))


def refuse_untold(program: Program, metrics: Sequence[str]) -> None:
    """Raise UsageError, with the nearest name, for a metric whose course a program cannot tell."""
    known = _columns(program)
    for metric in metrics:
        if metric not in known:
            raise unknown("metric with a week by week course", metric, list(known))


def weeks_of(program: Program, metrics: Sequence[str], weekly: Ints) -> Ints:
    """Return week x metric of one replication's weekly series, from the end of the warm-up on."""
    known = _columns(program)
    measured = weekly[_start(program) :]
    weeks: Ints = np.empty((len(measured), len(metrics)), np.int64)
    for place, metric in enumerate(metrics):
        plus, minus = known[metric].columns
        weeks[:, place] = measured[:, plus] - (measured[:, minus] if minus >= 0 else 0)
    return weeks


def courses(program: Program, metrics: Sequence[str], weeks: Ints) -> dict[str, Course]:
    """Return the courses of metrics from replication x week x metric, as `weeks_of` gives each replication's."""
    known = _columns(program)
    found = {}
    for place, metric in enumerate(metrics):
        mine, told = weeks[:, :, place], known[metric]
        reached = mine.cumsum(axis=1) if metric in FLOWS else mine
        found[metric] = Course(metric, told.unit, told.better, told.scale, _start(program), reached)
    return found


class _Column(NamedTuple):
    columns: tuple[int, int]  # what counts, and what is taken off it (-1: nothing)
    scale: float
    unit: str
    better: str


@remembered
def _columns(program: Program) -> dict[str, _Column]:
    found = {
        name: _Column((column, -1), scale, unit, better)
        for name, dimension, _, column, scale, unit, better in weekly_series(program)
        if dimension == ALL and better in (HIGHER, LOWER)
    }
    earned = found.get("revenue", found["bookings"])
    profit = (earned.columns[0], found["cost"].columns[0])
    return found | {"profit": _Column(profit, earned.scale, earned.unit, HIGHER)}


def _start(program: Program) -> int:
    return -(-program.warm_up // TICKS_PER_WEEK)
