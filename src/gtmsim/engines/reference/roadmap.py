"""The roadmap: what developers build, for whom, and what keeping it up costs."""

from collections.abc import Callable

from gtmsim.engines.reference.arrays import places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.wishes import NO_WISH, Wishes
from gtmsim.program.layout import (
    STREAMS,
    Block,
    Firm,
    Limit,
    ProductCol,
    RoadmapCol,
    RoadmapTotal,
    SegmentCol,
    StockKind,
    Stream,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

NOTHING = -1
USUAL = 0.5  # the uniform of a usual deal: the median


class Roadmap:
    """Developers' hours: upkeep first, then four streams of work, each with one thing in hand."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.on = program.developed_by >= 0
        self.wishes = Wishes(program, book, numbers, luck)
        self.fitted: Callable[[int, float], None] = lambda _account, _share: (
            None
        )  # so much of what an account asked for
        self.stakes = places(program.segments * program.products)
        self.weights = places(STREAMS)
        self.needs = places(STREAMS)  # hours to go of what each stream has in hand
        self.worked = places(STREAMS)  # hours of this week
        self.hand = [NOTHING] * STREAMS  # a feature's place, or the row of a wish
        self.begun = [0] * STREAMS
        self.case = [0] * STREAMS  # cents that a feature was thought to be worth
        self.built = self._number(RoadmapCol.BUILT)  # hours to be kept up, one-offs by their weight

    def week_begins(self, week: int) -> None:
        """Let last week's hours keep up what there is and build what is next."""
        if not self.on:
            return
        self.wishes.week_begins()
        self._gather()
        hours = self.book.hours_last_week(week, self.program.developed_by)
        upkeep = self.rules.upkeep_hours(self.built, self._number(RoadmapCol.UPKEEP), hours)
        left = self.rules.building_hours(hours, upkeep, self.company.places[Firm.VELOCITY])
        again = hours - upkeep - left
        for stream in range(STREAMS):
            self.worked[stream] = 0.0
        while left > 0.0:
            for stream in range(STREAMS):
                if self.hand[stream] == NOTHING and self.weights[stream] > 0.0:
                    self._take_up(stream)
            used = self.rules.worked_off(self.needs, self.worked, self.weights, left, STREAMS)
            if used <= 0.0:
                break
            left -= used
            for stream in range(STREAMS):
                if self.hand[stream] != NOTHING and self.needs[stream] <= 0.0:
                    self._finish(stream)
        for stream, each in enumerate([*self.worked, upkeep, again]):
            ticks = self.rules.some_ticks(each * TICKS_PER_HOUR)
            if ticks > 0:
                self.book.record(stream, What.DEVELOPED, week, ticks)
                self._count(RoadmapTotal.DEVELOPED_TICKS + stream, ticks)
        features = self.worked[Stream.MARKET] + self.worked[Stream.RIVALS]
        self.company.keep(StockKind.UPKEEP_SHARE, 0, self.rules.part_of(upkeep, hours), week)
        self.company.keep(StockKind.VELOCITY, 0, self.rules.part_of(features, hours), week)
        self.company.keep(StockKind.WISHES, 0, self.wishes.waiting(), week)

    def _gather(self) -> None:
        """Know what each product has at stake in each segment, and how much each stream counts."""
        program, numbers = self.program, self.numbers
        for segment in range(program.segments):
            median = numbers.drawn(Block.SEGMENT, segment, SegmentCol.VALUE, USUAL)
            part = numbers.get(Block.SEGMENT, segment, SegmentCol.PART)
            for product in range(program.products):
                self.stakes[segment * program.products + product] = self.rules.stake(
                    part,
                    median,
                    numbers.get(Block.OFFER, segment, product),
                    numbers.get(Block.PRODUCT, product, ProductCol.VALUE),
                )
        for stream in range(STREAMS):
            self.weights[stream] = self.rules.steered(
                self._number(RoadmapCol.STEERED_BY + stream),
                self.company.places[Firm.FILTER],
                1.0 if stream == Stream.DEALS else 0.0,
            )

    def _take_up(self, stream: int) -> None:
        """Begin what comes next in a stream, if anything does. It was begun when the hours that go to it were worked."""
        now = self.book.clock.now
        since = now - TICKS_PER_WEEK
        if stream in (Stream.DEALS, Stream.CUSTOMERS):
            place = self.wishes.take_up(stream, since)
            hours = self._number(RoadmapCol.ONE_OFF_HOURS)
        else:
            place = self._best() if stream == Stream.MARKET else self._gap()
            hours = self._number(RoadmapCol.FEATURE_HOURS)
            if place != NOTHING:
                self.case[stream] = self._worth(place, self.company.believed)
        if place != NOTHING:
            self.hand[stream], self.begun[stream] = place, since
            self.needs[stream] = self.rules.effort_hours(hours)

    def _best(self) -> int:
        program, company = self.program, self.company
        return int(
            self.rules.best_feature(
                self.stakes,
                company.believed,
                company.features,
                self._number(RoadmapCol.STEP),
                program.segments,
                program.products,
                program.attributes,
            )
        )

    def _gap(self) -> int:
        program, company = self.program, self.company
        return int(
            self.rules.widest_gap(
                self.stakes,
                company.rivals_seen,
                company.features,
                program.segments,
                program.rivals,
                program.products,
                program.attributes,
            )
        )

    def _worth(self, place: int, weights: "memoryview[float]") -> int:
        program = self.program
        product, attribute = divmod(place, program.attributes)
        value = self.rules.case_value(
            self.stakes,
            weights,
            self.company.features,
            self._number(RoadmapCol.STEP),
            product,
            attribute,
            program.segments,
            program.products,
            program.attributes,
        )
        return int(self.rules.whole_cents(value))

    def _finish(self, stream: int) -> None:
        if stream in (Stream.DEALS, Stream.CUSTOMERS):
            self._hand_over(self.hand[stream])
        else:
            self._ship(stream, self.hand[stream])
        self.hand[stream] = NOTHING

    def _ship(self, stream: int, place: int) -> None:
        """Let a product have more of an attribute, for all buyers at once."""
        product, attribute = divmod(place, self.program.attributes)
        entity = product << Limit.FEATURE_SHIFT | attribute
        ticks = self.book.clock.now - self.begun[stream]
        realised = self._worth(place, self.company.needs)
        self.company.features[place] = self.rules.raised_by(
            self.company.features[place], self._number(RoadmapCol.STEP)
        )
        self.built += self.rules.effort_hours(self._number(RoadmapCol.FEATURE_HOURS))
        self.book.record(entity, What.SHIPPED, stream, ticks)
        self.book.record(entity, What.VALUED, self.case[stream], realised)
        self._count(RoadmapTotal.SHIPPED)
        self._count(RoadmapTotal.FEATURE_TICKS, ticks)
        self._count(RoadmapTotal.ERROR_MICRO, self.rules.case_error(self.case[stream], realised))

    def _hand_over(self, row: int) -> None:
        """Let an account have what it asked for, if it still wants it."""
        hours = self.rules.effort_hours(self._number(RoadmapCol.ONE_OFF_HOURS))
        self.built += hours * self._number(RoadmapCol.DEARER)
        account = self.wishes.hand_over(row)
        if account != NO_WISH:
            self.fitted(account, 1.0)

    def _count(self, column: int, amount: int = 1) -> None:
        self.book.count(TotalBlock.ROADMAP, 0, column, amount)

    def _number(self, column: int) -> float:
        return self.numbers.get(Block.ROADMAP, 0, column)
