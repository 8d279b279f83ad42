"""What is left of many replications of one program."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined
from gtmsim.measure.courses import Course
from gtmsim.measure.tally import Tally, Tallying
from gtmsim.program.tables import Floats, Ints, Program


@dataclass(frozen=True, eq=False)
class Run:
    """Replications 0, 1, 2, ... of a program, measured.

    An interrupted run has all replications before the first one that is missing, perhaps none. `batches` are empty unless totals
    were to be kept.
    """

    program: Program
    engine: str
    seed: int
    wanted: int  # replications asked for
    count: int  # replications finished
    measured: Tally | None = None
    batches: tuple[Batch, ...] = ()
    interrupted: bool = False
    courses: Mapping[str, Course] = field(default_factory=dict)  # by metric, of those asked for

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches in the order of their replications. Raises UsageError if totals were not kept."""
        if self.count and not self.batches:
            raise UsageError("the totals of this run were not kept: run the program with keep='totals'")
        return iter(self.batches)

    @property
    def replications(self) -> int:
        """Number of finished replications."""
        return self.count

    @cached_property
    def tally(self) -> Tally:
        """What was measured: moments of every series, and the values asked for. Raises UsageError if no replication is finished."""
        if self.measured is not None:
            return self.measured
        counted = Tallying(self.program, self.engine, self.seed, self.count)
        for batch in self.batches:
            counted.add(batch)
        return counted.tally()

    @cached_property
    def batch(self) -> Batch:
        """All finished replications as one batch. Raises UsageError if there are none, or totals were not kept."""
        return joined(self)

    @property
    def totals(self) -> Ints:
        """Replication x place."""
        return self.batch.totals

    @property
    def table(self) -> Floats:
        """Replication x uncertain parameter."""
        return self.batch.table

    @property
    def ledger(self) -> Ints:
        """Person x kind, ticks worked after warm-up, summed over replications."""
        return self.batch.ledger if self.batches else self.tally.ledger

    @property
    def weekly(self) -> Ints:
        """Week x series, summed over replications."""
        return self.batch.weekly if self.batches else self.tally.weekly
