"""The parts of the firm and its surroundings that move once a week."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.buyers import Buyers
from gtmsim.engines.reference.careers import Careers
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.hub import Hub
from gtmsim.engines.reference.loyalty import Loyalty
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Pool
from gtmsim.engines.reference.needs import Needs
from gtmsim.engines.reference.planning import Planning
from gtmsim.engines.reference.rivals import Rivals
from gtmsim.engines.reference.roadmap import Roadmap
from gtmsim.engines.reference.staff import Staff
from gtmsim.engines.reference.structure import Structure
from gtmsim.program.tables import Program


class Parts:
    """One of each, all over the same company."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.company = company
        self.hub = Hub(program, book, company, numbers, luck)
        self.needs = Needs(program, book, company, numbers, luck)
        self.rivals = Rivals(program, book, company, numbers, luck)
        self.roadmap = Roadmap(program, book, company, numbers, luck)
        self.buyers = Buyers(program, book, company, numbers, luck)
        self.loyalty = Loyalty(program, book, company, numbers, luck)
        self.planning = Planning(program, book, company, numbers, luck)
        self.structure = Structure(program, book, company, numbers, luck)

    def meet(
        self,
        clock: Clock,
        staff: Staff,
        careers: Careers,
        demand: Demand,
        pool: Pool,
        deals: Deals,
        customers: Customers,
    ) -> None:
        """Let everybody know whom they ask, now that all are there."""
        self.buyers.stand_among(deals.requests.library, demand, customers.care)
        deals.buyers = customers.buyers = customers.care.buyers = self.buyers
        self.structure.staff = staff
        careers.structure = deals.structure = deals.requests.structure = self.structure
        self.loyalty.looks_after(customers, self.needs, self.buyers)
        self.rivals.sees(clock, pool, demand)
        deals.meet(self.rivals)
        self.needs.known, self.needs.customers = demand.known, demand.customers
        self.needs.gained, self.needs.came = deals.gained, deals.came
        demand.aim = self.needs.aim
        deals.fit_lift = self.needs.lift
        self.roadmap.fitted = self.needs.build_one_off
        wishes = self.roadmap.wishes
        wishes.told_late = self.buyers.hears_of_delay
        wishes.fit = self.needs.fit
        wishes.contracts = customers.contracts
        deals.wishes, deals.lost = wishes.enters, wishes.lost
        customers.promised, customers.left = wishes.won, wishes.churned
        self.planning.sees(demand, careers, customers)
