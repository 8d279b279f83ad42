"""What a lead is offered when it appears."""

from array import array

from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import Block, LoyaltyCol, ProductCol, Purpose
from gtmsim.program.tables import Program

NO_PRODUCT = -1


class Offers:
    """Picks a product for each lead, among those launched already."""

    def __init__(self, program: Program, clock: Clock, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.clock = clock
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules

    def product(self, account: int, segment: int, index: int, owned: int = 0) -> int:
        """Return the product an account is offered, or NO_PRODUCT while there is none for its segment.

        `owned` are, as bits, those it has: they are offered less, unless nothing else is on offer.
        """
        return self.picked(segment, self.luck.u(Purpose.PRODUCT, account, index), owned)

    def picked(self, segment: int, u: float, owned: int = 0) -> int:
        """Return what is offered by a piece of luck."""
        shares = self._shares(segment)
        if owned:
            cross_sell = self.numbers.get(Block.LOYALTY, 0, LoyaltyCol.CROSS_SELL)
            fewer = [
                self.rules.offered_again(share, bool(owned >> product & 1), cross_sell)
                for product, share in enumerate(shares)
            ]
            shares = array("d", fewer) if any(share > 0.0 for share in fewer) else shares
        if not any(share > 0.0 for share in shares):
            return NO_PRODUCT
        return int(self.rules.pick(u, memoryview(shares), 0, len(shares)))

    def _shares(self, segment: int) -> "array[float]":
        return array(
            "d",
            [
                self.rules.on_offer(
                    self.numbers.get(Block.OFFER, segment, product),
                    self.numbers.get(Block.PRODUCT, product, ProductCol.LAUNCHES),
                    self.clock.now,
                )
                for product in range(self.program.products)
            ],
        )

    def value(self, product: int) -> float:
        """Return how many times the usual a deal about it is worth."""
        if product == NO_PRODUCT:
            return 1.0
        return self.numbers.get(Block.PRODUCT, product, ProductCol.VALUE)

    def fit(self, product: int, segment: int) -> float:
        """Return what its fit adds to the logit of winning."""
        return 0.0 if product == NO_PRODUCT else self.numbers.get(Block.FIT, segment, product)
