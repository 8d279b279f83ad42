"""Committees and trust: counted from records, and told as metrics and stocks."""

from collections.abc import Callable, Iterator

from gtmsim.measure.metric import HIGHER, NEITHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import Block, BuyerCol, BuyerTotal, TotalBlock, What
from gtmsim.program.tables import Program


def committees(program: Program) -> bool:
    """Return whether several people decide on deals."""
    return bool(program.block(Block.BUYER)[0, BuyerCol.SIZE] > 1.0)


_NEEDS = "world.committee.size above 1"
BUYER_METRICS = (
    Metric("committee_size", "people", NEITHER,
           "people who decide on a deal, mean of the leads on which several do", _NEEDS, committees),
    Metric("contacts_met_share", "share", HIGHER, "of those who decide on such deals, whom sellers have met", _NEEDS, committees),
)  # fmt: skip


def buyers(sheet: Sheet) -> Iterator[Series]:
    """Yield how many decide, and how many of them sellers come to know."""
    totals = sheet.block(TotalBlock.BUYER)[:, 0]
    in_all = totals[:, BuyerTotal.DECIDERS]
    yield Series("committee_size", ratio(in_all, totals[:, BuyerTotal.COMMITTEES]))
    yield Series("contacts_met_share", ratio(totals[:, BuyerTotal.CONTACTS], in_all))


class Deciders:
    """The fold's view of committees."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.COMMITTEE: self._committee,
            What.MET: lambda _: self._count(BuyerTotal.CONTACTS),
        }

    def finish(self) -> None:
        """Nothing is left to count at the horizon."""

    def _committee(self, r: Record) -> None:
        self._count(BuyerTotal.COMMITTEES)
        self._count(BuyerTotal.DECIDERS, r.a)
        self._count(BuyerTotal.CONTACTS, r.b)

    def _count(self, column: BuyerTotal, by: int = 1) -> None:
        self.sums.count(TotalBlock.BUYER, 0, column, by=by)
