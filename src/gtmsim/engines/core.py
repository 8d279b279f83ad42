"""The core engine: the compiled scheduler behind the same contract as the reference."""

from collections.abc import Sequence

from gtmsim import _core
from gtmsim.engines.contract import Batch, RecordStream, Trace
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.program.varied import parameter_table, params_of


class Core:
    """The quick engine. Its runs do not hold the GIL, so several threads run at once; Ctrl-C ends one within a second."""

    name = "core"

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        """Run replications `first .. first + count` and return their totals."""
        table = parameter_table(program, seed, first, count)
        totals, ledger, weekly = _core.run(program, totals_of(program), seed, first, table)
        return Batch(program, self.name, seed, first, count, totals, ledger, weekly, table)

    def branch(self, programs: Sequence[Program], seed: int, first: int, count: int) -> list[Batch]:
        """Run the same replications of several programs."""
        return [self.run(program, seed, first, count) for program in programs]

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
