"""What buyers need: how far a product is that, and how it drifts."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import Block, MarketCol, Purpose, SegmentCol, StockKind
from gtmsim.program.tables import Program


class Needs:
    """Knows how far each product is what each account needs, and what was built for single accounts."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.built: dict[int, float] = {}  # by account: share of its own needs that was built for it

    def week_begins(self, week: int) -> None:
        """Move on from last week."""
        for product in range(self.program.products):
            self.company.keep(StockKind.PRODUCT_FIT, product, self.market_fit(product), week)

    def one_off(self, account: int) -> float:
        """Return which share of an account's own needs was built for it."""
        return self.built.get(account, 0.0)

    def build_one_off(self, account: int, share: float) -> None:
        """Let so much of an account's own needs be there from now on."""
        self.built[account] = share

    def fit(self, product: int, segment: int, account: int) -> float:
        """Return how far a product, as it is now, is what an account needs (0..1); without a product it is the usual."""
        rules = self.rules
        if product < 0:
            return self._market(MarketCol.USUAL)
        shared = rules.fit_of(
            self.company.needs, self.company.features, segment, product, self.program.attributes
        )
        mean = self._segment(segment, SegmentCol.PRIVATE)
        if mean <= 0.0:
            return float(shared)
        private = rules.private_share(self.luck.u(Purpose.PRIVATE_NEED, account), mean)
        return float(rules.account_fit(shared, private, self.one_off(account)))

    def lift(self, product: int, segment: int, account: int) -> float:
        """Return what fit adds to the logit of advancing."""
        slope = self._market(MarketCol.FIT)
        if slope <= 0.0 or self.program.attributes == 0:
            return 0.0
        return float(
            self.rules.fit_lift(slope, self.fit(product, segment, account), self._market(MarketCol.USUAL))
        )

    def market_fit(self, product: int) -> float:
        """Return how far a product is what segments need: the mean over them, by their accounts."""
        company, fit = self.company, 0.0
        for segment in range(self.program.segments):
            fit += self._segment(segment, SegmentCol.PART) * self.rules.fit_of(
                company.needs, company.features, segment, product, self.program.attributes
            )
        return fit

    def _market(self, column: MarketCol) -> float:
        return self.numbers.get(Block.MARKET, 0, column)

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)
