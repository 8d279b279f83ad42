"""What moves once a week in the finite market: knowledge of it, effort that is remembered, and the hazards that follow."""

from collections.abc import Sequence

from gtmsim.engines.reference.arrays import places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    Block,
    ChannelCol,
    Firm,
    MarketCol,
    RunCol,
    RunTotal,
    SegmentCol,
    SourceCol,
    SourceInt,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK


class Demand:
    """Knows how well each segment is known, how far each channel reaches into it, and who there is a customer."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.rules = luck.rules
        cells = program.sources * program.segments
        self.known = [numbers.get(Block.MARKET, 0, MarketCol.AT_START)] * program.segments
        self.aim: Sequence[float] = [0.0] * program.segments  # shares of programs and research by segment
        self.customers = [0] * program.segments
        self.advocacy = 1.0  # factor on word of mouth, by how satisfied customers are
        self.program_cents = 0.0  # money for this week's programs
        self.activation = [0.0] * cells  # by source, then segment: weekly hours that are remembered
        self.brand = [0.0] * cells
        self.noise = [0.0] * cells  # hazards
        self.hazard = [0.0] * program.segments  # of an open episode, through all channels
        self.unreached = [1.0] * program.segments  # share of each segment that no channel reaches
        self.by_channel = places(cells)  # by segment, then source

    def week_begins(self, week: int) -> None:
        """Learn from last week's research, remember last week's programs, and know the hazards of this week."""
        hours = (
            self.book.hours_last_week(week, self.program.researched_by) * self.company.places[Firm.RESEARCH]
        )
        for segment in range(self.program.segments):
            self.known[segment] = self.rules.known_after(
                self.known[segment],
                hours * self.aim[segment],
                self._run(RunCol.HALF_KNOWN),
                self._run(RunCol.RESEARCH_EXPONENT),
                self._run(RunCol.FORGETTING),
            )
            self.hazard[segment], self.unreached[segment] = 0.0, 1.0
        for source in self.program.channels:
            kind = int(self.program.source_ints[source][SourceInt.BUILT_BY])
            hours = self.book.hours_last_week(week, kind)
            for segment in range(self.program.segments):
                self._speaks(source, segment, hours)
        self._plans(week)

    def _plans(self, week: int) -> None:
        """Know this week's program money: the budget, less what one budget for both has let single deals take."""
        for_deals = self.book.weekly[week - 1][WeekCol.DEAL_CENTS] if week > 0 else 0
        self.program_cents = self.rules.left_for_programs(
            self._run(RunCol.BUDGET_CENTS) * self.company.places[Firm.BUDGET],
            for_deals,
            self._run(RunCol.ONE_BUDGET),
        )
        left = self.program.horizon - week * TICKS_PER_WEEK
        spent = self.program_cents * (1.0 - self.company.plans.spared)
        cents = self.rules.spent_on_programs(spent, left, TICKS_PER_WEEK)
        if cents > 0:
            self.book.record(0, What.SPENT, week, cents)
            self.book.count(TotalBlock.RUN, 0, RunTotal.PROGRAM_CENTS, cents)
            self.book.week(WeekCol.PROGRAM_CENTS, cents)

    def _speaks(self, source: int, segment: int, hours: float) -> None:
        """Let a channel be remembered in a segment for what was done in the week before."""
        rules, cell, known = self.rules, source * self.program.segments + segment, self.known[segment]
        effort = rules.program_effort(
            hours,
            self._planned(source, segment, SourceCol.HOURS_PART),
            self.program_cents,
            self._planned(source, segment, SourceCol.MONEY_PART),
            self._run(RunCol.HOUR_CENTS),
            rules.relevance(self._run(RunCol.RELEVANCE), known) * self.company.places[Firm.RELEVANCE],
        )
        brand = self.numbers.get(Block.SOURCE, source, SourceCol.BRAND)
        self.activation[cell] = rules.carried(
            self.activation[cell], self._run(RunCol.AWARENESS_KEPT), (1.0 - brand) * effort
        )
        self.brand[cell] = rules.carried(self.brand[cell], self._run(RunCol.BRAND_KEPT), brand * effort)
        reach = rules.reached(
            self.activation[cell],
            self.brand[cell],
            self._channel(cell, ChannelCol.SCALE),
            self._run(RunCol.RESPONSE),
        )
        reach = reach * self.company.places[Firm.REACH]
        self.unreached[segment] = rules.unreached(self.unreached[segment], reach)
        hazard = rules.hand_raise_hazard(
            self._channel(cell, ChannelCol.UNPROMPTED),
            self._channel(cell, ChannelCol.PROMPTED),
            reach,
            self._channel(cell, ChannelCol.MOUTH) * self.advocacy,
            rules.customer_share(
                float(self.customers[segment]), float(self.program.segment_accounts[segment])
            ),
        )
        hazard = hazard * self.company.places[Firm.HEARD_BESIDE]
        self.by_channel[segment * self.program.sources + source] = hazard
        self.hazard[segment] += hazard
        self.noise[cell] = rules.noise_hazard(
            self._channel(cell, ChannelCol.NOISE), reach, self._run(RunCol.PRECISION), known
        )

    def heard(self, segment: int) -> float:
        """Return which share of a segment has heard of us through some channel."""
        return 1.0 - self.unreached[segment]

    def _planned(self, source: int, segment: int, part: SourceCol) -> float:
        """Return a segment's share of hours or money by way of a channel, after plans and cuts; money that is cut is saved."""
        plans, by_hours = self.company.plans, part == SourceCol.HOURS_PART
        return float(
            self.rules.effort_share(
                self.numbers.get(Block.SOURCE, source, part) * self.aim[segment],
                plans.kept[source],
                plans.missing[source] if by_hours else 0.0,
            )
        )

    def awareness(self) -> int:
        """Return the weekly hours that are remembered anywhere, in millionths."""
        hours = 0.0
        for activation, brand in zip(self.activation, self.brand, strict=True):
            hours += activation + brand
        return int(self.rules.micro(hours))

    def knowledge(self) -> int:
        """Return which share of the market is known, in millionths: the mean over segments, by their accounts."""
        known = 0.0
        for segment in range(self.program.segments):
            known += self._segment(segment, SegmentCol.PART) * self.known[segment]
        return int(self.rules.micro(known))

    def _segment(self, segment: int, column: SegmentCol) -> float:
        return self.numbers.get(Block.SEGMENT, segment, column)

    def _channel(self, cell: int, column: ChannelCol) -> float:
        return self.numbers.get(Block.CHANNEL, cell, column)

    def _run(self, column: RunCol) -> float:
        return self.numbers.get(Block.RUN, 0, column)
