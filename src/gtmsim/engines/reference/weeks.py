"""Mondays: in which order the weekly stocks move, and what is written down of them."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.careers import Careers
from gtmsim.engines.reference.clock import Clock, Story
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.events import Events
from gtmsim.engines.reference.handoffs import Handoffs
from gtmsim.engines.reference.luck import Numbers
from gtmsim.engines.reference.market import Pool
from gtmsim.engines.reference.noise import Noise
from gtmsim.engines.reference.parts import Parts
from gtmsim.engines.reference.requests import Requests
from gtmsim.engines.reference.worth import Worth
from gtmsim.program.layout import Phase, What
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK


class Weeks:
    """Lets every week begin: each part of the world moves on from last week's hours, one after the other."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        numbers: Numbers,
        careers: Careers,
        requests: Requests,
        demand: Demand,
        pool: Pool,
        noise: Noise,
        handoffs: Handoffs,
        customers: Customers,
        parts: Parts,
        events: Events,
        worth: Worth,
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.numbers = numbers
        self.careers = careers
        self.requests = requests
        self.demand = demand
        self.pool = pool
        self.noise = noise
        self.customers = customers
        self.handoffs = handoffs
        self.parts = parts
        self.worth = worth
        self.events = events
        clock.begin(self._story())

    def _story(self) -> Story:
        for week in range(self.program.weeks):
            yield self.clock.until(week * TICKS_PER_WEEK, Phase.WEEK, 0)
            self._begins(week)

    def _begins(self, week: int) -> None:
        self.events.tell(week)
        if self.numbers.change(self.clock.now):
            self.events.numbers_change()
        if week == 0:
            self.customers.begins()
        self.careers.week_begins(week)
        self.events.week_begins(week)
        self.requests.week_begins(week)
        self.parts.hub.week_begins(week)
        self.parts.needs.week_begins(week)
        self.parts.rivals.week_begins(week)
        self.parts.roadmap.week_begins(week)
        self.demand.week_begins(week)
        self.pool.week_begins()
        self.noise.week_begins()
        self.handoffs.week_begins(week)
        self.parts.buyers.week_begins(week)
        self.customers.week_begins(week)
        self.parts.loyalty.week_begins(week)
        self.parts.planning.week_begins(week)
        self.parts.structure.week_begins(week)
        self.worth.settles()
        awareness, knowledge = self.demand.awareness(), self.demand.knowledge()
        if self.program.researched_by >= 0:
            self.book.record(0, What.KNOWN, week, knowledge)
        self.book.record(0, What.WEEK, week, awareness)
        self.book.week_begins(week, awareness, knowledge)
        self.events.accounts_come_and_go()
