"""The reference engine: SimPy, written to be read beside a whiteboard. Slow on purpose; the core must tell the same story."""

from collections.abc import Iterator, Sequence
from types import ModuleType

import numpy as np

from gtmsim.engines.contract import Batch, Chunks, RecordStream, Trace
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.careers import Careers
from gtmsim.engines.reference.choice import Choice
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.events import Events
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Pool, Streams
from gtmsim.engines.reference.matching import Matching
from gtmsim.engines.reference.noise import Noise
from gtmsim.engines.reference.parts import Parts
from gtmsim.engines.reference.prospecting import Prospecting
from gtmsim.engines.reference.staff import Staff
from gtmsim.engines.reference.weeks import Weeks
from gtmsim.engines.reference.worth import Worth
from gtmsim.program import rules as interpreted
from gtmsim.program.layout import RecordCol, RunTotal, TotalBlock
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import totals_of, week_width
from gtmsim.program.varied import parameter_table, params_of

EVENTS_OF_A_CHUNK = 8192  # whose records are handed over together
NEVER = 1 << 62  # more events than any replication has


class Reference:
    """SimPy over the program. `rules` is the rulebook as Python reads it, or its compiled twin."""

    name = "reference"

    def __init__(self, rules: ModuleType = interpreted) -> None:
        self.rules = rules

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        """Run replications `first .. first + count` and return their totals."""
        table = parameter_table(program, seed, first, count)
        totals = np.zeros((count, totals_of(program).width), np.int64)
        ledger = np.zeros((program.people, program.kinds), np.int64)
        weekly = np.zeros((program.weeks, week_width(program)), np.int64)
        for i in range(count):
            book = self._replicate(program, seed, first + i, params_of(program, table[i]))
            totals[i] = book.totals
            ledger += np.array(book.ledger, np.int64).reshape(ledger.shape)
            weekly += np.array(book.weekly, np.int64).reshape(weekly.shape)
        return Batch(program, self.name, seed, first, count, totals, ledger, weekly, table)

    def branch(self, programs: Sequence[Program], seed: int, first: int, count: int) -> list[Batch]:
        """Run each program from the start: SimPy's processes cannot be copied, so nothing is shared."""
        return [self.run(program, seed, first, count) for program in programs]

    def trace(self, program: Program, seed: int, replication: int) -> Trace:
        """Run one replication and return every event record."""
        params = params_of(program, parameter_table(program, seed, replication, 1)[0])
        book = self._replicate(program, seed, replication, params)
        return Trace(program, self.name, seed, replication, _records(book), *_sums(book), params)

    def stream(self, program: Program, seed: int, replication: int) -> RecordStream:
        """Run one replication and hand over its event records while they are written."""
        params = params_of(program, parameter_table(program, seed, replication, 1)[0])
        chunks = self._chunks(program, seed, replication, params)
        return RecordStream(program, self.name, seed, replication, params, chunks)

    def _chunks(self, program: Program, seed: int, replication: int, params: Floats) -> Chunks:
        for book in self._told(program, seed, replication, params, pause=EVENTS_OF_A_CHUNK):
            yield _records(book)
            book.records.clear()
        return _sums(book)

    def _replicate(self, program: Program, seed: int, replication: int, params: Floats) -> Book:
        (book,) = self._told(program, seed, replication, params, pause=NEVER)
        return book

    def _told(
        self, program: Program, seed: int, replication: int, params: Floats, pause: int
    ) -> Iterator[Book]:
        """Yield the book of one replication each time that so many events have happened, and when everything has."""
        clock = Clock(program.horizon)
        luck = Luck(seed, replication, self.rules)
        numbers = Numbers(program, params, self.rules)
        book = Book(program, clock, self.rules)
        company = Company(program, book, numbers, self.rules)
        staff = Staff(program, clock, book, numbers, self.rules)
        matching = Matching(program, clock, staff, numbers)
        careers = Careers(program, clock, book, staff, numbers, luck)
        staff.company = careers.company = company
        deals = Deals(program, clock, book, company, staff, numbers, luck)
        streams = Streams(program, clock, deals, numbers, luck)
        demand = Demand(program, book, company, numbers, luck)
        deals.known = demand.known
        pool = Pool(program, clock, book, deals, demand, numbers, luck)
        noise = Noise(program, clock, deals, demand, luck)
        Choice(program, clock, book, staff, deals, numbers, luck)
        prospecting = Prospecting(program, book, staff, deals, pool, numbers, luck)
        customers = Customers(program, clock, book, company, deals, pool, numbers, luck)
        if customers.term:
            careers.accounts = customers.revenue.customers
        events = Events(program, clock, book, company, staff, deals, streams, pool, customers, numbers, luck)
        parts = Parts(program, book, company, numbers, luck)
        parts.meet(clock, staff, careers, demand, pool, deals, customers)
        for planned in (deals, deals.handoffs, deals.requests.library, careers, prospecting, matching):
            planned.plans = company.plans
        worth = Worth(program, clock, book, staff, numbers)
        worth.kept = customers.term > 0
        Weeks(
            program,
            clock,
            book,
            numbers,
            careers,
            deals.requests,
            demand,
            pool,
            noise,
            deals.handoffs,
            customers,
            parts,
            events,
            worth,
        )
        while not clock.run(pause):
            yield book
        deals.cut()
        customers.cut()
        worth.settles()
        book.add(TotalBlock.RUN, 0, RunTotal.EVENTS, clock.events)
        yield book


def _records(book: Book) -> Ints:
    return np.array(book.records, np.int64).reshape(-1, int(RecordCol.WIDTH))


def _sums(book: Book) -> tuple[Ints, Ints, Ints]:
    ledger = np.array(book.ledger, np.int64).reshape(book.program.people, book.program.kinds)
    return np.array(book.totals, np.int64), ledger, np.array(book.weekly, np.int64)
