"""What a run is worth: week by week, what was earned less what it cost, discounted; and how low it came."""

from gtmsim.engines.reference.arrays import doubles
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import (
    Block,
    CellTotal,
    CustomerTotal,
    LoyaltyCol,
    LoyaltyTotal,
    RequestTotal,
    RunTotal,
    SourceCol,
    TeamCol,
    TeamTotal,
    TotalBlock,
    WeekCol,
)
from gtmsim.program.tables import Program


class Worth:
    """Settles every Monday, and at the horizon: everything is read off the totals, so the weeks add up to them."""

    def __init__(self, program: Program, clock: Clock, book: Book, staff: Staff, numbers: Numbers) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.staff = staff
        self.numbers = numbers
        self.rules = book.rules
        self.kept = False  # contracts are: revenue is what is earned
        self.cost = 0
        self.result = 0  # earned less cost, so far
        self.low = 0

    def settles(self) -> None:
        """Know what the week that is over has earned and cost."""
        since = self.clock.now - self.program.warm_up
        if since < 0:
            return
        if self.numbers.changed_on(self.clock.now):
            self._reprice()
        cost = self._cost()
        result = self._earned() - cost
        rate = self.numbers.get(Block.LOYALTY, 0, LoyaltyCol.DISCOUNTING)
        worth = self.rules.discounted_cents(result - self.result, rate, since)
        self.low = min(self.low, result)
        self._add(LoyaltyTotal.VALUE_CENTS, worth)
        self._add(LoyaltyTotal.COST_CENTS, cost - self.cost)
        self.book.week_before(WeekCol.COST_CENTS, cost - self.cost)
        self.book.put(TotalBlock.LOYALTY, 0, LoyaltyTotal.CASH_LOW_CENTS, self.low)
        self.cost, self.result = cost, result

    def _earned(self) -> int:
        if self.kept:
            return sum(
                self._total(TotalBlock.CUSTOMER, segment, CustomerTotal.REVENUE_CENTS)
                for segment in range(self.program.segments)
            )
        return sum(self._of_source(source, CellTotal.BOOKED_CENTS) for source in range(self.program.sources))

    def _reprice(self) -> None:
        """Let everything so far have cost what it cost, where prices are others from today on."""
        for team, present in enumerate(self._present()):
            self._more(TotalBlock.TEAM, team, TeamTotal.REPRICED_CENTS, present, TeamCol.COST_CENTS)
        for source in range(self.program.sources):
            for segment in range(self.program.segments):
                cell = source * self.program.segments + segment
                for column, price in (
                    (CellTotal.LEADS, SourceCol.COST_CENTS),
                    (CellTotal.BOOKED_CENTS, SourceCol.COMMISSION),
                ):
                    amount = self._total(TotalBlock.CELL, cell, column)
                    self._more(TotalBlock.CELL, cell, CellTotal.REPRICED_CENTS, amount, price)

    def _cost(self) -> int:
        amounts: list[float] = []
        prices: list[float] = []
        repriced = 0
        for team, present in enumerate(self._present()):
            repriced += self._total(TotalBlock.TEAM, team, TeamTotal.REPRICED_CENTS)
            paid = self._total(TotalBlock.TEAM, team, TeamTotal.PAID_CENTS)
            amounts += [present, paid]
            prices += [self.numbers.get(Block.TEAM, team, TeamCol.COST_CENTS), 1.0]
        for source in range(self.program.sources):
            repriced += self._of_source(source, CellTotal.REPRICED_CENTS)
            amounts += [
                self._of_source(source, CellTotal.LEADS),
                self._of_source(source, CellTotal.BOOKED_CENTS),
            ]
            prices += [
                self.numbers.get(Block.SOURCE, source, SourceCol.COST_CENTS),
                self.numbers.get(Block.SOURCE, source, SourceCol.COMMISSION),
            ]
        for request in range(self.program.requests):
            amounts.append(self._total(TotalBlock.REQUEST, request, RequestTotal.DEAL_CENTS))
            prices.append(1.0)
        amounts += [self._total(TotalBlock.RUN, 0, RunTotal.PROGRAM_CENTS), repriced]
        prices += [1.0, 1.0]
        return int(self.rules.cost_so_far(doubles(amounts), doubles(prices), len(amounts)))

    def _present(self) -> list[int]:
        """Return how many ticks each team's people were there so far."""
        present = [
            self._total(TotalBlock.TEAM, team, TeamTotal.PRESENT_TICKS) for team in range(self.program.teams)
        ]
        for person in self.staff.people:
            if person.here and self.clock.now < self.program.horizon:
                present[person.team] += self.book.since_warm_up(person.joined)
        return present

    def _more(
        self, block: TotalBlock, row: int, column: int, amount: int, price: TeamCol | SourceCol
    ) -> None:
        of = Block.TEAM if block == TotalBlock.TEAM else Block.SOURCE
        first = row if block == TotalBlock.TEAM else row // self.program.segments
        before, after = self.numbers.before(of, first, price), self.numbers.get(of, first, price)
        self.book.add(block, row, column, self.rules.repriced_cents(amount, before, after))

    def _of_source(self, source: int, column: CellTotal) -> int:
        first = source * self.program.segments
        return sum(
            self._total(TotalBlock.CELL, first + segment, column) for segment in range(self.program.segments)
        )

    def _total(self, block: TotalBlock, row: int, column: int) -> int:
        return self.book.totals[self.book.at[block] + row * self.book.widths[block] + column]

    def _add(self, column: LoyaltyTotal, amount: int) -> None:
        self.book.add(TotalBlock.LOYALTY, 0, column, amount)
