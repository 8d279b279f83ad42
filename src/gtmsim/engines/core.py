"""The core engine: the compiled scheduler behind the same contract as the reference."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from gtmsim import _core
from gtmsim.engines.contract import Batch, RecordStream, Trace
from gtmsim.program.prefix import Stem, stems
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.program.varied import parameter_table, params_of


@cache
def build() -> str:
    """Return a digest of the compiled core: what one build has put away, another one cannot read."""
    return hashlib.sha256(Path(_core.__file__).read_bytes()).hexdigest()


class Core:
    """The quick engine. Its runs do not hold the GIL, so several threads run at once; Ctrl-C ends one within a second."""

    name = "core"

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        """Run replications `first .. first + count` and return their totals."""
        table = parameter_table(program, seed, first, count)
        totals, ledger, weekly = _core.run(program, totals_of(program), seed, first, table)
        return Batch(program, self.name, seed, first, count, totals, ledger, weekly, table)

    def branch(self, programs: Sequence[Program], seed: int, first: int, count: int) -> list[Batch]:
        """Run the same replications of several programs, what they share once."""
        tables = [parameter_table(program, seed, first, count) for program in programs]
        grown = stems(programs, tables)
        if all(len(stem.programs) == 1 for stem in grown):
            return [self.run(program, seed, first, count) for program in programs]
        branching = Branching(programs, tables, seed)
        totals = [np.zeros((count, totals_of(program).width), np.int64) for program in programs]
        for row in range(count):
            for stem in grown:
                for number, told in branching.grow(stem, row, first + row):
                    totals[number][row] = told
        return [
            Batch(
                program,
                self.name,
                seed,
                first,
                count,
                totals[number],
                *branching.sums(number),
                tables[number],
            )
            for number, program in enumerate(programs)
        ]

    def put_away(self, program: Program, seed: int, first: int, count: int, tick: int) -> Iterator[bytes]:
        """Yield replications as they stand once everything before a tick has happened."""
        worker = _core.Worker(program, totals_of(program), seed, parameter_table(program, seed, first, count))
        state = _core.State()
        for row in range(count):
            worker.begin(row, first + row)
            worker.go(tick)
            worker.put_away(state)
            yield bytes(state)

    def resume(self, program: Program, seed: int, first: int, count: int, states: Iterable[bytes]) -> Batch:
        """Go on with replications that were put away. Raises ValueError for states of a program of another shape."""
        layout = totals_of(program)
        table = parameter_table(program, seed, first, count)
        worker = _core.Worker(program, layout, seed, table)
        totals = np.zeros((count, layout.width), np.int64)
        for row, state in zip(range(count), states, strict=True):
            worker.bring_back(_core.State(state), row)
            totals[row] = worker.finish()
        return Batch(program, self.name, seed, first, count, totals, *worker.sums(), table)

    def trace(self, program: Program, seed: int, replication: int) -> Trace:
        """Run one replication and return every event record."""
        table = parameter_table(program, seed, replication, 1)
        told = _core.trace(program, totals_of(program), seed, replication, table)
        return Trace(program, self.name, seed, replication, *told)

    def stream(self, program: Program, seed: int, replication: int) -> RecordStream:
        """Run one replication and hand over its event records while they are written."""
        table = parameter_table(program, seed, replication, 1)
        chunks = _core.stream(program, totals_of(program), seed, replication, table)
        return RecordStream(program, self.name, seed, replication, params_of(program, table[0]), chunks)


class Branching:
    """Workers for several programs, of which one at a time runs what they share."""

    def __init__(self, programs: Sequence[Program], tables: Sequence[Floats], seed: int) -> None:
        self.workers = [
            _core.Worker(program, totals_of(program), seed, table)
            for program, table in zip(programs, tables, strict=True)
        ]
        self.states: list[_core.State] = []  # by depth, used again by each replication
        self.alike: dict[int, int] = {}  # programs that never part from another one

    def grow(self, stem: Stem, row: int, replication: int) -> Iterator[tuple[int, Ints]]:
        """Run one replication of all programs of a stem; yield each one's number and totals."""
        self.workers[stem.programs[0]].begin(row, replication)
        yield from self._grow(stem, row, 0)

    def sums(self, number: int) -> tuple[Ints, Ints]:
        """Return a program's hours and weekly series over all replications so far."""
        ledger, weekly = self.workers[self.alike.get(number, number)].sums()
        return ledger, weekly

    def _grow(self, stem: Stem, row: int, depth: int) -> Iterator[tuple[int, Ints]]:
        first = stem.programs[0]
        worker = self.workers[first]
        if not stem.branches:
            totals = worker.finish()
            for number in stem.programs:
                self.alike[number] = first
                yield number, totals
            return
        worker.go(stem.until)
        if depth == len(self.states):
            self.states.append(_core.State())
        worker.put_away(self.states[depth])
        for branch in stem.branches:
            if branch.programs[0] != first:
                self.workers[branch.programs[0]].bring_back(self.states[depth], row)
            yield from self._grow(branch, row, depth + 1)
