"""Care: what it leaves with customers, and which of them raise a hand to buy more."""

from typing import TYPE_CHECKING

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Account, Pool
from gtmsim.program.layout import Block, ChannelCol, CustomerCol, Firm, Phase, Purpose
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.engines.reference.buyers import Buyers


class Care:
    """Remembers hours of care, and knows how well customers are looked after this week and ever."""

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
        self.stock = 0.0  # hours of care
        self.effect = 0.0  # this week
        self.integral = 0.0  # of the effect, up to the last Monday
        self.buyers: Buyers  # set once the firm stands

    def week_begins(self, week: int, customers: int) -> None:
        """Let care be what last week's hours left; every customer who is looking meets the new hazard."""
        hours = self.book.hours_last_week(week, self.program.cared_by)
        self.integral = self.rules.care_clock(self.integral, self.effect, TICKS_PER_WEEK)
        self.stock = self.rules.carried(self.stock, self._number(CustomerCol.CARE_KEPT), hours)
        self.effect = self.rules.care_effect(self.stock, customers, self._number(CustomerCol.CARE_SCALE))
        self.effect = self.effect * self.company.places[Firm.SERVICE]
        for account in self.pool.accounts:
            if account.expanding:
                self._watch(account)

    def clock_now(self) -> float:
        """Return the integral of care up to this tick."""
        return float(self.rules.care_clock(self.integral, self.effect, self.clock.now % TICKS_PER_WEEK))

    def looks(self, account: Account) -> None:
        """Let a customer whose episode opens raise a hand when care makes it."""
        index = self.rules.draw_index(account.episode, 0, 0, 0)
        account.expanding = True
        need = self.rules.exponential(self.luck.u(Purpose.HAND_RAISE, account.number, index), 1.0)
        account.need = self.buyers.expanding_need(account.number, need)
        self._watch(account)

    def _watch(self, account: Account) -> None:
        now = self.clock.now
        cell = self.deals.customer_source * self.program.segments + account.segment
        hazard = self.rules.expansion_hazard(
            self.effect,
            self.numbers.get(Block.CHANNEL, cell, ChannelCol.UNPROMPTED),
            self.numbers.get(Block.CHANNEL, cell, ChannelCol.PROMPTED),
        )
        left = TICKS_PER_WEEK - now % TICKS_PER_WEEK
        wait = self.rules.raise_after(account.need, hazard, left)
        if wait < 0:
            account.need = self.rules.need_left(account.need, hazard, left)
            return
        account.alarm = self.clock.at(
            now + wait, Phase.RAISE, account.number << 16, lambda: self._raises(account)
        )

    def _raises(self, account: Account) -> None:
        account.alarm, account.expanding, account.in_play = None, False, True
        source, potential = self.deals.customer_source, account.potential
        self.deals.begin(
            source,
            account.number,
            account.segment,
            account.episode,
            attempt=account.attempt,
            potential=potential,
        )

    def _number(self, column: CustomerCol) -> float:
        return self.numbers.get(Block.CUSTOMER, 0, column)
