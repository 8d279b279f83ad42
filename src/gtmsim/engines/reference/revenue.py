"""Recognised revenue, exact to the cent: what stands in contracts, earned tick by tick, segment by segment."""

from types import ModuleType

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.program.layout import CustomerTotal, TotalBlock, WeekCol
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK, TICKS_PER_YEAR

LARGEST = 5  # customers whose share of all is told


class Revenue:
    """The yearly value of contracts by segment, and what it has earned so far: its integral over time in whole cents.

    What is left of a cent is carried on, so nothing is ever rounded away.
    """

    def __init__(self, program: Program, clock: Clock, book: Book) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.arr = [0] * program.segments
        self.logos = [0] * program.segments
        self.rest = [0] * program.segments  # cents x ticks of a year
        self.since = [0] * program.segments

    def changes(self, segment: int, cents: int, logos: int) -> None:
        """Let the value of contracts change, and the number of customers."""
        self._earn(segment)
        self.arr[segment] += cents
        self.logos[segment] += logos

    def customers(self) -> int:
        """Return how many customers there are under contract."""
        return sum(self.logos)

    def week_begins(self, week: int) -> None:
        """Note what stands at the beginning of a week, and at the end of the warm-up."""
        for segment, arr in enumerate(self.arr):
            self._earn(segment)
            if self.clock.now == self.program.warm_up:
                self._count(segment, CustomerTotal.START_CENTS, arr)
                self._count(segment, CustomerTotal.START_LOGOS, self.logos[segment])
        self.book.weekly[week][WeekCol.ARR_CENTS] += sum(self.arr)
        self.book.weekly[week][WeekCol.CUSTOMERS] += self.customers()

    def cut(self, arr_of_each: list[int], rules: ModuleType) -> None:
        """At the horizon, note what stands, and how much of it depends on a few customers."""
        for segment, arr in enumerate(self.arr):
            self._earn(segment)
            self._count(segment, CustomerTotal.END_CENTS, arr)
            self._count(segment, CustomerTotal.END_LOGOS, self.logos[segment])
        in_all, last = sum(self.arr), self.program.segments
        self._count(last, CustomerTotal.TOP_CENTS, sum(sorted(arr_of_each)[-LARGEST:]))
        if in_all > 0:
            squares = sum(rules.billionths(arr, in_all) ** 2 for arr in arr_of_each)
            self._count(last, CustomerTotal.HHI_BILLIONTHS, squares // 1_000_000_000)

    def _earn(self, segment: int) -> None:
        """Recognise what was earned since the last time. Mondays cut, so no stretch reaches over the end of the warm-up."""
        since, now = self.since[segment], self.clock.now
        years, part = divmod(self.arr[segment], TICKS_PER_YEAR)
        cents, self.rest[segment] = divmod(part * (now - since) + self.rest[segment], TICKS_PER_YEAR)
        cents += years * (now - since)
        self.since[segment] = now
        if since >= self.program.warm_up:
            self._count(segment, CustomerTotal.REVENUE_CENTS, cents)
        self.book.weekly[min(since, self.program.horizon - 1) // TICKS_PER_WEEK][WeekCol.REVENUE_CENTS] += (
            cents
        )

    def _count(self, segment: int, column: CustomerTotal, amount: int) -> None:
        self.book.count(TotalBlock.CUSTOMER, segment, column, amount)
