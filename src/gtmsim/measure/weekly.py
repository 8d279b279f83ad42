"""What a mean week looked like: the weekly series of a run, warm-up included."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from gtmsim.engines.contract import Batch
from gtmsim.measure.batches import joined
from gtmsim.measure.levels import ids, present
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER
from gtmsim.measure.registry import names_in, unit_in
from gtmsim.measure.sheet import ALL, MEAN
from gtmsim.measure.stocks import weekly_stocks
from gtmsim.program.layout import KindFamily, WeekCol
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Ints, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_HOUR

if TYPE_CHECKING:
    import polars as pl

_WAITS = (KindFamily.STAGE, KindFamily.REQUEST, KindFamily.REFERRED)


@runtime_checkable
class Summed(Protocol):
    """What knows the sums of the weekly series over its replications: a batch, a run, a tally."""

    @property
    def program(self) -> Program:
        """What ran."""

    @property
    def count(self) -> int:
        """Number of replications."""

    @property
    def weekly(self) -> Ints:
        """Week x series, summed over replications."""


def weekly(batch: Summed | Iterable[Batch], scenario: str) -> "pl.DataFrame":
    """Return the mean over replications of every weekly series, in the columns of the tidy table; `replication` is null.

    Week 0 begins at tick 0; `cost` begins with the end of the warm-up. `backlog`, `awareness_hours` (weekly hours of effort that
    are remembered), `knowledge`, `arr` and `logos` are what stood when the week began, everything else happened within it; hours
    of a session count whole in the week it ended.
    """
    import polars as pl  # a tenth of a second, only where tables are asked for

    whole = batch if isinstance(batch, Summed) else joined(batch)
    means = whole.weekly / whole.count
    frames = [
        pl.DataFrame(
            {
                "scenario": scenario,
                "replication": None,
                "metric": metric,
                "dimension": dimension,
                "level": level,
                "statistic": MEAN,
                "week": np.arange(len(means)),
                "unit": unit,
                "better": better,
                "value": means[:, column] / scale,
            }
        )
        for metric, dimension, level, column, scale, unit, better in weekly_series(whole.program)
    ]
    texts = ("scenario", "metric", "dimension", "level", "statistic", "unit", "better")
    return pl.concat(frames).with_columns(
        pl.col(texts).cast(pl.Categorical()), pl.col("replication").cast(pl.Int64)
    )


def weekly_series(program: Program) -> Iterator[tuple[str, str, str, int, float, str, str]]:
    """Yield metric, dimension, level, column, whole numbers a unit, unit and better side of every weekly series."""
    money = unit_in(names_in(program)["bookings"], program)
    yield "leads", ALL, ALL, WeekCol.LEADS, 1.0, "count", HIGHER
    yield "opportunities", ALL, ALL, WeekCol.OPPORTUNITIES, 1.0, "count", HIGHER
    yield "wins", ALL, ALL, WeekCol.WINS, 1.0, "count", HIGHER
    yield "bookings", ALL, ALL, WeekCol.BOOKED_CENTS, CENTS_PER_UNIT, money, HIGHER
    yield "cost", ALL, ALL, WeekCol.COST_CENTS, CENTS_PER_UNIT, money, LOWER
    yield "awareness_hours", ALL, ALL, WeekCol.AWARENESS_MICRO, MICRO, "hours", HIGHER
    if program.researched_by >= 0:
        yield "knowledge", ALL, ALL, WeekCol.KNOWLEDGE_MICRO, MICRO, "share", HIGHER
    if "arr" in names_in(program):
        yield "arr", ALL, ALL, WeekCol.ARR_CENTS, CENTS_PER_UNIT, money, HIGHER
        yield "logos", ALL, ALL, WeekCol.CUSTOMERS, 1.0, "count", HIGHER
        yield "revenue", ALL, ALL, WeekCol.REVENUE_CENTS, CENTS_PER_UNIT, money, HIGHER
    first = int(WeekCol.WIDTH)
    for kind, name in ids(present(program).kinds):
        if program.kind_family[kind] in _WAITS:
            yield "backlog", "kind", name, first + kind, 1.0, "tasks", LOWER
        yield "hours", "kind", name, first + program.kinds + kind, TICKS_PER_HOUR, "hours", NEITHER
    yield from weekly_stocks(program)
