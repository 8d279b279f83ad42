"""What some metrics come to wherever fields are set: every combination of values, or few points that fill a range evenly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal

from gtmsim.amounts import amount, counted, spanned
from gtmsim.design.plans import grid, latin, sobol
from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.explore.expected import expected
from gtmsim.explore.ground import Ground, Row, Told, ground
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import clear, widened
from gtmsim.measure.made import Made
from gtmsim.measure.metric import LOWER, NEITHER
from gtmsim.measure.result import Result
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.study.expected import Announce
from gtmsim.study.steps import Progress

if TYPE_CHECKING:
    import polars as pl

Design = Literal["grid", "latin", "sobol"]

POINTS = 64  # of a design that fills a range
REPLICATIONS = 50
AS_IS = "as it is"  # the point at which nothing is varied
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Measured:
    """A metric of a scenario at a point, and its paired difference from what it is held against (None: that is this one).

    One scenario is held against itself with nothing varied, several against the first at the same point. `joint` is the interval
    that holds together with those of all other points; `clear`: whether the difference is no luck when all points were looked at.
    """

    point: str
    scenario: str
    metric: str
    mean: Estimate
    difference: Estimate | None
    joint: Estimate | None
    clear: bool


@dataclass(frozen=True, eq=False)
class Sweep(Result):
    """Metrics at points. `rows` are the values of each field at a point; left out were `skipped` points that do not go together."""

    names: tuple[str, ...]
    paths: tuple[str, ...]
    metrics: tuple[Told, ...]
    rows: Mapping[str, tuple[str, ...]]
    measured: tuple[Measured, ...]
    wanted: int
    skipped: tuple[Row, ...]
    interrupted: bool
    made: Made

    def answer(self) -> str:
        """Return at which point the first metric is best, and by how much."""
        first = self.metrics[0]
        told = [each for each in self.measured if each.metric == first.key and each.joint is not None]
        among = (
            "one comparison" if len(told) == 1 else f"intervals of all {len(told)} comparisons hold together"
        )
        told = [each for each in told if _differs(each.joint)]
        if not told:
            return f"nothing varied could be told apart in {first.key}"
        if first.better == NEITHER:
            low, high = (pick(told, key=lambda each: each.mean.mean) for pick in (min, max))
            return (
                f"{first.key} goes from {amount(low.mean.mean, first.unit)} at {self._where(low)} "
                f"to {amount(high.mean.mean, first.unit)} at {self._where(high)}"
            )
        sign = -1.0 if first.better == LOWER else 1.0
        best = max(told, key=lambda each: sign * _mean(each.difference))
        assert best.joint is not None
        apart = best.joint
        against = f"{self.names[0]} at the same point" if len(self.names) > 1 else f"{self.names[0]} as it is"
        by = spanned(apart.mean, apart.low, apart.high, first.unit)
        if sign * apart.mean <= 0.0:
            return f"no point is better than {against} in {first.key}; nearest comes {self._where(best)} with {by} ({among})"
        if not best.clear:
            return f"no point is clearly better than {against} in {first.key}: at most {by} at {self._where(best)} ({among})"
        return f"{first.key} gains most at {self._where(best)}: {by} against {against} ({among})"

    def frame(self) -> "pl.DataFrame":
        """Return one row a point, scenario and metric: the fields' values, the mean and the difference, both with intervals."""
        import polars as pl

        units = {each.key: each.unit for each in self.metrics}
        names = ("low", "high", "difference", "difference_low", "difference_high", "joint_low", "joint_high")
        rows = [
            {
                "point": each.point, "scenario": each.scenario,
                **dict(zip(self.paths, self.rows[each.point], strict=True)),
                "metric": each.metric, "unit": units[each.metric], "mean": each.mean.mean,
                **dict(zip(names, _bounds(each), strict=True)),
                "clear": each.clear if each.difference is not None else None, "replications": each.mean.count,
            }
            for each in self.measured
        ]  # fmt: skip
        texts = dict.fromkeys(("point", "scenario", *self.paths, "metric", "unit"), pl.String())
        numbers = dict.fromkeys(("mean", *names), pl.Float64())
        schema = {**texts, **numbers, "clear": pl.Boolean(), "replications": pl.Int64()}
        return pl.DataFrame(rows, schema=schema).with_columns(pl.col(pl.Float64).fill_nan(None))

    def details(self) -> dict[str, object]:
        """Return every row, and what was left out."""
        return {
            "scenarios": list(self.names),
            "fields": list(self.paths),
            "metrics": [
                {"metric": each.key, "unit": each.unit, "better": each.better} for each in self.metrics
            ],
            "points_wanted": self.wanted,
            "points_skipped": [list(row) for row in self.skipped],
            "interrupted": self.interrupted,
            "rows": self.frame().to_dicts(),
        }

    def _where(self, each: Measured) -> str:
        if each.point == AS_IS:
            return f"{each.scenario} {AS_IS}"
        told = ", ".join(
            f"{path} = {value}" for path, value in zip(self.paths, self.rows[each.point], strict=True)
        )
        return f"{each.scenario} with {told}" if len(self.names) > 1 else told


