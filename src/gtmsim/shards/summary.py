"""What a study says: the mean of every series at every point, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made, made_of
from gtmsim.measure.registry import name_in, names_in, unit_in, unknown
from gtmsim.measure.result import Result
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.results import rows_of, usable
from gtmsim.shards.rows import POINT
from gtmsim.shards.work import program_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Mean:
    """A series at a point."""

    point: str
    metric: str
    unit: str
    estimate: Estimate


@dataclass(frozen=True)
class Summary(Result):
    """Every series at every point, over the replications that are there. `finished` and `wanted` count those of all points."""

    made: Made
    means: tuple[Mean, ...]
    finished: int
    wanted: int

    def answer(self) -> str:
        """Return how much of the study is there."""
        points = len({each.point for each in self.means})
        return f"{self.finished:,} of {self.wanted:,} replications of {points} points are finished"

    def frame(self) -> "pl.DataFrame":
        """Return one row a series and point: metric, point, unit, mean, low, high, count."""
        import polars as pl

        rows = [
            (each.metric, each.point, each.unit, each.estimate.mean, each.estimate.low, each.estimate.high, each.estimate.count)
            for each in self.means
        ]  # fmt: skip
        numbers = dict.fromkeys(("mean", "low", "high"), pl.Float64)
        words = dict.fromkeys(("metric", "point", "unit"), pl.String)
        frame = pl.DataFrame(rows, schema={**words, **numbers, "count": pl.Int64}, orient="row")
        return frame.with_columns(pl.col(list(numbers)).fill_nan(None))

    def details(self) -> dict[str, object]:
        """Return the means as plain data, None for what has no value."""
        return {
            "finished": self.finished,
            "wanted": self.wanted,
            "means": self.frame().to_dicts(),
        }


def summary_of(places: Places, manifest: Manifest, metrics: Sequence[str] = ()) -> Summary:
    """Return what a study says of some series, all unless said. Raises UsageError for one it does not keep, with the nearest."""
    for key in metrics:
        if key not in manifest.metrics:
            raise unknown("metric of this study", key, list(manifest.metrics))
    frame = rows_of(places, usable(places, manifest))
    tables = {str(name): table for (name,), table in frame.group_by(POINT, maintain_order=True)}
    texts = places.texts(manifest)
    units: dict[str, dict[str, str]] = {}  # by scenario: its points can tell the same series
    scenarios = {}
    for name in tables:
        point = manifest.points[manifest.number(name)]
        if point.scenario not in units:
            program = program_of(manifest, texts, point)
            known = names_in(program)
            told = {key: name_in(key, known) for key in manifest.metrics}
            units[point.scenario] = {
                key: unit_in(known[metric], program) for key, metric in told.items() if metric in known
            }
            if program.scenario is not None:
                scenarios[point.scenario] = program.scenario
    means = tuple(
        Mean(name, key, unit, mean_interval(table[key].fill_null(np.nan).to_numpy()))
        for key in metrics or manifest.metrics
        for name, table in tables.items()
        if (unit := units[manifest.points[manifest.number(name)].scenario].get(key)) is not None
    )
    digests = {name: manifest.points[manifest.number(name)].program for name in tables}
    fewest = min(table.height for table in tables.values())
    made = made_of(digests, scenarios, seed=manifest.seed, replications=fewest, engine=manifest.engine)
    return Summary(made, means, frame.height, manifest.wanted)
