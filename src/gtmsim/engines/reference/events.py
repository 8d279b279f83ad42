"""Dates: other numbers hold, people are reorganised, customers leave or are bought at once."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Pool, Streams
from gtmsim.engines.reference.people import Person
from gtmsim.engines.reference.queues import NOBODY
from gtmsim.engines.reference.staff import Staff
from gtmsim.program.layout import Block, EventCol, EventInt, Firm, Purpose, StockKind, What
from gtmsim.program.tables import Program


class Events:
    """Lets what is due on a Monday happen, whatever week it is for everybody else."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        company: Company,
        staff: Staff,
        deals: Deals,
        streams: Streams,
        pool: Pool,
        customers: Customers,
        numbers: Numbers,
        luck: Luck,
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.company = company
        self.staff = staff
        self.deals = deals
        self.streams = streams
        self.pool = pool
        self.customers = customers
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.events: list[list[int]] = program.event_ints.tolist()
        self.reorganises = any(row[EventInt.REORGANISES] > 0 for row in self.events)

    def tell(self, week: int) -> None:
        """Write down what begins today, and what is over."""
        now = self.clock.now
        if now == self.program.treated_at:
            self.book.record(0, What.TREATED, week)
        for event, row in enumerate(self.events):
            if row[EventInt.UNTIL] == now:
                self.book.record(event, What.PASSED, week)
            if row[EventInt.AT] == now:
                self.book.record(event, What.HAPPENED, week)

    def numbers_change(self) -> None:
        """Let clocks that run by a rate go on at the new one, and work wait for those who may do it."""
        self.streams.rates_change()
        self.pool.rates_change()
        self.company.follows(self.numbers)
        for person in self.staff.people:
            self._keeps_what_they_may(person)
            self._stands_anew(person)

    def _stands_anew(self, person: Person) -> None:
        """Count standing time from today for whoever is to divide it otherwise: nobody makes up for what was not asked."""
        if not self.numbers.changed(Block.STANDING, person.number):
            return
        if self.program.prospected_by >= 0:
            person.stood_then -= person.stood[self.program.prospected_by]
        person.stood = [0] * self.program.kinds

    def _keeps_what_they_may(self, person: Person) -> None:
        may = self.numbers
        self.staff.release(person, lambda task: may.get(Block.PRIORITY, person.number, task.kind) <= 0.0)

    def week_begins(self, week: int) -> None:
        """Let everybody be as far from, or as near to, their old pace as the reorganisations so far leave them."""
        places = self.company.places
        if self.reorganises:
            self._reorganised()
        self.company.keep(StockKind.PACE, 0, places[Firm.PACE], week)
        for segment in range(self.program.segments):
            if (
                self.program.stock_levels[StockKind.LOOKING] > 0
                and self.program.segment_accounts[segment] > 0
            ):
                self.company.keep(StockKind.LOOKING, segment, self._looking(segment), week)

    def _reorganised(self) -> None:
        pace, quits, lost = 1.0, 0.0, 0.0
        for event, row in enumerate(self.events):
            since = self.clock.now - row[EventInt.AT]
            if row[EventInt.REORGANISES] <= 0 or since < 0:
                continue
            recovery = self._number(event, EventCol.RECOVERY)
            pace = self.rules.pace_left(
                pace, self.rules.shaken(self._number(event, EventCol.DIP), since, recovery)
            )
            quits += self.rules.shaken(self._number(event, EventCol.QUITS), since, recovery)
            if since == 0:
                lost = self.rules.ties_left(lost, self._number(event, EventCol.TIES))
                self._ties_are_lost(event)
        places: memoryview[float] = self.company.places
        places[Firm.PACE], places[Firm.QUITS], places[Firm.TIES_LOST] = pace, quits, lost

    def _ties_are_lost(self, event: int) -> None:
        """Let a share of the deals be nobody's any more: what waits for whoever knew them waits for anybody."""
        share = self._number(event, EventCol.TIES)
        gone: set[int] = set()
        for account in sorted(self.deals.alive):
            deal: Deal = self.deals.alive[account]
            if deal.last_person == NOBODY:
                continue
            if self.rules.loses_tie(self.luck.u(Purpose.TIE, account, event), share):
                self.book.record(deal.task.number, What.TIE_LOST, deal.last_person, event)
                deal.last_person = NOBODY
                gone.add(deal.task.number)
        for person in self.staff.people:
            self.staff.release(person, lambda task: task.number in gone)

    def _looking(self, segment: int) -> float:
        looking = sum(account.looking for account in self.pool.accounts if account.segment == segment)
        return float(self.rules.share_of(looking, int(self.program.segment_accounts[segment])))

    def accounts_come_and_go(self) -> None:
        """Let the largest customers leave today, and whoever is bought become one; the week has begun without them."""
        for event, row in enumerate(self.events):
            if row[EventInt.AT] != self.clock.now:
                continue
            if row[EventInt.LOSES] > 0:
                self.customers.largest_leave(event, row[EventInt.LOSES])
            for segment, accounts in enumerate(self.program.event_accounts[event].tolist()):
                self.customers.acquire(event, segment, accounts)

    def _number(self, event: int, column: EventCol) -> float:
        return self.numbers.get(Block.EVENT, event, column)
