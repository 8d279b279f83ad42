"""Results as files that other tools read: whole or not at all, and each says what made it."""

import json
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl

from gtmsim.errors import UsageError
from gtmsim.measure.weekly import weekly
from gtmsim.program.layout import PersonInt
from gtmsim.scenario.render import resolved_text
from gtmsim.scenario.writing import write_bytes
from gtmsim.study.run import Run
from gtmsim.tell.metric_table import MetricTable
from gtmsim.tell.summary import Summary
from gtmsim.units import TICKS_PER_HOUR

SUMMARY = "summary.json"  # written last: where it stands, everything stands


def save_run(folder: Path, run: Run, told: Summary, table: MetricTable) -> list[Path]:
    """Write a run into a folder and return the files: summary.json, metrics, weekly and ledger as Parquet, the resolved scenario.

    `table` was told of all replications. Files of an earlier run are replaced, others are left alone. Raises OSError like `open`.
    """
    (folder / SUMMARY).unlink(missing_ok=True)
    made = {"gtmsim": json.dumps({"seed": told.seed, "digest": told.digest, "versions": told.versions})}
    files = [
        table.save(folder / "metrics.parquet", made),
        save_frame(folder / "weekly.parquet", weekly(run, told.name), made),
        save_frame(folder / "ledger.parquet", ledger(run), made),
    ]
    if run.program.scenario is not None and run.program.scenario.written is not None:
        files.append(write_bytes(folder / "scenario.yaml", resolved_text(run.program.scenario).encode()))
    data = json.dumps({"format": 1, **told.as_json()}, indent=2, allow_nan=False, ensure_ascii=False)
    return [*files, write_bytes(folder / SUMMARY, (data + "\n").encode())]


def ledger(run: Run) -> pl.DataFrame:
    """Return who worked how many hours on what: one row a person and kind of work, the mean of a run, after warm-up."""
    program = run.program
    names = program.names
    person, kind = np.nonzero(run.ledger)
    rows = program.person_ints[person]
    return pl.DataFrame(
        {
            "person": [names.people[number] for number in person],
            "team": [names.teams[number] for number in rows[:, PersonInt.TEAM]],
            "role": [names.roles[number] for number in rows[:, PersonInt.ROLE]],
            "kind": [names.kinds[number] for number in kind],
            "hours": run.ledger[person, kind] / TICKS_PER_HOUR / run.replications,
        },
        schema_overrides={"hours": pl.Float64},
    )


def save_frame(file: Path, frame: pl.DataFrame, made: dict[str, str]) -> Path:
    """Write a table as .parquet, with what made it in the footer, or as .csv, which has no footer."""
    held = BytesIO()
    if ending(file) == ".parquet":
        frame.write_parquet(held, metadata=made)
    else:
        frame.write_csv(held)
    return write_bytes(file, held.getvalue())


def ending(file: Path) -> str:
    """Return how a table's file name ends. Raises UsageError unless .parquet or .csv."""
    if file.suffix not in (".parquet", ".csv"):
        raise UsageError(f"{file} ends with neither .parquet nor .csv")
    return file.suffix
