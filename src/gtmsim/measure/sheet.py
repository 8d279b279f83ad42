"""A batch laid out for measuring: its totals block by block, its numbers replication by replication."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from gtmsim.engines.contract import Batch
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, TotalBlock
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import totals_of

ALL = "all"
VALUE = "value"
MEAN = "mean"


@dataclass(frozen=True, eq=False)
class Series:
    """One metric at one level: a value for each replication, NaN where there was nothing to measure."""

    metric: str
    values: Floats
    dimension: str = ALL
    level: str = ALL
    statistic: str = VALUE
    unless_nothing: bool = False  # not told where it is zero in every replication

    @property
    def key(self) -> str:
        """Return how the series is asked for: `win_rate`, `win_rate[source=web]`, `cycle_days.median`."""
        where = "" if self.dimension == ALL else f"[{self.dimension}={self.level}]"
        return f"{self.metric}{where}" + ("" if self.statistic in (VALUE, MEAN) else f".{self.statistic}")


class Sheet:
    """The blocks of a batch's totals (replication first), and the program they belong to."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.program: Program = batch.program
        self.count = batch.count
        self.names = present(batch.program)
        self._layout = totals_of(batch.program)

    def block(self, block: TotalBlock) -> Ints:
        """Return a block of the totals, replication first."""
        return self._layout.block(self.batch.totals, block)

    @cached_property
    def cells(self) -> Ints:
        """Totals by replication, source and segment."""
        return self.block(TotalBlock.CELL)

    @cached_property
    def window_ticks(self) -> int:
        """Ticks from warm-up to horizon."""
        return self.program.horizon - self.program.warm_up

    def numbers(self, block: Block, column: int) -> Floats:
        """Return a column of a block of the parameters, as they hold at the end: replication x row, uncertain ones as drawn."""
        told = self.program.block(block)[:, column]
        values = np.broadcast_to(told, (self.count, len(told)))
        place = self.program.slots - int(self.program.at[block])
        rows, width = self.program.block(block).shape
        mine = np.flatnonzero((place >= 0) & (place < rows * width) & (place % max(width, 1) == column))
        if len(mine):
            values = values.copy()
            values[:, place[mine] // width] = self.batch.table[:, mine]
        return values

    def may_be_above_zero(self, block: Block, column: int) -> bool:
        """Return whether any row of a block has more than zero in a column, at the median or in some replication."""
        if (self.program.block(block)[:, column] > 0.0).any():
            return True
        return bool((self.numbers(block, column) > 0.0).any())

    def by_cell(
        self, metric: str, told: Callable[[Ints], Floats], statistic: str = VALUE
    ) -> Iterator[Series]:
        """Yield a metric over all leads, by source and by segment, from what tells it from summed cell totals."""
        yield Series(metric, told(self.cells.sum(axis=(1, 2))), statistic=statistic)
        for dimension, names, axis in (
            ("source", self.names.sources, 2),
            ("segment", self.names.segments, 1),
        ):
            table = self.cells.sum(axis=axis)
            for place, name in ids(names):
                yield Series(metric, told(table[:, place]), dimension, name, statistic)

    def by_id(
        self, metric: str, dimension: str, names: Sequence[str], values: npt.NDArray[np.generic]
    ) -> Iterator[Series]:
        """Yield a metric's values (replication x id) level by level."""
        for place, name in ids(names):
            yield Series(metric, values[:, place].astype(np.float64), dimension, name)


def ratio(part: npt.NDArray[np.generic], whole: npt.NDArray[np.generic]) -> Floats:
    """Return part / whole, NaN where there is no whole."""
    below = whole.astype(np.float64)
    shares: Floats = np.divide(part, below, out=np.full(below.shape, np.nan), where=below != 0.0)
    return shares
