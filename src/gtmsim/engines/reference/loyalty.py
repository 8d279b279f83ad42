"""What satisfies customers, how well they are served, and whether they speak of it."""

from gtmsim.engines.reference.arrays import doubles
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.buyers import Buyers
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Contract
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.needs import Needs
from gtmsim.program.layout import Block, Firm, LoyaltyCol, Service, StockKind
from gtmsim.program.tables import Program


class Loyalty:
    """Keeps support needs and who serves them, and answers how satisfied a customer is. Lets customers and demand know."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.service = doubles([0.0, 1.0])
        self.told = program.stock_levels[StockKind.SATISFACTION] > 0

    def looks_after(self, customers: Customers, needs: Needs, buyers: Buyers) -> None:
        """Know whose satisfaction it is about, and let it count at their renewals."""
        self.customers = customers
        self.needs = needs
        self.buyers = buyers
        customers.loyalty_log_hazard = self._log_hazard

    def week_begins(self, week: int) -> None:
        """Let last week's needs meet the hours worked on them, and know how satisfied customers are on the whole."""
        if not self.customers.term:
            return
        if week > 0 and self._number(LoyaltyCol.TICKETS) > 0.0:
            self.rules.service_week(
                self.service,
                self.customers.revenue.customers(),
                self._number(LoyaltyCol.TICKETS),
                self._number(LoyaltyCol.TICKET_HOURS),
                self.book.hours_last_week(week, self.program.served_by),
                self._number(LoyaltyCol.PATIENCE),
                self._number(LoyaltyCol.SERVICE_KEPT),
            )
        self.company.keep(StockKind.SERVICE_LEVEL, 0, self._served(), week)
        self.company.keep(StockKind.TICKET_BACKLOG, 0, self.service[Service.BACKLOG], week)
        if self.told:
            satisfied = self._mean()
            usual = self._number(LoyaltyCol.USUAL)
            self.customers.pool.demand.advocacy = self.rules.advocacy(
                self._number(LoyaltyCol.ADVOCATES), satisfied, usual
            )
            self.company.keep(StockKind.SATISFACTION, 0, satisfied, week)

    def satisfaction(self, contract: Contract, cared: float) -> float:
        """Return how satisfied a customer is, cared for so well."""
        fit = 0.0
        if self.program.attributes > 0:
            fit = self.needs.fit(contract.product, contract.segment, contract.account)
        return float(
            self.rules.satisfaction(
                fit,
                self._number(LoyaltyCol.FIT),
                cared,
                self._number(LoyaltyCol.CARE),
                self._served(),
                self._number(LoyaltyCol.SERVICE),
                self.buyers.trust_above(contract.segment),
                self._number(LoyaltyCol.TRUST),
                float(contract.overdue),
                self._number(LoyaltyCol.OVERDUE),
            )
        )

    def _mean(self) -> float:
        """Return how satisfied customers are on the whole, each counting alike; the usual while there are none."""
        customers, in_all = 0, 0.0
        for contract in self.customers.contracts.values():
            if contract.alive:
                customers += 1
                in_all += self.satisfaction(contract, self.customers.care.effect)
        return in_all / customers if customers > 0 else self._number(LoyaltyCol.USUAL)

    def _log_hazard(self, contract: Contract, cared: float) -> float:
        gamma, usual = self._number(LoyaltyCol.GAMMA), self._number(LoyaltyCol.USUAL)
        satisfied = self.satisfaction(contract, cared) if gamma > 0.0 else usual
        pull, uplift = self._number(LoyaltyCol.PULL), self._number(LoyaltyCol.UPLIFT)
        return float(self.rules.loyalty_log_hazard(gamma, satisfied, usual, pull, uplift))

    def _served(self) -> float:
        return float(self.rules.service_felt(self.service[Service.LEVEL], self.company.places[Firm.SERVICE]))

    def _number(self, column: LoyaltyCol) -> float:
        return self.numbers.get(Block.LOYALTY, 0, column)
