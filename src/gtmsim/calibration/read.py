"""The tables of an export under our own column names, with dates read and placeholders emptied; oddities are told, not raised."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from gtmsim.calibration.columns import COLUMNS, NEEDED, PLACEHOLDERS, TABLES, plain
from gtmsim.errors import GtmsimError

FORMATS = (
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M",
)
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y")
ZONE = r"(Z|[+-]\d{2}:\d{2}| UTC)$"
TIME = pl.Datetime("us")


@dataclass
class Export:
    """The tables that were found, and what was odd about them."""

    tables: dict[str, pl.DataFrame]
    warnings: list[str] = field(default_factory=list)
    date_only: set[str] = field(default_factory=set)

    def has(self, table: str, *columns: str) -> bool:
        """Return whether a table is there with these columns, each holding something."""
        frame = self.tables.get(table)
        return frame is not None and all(c in frame.columns and frame[c].count() > 0 for c in columns)


def read_export(folder: Path) -> Export:
    """Read the tables of an export; GtmsimError when the folder has neither leads nor opportunities."""
    if not folder.is_dir():
        raise GtmsimError(f"{folder} is not a folder of exported tables")
    export = Export({})
    for file in sorted(folder.iterdir()):
        name = next((t for t, aliases in TABLES.items() if plain(file.stem) in aliases.split()), None)
        if file.suffix.lower() != ".csv":
            continue
        if name is None:
            export.warnings.append(f"{file.name}: not a table we know; left out")
        elif name not in export.tables:
            frame = _table(file, name, export)
            if frame is not None:
                export.tables[name] = frame
    if not {"leads", "opportunities"} & export.tables.keys():
        found = ", ".join(sorted(f.name for f in folder.iterdir())) or "nothing"
        raise GtmsimError(
            f"{folder} has neither leads.csv nor opportunities.csv that can be read, nor what other systems call them;"
            f" it has: {found}"
        )
    return export


def _table(file: Path, name: str, export: Export) -> pl.DataFrame | None:
    """Return one table under our column names, or None when what it needs is missing."""
    try:
        raw = pl.read_csv(file, infer_schema_length=0, encoding="utf8-lossy", truncate_ragged_lines=True)
    except pl.exceptions.PolarsError as wrong:
        export.warnings.append(f"{file.name}: cannot be read as a table ({wrong}); left out")
        return None
    picks = _picks(raw.columns, name)
    missing = [c for c in NEEDED[name] if c not in picks]
    if missing:
        export.warnings.append(f"{file.name}: no column for {' and '.join(missing)}; the table is left out")
        return None
    text = raw.select(pl.col(theirs).str.strip_chars().alias(ours) for ours, theirs in picks.items())
    empty = pl.all().str.to_lowercase().is_in(PLACEHOLDERS)
    blanks = int(text.select(empty.sum()).sum_horizontal().item() or 0)
    if blanks:
        export.warnings.append(
            f"{file.name}: {blanks} placeholders such as Select or a blank; treated as missing"
        )
    frame = text.with_columns(
        pl.when(pl.col(c).str.to_lowercase().is_in(PLACEHOLDERS)).then(None).otherwise(pl.col(c)).alias(c)
        for c in text.columns
    )
    frame = frame.with_columns(
        _times(frame[c], f"{name}.{c}", export) for c in frame.columns if c.endswith("_at")
    )
    return frame.with_columns(
        pl.col(c).str.replace_all(r"[^0-9.eE+-]", "").cast(pl.Float64, strict=False)
        for c in ("amount", "duration_s")
        if c in frame.columns
    )


def _picks(theirs: list[str], name: str) -> dict[str, str]:
    """Return which of their columns stands for each of ours; one column serves once, the best name first."""
    known = {plain(c): c for c in reversed(theirs)}
    picks: dict[str, str] = {}
    for ours, aliases in COLUMNS[name].items():
        match = next(
            (known[a] for a in aliases.split() if a in known and known[a] not in picks.values()), None
        )
        if match is not None:
            picks[ours] = match
    return picks


def _times(text: pl.Series, where: str, export: Export) -> pl.Series:
    """Return a text column as wall-clock times, in whatever common way it writes them."""
    zoned = int(text.str.contains(ZONE).sum())
    if zoned:
        export.warnings.append(f"{where}: {zoned} times carry a zone; taken as the wall clock they show")
    bare = text.str.replace(ZONE, "")
    full = _first_read(bare, FORMATS)
    day = _first_read(bare, DAYS)
    if full.count() == 0 and day.count() > 0:
        export.date_only.add(where)
    read = pl.select(pl.coalesce(full, day)).to_series()
    lost = text.count() - read.count()
    if lost:
        export.warnings.append(f"{where}: {lost} values are no date we can read; treated as missing")
    return read.alias(text.name)


def _first_read(text: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    """Return each value read by the first of the formats that fits the column best.

    One column is written one way: 03/04 is not March in one row and April in the next.
    """
    tries = [text.str.to_datetime(f, strict=False, time_unit="us") for f in formats]
    return max(tries, key=lambda t: t.count())
