"""Work that went to the wrong person first: counted from records, and told as metrics."""

from collections.abc import Callable, Iterator

from gtmsim.measure.metric import LOWER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import Block, StructureCol, StructureTotal, TotalBlock, What
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_HOUR


def unclear(program: Program) -> bool:
    """Return whether work may go astray at any time of a program."""
    tables = [program.params, program.before] if len(program.before) else [program.params]
    return any(program.block(Block.STRUCTURE, each)[0, StructureCol.CLARITY] < 1.0 for each in tables)


_NEEDS = "policy.role_clarity below 1"
CLARITY_METRICS = (
    Metric("misrouted_share", "share", LOWER,
           "pieces of work that went to the wrong person first / all: stages' work and requests worked on", _NEEDS, unclear),
    Metric("misrouted_hours", "hours", LOWER, "hours it took to find out whose work it was", _NEEDS, unclear),
    Metric("duplicated_hours", "hours", LOWER, "hours of work that was done twice, the second time", _NEEDS, unclear),
)  # fmt: skip


def clarity(sheet: Sheet) -> Iterator[Series]:
    """Yield how much work went astray, and what that cost."""
    totals = sheet.block(TotalBlock.STRUCTURE)[:, 0]
    yield Series(
        "misrouted_share", ratio(totals[:, StructureTotal.MISROUTED], totals[:, StructureTotal.ROUTED])
    )
    yield Series("misrouted_hours", totals[:, StructureTotal.SEARCH_TICKS] / TICKS_PER_HOUR)
    yield Series("duplicated_hours", totals[:, StructureTotal.TWICE_TICKS] / TICKS_PER_HOUR)


class Routes:
    """The fold's view of routing: a piece of work is new when its stage is entered, or its request answered."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.new: set[int] = set()
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.ENTERED: lambda r: self.new.add(r.entity),
            What.ANSWERED: lambda r: self.new.add(r.entity),
            What.MISROUTED: self._misrouted,
            What.QUEUED: self._routed,
            What.ASTRAY: self._astray,
        }

    def finish(self) -> None:
        """Nothing is left to count at the horizon."""

    def _routed(self, r: Record) -> None:
        if r.entity in self.new:
            self.new.remove(r.entity)
            self._count(StructureTotal.ROUTED)

    def _misrouted(self, r: Record) -> None:
        self._routed(r)
        self._count(StructureTotal.MISROUTED)
        self._count(StructureTotal.TWICE, r.b)

    def _astray(self, r: Record) -> None:
        self._count(StructureTotal.SEARCH_TICKS, r.a)
        self._count(StructureTotal.TWICE_TICKS, r.b)

    def _count(self, column: StructureTotal, by: int = 1) -> None:
        self.sums.count(TotalBlock.STRUCTURE, 0, column, by=by)
