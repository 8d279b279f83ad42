"""Every metric of every replication as one file, written while a run goes on: it never stands in memory as a whole."""

import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from gtmsim.engines.contract import Batch
from gtmsim.measure.metrics import measurable, table_of
from gtmsim.measure.sheet import Series
from gtmsim.scenario.writing import put_in_place


class MetricTable:
    """The tidy table of a run, portion by portion in the order of replications.

    Use it in a `with` block, which clears away what is not finished.
    """

    def __init__(self, folder: Path, scenario: str) -> None:
        self._folder, self._scenario = folder, scenario
        self._parts: dict[int, Path] = {}
        self._nothing: dict[str, Series] = {}  # told only where there is any, and there was none yet

    def __enter__(self) -> Self:
        """Make a place for the parts beside the file they become."""
        self._place = Path(tempfile.mkdtemp(prefix=".metrics.", dir=self._folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away the parts."""
        shutil.rmtree(self._place, ignore_errors=True)

    def add(self, batch: Batch) -> None:
        """Add a portion of replications; one that is there already is written again."""
        told = measurable(batch)
        if not self._parts:
            self._nothing = {each.key: each for each in told if each.unless_nothing}
        for each in told:
            if each.key in self._nothing and each.values.any():
                del self._nothing[each.key]
        part = self._place / f"{batch.first}.parquet"
        table_of(batch, told, self._scenario).write_parquet(part)
        self._parts[batch.first] = part

    def save(self, file: Path, made: dict[str, str]) -> Path:
        """Write all portions as one Parquet file, whole or not at all, with what made it in the footer. Return the file."""
        whole = self._place / "whole.parquet"
        table = pl.scan_parquet([self._parts[first] for first in sorted(self._parts)])
        for series in self._nothing.values():
            there = (pl.col(name) == getattr(series, name) for name in ("metric", "dimension", "level"))
            table = table.filter(~pl.all_horizontal(there))
        table.sink_parquet(whole, metadata=made)
        return put_in_place(whole, file)
