"""What a run is worth: from records to totals, and from totals to value, cash and what a customer brings."""

from array import array
from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.metric import HIGHER, MONEY, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program import rules
from gtmsim.program.layout import (
    Block,
    CellTotal,
    Close,
    CustomerCol,
    CustomerTotal,
    LoyaltyCol,
    LoyaltyTotal,
    PersonInt,
    RequestTotal,
    RunTotal,
    SourceCol,
    TeamCol,
    TeamTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.tables import Floats, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_WEEK, TICKS_PER_YEAR


def _keeps_contracts(program: Program) -> bool:
    return bool(program.block(Block.CUSTOMER)[0, CustomerCol.TERM] > 0.0)


WORTH_METRICS = (
    Metric(
        "value",
        MONEY,
        HIGHER,
        "profit discounted week by week to the end of the warm-up, with contracts at the horizon at run.arr_multiple",
    ),
    Metric(
        "cash",
        MONEY,
        HIGHER,
        "cash at the horizon: what there was at first, and profit, paid as it is earned",
    ),
    Metric("cash_low", MONEY, HIGHER, "the least cash on any Monday or at the horizon"),
    Metric(
        "ltv",
        MONEY,
        HIGHER,
        "yearly value of the mean contract x run.gross_margin / the yearly rate at which those due were lost",
        "world.customers.term",
        _keeps_contracts,
    ),
    Metric("ltv_to_cac", "times", HIGHER, "ltv / cac", "world.customers.term", _keeps_contracts),
)


# What is bought by the source, and at which of its prices.
_BOUGHT = ((CellTotal.LEADS, SourceCol.COST_CENTS), (CellTotal.BOOKED_CENTS, SourceCol.COMMISSION))


def worth(sheet: Sheet) -> Iterator[Series]:
    """Yield value, cash and its lowest, and what a customer brings against what winning one costs."""
    totals, customers = (
        sheet.block(TotalBlock.LOYALTY)[:, 0],
        sheet.block(TotalBlock.CUSTOMER)[:, :-1].sum(axis=1),
    )

    def number(column: LoyaltyCol) -> Floats:
        return sheet.numbers(Block.LOYALTY, column)[:, 0]

    arr = customers[:, CustomerTotal.END_CENTS]
    discounted = np.exp(-number(LoyaltyCol.DISCOUNTING) * sheet.window_ticks)
    value = totals[:, LoyaltyTotal.VALUE_CENTS] + arr * number(LoyaltyCol.MULTIPLE) * discounted
    yield Series("value", value / CENTS_PER_UNIT)
    cells = sheet.cells.sum(axis=(1, 2))
    kept = _keeps_contracts(sheet.program)
    earned = customers[:, CustomerTotal.REVENUE_CENTS] if kept else cells[:, CellTotal.BOOKED_CENTS]
    start, cost = number(LoyaltyCol.CASH_CENTS), totals[:, LoyaltyTotal.COST_CENTS]
    yield Series("cash", (start + earned - cost) / CENTS_PER_UNIT)
    yield Series("cash_low", (start + totals[:, LoyaltyTotal.CASH_LOW_CENTS]) / CENTS_PER_UNIT)
    lost = ratio(customers[:, CustomerTotal.LOGOS_LOST], customers[:, CustomerTotal.DUE])
    years = sheet.numbers(Block.CUSTOMER, CustomerCol.TERM)[:, 0] / TICKS_PER_YEAR
    mean = ratio(arr, customers[:, CustomerTotal.END_LOGOS]) * number(LoyaltyCol.MARGIN) / CENTS_PER_UNIT
    ltv = ratio(mean * years, lost)
    yield Series("ltv", ltv)
    cac = ratio(cost / CENTS_PER_UNIT, cells[:, CellTotal.CLOSED + Close.WON])
    yield Series("ltv_to_cac", ratio(ltv, np.nan_to_num(cac)))


class Settlements:
    """The fold's view of a run's worth: settled every Monday from what the other clerks have summed, so it stands behind them."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums, self.params = sums, params
        self.kept = self._numbers(Block.CUSTOMER, 0)[0, CustomerCol.TERM] > 0.0
        self.dates = set(sums.program.phase_at.tolist())
        self.team = sums.program.person_ints[:, PersonInt.TEAM].tolist()
        self.since: dict[int, int] = {}  # when who is there has joined
        self.cost = self.result = self.low = 0
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.JOINED: lambda r: self.since.update({r.entity: r.tick}),
            What.LEFT_TEAM: self._left,
            What.WEEK: lambda _r: self._settle(),
        }

    def finish(self) -> None:
        """Settle for the last time: whoever is there has been counted."""
        self.since.clear()
        self._settle()

    def _left(self, r: Record) -> None:
        del self.since[r.entity]

    def _settle(self) -> None:
        since = self.sums.tick - self.sums.program.warm_up
        if since < 0:
            return
        if self.sums.tick in self.dates:
            self._reprice()
        cost = self._cost()
        result = self._earned() - cost
        rate = float(self._numbers(Block.LOYALTY, self.sums.tick)[0, LoyaltyCol.DISCOUNTING])
        self.low = min(self.low, result)
        for column, by in (
            (LoyaltyTotal.VALUE_CENTS, rules.discounted_cents(result - self.result, rate, since)),
            (LoyaltyTotal.COST_CENTS, cost - self.cost),
        ):
            self.sums.add(TotalBlock.LOYALTY, 0, column, by=by)
        self.sums.put(TotalBlock.LOYALTY, 0, LoyaltyTotal.CASH_LOW_CENTS, now=self.low)
        self.sums.weekly[max(self.sums.tick - 1, 0) // TICKS_PER_WEEK, WeekCol.COST_CENTS] += cost - self.cost
        self.cost, self.result = cost, result

    def _earned(self) -> int:
        if self.kept:
            return int(self.sums.of(TotalBlock.CUSTOMER)[:-1, CustomerTotal.REVENUE_CENTS].sum())
        return int(self.sums.of(TotalBlock.CELL)[..., CellTotal.BOOKED_CENTS].sum())

    def _numbers(self, block: Block, tick: int) -> Floats:
        """Return a block of the parameters as it holds at a tick."""
        return self.sums.program.block(block, self.sums.program.held(self.params, tick))

    def _present(self) -> list[int]:
        """Return how many ticks each team's people were there so far."""
        present: list[int] = self.sums.of(TotalBlock.TEAM)[:, TeamTotal.PRESENT_TICKS].tolist()
        for person, joined in self.since.items():
            present[self.team[person]] += self.sums.in_window(joined, self.sums.tick)
        return present

    def _reprice(self) -> None:
        """Let everything so far have cost what it cost, where prices are others from today on."""
        cells, ticks = self.sums.of(TotalBlock.CELL), (self.sums.tick - 1, self.sums.tick)
        before, after = (self._numbers(Block.TEAM, tick)[:, TeamCol.COST_CENTS].tolist() for tick in ticks)
        for team, present in enumerate(self._present()):
            more = rules.repriced_cents(present, before[team], after[team])
            self.sums.add(TotalBlock.TEAM, team, TeamTotal.REPRICED_CENTS, by=more)
        before, after = (self._numbers(Block.SOURCE, tick) for tick in ticks)
        for source, segment in np.ndindex(*cells.shape[:2]):
            for column, price in _BOUGHT:
                amount = int(cells[source, segment, column])
                prices = float(before[source, price]), float(after[source, price])
                more = rules.repriced_cents(amount, *prices)
                self.sums.add(TotalBlock.CELL, source, segment, CellTotal.REPRICED_CENTS, by=more)

    def _cost(self) -> int:
        teams, cells = self.sums.of(TotalBlock.TEAM), self.sums.of(TotalBlock.CELL).sum(axis=1)
        salaries = self._numbers(Block.TEAM, self.sums.tick)[:, TeamCol.COST_CENTS]
        sources = self._numbers(Block.SOURCE, self.sums.tick)
        amounts: list[float] = []
        prices: list[float] = []
        for team, ticks in enumerate(self._present()):
            amounts += [ticks, teams[team, TeamTotal.PAID_CENTS]]
            prices += [salaries[team], 1.0]
        for source, row in enumerate(cells):
            for column, price in _BOUGHT:
                amounts.append(row[column])
                prices.append(sources[source, price])
        amounts += self.sums.of(TotalBlock.REQUEST)[:, RequestTotal.DEAL_CENTS].tolist()
        amounts.append(self.sums.of(TotalBlock.RUN)[RunTotal.PROGRAM_CENTS])
        repriced = teams[:, TeamTotal.REPRICED_CENTS].sum() + cells[:, CellTotal.REPRICED_CENTS].sum()
        amounts.append(repriced)
        prices += [1.0] * (len(amounts) - len(prices))
        return rules.cost_so_far(
            memoryview(array("d", amounts)), memoryview(array("d", prices)), len(amounts)
        )
