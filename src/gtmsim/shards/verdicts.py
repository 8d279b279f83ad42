"""Verdicts straight from a folder: what `compare` says of runs, said of rows that are kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.compare import compare
from gtmsim.measure.moments import moments
from gtmsim.measure.registry import names_in, unknown
from gtmsim.measure.tally import ALWAYS, Tally
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.results import rows_of, usable
from gtmsim.shards.rows import POINT, REPLICATION
from gtmsim.shards.work import program_of

if TYPE_CHECKING:
    import polars as pl

    from gtmsim.measure.verdict import Verdict
    from gtmsim.program.tables import Program

MOST_POINTS = 12  # that are compared unless somebody names them


def verdict_of(
    places: Places,
    manifest: Manifest,
    metrics: Sequence[str],
    baseline: str | None,
    points: Sequence[str],
    confidence: float,
) -> "Verdict":
    """Return the verdict on some points, over the replications that all of them have from the first on."""
    names = _named(manifest, baseline, points)
    first = baseline or names[0]
    for key in metrics:
        if key not in manifest.metrics:
            raise unknown("metric of this study", key, list(manifest.metrics))
    numbers = {manifest.number(name) for name in names}
    frame = rows_of(places, [span for span in usable(places, manifest) if span.point in numbers])
    tables = {name: frame.filter(frame[POINT] == name) for name in names}
    count = min(_without_a_gap(table) for table in tables.values())
    if not count:
        raise UsageError("these points have no replications in common yet")
    programs = programs_of(places, manifest, names)
    keys = list(metrics) or [
        key for key in manifest.metrics if all(key in names_in(each) for each in programs.values())
    ]
    tallies = {
        name: _tally(programs[name], manifest, tables[name].head(count), (*keys, ALWAYS)) for name in names
    }
    return compare(tallies, first, keys, confidence=confidence)


def programs_of(places: Places, manifest: Manifest, names: Sequence[str]) -> "dict[str, Program]":
    """Return the programs of some points by name."""
    texts = places.texts(manifest)
    return {name: program_of(manifest, texts, manifest.points[manifest.number(name)]) for name in names}


def _named(manifest: Manifest, baseline: str | None, points: Sequence[str]) -> list[str]:
    names = list(dict.fromkeys((*([baseline] if baseline else []), *points)))
    if not points:
        names = list(dict.fromkeys((*names, *(point.name for point in manifest.points))))
        if len(names) > MOST_POINTS:
            raise UsageError(f"the study has {len(names)} points: name those that are to be compared")
    for name in names:
        manifest.number(name)
    if len(names) < 2:
        raise UsageError("a comparison needs two points")
    return names


def _without_a_gap(table: "pl.DataFrame") -> int:
    """Return how many replications are there from the first on, none missing."""
    misplaced = np.flatnonzero(table[REPLICATION].to_numpy() != np.arange(table.height))
    return int(misplaced[0]) if len(misplaced) else table.height


def _tally(program: "Program", manifest: Manifest, table: "pl.DataFrame", keys: Sequence[str]) -> Tally:
    columns = {key: table[key].fill_null(np.nan).to_numpy() for key in keys}
    nothing = np.zeros((0, 0), np.int64)
    return Tally(
        program,
        manifest.engine,
        manifest.seed,
        0,
        table.height,
        (),
        moments(np.zeros((0, table.height))),
        columns,
        nothing,
        nothing,
    )
