"""What a weekly stock is: its kind, the metric it is told as, and its levels."""

from collections.abc import Iterator
from dataclasses import dataclass

from gtmsim.measure.levels import ids, present
from gtmsim.measure.sheet import ALL
from gtmsim.program.layout import StockKind
from gtmsim.program.tables import Program


@dataclass(frozen=True)
class Stock:
    """A kind of weekly stock and its metric. `dimension` names what its levels are, such as segment; empty: it has one.

    Where it has one level more than there are ids, the last is that of all.
    """

    kind: StockKind
    metric: str
    unit: str
    better: str
    description: str
    needs: str
    dimension: str = ""

    def kept(self, program: Program) -> bool:
        """Return whether a program keeps it."""
        return bool(program.stock_levels[self.kind] > 0)

    def levels(self, program: Program) -> Iterator[tuple[int, str, str]]:
        """Yield place among all stocks, dimension and level of each of its levels."""
        first = program.stock_first[self.kind]
        if not self.dimension:
            yield first, ALL, ALL
            return
        names = getattr(present(program), f"{self.dimension}s")
        for level, name in ids(names):
            if level < program.stock_levels[self.kind]:
                yield first + level, self.dimension, name
        if len(names) < program.stock_levels[self.kind]:
            yield first + len(names), ALL, ALL
