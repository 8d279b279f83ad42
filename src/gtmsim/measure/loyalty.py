"""What customers bought again: from records to totals, and from totals to metrics."""

from collections.abc import Callable, Iterator

from gtmsim.measure.metric import HIGHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.customers import customer_source
from gtmsim.program.layout import Block, Close, CustomerCol, Limit, LoyaltyTotal, TotalBlock, What
from gtmsim.program.tables import Floats, Program


def _sells_again(program: Program) -> bool:
    return program.products > 1 and customer_source(program) >= 0


LOYALTY_METRICS = (
    Metric(
        "cross_sell_share",
        "share",
        HIGHER,
        "wins from customers about a product that the customer did not have / about any",
        "a source of customers and several products",
        _sells_again,
    ),
)


def loyalty(sheet: Sheet) -> Iterator[Series]:
    """Yield how often customers bought what they did not have."""
    totals = sheet.block(TotalBlock.LOYALTY)[:, 0]
    yield Series("cross_sell_share", ratio(totals[:, LoyaltyTotal.CROSS_SOLD], totals[:, LoyaltyTotal.AGAIN]))


class Loyalties:
    """The fold's view of which products customers have."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        self.offered: dict[int, int] = {}  # the product of leads alive
        self.has: dict[int, set[int]] = {}  # products by customer
        self.handlers: dict[int, Callable[[Record], None]] = {}
        if sums.program.block(Block.CUSTOMER, params)[0, CustomerCol.TERM] > 0.0:
            self.handlers = {
                What.LEAD: lambda r: self.offered.update({r.entity: -1}),
                What.OFFERED: lambda r: self.offered.update({r.entity: r.a}),
                What.WON: self._won,
                What.CLOSED: self._closed,
                What.CHURNED: self._left,
                What.LOST_ACCOUNT: self._left,
                What.ACQUIRED: lambda r: self.has.update({r.entity: set()}),
                What.CUSTOMER_FROM_START: self._was_there,
            }

    def finish(self) -> None:
        """Nothing is left to do at the horizon."""

    def _was_there(self, r: Record) -> None:
        product = (r.a >> Limit.LEAD_SOURCE_SHIFT) - 1
        self.has[r.entity] = {product} - {-1}

    def _won(self, r: Record) -> None:
        product, has = self.offered[r.entity], self.has.get(r.entity)
        if product >= 0 and has is not None:
            self.sums.count(TotalBlock.LOYALTY, 0, LoyaltyTotal.AGAIN)
            self.sums.count(TotalBlock.LOYALTY, 0, LoyaltyTotal.CROSS_SOLD, by=int(product not in has))
        self.has[r.entity] = (has or set()) | ({product} - {-1})

    def _closed(self, r: Record) -> None:
        if r.a == Close.WON:
            self._won(r)

    def _left(self, r: Record) -> None:
        self.has.pop(r.entity, None)
