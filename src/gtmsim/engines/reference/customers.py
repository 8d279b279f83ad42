"""Customers: contracts that begin with a win, come up for renewal after a term, and grow."""

from collections.abc import Callable
from functools import cmp_to_key

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.buyers import Buyers
from gtmsim.engines.reference.care import Care
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Contract, Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Account, Pool
from gtmsim.engines.reference.offers import NO_PRODUCT
from gtmsim.engines.reference.revenue import Revenue
from gtmsim.program.layout import (
    Block,
    CustomerCol,
    CustomerTotal,
    EventCol,
    Limit,
    LoyaltyCol,
    LoyaltyTotal,
    Phase,
    Purpose,
    RoadmapCol,
    SegmentCol,
    StartCol,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program


class Customers:
    """Keeps contracts. Without a term it keeps nothing but what the wins would have been worth at list price."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        company: Company,
        deals: Deals,
        pool: Pool,
        numbers: Numbers,
        luck: Luck,
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.company = company
        self.deals = deals
        self.pool = pool
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.revenue = Revenue(program, clock, book)
        self.term = int(self.rules.some_ticks(self._number(CustomerCol.TERM)))
        self.contracts: dict[int, Contract] = {}
        self.care = Care(program, clock, book, company, deals, pool, numbers, luck)
        self.loyalty_log_hazard: Callable[[Contract, float], float] = lambda _contract, _cared: 0.0
        self.buyers: Buyers  # set once the firm stands
        self.promised: Callable[[Deal, Contract], None] = lambda _deal, _contract: None
        self.left: Callable[[Contract], None] = lambda _contract: None
        deals.won = self._won
        deals.owned = self._owned
        deals.served = self._served
        if self.term and deals.customer_source >= 0:
            pool.customer_looks = self.care.looks

    # --- contracts ----------------------------------------------------------------------------------------------------------

    def begins(self) -> None:
        """Let the first accounts of each segment be customers already, their renewals spread over a term."""
        for segment in range(self.program.segments if self.term else 0):
            for n in range(int(self.numbers.get(Block.START, segment, StartCol.CUSTOMERS))):
                self._was_there(segment, (Limit.MARKET << 32) | (segment << Limit.SEGMENT_SHIFT) | n)

    def _was_there(self, segment: int, number: int) -> None:
        u, rules = self.luck.u, self.rules
        worth = self.numbers.drawn(Block.START, segment, StartCol.VALUE, u(Purpose.START_VALUE, number))
        spread = self.numbers.get(Block.SEGMENT, segment, SegmentCol.POTENTIAL_SPREAD)
        potential = rules.potential(u(Purpose.POTENTIAL, number), spread)
        contract = self.contracts[number] = Contract(number, segment, alive=True)
        contract.arr = contract.arr_then = rules.started_cents(worth, potential)
        product = self.deals.offers.picked(segment, u(Purpose.START_PRODUCT, number))
        self._has_bought(contract, product)
        who = ((1 + product) << Limit.LEAD_SOURCE_SHIFT) | segment
        self.book.record(number << 16, What.CUSTOMER_FROM_START, who, contract.arr)
        self.revenue.changes(segment, contract.arr, logos=1)
        self.buyers.was_there(number, contract.arr)
        if account := self.pool.by_number.get(number):
            account.customer = True
            self.pool.demand.customers[segment] += 1
        due = rules.first_due(u(Purpose.START_DUE, number), self.term)
        contract.renewal = self.clock.at(due, Phase.RENEW, number << 16, lambda: self._due(contract))

    def _won(self, deal: Deal, list_cents: int, work_follows: bool) -> None:
        self._count(deal.segment, CustomerTotal.LIST_CENTS, list_cents)
        account = self.pool.by_number.get(deal.account)
        if account is not None and not account.customer:
            account.customer = True
            self.pool.demand.customers[account.segment] += 1
        deal.customer = True
        if not self.term:
            return
        contract = self.contracts.setdefault(deal.account, Contract(deal.account, deal.segment))
        contract.discount = self.rules.blended_discount(
            contract.discount, contract.arr, deal.discount, deal.value
        )
        contract.arr += deal.value
        self.buyers.bought(deal)
        self.revenue.changes(deal.segment, deal.value, logos=int(not contract.alive))
        if contract.alive:
            self._count(deal.segment, CustomerTotal.EXPANSION_CENTS, deal.value)
            self._has_bought(contract, deal.product, again=True)
            return
        self._has_bought(contract, deal.product)
        self._count(deal.segment, CustomerTotal.NEW_CENTS, deal.value)
        self._count(deal.segment, CustomerTotal.LOGOS_WON)
        contract.alive, contract.boarding = True, work_follows
        self.promised(deal, contract)
        self._term_begins(contract)

    def _has_bought(self, contract: Contract, product: int, *, again: bool = False) -> None:
        if product == NO_PRODUCT:
            return
        if again:
            self.book.count(TotalBlock.LOYALTY, 0, LoyaltyTotal.AGAIN)
            new = not contract.products >> product & 1
            self.book.count(TotalBlock.LOYALTY, 0, LoyaltyTotal.CROSS_SOLD, int(new))
        contract.products |= 1 << product
        contract.product = product

    def _owned(self, account: int) -> int:
        """Return, as bits, which products an account has."""
        contract = self.contracts.get(account)
        return 0 if contract is None else contract.products

    def _served(self, deal: Deal) -> None:
        self._count(deal.segment, CustomerTotal.SERVED)
        if self.term:
            self.buyers.bought(deal)
        if not deal.advanced:
            return
        self._count(deal.segment, CustomerTotal.ONBOARDED)
        contract = self.contracts.get(deal.account)
        if contract is not None and contract.boarding:
            contract.boarding = False
            contract.unboarded = self.clock.now - contract.since

    def _term_begins(self, contract: Contract) -> None:
        contract.arr_then, contract.since, contract.unboarded = contract.arr, self.clock.now, 0
        contract.clock_then = self.care.clock_now()
        contract.renewal = self.clock.at(
            self.clock.now + self.term, Phase.RENEW, contract.account << 16, lambda: self._due(contract)
        )

    def _due(self, contract: Contract) -> None:
        """Let a customer renew, or not."""
        segment, nth = contract.segment, contract.nth
        contract.nth += 1
        self._count(segment, CustomerTotal.DUE)
        self._count(segment, CustomerTotal.DUE_CENTS, contract.arr_then)
        if self._renews(contract, nth):
            self._grows(contract, nth)
            self.book.record(contract.account << 16, What.RENEWED, nth, contract.arr)
            self._count(
                segment, CustomerTotal.KEPT_CENTS, self.rules.kept_cents(contract.arr_then, contract.arr)
            )
            self._count(segment, CustomerTotal.GROWN_CENTS, contract.arr)
            contract.boarding = False  # whoever renews has found their way without
            self._term_begins(contract)
            return
        self.book.record(contract.account << 16, What.CHURNED, nth, contract.arr)
        self._leaves(contract)

    def _leaves(self, contract: Contract) -> None:
        """Let a customer be one no more."""
        segment = contract.segment
        self._count(segment, CustomerTotal.LOGOS_LOST)
        self._count(segment, CustomerTotal.CHURNED_CENTS, contract.arr)
        self.revenue.changes(segment, -contract.arr, logos=-1)
        contract.alive, contract.arr, contract.boarding = False, 0, False
        contract.products, contract.product = 0, NO_PRODUCT
        self.left(contract)
        if account := self.pool.by_number.get(contract.account):
            account.customer = account.expanding = False
            self.pool.demand.customers[account.segment] -= 1
            if account.alarm is not None:
                account.alarm.forget()
                account.alarm = None

    def _grows(self, contract: Contract, nth: int) -> None:
        """Let a contract that is renewed be worth more, or less, than it was."""
        cents = self.rules.renewed_cents(
            self.luck.u(Purpose.GROWTH, contract.account, nth),
            contract.arr,
            self._loyalty(LoyaltyCol.GROWTH),
            self._loyalty(LoyaltyCol.GROWTH_SPREAD),
            self._loyalty(LoyaltyCol.UPLIFT),
            self.term,
        )
        grown = cents - contract.arr
        contract.arr = cents
        self.revenue.changes(contract.segment, grown, logos=0)
        self._count(contract.segment, CustomerTotal.EXPANSION_CENTS, grown)

    def largest_leave(self, event: int, most: int) -> None:
        """Let the customers with the largest contracts leave at once."""
        held = [contract for contract in self.contracts.values() if contract.alive]
        held.sort(key=cmp_to_key(lambda a, b: -1 if self._is_larger(a, b) else 1))
        for contract in held[:most]:
            if contract.renewal is not None:
                contract.renewal.forget()
            self.book.record(contract.account << 16, What.LOST_ACCOUNT, event, contract.arr)
            self._leaves(contract)

    def _is_larger(self, a: Contract, b: Contract) -> bool:
        return bool(self.rules.larger_contract(a.arr, a.account, b.arr, b.account))

    def acquire(self, event: int, segment: int, accounts: int) -> None:
        """Let the first accounts of a segment who are no customers yet become some, with the firm that is bought."""
        for account in self.pool.accounts:
            if accounts == 0:
                return
            if account.segment == segment and not account.customer:
                self._acquired(event, account)
                accounts -= 1

    def _acquired(self, event: int, account: Account) -> None:
        u = self.luck.u(Purpose.ACQUIRED, account.number, event)
        cents = int(self.rules.acquired_cents(self.numbers.drawn(Block.EVENT, event, EventCol.VALUE, u)))
        self.book.record(account.number << 16, What.ACQUIRED, event, cents)
        self._count(account.segment, CustomerTotal.NEW_CENTS, cents)
        self._count(account.segment, CustomerTotal.LOGOS_WON)
        contract = self.contracts.setdefault(account.number, Contract(account.number, account.segment))
        contract.discount, contract.arr, contract.alive, contract.boarding = 0.0, cents, True, False
        self.revenue.changes(account.segment, cents, logos=1)
        self.buyers.was_there(account.number, cents)
        account.customer = True
        self.pool.demand.customers[account.segment] += 1
        if account.watching:
            account.watching = False
            if account.alarm is not None:
                account.alarm.forget()
                account.alarm = None
        self._term_begins(contract)

    def _renews(self, contract: Contract, nth: int) -> bool:
        unboarded = self.clock.now - contract.since if contract.boarding else contract.unboarded
        cared = self.rules.mean_care(
            contract.clock_then, self.care.clock_now(), self.clock.now - contract.since
        )
        log_hazard = self.rules.churn_log_hazard(
            cared,
            self._number(CustomerCol.CARE),
            self.rules.share_of_term(unboarded, self.term),
            self._number(CustomerCol.ONBOARDING),
            contract.discount,
            self._number(CustomerCol.DISCOUNT),
        )
        log_hazard += self.loyalty_log_hazard(contract, cared)
        log_hazard -= self.buyers.holds(contract.account, contract.segment)
        broken = self.numbers.get(Block.ROADMAP, 0, RoadmapCol.BROKEN)
        log_hazard += self.rules.overdue_log_hazard(contract.overdue, broken)
        return bool(
            self.rules.renews(
                self.luck.u(Purpose.RENEWS, contract.account, nth),
                self._number(CustomerCol.CHURN),
                self._number(CustomerCol.DEATH),
                log_hazard,
                self.term,
            )
        )

    # --- Mondays, and the end -----------------------------------------------------------------------------------------------------

    def week_begins(self, week: int) -> None:
        """Note what contracts have earned, and let last week's care count from now on."""
        if self.term:
            self.revenue.week_begins(week)
            self.care.week_begins(week, self.revenue.customers())

    def cut(self) -> None:
        """At the horizon, note what stands."""
        if self.term:
            self.revenue.cut([contract.arr for contract in self.contracts.values()], self.rules)

    def _count(self, segment: int, column: CustomerTotal, amount: int = 1) -> None:
        self.book.count(TotalBlock.CUSTOMER, segment, column, amount)

    def _number(self, column: CustomerCol) -> float:
        return self.numbers.get(Block.CUSTOMER, 0, column)

    def _loyalty(self, column: LoyaltyCol) -> float:
        return self.numbers.get(Block.LOYALTY, 0, column)
