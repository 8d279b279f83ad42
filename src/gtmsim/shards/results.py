"""What a study has found: its rows as one frame, what a mean week looked like, and both as one file when everything is there."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

from gtmsim.shards.disk import put
from gtmsim.shards.faults import StudyError
from gtmsim.shards.journal import Journal, Span
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import faulty, refuse_faulty
from gtmsim.shards.rows import decoded, joined
from gtmsim.shards.weeks import summed

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 5_000_000  # that are put into one file; more stay in their shards
FORMAT = 1


def usable(places: Places, manifest: Manifest) -> list[Span]:
    """Return what can be read, in the order of points and replications. Raises StudyError for shards that are not this study's."""
    done = places.journal(manifest)
    refuse_faulty(places, faulty(places, manifest, done))
    if not done.done:
        raise StudyError(f"{places.folder} has no rows yet: gtmsim study run --out {places.folder}")
    return done.spans()


def rows_of(places: Places, spans: list[Span]) -> "pl.DataFrame":
    """Return the rows of some spans, each shard checked against its footer. Raises StudyError for one that is damaged."""
    return joined([_read(places, span, places.shard(span).read_bytes()) for span in spans])


def weeks_in(places: Places, spans: list[Span]) -> "pl.DataFrame":
    """Return the weekly sums of some spans, point by point."""
    by_point: dict[int, list[pl.DataFrame]] = {}
    for span in spans:
        by_point.setdefault(span.point, []).append(_read(places, span, places.week(span).read_bytes()))
    return joined([summed(each) for each in by_point.values()])


def _read(places: Places, span: Span, data: bytes) -> "pl.DataFrame":
    try:
        return decoded(BytesIO(data))
    except StudyError as error:
        refuse_faulty(places, [f"shards/{span.shard}: {error}"])
        raise


def whole(manifest: Manifest, done: Journal) -> bool:
    """Return whether nothing is missing."""
    return done.replications == manifest.wanted


def compact(places: Places, manifest: Manifest) -> bool:
    """Put all rows into one file, and all weekly sums into another; return whether there is one. The shards stay."""
    if manifest.wanted > MOST_ROWS:
        return False
    spans = places.journal(manifest).spans()
    made = {
        "format": FORMAT,
        "seed": manifest.seed,
        "replications": manifest.replications,
        "engine": manifest.engine,
        "versions": manifest.versions,
        "digests": {point.name: point.program for point in manifest.points},
    }
    footer = {"gtmsim": json.dumps(made, ensure_ascii=False)}
    # Rows come last: where they stand, everything stands.
    for file, frame in (
        *([(places.weeks, weeks_in(places, spans))] if manifest.weekly else []),
        (places.results, rows_of(places, spans)),
    ):
        held = BytesIO()
        frame.write_parquet(held, compression="zstd", row_group_size=1 << 17, metadata=footer)
        put(file, held.getvalue())
    return True
