"""Event records as one file, written while they happen: they never stand in memory as a whole."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from gtmsim.engines.contract import RecordStream, Trace, streamed
from gtmsim.measure.versions import versions
from gtmsim.program.layout import Phase, RecordCol, What
from gtmsim.program.tables import Ints
from gtmsim.scenario.writing import put_in_place
from gtmsim.tell.results import ending

ROWS = 1 << 17  # of a row group: about seven megabytes before they are packed

_COLUMNS = tuple(column for column in RecordCol if column is not RecordCol.WIDTH)
_PHASES = {int(each): each.name.lower() for each in Phase}
_WHATS = {int(each): each.name.lower() for each in What}


def records(rows: Ints) -> pl.DataFrame:
    """Return event records as a table: their six numbers, and phase and event by name."""
    return pl.DataFrame({column.name.lower(): rows[:, column] for column in _COLUMNS}).with_columns(
        pl.col("phase").replace_strict(_PHASES, return_dtype=pl.String).alias("phase_name"),
        pl.col("what").replace_strict(_WHATS, return_dtype=pl.String).alias("what_name"),
    )


def save_trace(file: Path, trace: Trace | RecordStream) -> Path:
    """Write a trace as .parquet or .csv, a stream while it is read; return the file.

    Raises UsageError for another ending, and OSError like `open`.
    """
    stream = streamed(trace) if isinstance(trace, Trace) else trace
    return save_records(file, stream, made_of(stream))


def made_of(stream: RecordStream) -> dict[str, str]:
    """Return what made a trace, for the footer of its file."""
    made = {
        "seed": stream.seed,
        "replication": stream.replication,
        "digest": stream.program.digest,
        "versions": versions(),
    }
    return {"gtmsim": json.dumps(made)}


def save_records(file: Path, chunks: Iterable[Ints], made: dict[str, str]) -> Path:
    """Write records as they come, whole or not at all: as .parquet with what made them in the footer, or as .csv without.

    Raises UsageError for another ending, and OSError like `open`.
    """
    write = _parquet if ending(file) == ".parquet" else _csv
    with tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as place:
        whole = Path(place) / "whole"
        write(whole, chunks, made)
        return put_in_place(whole, file)


def _csv(whole: Path, chunks: Iterable[Ints], _: dict[str, str]) -> None:
    with whole.open("wb") as file:
        for place, rows in enumerate(chunks):
            records(rows).write_csv(file, include_header=place == 0)


def _parquet(whole: Path, chunks: Iterable[Ints], made: dict[str, str]) -> None:
    # Polars writes no file that grows: parts stand beside it until all are there.
    parts: list[Path] = []
    for rows in _row_groups(chunks):
        parts.append(whole.with_name(f"{len(parts)}.parquet"))
        records(rows).write_parquet(parts[-1])
    pl.scan_parquet(parts).sink_parquet(whole, metadata=made, row_group_size=ROWS)


def _row_groups(chunks: Iterable[Ints]) -> Iterator[Ints]:
    """Yield the same rows, so many at a time; the last table may be shorter, and is the only one that may be empty."""
    held: list[Ints] = []
    for chunk in chunks:
        held.append(chunk)
        while sum(map(len, held)) > ROWS:
            rows = np.concatenate(held)
            yield rows[:ROWS]
            held = [rows[ROWS:].copy()]
    yield np.concatenate(held)
