"""Leads whose wish is not urgent enough to spend money on: counted from records, and told as a share."""

from collections.abc import Callable, Iterator

from gtmsim.measure.metric import NEITHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import Block, CellTotal, SegmentCol, TotalBlock, What
from gtmsim.program.tables import Program


def unhurried(program: Program) -> bool:
    """Return whether some segment has buyers in no hurry, at any time of a program."""
    tables = [program.params, program.before] if len(program.before) else [program.params]
    return any((program.block(Block.SEGMENT, each)[:, SegmentCol.URGENT] < 1.0).any() for each in tables)


URGENCY_METRICS = (
    Metric(
        "not_urgent_share",
        "share",
        NEITHER,
        "leads whose wish is not urgent enough to spend money on / leads",
        "world.segments.*.urgent below 1",
        unhurried,
    ),
)


def urgency(sheet: Sheet) -> Iterator[Series]:
    """Yield which share of leads was in no hurry, by source and segment."""
    if unhurried(sheet.program):
        yield from sheet.by_cell(
            "not_urgent_share",
            lambda cells: ratio(cells[:, CellTotal.NOT_URGENT], cells[:, CellTotal.LEADS]),
        )


class Hurries:
    """The fold's view of urgency."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.handlers: dict[int, Callable[[Record], None]] = {What.NOT_URGENT: self._not_urgent}

    def finish(self) -> None:
        """Nothing is left to count at the horizon."""

    def _not_urgent(self, r: Record) -> None:
        self.sums.count(TotalBlock.CELL, r.b, r.a, CellTotal.NOT_URGENT)
