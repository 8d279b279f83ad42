"""A shard: the rows of some replications of one point as a Parquet file, with what made them and their checksum in its footer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.tables import Floats
from gtmsim.shards.faults import StudyError

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
_FOOTER = "gtmsim"
POINT, SCENARIO, REPLICATION = "point", "scenario", "replication"


@dataclass(frozen=True)
class Stamp:
    """What made the rows of a shard: replications `first .. first + count` of the program with this digest."""

    point: str
    scenario: str
    values: Mapping[str, str]
    program: str
    engine: str
    seed: int
    first: int
    count: int
    metrics: tuple[str, ...]


def frame_of(stamp: Stamp, values: Floats) -> "pl.DataFrame":
    """Return replication x series as rows: point, scenario, the values that were varied, replication, a column a series.

    What a replication could not measure is null.
    """
    import polars as pl

    told = {POINT: stamp.point, SCENARIO: stamp.scenario, **stamp.values}
    return pl.DataFrame(
        {
            **{name: [text] * stamp.count for name, text in told.items()},
            REPLICATION: np.arange(stamp.first, stamp.first + stamp.count),
            **{key: values[:, place] for place, key in enumerate(stamp.metrics)},
        },
        nan_to_null=True,
    )


def encoded(frame: "pl.DataFrame", stamp: Stamp) -> bytes:
    """Return rows as the bytes of a shard."""
    footer = {"format": FORMAT, **asdict(stamp), "rows": checksum(frame)}
    return packed(frame, {_FOOTER: json.dumps(footer, ensure_ascii=False)})


def packed(frame: "pl.DataFrame", footer: dict[str, str]) -> bytes:
    """Return a table as the bytes of a Parquet file. Few rows are not worth statistics of their columns."""
    held = BytesIO()
    frame.write_parquet(held, compression="zstd", statistics=False, metadata=footer)
    return held.getvalue()


def stamped(file: Path | BytesIO) -> tuple[Stamp, str]:
    """Return a shard's stamp and checksum, read from its footer alone. Raises StudyError for a file that is none, or is damaged."""
    import polars as pl

    try:
        said = json.loads(pl.read_parquet_metadata(file)[_FOOTER])
        if said.pop("format") != FORMAT:
            raise StudyError("of another format")
        checked = str(said.pop("rows"))
        return Stamp(**{**said, "metrics": tuple(said["metrics"])}), checked
    except (pl.exceptions.PolarsError, KeyError, TypeError, ValueError, AttributeError):
        raise StudyError("damaged, or no shard of a study") from None


def decoded(file: Path | BytesIO) -> "pl.DataFrame":
    """Return the rows of a shard. Raises StudyError if they are not those that were written."""
    import polars as pl

    _, checked = stamped(file)
    try:
        frame = pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError):
        raise StudyError("damaged") from None
    if checksum(frame) != checked:
        raise StudyError("damaged: its rows are not those that were written")
    return frame


def checksum(frame: "pl.DataFrame") -> str:
    """Return a digest of what stands in a table, column by column, however it is packed."""
    import polars as pl

    told = hashlib.sha256("\n".join(f"{name} {kind}" for name, kind in frame.schema.items()).encode())
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    for name in texts:
        runs = frame[name].rle().struct.unnest()
        told.update("\n".join(f"{text} {count}" for count, text in runs.iter_rows()).encode())
    for kind in (pl.Int64, pl.Float64):
        numbers = frame.select(pl.col(name) for name, each in frame.schema.items() if each == kind)
        told.update(numbers.to_numpy(order="c").tobytes())  # nulls are NaN
    return told.hexdigest()


def joined(frames: Sequence["pl.DataFrame"]) -> "pl.DataFrame":
    """Return the rows of several shards of the same columns."""
    import polars as pl

    return pl.concat(frames, rechunk=True)
