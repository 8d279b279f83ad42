"""How a metric went week by week in single replications: what was reached by the end of each week, or what stood then."""

from collections.abc import Sequence
from dataclasses import dataclass

from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.measure.registry import unknown
from gtmsim.measure.sheet import ALL
from gtmsim.measure.weekly import weekly_series
from gtmsim.program.tables import Ints, Program
from gtmsim.units import TICKS_PER_WEEK

# What happens within weeks, so that weeks add up. Everything else stands when a week begins.
FLOWS = frozenset({"leads", "opportunities", "wins", "bookings", "revenue"})


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


def course_columns(program: Program, metrics: Sequence[str]) -> list[int]:
    """Return in which columns of the weekly series metrics stand. Raises UsageError for one whose course cannot be told."""
    known = _columns(program)
    for metric in metrics:
        if metric not in known:
            raise unknown("course of a metric", metric, list(known))
    return [known[metric][0] for metric in metrics]


def courses(program: Program, metrics: Sequence[str], weeks: Ints) -> dict[str, Course]:
    """Return the courses of metrics from replication x week x metric, the columns of `course_columns`."""
    known = _columns(program)
    start = -(-program.warm_up // TICKS_PER_WEEK)
    found = {}
    for place, metric in enumerate(metrics):
        _, scale, unit, better = known[metric]
        mine = weeks[:, start:, place]
        reached = mine.cumsum(axis=1) if metric in FLOWS else mine
        found[metric] = Course(metric, unit, better, scale, start, reached)
    return found


def _columns(program: Program) -> dict[str, tuple[int, float, str, str]]:
    return {
        name: (column, scale, unit, better)
        for name, dimension, _, column, scale, unit, better in weekly_series(program)
        if dimension == ALL and better in (HIGHER, LOWER)
    }
