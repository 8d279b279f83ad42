"""From a scenario file to totals by name: what every theory test runs and reads."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.program.layout import (
    CellTotal,
    KindTotal,
    PursuitTotal,
    RecordCol,
    RunTotal,
    StageTotal,
    TotalBlock,
    What,
)
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scenarios"
SEED = 7


def program(file: str | Path, *overrides: str) -> Program:
    """Return the program of a scenario beside this file (or anywhere, by its whole path), with `path=value` overrides."""
    return lower(load(HERE / file, overrides))


@lru_cache(maxsize=8)
def simulate(file: str | Path, *overrides: str, runs: int, first: int = 0) -> Batch:
    """Run replications `first .. first + runs` of a scenario on the core."""
    return select("core").run(program(file, *overrides), SEED, first, runs)


@lru_cache(maxsize=8)
def trace(file: str | Path, *overrides: str, replication: int = 0) -> Trace:
    """Run one replication of a scenario on the core and keep its records."""
    return select("core").trace(program(file, *overrides), SEED, replication)


def window_ticks(batch: Batch) -> int:
    """Return the length of the measured window."""
    return batch.program.horizon - batch.program.warm_up


def leads(batch: Batch, what: int | CellTotal, source: str | None = None) -> Ints:
    """Return a total of leads in each run: of one source, or of all."""
    table = totals_of(batch.program).block(batch.totals, TotalBlock.CELL)[..., int(what)].sum(axis=2)
    picked = table.sum(axis=1) if source is None else table[:, batch.program.names.sources.index(source)]
    return np.asarray(picked, np.int64)


def stage(batch: Batch, name: str, what: StageTotal) -> Ints:
    """Return a total of a stage in each run."""
    return _row(batch, TotalBlock.STAGE, batch.program.names.stages.index(name), int(what))


def queue(batch: Batch, name: str, what: KindTotal) -> Ints:
    """Return a total of a kind of work in each run."""
    return _row(batch, TotalBlock.KIND, batch.program.names.kinds.index(name), int(what))


def whole(batch: Batch, what: RunTotal) -> Ints:
    """Return a total of each run that belongs to no id."""
    return np.asarray(totals_of(batch.program).block(batch.totals, TotalBlock.RUN)[:, int(what)], np.int64)


def pursuit(batch: Batch, what: PursuitTotal) -> Ints:
    """Return a total of what reps chose and found in each run."""
    return _row(batch, TotalBlock.PURSUIT, 0, int(what))


def told(story: Trace, what: What) -> Ints:
    """Return the records of one sort, in order of time."""
    return np.asarray(story.records[story.records[:, RecordCol.WHAT] == what], np.int64)


def column(records: Ints, which: RecordCol) -> Ints:
    """Return one column of records."""
    return np.asarray(records[:, which], np.int64)


def _row(batch: Batch, block: TotalBlock, row: int, what: int) -> Ints:
    return np.asarray(totals_of(batch.program).block(batch.totals, block)[:, row, what], np.int64)
