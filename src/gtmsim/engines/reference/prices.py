"""Prices: which discount a buyer is offered, what it does to the decision, and what is paid in the end."""

from bisect import bisect_right
from types import ModuleType
from typing import TYPE_CHECKING

from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Numbers
from gtmsim.program.layout import Block, CustomerCol, Firm, HubCol, StageInt
from gtmsim.program.tables import Program

if TYPE_CHECKING:
    from gtmsim.engines.reference.rivals import Rivals


class Prices:
    """Offers discounts where a stage leads to the win."""

    def __init__(
        self, program: Program, clock: Clock, company: Company, numbers: Numbers, rules: ModuleType
    ) -> None:
        self.program = program
        self.clock = clock
        self.company = company
        self.numbers = numbers
        self.rules = rules
        self.rivals: Rivals
        self.quarter_ends: list[int] = program.quarter_starts[1:].tolist()

    def lift(self, deal: Deal, stage: int) -> float:
        """Offer a discount, if the stage leads to the win, and return what it adds to the logit of advancing."""
        if not self.program.stage_ints[stage][StageInt.CLOSES]:
            return 0.0
        ends = self.quarter_ends[bisect_right(self.quarter_ends, self.clock.now)]
        wanted = self.rules.discount_given(
            self._number(CustomerCol.GIVEN),
            self._number(CustomerCol.GIVEN_AT_QUARTER_END),
            ends - self.clock.now,
            self._number(CustomerCol.PUSH),
        )
        deal.discount = self.rules.held_discount(
            self.rivals.discount(deal, wanted),
            self.numbers.get(Block.HUB, 0, HubCol.PRICE_LIMIT),
            self.company.places[Firm.PRICE_HELD],
        )
        return self._number(CustomerCol.SLOPE) * deal.discount + self.rivals.price_lift(deal)

    def agree(self, deal: Deal) -> int:
        """Let the deal be worth what is paid for it, and return what it would have been without a discount."""
        list_cents = deal.value
        deal.value = self.rules.discounted(list_cents, deal.discount)
        return list_cents

    def _number(self, column: CustomerCol) -> float:
        return self.numbers.get(Block.CUSTOMER, 0, column)
