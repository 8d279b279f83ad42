"""Rivals: what they build, ask and say, whom they meet, and who is their customer."""

from dataclasses import dataclass

from gtmsim.engines.reference.arrays import doubles, places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.lives import Deal
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.market import Pool
from gtmsim.program.layout import (
    QUARTER_WEEKS,
    Block,
    Close,
    CustomerCol,
    Firm,
    MarketCol,
    Purpose,
    RivalCol,
    RivalSegmentCol,
    RivalTotal,
    SegmentCol,
    StageInt,
    StockKind,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

NOBODY = -1


@dataclass(eq=False)
class Held:
    """An account that has been some rival's customer."""

    segment: int
    rival: int = NOBODY
    until: int = 0  # tick at which it leaves by itself
    times: int = 0  # that a rival has had it


class Rivals:
    """Moves rivals on Mondays, and says of every deal which of them is in it, and what that does."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        rivals, attributes = program.rivals, program.attributes
        self.prices = [self._rival(rival, RivalCol.PRICE) for rival in range(rivals)]
        self.prices_then = list(self.prices)
        self.share = [0.0] * rivals  # of all who are somebody's customers, last Monday
        self.share_at_first = [0.0] * rivals
        self.features_then = list(company.rival_features)
        self.best = places(attributes)  # of our own features
        self.history = places(program.weeks * attributes)  # by week: our best features
        self.needed = places(attributes)
        self.met = places(program.segments * rivals)
        self.known = 0.0
        self.listed = [0] * program.weeks  # cents, by week
        self.paid = [0] * program.weeks
        self.held: dict[int, Held] = {}

    def sees(self, clock: Clock, pool: Pool, demand: Demand) -> None:
        """Know whom there is to compete for, and let some of them be rivals' customers from the start."""
        self.clock, self.pool, self.demand = clock, pool, demand
        if not self.program.rivals:
            return
        for account in pool.accounts:
            shares = self._by_segment(RivalSegmentCol.CUSTOMERS)
            u = self.luck.u(Purpose.RIVAL_START, account.number)
            rivals, segments = self.program.rivals, self.program.segments
            rival = self.rules.begins_with(u, shares, account.segment, rivals, segments)
            if rival >= 0:
                self._keeps(rival, account.number, account.segment)

    # --- Mondays ------------------------------------------------------------------------------------------------------------

    def week_begins(self, week: int) -> None:
        """Move on from last week."""
        if not self.program.rivals:
            return
        self._build(week)
        self._ask(week)
        self._learn(week)
        self._speak(week)
        self._tell(week)

    def _build(self, week: int) -> None:
        company, rules, program = self.company, self.rules, self.program
        attributes = program.attributes
        rules.best_features(self.best, company.features, program.products, attributes)
        for k in range(attributes):
            self.history[week * attributes + k] = self.best[k]
        parts = doubles([self._segment(segment, SegmentCol.PART) for segment in range(program.segments)])
        rules.needed_in_all(self.needed, company.needs, parts, program.segments, attributes)
        for i in range(program.rivals * attributes):
            now = self.numbers.get(Block.RIVAL_FEATURE, 0, i)
            company.rival_features[i] = rules.moved_share(
                company.rival_features[i], now, self.features_then[i]
            )
            self.features_then[i] = now
        for rival in range(program.rivals if week > 0 else 0):
            rules.rival_builds(
                company.rival_features,
                self.history,
                self.needed,
                rival,
                rules.week_seen(week, self._rival(rival, RivalCol.COPY_DELAY)),
                attributes,
                self._rival(rival, RivalCol.BUILDS),
                self._rival(rival, RivalCol.COPIES),
                self._rival(rival, RivalCol.TRACKS),
                self._rival(rival, RivalCol.COPY_COST),
            )

    def _ask(self, week: int) -> None:
        """Let prices go after what was really paid here in the last quarter, and after the share of the market that is lost."""
        weeks = slice(max(week - QUARTER_WEEKS, 0), week)
        paid = self.rules.paid_share(sum(self.paid[weeks]), sum(self.listed[weeks]))
        for rival in range(self.program.rivals):
            base = self._rival(rival, RivalCol.PRICE)
            price = self.prices[rival] + (base - self.prices_then[rival])
            self.prices_then[rival] = base
            if week > 0:
                pace = self._rival(rival, RivalCol.REACTS)
                defends = self._rival(rival, RivalCol.DEFENDS)
                lost = self.rules.share_lost(self.share[rival], self.share_at_first[rival])
                price = self.rules.answered_price(price, base, paid, defends, lost, pace)
            self.prices[rival] = price

    def _learn(self, week: int) -> None:
        """Know rivals by last week's intelligence. Where nobody looks, they are seen as they are."""
        program, company = self.program, self.company
        known = 1.0
        if program.intelligence >= 0:
            hours = self.book.hours_last_week(week, program.intelligence)
            half, forgetting = self._rival(0, RivalCol.HALF_KNOWN), self._rival(0, RivalCol.FORGETTING)
            self.known = known = self.rules.rivals_known_after(self.known, hours, half, forgetting)
            company.keep(StockKind.RIVALS_KNOWN, 0, known, week)
        self.rules.see_rivals(
            company.rivals_seen, company.rival_features, self.best, known, program.rivals, program.attributes
        )

    def _speak(self, week: int) -> None:
        """Know who is heard, and whom a contested deal meets."""
        program, rules = self.program, self.rules
        voice = doubles([self._rival(rival, RivalCol.VOICE) for rival in range(program.rivals)])
        presence = self._by_segment(RivalSegmentCol.PRESENCE)
        rules.met_weights(self.met, presence, voice, program.segments, program.rivals)
        own = others = 0.0
        for activation, brand in zip(self.demand.activation, self.demand.brand, strict=True):
            own += activation + brand
        for hours in voice:
            others += hours
        share = rules.voice_share(own, others)
        half, exponent = self._rival(0, RivalCol.HALF_DROWNED), self._rival(0, RivalCol.VOICE_EXPONENT)
        self.company.places[Firm.HEARD_BESIDE] = rules.voice_factor(others, half, exponent)
        self.company.keep(StockKind.SHARE_OF_VOICE, 0, share, week)

    def _tell(self, week: int) -> None:
        """Write down who has which customers, and what rivals are by now."""
        program, keep = self.program, self.company.keep
        by_segment, by_rival = [0] * program.segments, [0] * program.rivals
        for number, held in self.held.items():
            if self.pool.by_number[number].customer:
                held.rival = NOBODY  # whoever buys here has left them
            elif self._has(held):
                by_segment[held.segment] += 1
                by_rival[held.rival] += 1
        ours, share = self.demand.customers, self.rules.customer_share
        for segment in range(program.segments):
            mine, theirs = ours[segment], by_segment[segment]
            keep(StockKind.MARKET_SHARE, segment, share(float(mine), float(mine + theirs)), week)
        mine, theirs = sum(ours), sum(by_segment)
        keep(StockKind.MARKET_SHARE, program.segments, share(float(mine), float(mine + theirs)), week)
        for rival in range(program.rivals):
            keep(StockKind.RIVAL_CUSTOMERS, rival, float(by_rival[rival]), week)
            self.share[rival] = share(float(by_rival[rival]), float(mine + theirs))
            if week == 0:
                self.share_at_first[rival] = self.share[rival]
            fit = 0.0
            for segment in range(program.segments):
                fit += self._segment(segment, SegmentCol.PART) * self._fit(segment, rival)
            keep(StockKind.RIVAL_FIT, rival, fit, week)
            keep(StockKind.RIVAL_PRICE, rival, self.prices[rival], week)

    # --- deals --------------------------------------------------------------------------------------------------------------

    def incumbent(self, account: int) -> int:
        """Return whose customer an account is, NOBODY if it is no rival's."""
        held = self.held.get(account)
        return held.rival if held is not None and self._has(held) else NOBODY

    def meets(self, deal: Deal, incumbent: int) -> None:
        """Say of a contested deal which rival is in it."""
        if not self.program.rivals:
            return
        deal.rival = incumbent
        if incumbent < 0:
            u = self.luck.at(Purpose.RIVAL, deal.account, (deal.episode, 0, 0, 0))
            deal.rival = self.rules.rival_met(u, self.met, deal.segment, self.program.rivals)
            if deal.rival < 0:
                return
        else:
            deal.from_rival = True
            deal.carried -= self._rival(0, RivalCol.INCUMBENCY)
        self.book.record(deal.task.number, What.RIVAL_MET, deal.rival, int(deal.from_rival))
        self.book.count(TotalBlock.RIVAL, deal.rival, RivalTotal.MET)

    def lift(self, deal: Deal) -> float:
        """Return what the rival in a deal adds to the logit of winning, in stages that sell."""
        if deal.rival < 0 or self.program.stage_ints[deal.stage][StageInt.AFTER_WIN]:
            return 0.0
        return float(
            self.rules.against_rival(
                self.numbers.get(Block.MARKET, 0, MarketCol.FIT),
                self.numbers.get(Block.MARKET, 0, MarketCol.USUAL),
                self._account_fit(deal),
                self.known,
                self._rival(0, RivalCol.KNOWN_LIFT),
            )
        )

    def discount(self, deal: Deal, given: float) -> float:
        """Return the discount of a deal once the rival in it is matched."""
        if deal.rival < 0:
            return given
        match = self._rival(0, RivalCol.MATCH)
        return float(self.rules.matching_discount(given, match, self.prices[deal.rival]))

    def price_lift(self, deal: Deal) -> float:
        """Return what the price of the rival in a deal adds to the logit of the last step to the win."""
        if deal.rival < 0:
            return 0.0
        slope = self.numbers.get(Block.CUSTOMER, 0, CustomerCol.SLOPE)
        return float(self.rules.price_against(slope, self.prices[deal.rival]))

    def sold(self, list_cents: int, paid_cents: int) -> None:
        """Note what was sold at which price: rivals hear of it."""
        self.listed[self.clock.now // TICKS_PER_WEEK] += list_cents
        self.paid[self.clock.now // TICKS_PER_WEEK] += paid_cents

    def decided(self, deal: Deal, close: int) -> None:
        """Note how a deal ended: what was won is no rival's customer, what a rival was in and was lost is that rival's."""
        held = self.held.get(deal.account)
        if close == Close.WON and held is not None:
            held.rival = NOBODY
        if deal.rival < 0:
            return
        if close == Close.WON:
            self.book.count(TotalBlock.RIVAL, deal.rival, RivalTotal.WON)
            if deal.from_rival:
                self.book.count(TotalBlock.RIVAL, deal.rival, RivalTotal.TAKEN)
        elif self.rules.buys_elsewhere(close == Close.LOST, deal.intent):
            account = self.pool.by_number.get(deal.account)
            stays = 0
            if account is not None and not account.customer:
                stays = self._keeps(deal.rival, account.number, account.segment)
            self.book.count(TotalBlock.RIVAL, deal.rival, RivalTotal.LOST)
            self.book.record(deal.task.number, What.WENT_TO_RIVAL, deal.rival, stays)

    def _keeps(self, rival: int, account: int, segment: int) -> int:
        """Let an account be a rival's customer from now on, and return for how long."""
        held = self.held.setdefault(account, Held(segment))
        u = self.luck.u(Purpose.RIVAL_STAY, account, held.times)
        stays = self.rules.whole_ticks(self.numbers.drawn(Block.RIVAL, rival, RivalCol.STAYS, u))
        held.rival, held.until, held.times = rival, self.clock.now + stays, held.times + 1
        return int(stays)

    def _has(self, held: Held) -> bool:
        return held.rival >= 0 and self.clock.now < held.until

    # --- small words --------------------------------------------------------------------------------------------------------

    def _account_fit(self, deal: Deal) -> float:
        """Return how far the rival in a deal is what the account needs; what only this one needs it has not built."""
        fit, mean = self._fit(deal.segment, deal.rival), self._segment(deal.segment, SegmentCol.PRIVATE)
        if mean <= 0.0:
            return fit
        private = self.rules.private_share(self.luck.u(Purpose.PRIVATE_NEED, deal.account), mean)
        return float(self.rules.account_fit(fit, private, 0.0))

    def _fit(self, segment: int, rival: int) -> float:
        company, attributes = self.company, self.program.attributes
        return float(self.rules.fit_of(company.needs, company.rival_features, segment, rival, attributes))

    def _by_segment(self, column: RivalSegmentCol) -> "memoryview[float]":
        """Return a number of every rival in every segment."""
        rows = range(self.program.rivals * self.program.segments)
        return doubles([self.numbers.get(Block.RIVAL_SEGMENT, row, column) for row in rows])

    def _rival(self, rival: int, column: int) -> float:
        return self.numbers.get(Block.RIVAL, rival, column)

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)