def sweep(
    scenarios: Mapping[str, Scenario],
    vary: Sequence[str],
    *,
    design: Design = "grid",
    points: int = POINTS,
    metrics: Sequence[str] = (),
    replications: int = REPLICATIONS,
    skip_invalid: bool = False,
    seed: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    announce: Announce | None = None,
) -> Sweep:
    """Return metrics at all points of a design, and where nothing is varied. `points` is for latin and sobol.

    Ctrl-C keeps the points that are finished. `announce` hears what it takes before it is begun, and may raise. Raises
    ScenarioError with all points whose values do not fit unless they may be skipped, KeyboardInterrupt if none was finished.
    """
    there = ground(scenarios, vary, metrics, seed=seed, replications=replications, engine=engine, jobs=jobs)
    ranges = [each.range for each in there.unknowns]
    match design:
        case "grid":
            asked = grid(ranges)
        case "latin":
            asked = latin(ranges, points, there.seed)
        case "sobol":
            asked = sobol(ranges, points, there.seed)
        case _:
            raise UsageError(f"a design is grid, latin or sobol, not {design}")
    rows: list[Row] = list(dict.fromkeys(asked))
    wrong = there.refused(rows)
    if wrong and not skip_invalid:
        raise _all_refused(there, wrong, len(rows))
    rows = [row for row in rows if row not in wrong]
    if not rows:
        raise _all_refused(there, wrong, len(wrong))
    if announce is not None:
        announce(expected(there, [there.as_is, *rows]))
    interrupted = False
    try:
        there.run([there.as_is, *rows], progress)
    except KeyboardInterrupt:
        interrupted = True
    if not any(row in there.known for row in rows):
        raise KeyboardInterrupt
    return _swept(there, rows, tuple(wrong), interrupted)


def _swept(there: Ground, rows: Sequence[Row], skipped: tuple[Row, ...], interrupted: bool) -> Sweep:
    width = len(str(len(rows)))
    named = {AS_IS: there.as_is} | {
        f"p{place:0{width}d}": row for place, row in enumerate(rows, start=1) if row in there.known
    }
    measured: list[Measured] = []
    for place, metric in enumerate(there.metrics):
        measured += _in_one(there, named, place, metric)
    today = tuple(
        " or ".join(dict.fromkeys(there.today(place, name) for name in each.factors))
        for place, each in enumerate(there.unknowns)
    )
    told = {point: tuple(value or "" for value in row) if any(row) else today for point, row in named.items()}
    return Sweep(
        there.names, there.paths, there.metrics, told, tuple(measured), len(rows), skipped, interrupted, there.made()
    )  # fmt: skip


def _in_one(there: Ground, named: Mapping[str, Row], place: int, metric: Told) -> list[Measured]:
    def of(row: Row, at: int) -> Floats:
        return there.known[row][at, :, place]

    several = len(there.names) > 1
    keys = [(point, row, at) for point, row in named.items() for at in range(len(there.names))]
    apart = {
        (point, at): mean_interval(of(row, at) - (of(row, 0) if several else of(there.as_is, 0)), CONFIDENCE)
        for point, row, at in keys
        if (at > 0 if several else row != there.as_is)
    }
    sure = dict(zip(apart, clear(list(apart.values()), CONFIDENCE), strict=True))
    return [
        Measured(
            point, there.names[at], metric.key, mean_interval(of(row, at), CONFIDENCE), apart.get((point, at)),
            widened(apart[point, at], CONFIDENCE, len(apart)) if (point, at) in apart else None,
            sure.get((point, at), False),
        )
        for point, row, at in keys
    ]  # fmt: skip


def _all_refused(there: Ground, wrong: Mapping[Row, ScenarioError], points: int) -> ScenarioError:
    problems: list[Problem] = []
    for row, error in wrong.items():
        at = ", ".join(f"{path}={value}" for path, value in zip(there.paths, row, strict=True))
        problems += [
            Problem(at, 0, 0, each.path, each.found, each.wanted, each.hint) for each in error.problems
        ]
    total = counted(points, "point")
    return ScenarioError(
        f"{len(wrong)} of {total} (left out with --skip-invalid: values that do not go together)", problems
    )


def _bounds(each: Measured) -> tuple[float, ...]:
    apart, joint = each.difference, each.joint
    if apart is None or joint is None:
        return (each.mean.low, each.mean.high, nan, nan, nan, nan, nan)
    return (each.mean.low, each.mean.high, apart.mean, apart.low, apart.high, joint.low, joint.high)


def _differs(each: Estimate | None) -> bool:
    """Return whether there is something to tell: no interval is none, and a point may be what it is held against."""
    return each is not None and each.has_interval and (each.half_width > 0.0 or each.mean != 0.0)


def _mean(each: Estimate | None) -> float:
    return nan if each is None else each.mean
