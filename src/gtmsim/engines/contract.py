"""What any engine must provide, and what it hands over."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np

from gtmsim.program.layout import RecordCol
from gtmsim.program.tables import Floats, Ints, Program


@dataclass(frozen=True, eq=False)
class Batch:
    """What a run of replications `first .. first + count` left behind.

    `totals` is replication x place (`program.totals`); `ledger` is person x kind, ticks worked after warm-up, and `weekly` is
    week x series, both exact sums over the replications; `table` holds the uncertain parameters, replication x slot.
    """

    program: Program
    engine: str
    seed: int
    first: int
    count: int
    totals: Ints
    ledger: Ints
    weekly: Ints
    table: Floats


@dataclass(frozen=True, eq=False)
class Trace:
    """Every event record of one replication (`layout.RecordCol`), and the totals the engine kept beside it."""

    program: Program
    engine: str
    seed: int
    replication: int
    records: Ints
    totals: Ints
    ledger: Ints
    weekly: Ints
    params: Floats


NO_RECORDS = np.empty((0, int(RecordCol.WIDTH)), np.int64)

# Event records, some thousands at a time; at the end totals, ledger and weekly series.
Chunks = Generator[Ints, None, tuple[Ints, Ints, Ints]]


class RecordStream:
    """The event records of one replication while it happens, to be read once: tables of some thousands, none kept.

    When they are read, `rest` is the same trace with no records: the totals the engine kept beside them.
    """

    def __init__(
        self, program: Program, engine: str, seed: int, replication: int, params: Floats, chunks: Chunks
    ) -> None:
        self.program = program
        self.engine = engine
        self.seed = seed
        self.replication = replication
        self.params = params
        self._chunks = chunks
        self._rest: Trace | None = None

    def __iter__(self) -> Iterator[Ints]:
        """Yield the records in their order."""
        sums = yield from self._chunks
        self._rest = Trace(
            self.program, self.engine, self.seed, self.replication, NO_RECORDS, *sums, self.params
        )

    @property
    def rest(self) -> Trace:
        """What the engine kept beside the records. Raises ValueError before they are read to their end."""
        if self._rest is None:
            raise ValueError("the records of a replication are to be read before its totals are known")
        return self._rest


def whole(stream: RecordStream) -> Trace:
    """Return all records of a stream at once, with what was kept beside them."""
    records = np.concatenate(list(stream))
    return replace(stream.rest, records=records)


def streamed(trace: Trace) -> RecordStream:
    """Return a trace as the stream it might have come from, in one chunk."""

    def chunks() -> Chunks:
        yield trace.records
        return trace.totals, trace.ledger, trace.weekly

    return RecordStream(trace.program, trace.engine, trace.seed, trace.replication, trace.params, chunks())


class Engine(Protocol):
    """A scheduler. Results depend on (program, seed, replication) only."""

    name: str

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        """Run replications `first .. first + count` and return their totals."""

    def branch(self, programs: Sequence[Program], seed: int, first: int, count: int) -> list[Batch]:
        """Run the same replications of several programs; return what `run` returns for each, in their order.

        What programs share (`program.prefix`) may be computed once. They need not share anything.
        """

    def trace(self, program: Program, seed: int, replication: int) -> Trace:
        """Run one replication and return every event record."""

    def stream(self, program: Program, seed: int, replication: int) -> RecordStream:
        """Run one replication while its event records are read. No more of them are held than those of one chunk."""


@runtime_checkable
class Stopping(Engine, Protocol):
    """An engine that can put replications away and go on with them. The others replay from the start, which says the same."""

    def put_away(self, program: Program, seed: int, first: int, count: int, tick: int) -> Iterator[bytes]:
        """Yield replications `first .. first + count` as they stand once everything before a tick has happened.

        Only the same build of the engine can go on with them.
        """

    def resume(self, program: Program, seed: int, first: int, count: int, states: Iterable[bytes]) -> Batch:
        """Go on with replications `first .. first + count` where they were put away; return what `run` returns.

        They may come from another program that shares the past of this one (`program.prefix`), which is not looked at here.
        """
