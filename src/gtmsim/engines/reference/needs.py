"""What buyers need: how it drifts, what is believed of it, and how far a product is that."""

from gtmsim.engines.reference.arrays import doubles, places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import Block, Firm, Limit, MarketCol, Purpose, SegmentCol, StockKind, What
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK


class Needs:
    """Moves the needs of segments and what is believed of them; knows how far each product is what each account needs."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.sizes = program.segments, program.attributes
        self.built: dict[int, float] = {}  # by account: share of its own needs that was built for it
        self.known = [0.0] * program.segments  # how well each segment is known
        self.customers = [0] * program.segments  # accounts of the market that are customers
        self.gained = [0.0] * program.segments  # customers won since Monday
        self.ever = [0.0] * program.segments
        self.came = [0.0] * program.segments  # leads since Monday
        self.aim = places(program.segments)  # shares of programs and research by segment
        self.emerges = self._of_segments(SegmentCol.EMERGES)
        self.there = places(program.segments)  # 1: it can be aimed at
        self.unheard = places(
            program.segments
        )  # of what must be heard of a segment that has emerged, to notice it
        self.unnoticed = places(program.segments)  # weeks
        self.bought = doubles(company.needs)  # needs as they were when customers bought
        self.trend = places(len(company.needs))  # of the log-weights, a week
        self.lacking = places(program.attributes)
        self.then: list[memoryview[float]] = []  # what was believed on each Monday
        self._begin()

    def _begin(self) -> None:
        rules, company = self.rules, self.company
        for segment in range(self.program.segments):
            self.there[segment] = 0.0 if self.emerges[segment] > 0.0 else 1.0
            self.unheard[segment] = rules.exponential(self.luck.u(Purpose.NOTICES, segment), 1.0)
        if self.program.attributes == 0:
            return
        kept = self._market(MarketCol.TREND_KEPT)
        drift = self._of_segments(SegmentCol.DRIFT)
        rules.begin_trends(self.trend, self._shocks(Purpose.TREND, 0), drift, kept, *self.sizes)
        off, shocks = self._market(MarketCol.MISJUDGED), self._shocks(Purpose.MISJUDGED, 0)
        rules.misjudge(company.believed, shocks, off, self._market(MarketCol.AT_START), *self.sizes)

    def week_begins(self, week: int) -> None:
        """Move on from last week: who has bought, what is needed now, and what is heard of it."""
        self._notice(week)
        self._aim()
        if self.program.attributes == 0:
            return
        if week > 0:
            self._bought()
            drift, kept = self._of_segments(SegmentCol.DRIFT), self._market(MarketCol.TREND_KEPT)
            shocks = self._shocks(Purpose.TREND, week)
            self.rules.drift_on(self.company.needs, self.trend, shocks, drift, kept, *self.sizes)
            self._believe(week)
        self.then.append(doubles(self.company.believed))
        self._tell(week)

    def _notice(self, week: int) -> None:
        """Hear of segments that have emerged, from research on buyers who are no customers and from their leads."""
        hours = self.book.hours_last_week(week, self.program.researched_by)
        heard = hours * (self._market(MarketCol.FRAME) * self.company.places[Firm.RESEARCH])
        before = list(self.there)
        self.rules.notice(
            self.there,
            self.unheard,
            self.unnoticed,
            self.emerges,
            doubles(self.came),
            heard,
            self._market(MarketCol.NOTICING),
            week * TICKS_PER_WEEK,
            self.program.segments,
        )
        for segment in range(self.program.segments):
            self.came[segment] = 0.0
            if self.there[segment] > before[segment]:
                since = week * TICKS_PER_WEEK - int(self.emerges[segment])
                self.book.record(0, What.NOTICED, segment, since)
            self.company.keep(StockKind.UNNOTICED, segment, self.unnoticed[segment], week)

    def _aim(self) -> None:
        self.rules.aim_at(
            self.aim,
            doubles(self._targeted(segment) for segment in range(self.program.segments)),
            self._of_segments(SegmentCol.PART),
            doubles(self.known),
            self.there,
            self._market(MarketCol.RESOLUTION),
            self.program.segments,
        )

    def _targeted(self, segment: int) -> float:
        """Return a segment's share of research and programs: as policy has it, or as plans do."""
        plans = self.company.plans
        share = self._segment(segment, SegmentCol.TARGET)
        return float(self.rules.aimed_share(share, 1.0, plans.adapt, plans.wanted[segment]))

    def _bought(self) -> None:
        had = places(self.program.segments)
        for segment in range(self.program.segments):
            self.ever[segment] += self.gained[segment]
            had[segment] = self.customers[segment] if self.customers[segment] > 0 else self.ever[segment]
        gained = doubles(self.gained)
        self.rules.needs_when_bought(self.bought, self.company.needs, gained, had, *self.sizes)
        for segment in range(self.program.segments):
            self.gained[segment] = 0.0

    def _believe(self, week: int) -> None:
        rules, company = self.rules, self.company
        rules.asked_for(self.lacking, company.features, self.program.products, self.program.attributes)
        ahead = rules.trend_ahead(
            self._market(MarketCol.TREND_KEPT),
            self._market(MarketCol.FORESIGHT),
            self._market(MarketCol.HORIZON),
        )
        rules.believe(
            company.believed,
            company.needs,
            self.trend,
            self.bought,
            self._shocks(Purpose.HEARD, week),
            self.lacking,
            doubles(self.known),
            self._market(MarketCol.FRAME),
            ahead,
            self._market(MarketCol.NOISE),
            self._market(MarketCol.LEARNING),
            self._market(MarketCol.LOUDNESS),
            *self.sizes,
        )

    def _tell(self, week: int) -> None:
        """Keep the stocks. What was believed of today is what was believed as long ago as research looks ahead."""
        rules, company, attributes = self.rules, self.company, self.program.attributes
        then = self.then[rules.weeks_back(week, self._market(MarketCol.HORIZON))]
        for product in range(self.program.products):
            company.keep(StockKind.PRODUCT_FIT, product, self.market_fit(product), week)
        for segment in range(self.program.segments):
            wrong = rules.misplaced(company.needs, then, segment, attributes)
            company.keep(StockKind.BELIEF_ERROR, segment, wrong, week)
        for kind, weights in (
            (StockKind.NEED, company.needs),
            (StockKind.BELIEVED_NEED, company.believed),
        ):
            for attribute in range(attributes):
                share = 0.0
                for segment in range(self.program.segments):
                    part = self._segment(segment, SegmentCol.PART)
                    share += part * rules.need_share(weights, segment, attribute, attributes)
                company.keep(kind, attribute, share, week)

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
        """Return what fit adds to the logit of winning."""
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

    def _shocks(self, purpose: Purpose, week: int) -> "memoryview[float]":
        """Return a uniform for every need."""
        segments, attributes = self.sizes
        return doubles(
            self.luck.u(purpose, segment << Limit.ATTRIBUTE_SHIFT | attribute, week)
            for segment in range(segments)
            for attribute in range(attributes)
        )

    def _of_segments(self, column: SegmentCol) -> "memoryview[float]":
        return doubles(self._segment(i, column) for i in range(self.program.segments))

    def _market(self, column: MarketCol) -> float:
        return self.numbers.get(Block.MARKET, 0, column)

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)
