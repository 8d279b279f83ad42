"""The hub: coherence on the links between functions, the profile of the buyer, what reps are taught, and what all of it carries."""

from gtmsim.engines.reference.arrays import places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import Block, Carries, Firm, HubCol, LinkCol, StockKind
from gtmsim.program.tables import Program

DAYS_A_WEEK = 7.0


class Hub:
    """Keeps every link's coherence, and writes on Mondays what the firm gets of it."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.rules = luck.rules
        links = program.links
        self.coherence = places(links, self._hub(HubCol.AT_START))
        self.weight, self.share, self.carries = (places(links) for _ in range(3))
        self.profile = 0.0
        self.trained = 0.0

    def week_begins(self, week: int) -> None:
        """Let last week's hours align, teach and train; tell the firm what follows."""
        places = self.company.places
        if self.program.links:
            self._links()
            if week > 0:
                self._align(week)
            self._carry(week)
        profiled, trained = (int(self._hub(column)) for column in (HubCol.PROFILED_BY, HubCol.TRAINED_BY))
        if profiled >= 0:
            self.profile = self._learnt(
                week, self.profile, profiled, HubCol.HALF_PROFILED, HubCol.PROFILE_FORGETTING
            )
            self.company.keep(StockKind.PROFILE, 0, self.profile, week)
        if trained >= 0:
            self.trained = self._learnt(
                week, self.trained, trained, HubCol.HALF_TRAINED, HubCol.TRAINING_FORGETTING
            )
            self.company.keep(StockKind.TRAINING, 0, self.trained, week)
        places[Firm.RELEVANCE] = self.rules.profiled_relevance(
            self._kept(Carries.MARKETING, HubCol.RELEVANCE),
            self._hub(HubCol.PROFILE_RELEVANCE),
            self.profile,
        )
        places[Firm.TRAINING] = self._hub(HubCol.TRAINING_LIFT) * self.trained

    def _links(self) -> None:
        """Read what the links are now: a change of policy may share the hours otherwise."""
        for link in range(self.program.links):
            self.weight[link] = self.numbers.get(Block.LINK, link, LinkCol.WEIGHT)
            self.share[link] = self.numbers.get(Block.LINK, link, LinkCol.SHARE)
            self.carries[link] = self.numbers.get(Block.LINK, link, LinkCol.CARRIES)

    def _align(self, week: int) -> None:
        hub = self._hub
        gain = self.rules.aligning_gain(
            self._aligned(),
            hub(HubCol.SLOW),
            hub(HubCol.STEEP),
            hub(HubCol.IN_PERSON),
            hub(HubCol.RICHNESS),
            hub(HubCol.TRAVEL),
            hub(HubCol.PROFILE_SAVING),
            self.profile,
        )
        self.rules.align(
            self.coherence,
            self.share,
            self.program.links,
            self.book.hours_last_week(week, int(hub(HubCol.BUILT_BY))),
            self.rules.hours_a_pair(
                self.book.hours_last_week(week, int(hub(HubCol.MET_BY))), hub(HubCol.PAIRS)
            ),
            hub(HubCol.HALF_ALIGNED),
            gain,
            hub(HubCol.FORGETTING),
            self.company.places[Firm.TIES_LOST],
        )

    def _carry(self, week: int) -> None:
        """Write what coherence does, and where it stands."""
        places, keep = self.company.places, self.company.keep
        places[Firm.ALIGNED] = self._aligned()
        places[Firm.ADOPTION] = self._kept(Carries.MARKETING, HubCol.GATE)
        places[Firm.PROMISE_KEPT] = self._kept(Carries.SALES, HubCol.BREAKS)
        places[Firm.BACKSTOP] = -self._missing(Carries.SALES, HubCol.BACKSTOP)
        places[Firm.VELOCITY] = self._kept(Carries.DEVELOPMENT, HubCol.REWORK)
        places[Firm.FILTER] = self._kept(Carries.DEVELOPMENT, HubCol.UNFILTERED)
        places[Firm.FORECAST_ERROR] = self._missing(Carries.FINANCE, HubCol.FORECAST)
        places[Firm.PRICE_HELD] = self._coherence(Carries.FINANCE, 0.0)
        places[Firm.LATENCY] = self._missing(Carries.MANAGEMENT, HubCol.LATENCY)
        places[Firm.RESEARCH] = self._kept(Carries.RESEARCH, HubCol.RESEARCH)
        places[Firm.REACH] = self._kept(Carries.PRESS, HubCol.REACH)
        places[Firm.SERVICE] = self._kept(Carries.SERVICE, HubCol.SERVICE)
        keep(StockKind.COHERENCE, 0, places[Firm.ALIGNED], week)
        for link in range(self.program.links):
            keep(StockKind.LINK_COHERENCE, link, self.coherence[link], week)
        keep(StockKind.DECISION_LATENCY, 0, places[Firm.LATENCY] * DAYS_A_WEEK, week)

    def _learnt(self, week: int, stock: float, kind: int, half: HubCol, forgetting: HubCol) -> float:
        hours = self.book.hours_last_week(week, kind)
        return float(self.rules.known_after(stock, hours, self._hub(half), 1.0, self._hub(forgetting)))

    def _aligned(self) -> float:
        return float(self.rules.mean_coherence(self.coherence, self.weight, self.program.links))

    def _coherence(self, what: Carries, otherwise: float = 1.0) -> float:
        """Return how coherent the links are that carry something; where none does, nothing is missing."""
        return float(
            self.rules.coherence_of(
                self.coherence, self.weight, self.carries, self.program.links, int(what), otherwise
            )
        )

    def _kept(self, what: Carries, effect: HubCol) -> float:
        return float(self.rules.kept_by(self._coherence(what), self._hub(effect)))

    def _missing(self, what: Carries, effect: HubCol) -> float:
        return float(self.rules.missing(self._coherence(what), self._hub(effect)))

    def _hub(self, column: HubCol) -> float:
        return self.numbers.get(Block.HUB, 0, column)
