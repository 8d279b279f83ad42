"""Weekly stocks: what each is called, how it is told, and how it is summed from the records."""

from collections.abc import Callable, Iterator

from gtmsim.measure.hub import HUB_STOCKS
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER, Metric
from gtmsim.measure.planning import PLANNING_STOCKS
from gtmsim.measure.rivals import RIVAL_STOCKS
from gtmsim.measure.roadmap import ROADMAP_STOCKS
from gtmsim.measure.sheet import ALL, Series, Sheet
from gtmsim.measure.stock import Stock
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import StockKind, StockTotal, TotalBlock, WeekCol, What
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

LAST = "end"  # the statistic that tells where a stock stood on the last Monday; the plain value is the mean over Mondays


STOCKS: tuple[Stock, ...] = (
    Stock(
        StockKind.PACE,
        "pace",
        "share",
        HIGHER,
        "pace of everybody's sessions against their own, while people find their places after a reorganisation",
        "events that reorganise",
    ),
    Stock(
        StockKind.LOOKING,
        "looking",
        "share",
        NEITHER,
        "share of a segment's accounts whose buying episode is open",
        "events and a pool",
        "segment",
    ),
    *HUB_STOCKS,
    Stock(
        StockKind.PRODUCT_FIT,
        "product_fit",
        "share",
        HIGHER,
        "share of what segments need that a product has, the mean over segments by accounts",
        "world.attributes and products",
        "product",
    ),
    Stock(
        StockKind.SATISFACTION,
        "satisfaction",
        "points",
        HIGHER,
        "how satisfied customers are, the mean over them; the usual while there are none",
        "world.loyalty",
    ),
    Stock(
        StockKind.SERVICE_LEVEL,
        "service_level",
        "share",
        HIGHER,
        "share of customers' support needs that is served, as they remember it",
        "world.loyalty.tickets",
    ),
    Stock(
        StockKind.TICKET_BACKLOG,
        "ticket_backlog_hours",
        "hours",
        LOWER,
        "support needs of customers that wait",
        "world.loyalty.tickets",
    ),
    Stock(
        StockKind.TRUST,
        "trust",
        "share",
        HIGHER,
        "how far buyers trust those who sell to them: 1 wholly",
        "world.trust.lift or world.trust.holds",
        "segment",
    ),
    Stock(
        StockKind.MUTUAL_TRUST,
        "mutual_trust",
        "share",
        HIGHER,
        "how far marketing and sales trust each other: 1 wholly",
        "world.trust.mutual",
    ),
    Stock(
        StockKind.BELIEF_ERROR,
        "belief_error",
        "share",
        LOWER,
        "share of the weight of needs that was believed to lie elsewhere, as long ago as research looks ahead",
        "world.attributes",
        "segment",
    ),
    Stock(
        StockKind.UNNOTICED,
        "noticed_weeks",
        "weeks",
        LOWER,
        "weeks since a segment has emerged, until it is noticed",
        "world.segments.*.emerges",
        "segment",
    ),
    Stock(
        StockKind.NEED,
        "need",
        "share",
        NEITHER,
        "share of needs that an attribute is, the mean over segments by accounts",
        "world.attributes",
        "attribute",
    ),
    Stock(
        StockKind.BELIEVED_NEED,
        "believed_need",
        "share",
        NEITHER,
        "share of needs that an attribute is believed to be, as far ahead as research looks",
        "world.attributes",
        "attribute",
    ),
    *RIVAL_STOCKS,
    *ROADMAP_STOCKS,
    *PLANNING_STOCKS,
)
STOCK_METRICS = tuple(
    Metric(stock.metric, stock.unit, stock.better, stock.description, stock.needs, stock.kept)
    for stock in STOCKS
)


def stock_name(program: Program, place: int) -> str:
    """Return what stands at a place among all stocks: `coherence`, or `link_coherence of sales`."""
    for stock in STOCKS:
        if stock.kept(program):
            for at, dimension, level in stock.levels(program):
                if at == place:
                    return f"{stock.metric} of {level}" if dimension != ALL else stock.metric
    return f"stock {place}"


def stocks(sheet: Sheet) -> Iterator[Series]:
    """Yield every stock, as the mean over the Mondays measured and as it stood on the last one."""
    program, table = sheet.program, sheet.block(TotalBlock.STOCK)
    mondays = max(program.weeks - -(-program.warm_up // TICKS_PER_WEEK), 1)
    for stock in STOCKS:
        if not stock.kept(program):
            continue
        for place, dimension, level in stock.levels(program):
            total = table[:, place]
            yield Series(stock.metric, total[:, StockTotal.SUM_MICRO] / MICRO / mondays, dimension, level)
            yield Series(stock.metric, total[:, StockTotal.LAST_MICRO] / MICRO, dimension, level, LAST)


def weekly_stocks(program: Program) -> Iterator[tuple[str, str, str, int, float, str, str]]:
    """Yield metric, dimension, level, column, scale, unit and direction of the weekly series of every stock."""
    first = int(WeekCol.WIDTH) + 2 * program.kinds
    for stock in STOCKS:
        if stock.kept(program):
            for place, dimension, level in stock.levels(program):
                yield stock.metric, dimension, level, first + place, MICRO, stock.unit, stock.better


class Stocks:
    """The fold's view of weekly stocks."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.first = int(WeekCol.WIDTH) + 2 * sums.program.kinds
        self.handlers: dict[int, Callable[[Record], None]] = {What.STOCK: self._stands}

    def finish(self) -> None:
        """Nothing is left to do at the horizon."""

    def _stands(self, r: Record) -> None:
        self.sums.add_to_week(self.first + r.entity, r.b)
        self.sums.count(TotalBlock.STOCK, r.entity, StockTotal.SUM_MICRO, by=r.b)
        self.sums.put(TotalBlock.STOCK, r.entity, StockTotal.LAST_MICRO, now=r.b)
