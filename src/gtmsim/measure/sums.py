"""Where a fold writes its sums: one replication's totals, hours and weekly series, place by place."""

from typing import NamedTuple

import numpy as np

from gtmsim.program.layout import TotalBlock, What
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of, week_width
from gtmsim.units import TICKS_PER_WEEK

DATES = (What.TREATED, What.HAPPENED, What.PASSED)  # records after which other numbers may hold


class Record(NamedTuple):
    """One event record, its columns in the order of `layout.RecordCol`."""

    tick: int
    phase: int
    entity: int
    what: int
    a: int
    b: int


class Sums:
    """Totals that grow while records are read. `tick` is the record's; whoever reads the records sets it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tick = 0
        layout = totals_of(program)
        self.totals = np.zeros(layout.width, np.int64)
        self.ledger = np.zeros((program.people, program.kinds), np.int64)
        self.weekly = np.zeros((program.weeks, week_width(program)), np.int64)
        self._blocks: dict[TotalBlock, Ints] = {
            block: layout.block(self.totals, block) for block in layout.shapes
        }

    def count(self, block: TotalBlock, *place: int, by: int = 1) -> None:
        """Add to a total, if the warm-up is over."""
        if self.tick >= self.program.warm_up:
            self.add(block, *place, by=by)

    def add(self, block: TotalBlock, *place: int, by: int) -> None:
        """Add to a total that was clipped to the measured window already."""
        self._blocks[block][place] += by

    def of(self, block: TotalBlock) -> Ints:
        """Return a block of the totals as it stands."""
        return self._blocks[block]

    def put(self, block: TotalBlock, *place: int, now: int) -> None:
        """Let a total be what stands now."""
        self._blocks[block][place] = now

    def add_to_week(self, column: int, by: int = 1) -> None:
        """Add to the series of this week, warm-up or not. What is cut at the horizon belongs to the last week."""
        self.weekly[min(self.tick, self.program.horizon - 1) // TICKS_PER_WEEK, column] += by

    def in_window(self, begin: int, end: int) -> int:
        """Return how many ticks of a span lie between warm-up and horizon."""
        return max(0, min(end, self.program.horizon) - max(begin, self.program.warm_up))
