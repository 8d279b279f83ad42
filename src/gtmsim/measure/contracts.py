"""The fold's view of customers: who bought, who renewed, what stands in contracts and what it has earned."""

from collections.abc import Callable
from dataclasses import dataclass

from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import (
    Block,
    Close,
    CustomerCol,
    CustomerTotal,
    Limit,
    Outcome,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import billionths
from gtmsim.program.tables import Floats
from gtmsim.units import TICKS_PER_WEEK, TICKS_PER_YEAR

SEGMENT_MASK = (1 << Limit.LEAD_SOURCE_SHIFT) - 1
LARGEST = 5


@dataclass
class Held:
    """What an account has bought and not given up, in cents a year."""

    segment: int
    arr: int
    arr_then: int  # when its term began


class Contracts:
    """Counts contracts from what was won, renewed and not renewed; revenue is their integral over time, in whole cents."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        self.kept = bool(sums.program.block(Block.CUSTOMER, params)[0, CustomerCol.TERM] > 0.0)
        self.leads: dict[int, tuple[int, int]] = {}  # segment and list price of those alive
        self.left_by: dict[int, int] = {}  # the outcome by which a lead left its last stage
        self.held: dict[int, Held] = {}
        segments = sums.program.segments
        self.earned_to = [0] * segments
        self.rest = [0] * segments
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.LEAD: self._lead,
            What.ENTERED: lambda r: self._left(r.entity, -1),
            What.LEFT: lambda r: self._left(r.entity, r.b),
            What.WON: self._won,
            What.CLOSED: self._closed,
        }
        if self.kept:
            self.handlers |= {
                What.CUSTOMER_FROM_START: self._was_there,
                What.RENEWED: self._renewed,
                What.CHURNED: self._churned,
                What.LOST_ACCOUNT: self._lost,
                What.ACQUIRED: self._acquired,
                What.WEEK: self._week,
            }

    def finish(self) -> None:
        """Note what stands at the horizon, and how much of it depends on a few."""
        if not self.kept:
            return
        for segment in range(self.sums.program.segments):
            self._earn(segment)
            self._count(segment, CustomerTotal.END_CENTS, self._arr(segment))
            self._count(segment, CustomerTotal.END_LOGOS, self._logos(segment))
        each = sorted((held.arr for held in self.held.values()), reverse=True)
        in_all, last = sum(each), self.sums.program.segments
        self._count(last, CustomerTotal.TOP_CENTS, sum(each[:LARGEST]))
        if in_all:
            squares = sum(billionths(arr, in_all) ** 2 for arr in each)
            self._count(last, CustomerTotal.HHI_BILLIONTHS, squares // 10**9)

    def _lead(self, r: Record) -> None:
        self.leads[r.entity] = (r.a & SEGMENT_MASK, r.b)

    def _left(self, entity: int, outcome: int) -> None:
        self.left_by[entity] = outcome

    def _won(self, r: Record) -> None:
        segment, list_cents = self.leads[r.entity]
        self._count(segment, CustomerTotal.LIST_CENTS, list_cents)
        if not self.kept:
            return
        self._earn(segment)
        held = self.held.get(r.entity)
        if held is not None:
            held.arr += r.b
            self._count(segment, CustomerTotal.EXPANSION_CENTS, r.b)
            return
        self.held[r.entity] = Held(segment, r.b, r.b)
        self._count(segment, CustomerTotal.NEW_CENTS, r.b)
        self._count(segment, CustomerTotal.LOGOS_WON)

    def _closed(self, r: Record) -> None:
        if r.a == Close.WON:
            self._won(r)
        segment, _ = self.leads.pop(r.entity)
        outcome = self.left_by.pop(r.entity, -1)
        if r.a == Close.SERVED:
            self._count(segment, CustomerTotal.SERVED)
            if outcome == Outcome.ADVANCE:
                self._count(segment, CustomerTotal.ONBOARDED)

    def _was_there(self, r: Record) -> None:
        self.held[r.entity] = Held(r.a & SEGMENT_MASK, r.b, r.b)

    def _renewed(self, r: Record) -> None:
        held = self._due(r)
        self._earn(held.segment)
        self._count(held.segment, CustomerTotal.EXPANSION_CENTS, r.b - held.arr)
        self._count(held.segment, CustomerTotal.KEPT_CENTS, min(held.arr_then, r.b))
        self._count(held.segment, CustomerTotal.GROWN_CENTS, r.b)
        held.arr = held.arr_then = r.b

    def _churned(self, r: Record) -> None:
        self._due(r)
        self._lost(r)

    def _lost(self, r: Record) -> None:
        held = self.held[r.entity]
        self._count(held.segment, CustomerTotal.LOGOS_LOST)
        self._count(held.segment, CustomerTotal.CHURNED_CENTS, r.b)
        self._earn(held.segment)
        del self.held[r.entity]

    def _acquired(self, r: Record) -> None:
        segment = (r.entity >> 16 >> Limit.SEGMENT_SHIFT) & Limit.SEGMENTS
        self._earn(segment)
        self.held[r.entity] = Held(segment, r.b, r.b)
        self._count(segment, CustomerTotal.NEW_CENTS, r.b)
        self._count(segment, CustomerTotal.LOGOS_WON)

    def _due(self, r: Record) -> Held:
        held = self.held[r.entity]
        self._count(held.segment, CustomerTotal.DUE)
        self._count(held.segment, CustomerTotal.DUE_CENTS, held.arr_then)
        return held

    def _week(self, r: Record) -> None:
        for segment in range(self.sums.program.segments):
            self._earn(segment)
            arr, logos = self._arr(segment), self._logos(segment)
            self.sums.add_to_week(WeekCol.ARR_CENTS, arr)
            self.sums.add_to_week(WeekCol.CUSTOMERS, logos)
            if r.tick == self.sums.program.warm_up:
                self._count(segment, CustomerTotal.START_CENTS, arr)
                self._count(segment, CustomerTotal.START_LOGOS, logos)

    def _earn(self, segment: int) -> None:
        """Recognise what the segment's contracts earned since the last time; Mondays cut, so one week holds it all."""
        since, until = self.earned_to[segment], self.sums.tick
        earned = self._arr(segment) * (until - since) + self.rest[segment]
        cents, self.rest[segment] = divmod(earned, TICKS_PER_YEAR)
        self.earned_to[segment] = until
        self.sums.weekly[
            min(since, self.sums.program.horizon - 1) // TICKS_PER_WEEK, WeekCol.REVENUE_CENTS
        ] += cents
        if since >= self.sums.program.warm_up:
            self.sums.add(TotalBlock.CUSTOMER, segment, CustomerTotal.REVENUE_CENTS, by=cents)

    def _arr(self, segment: int) -> int:
        return sum(held.arr for held in self.held.values() if held.segment == segment)

    def _logos(self, segment: int) -> int:
        return sum(held.segment == segment for held in self.held.values())

    def _count(self, segment: int, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.CUSTOMER, segment, column, by=by)
