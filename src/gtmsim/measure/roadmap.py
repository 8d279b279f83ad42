"""What was developed, for whom, how long it took, and what became of what was promised."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.metric import HIGHER, LOWER, NEITHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.stock import Stock
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import STREAMS, RoadmapTotal, StockKind, Stream, TotalBlock, What
from gtmsim.program.rules import MICRO, case_error
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

DEVELOPMENT = "a kind of standing work that develops the products: world.roadmap.built_by"


def develops(program: Program) -> bool:
    """Return whether anything is developed."""
    return program.developed_by >= 0


_METRICS = (
    ("features_shipped", "count", HIGHER, "steps of attributes shipped in products, for all buyers"),
    ("one_offs_asked", "count", NEITHER, "one-offs that deals and customers asked for"),
    ("one_offs_fitted", "count", NEITHER, "one-offs built that their account still wanted"),
    (
        "one_offs_stale_share",
        "share",
        LOWER,
        "one-offs that nobody wanted any more when they were built / all built",
    ),
    ("one_offs_dropped", "count", NEITHER, "one-offs asked for that nobody will build"),
    ("promises_made", "count", NEITHER, "one-offs promised to close a deal"),
    ("promises_kept", "count", HIGHER, "promised one-offs built in time"),
    ("promises_broken", "count", LOWER, "promised one-offs that fell due before they were built"),
    (
        "time_to_market_weeks",
        "weeks",
        LOWER,
        "mean time until shipped: of features since they were begun, of one-offs since they were asked for",
    ),
    ("roadmap_value_error", "share", LOWER, "mean of |worth when shipped - worth thought of when begun| / the latter"),
    ("roadmap_self_chosen_share", "share", HIGHER, "hours of building for the market / all hours of building"),
    ("rework_hours", "hours", LOWER, "hours of developers that had to be done again"),
)  # fmt: skip
ROADMAP_METRICS = tuple(
    Metric(name, unit, better, description, DEVELOPMENT, develops)
    for name, unit, better, description in _METRICS
)

ROADMAP_STOCKS = (
    Stock(
        StockKind.UPKEEP_SHARE,
        "upkeep_share",
        "share",
        LOWER,
        "hours of developers that keeping up took in the week before / all their hours",
        DEVELOPMENT,
    ),
    Stock(
        StockKind.VELOCITY,
        "velocity",
        "share",
        HIGHER,
        "hours of developers that went to features in the week before / all their hours",
        DEVELOPMENT,
    ),
    Stock(StockKind.WISHES, "wishes", "one-offs", LOWER, "one-offs that accounts wait for", DEVELOPMENT),
)

_COUNTS = {
    "features_shipped": RoadmapTotal.SHIPPED,
    "one_offs_asked": RoadmapTotal.WISHED,
    "one_offs_fitted": RoadmapTotal.FITTED,
    "one_offs_dropped": RoadmapTotal.DROPPED,
    "promises_made": RoadmapTotal.PROMISED,
    "promises_kept": RoadmapTotal.KEPT,
    "promises_broken": RoadmapTotal.BROKEN,
}
_COUNTED: dict[int, RoadmapTotal] = {
    What.WISHED: RoadmapTotal.WISHED,
    What.PROMISED: RoadmapTotal.PROMISED,
    What.DROPPED: RoadmapTotal.DROPPED,
    What.BROKEN_PROMISE: RoadmapTotal.BROKEN,
}


def roadmap(sheet: Sheet) -> Iterator[Series]:
    """Yield what was built, for whom, how long it took and how far business cases were off."""
    if not develops(sheet.program):
        return
    table = sheet.block(TotalBlock.ROADMAP)[:, 0]
    for metric, place in _COUNTS.items():
        yield Series(metric, table[:, place].astype(np.float64))
    shipped, ticks = table[:, RoadmapTotal.SHIPPED], table[:, RoadmapTotal.FEATURE_TICKS]
    stale = table[:, RoadmapTotal.STALE]
    one_offs = table[:, RoadmapTotal.FITTED] + stale
    yield Series("one_offs_stale_share", ratio(stale, one_offs))
    in_all = ticks + table[:, RoadmapTotal.ONE_OFF_TICKS]
    yield Series("time_to_market_weeks", ratio(in_all, (shipped + one_offs) * TICKS_PER_WEEK))
    yield Series("roadmap_value_error", ratio(table[:, RoadmapTotal.ERROR_MICRO], shipped * MICRO))
    first = int(RoadmapTotal.DEVELOPED_TICKS)
    building = table[:, first : first + STREAMS].sum(axis=1)
    yield Series("roadmap_self_chosen_share", ratio(table[:, first + Stream.MARKET], building))
    yield Series("rework_hours", table[:, first + Stream.REWORK] / TICKS_PER_HOUR)


class Developments:
    """The fold's view of the roadmap."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.handlers: dict[int, Callable[[Record], None]] = dict.fromkeys(_COUNTED, self._counted)
        self.handlers |= {
            What.KEPT: lambda r: self._count(RoadmapTotal.KEPT, r.b),
            What.DEVELOPED: lambda r: self._count(RoadmapTotal.DEVELOPED_TICKS + r.entity, r.b),
            What.VALUED: lambda r: self._count(RoadmapTotal.ERROR_MICRO, case_error(r.a, r.b)),
            What.SHIPPED: self._shipped,
            What.BUILT: self._built,
        }

    def finish(self) -> None:
        """Nothing is left to do at the horizon."""

    def _counted(self, r: Record) -> None:
        self._count(_COUNTED[r.what])

    def _shipped(self, r: Record) -> None:
        self._count(RoadmapTotal.SHIPPED)
        self._count(RoadmapTotal.FEATURE_TICKS, r.b)

    def _built(self, r: Record) -> None:
        self._count(RoadmapTotal.FITTED if r.a else RoadmapTotal.STALE)
        self._count(RoadmapTotal.ONE_OFF_TICKS, r.b)

    def _count(self, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.ROADMAP, 0, column, by=by)
