"""Plans, beliefs, budgets and forecasts: every 13 Mondays a review looks back and decides."""

from gtmsim.engines.reference.arrays import places
from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.careers import Careers
from gtmsim.engines.reference.customers import Customers
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.layout import (
    QUARTER_WEEKS,
    YEAR_WEEKS,
    AimCol,
    Block,
    CellTotal,
    Close,
    DrainCol,
    Firm,
    PlanningCol,
    PlanningTotal,
    Purpose,
    RunCol,
    SegmentCol,
    SourceCol,
    SourceInt,
    SourceKind,
    StockKind,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import RING
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

MARKETING, SALES = 0, 1
OURS = (SourceKind.STREAM, SourceKind.POOL)
SEEN = (
    CellTotal.MQLS,
    CellTotal.OPPORTUNITIES,
    CellTotal.DECIDED,
    CellTotal.BOOKED_CENTS,
    CellTotal.FIRST_TOUCHES,
    CellTotal.CLOSED + Close.WON,
)


class Planning:
    """Knows what each function believes and what was decided; writes what is in force into the company's plans."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.plans = company.plans
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.on = bool(program.stock_levels[StockKind.PIPELINE_COVERAGE] > 0)
        segments, sources = program.segments, program.sources
        kinds = program.source_ints[:, SourceInt.KIND].tolist()
        self.all, self.ours, self.own = (places(sources) for _ in range(3))
        for source, kind in enumerate(kinds):
            self.all[source] = 1.0
            self.ours[source] = float(kind in OURS)
            self.own[source] = float(kind == SourceKind.PROSPECTING)
        self.then = {
            column: places(sources * segments) for column in SEEN
        }  # what was seen at the last review
        self.yields, self.credits = places(segments, -1.0), places(segments, -1.0)  # as they truly are
        self.believed = (places(segments, -1.0), places(segments, -1.0))  # by marketing, by sales
        self.planned = (places(segments, -1.0), places(segments, -1.0))  # what each plans with
        self.next = (
            places(segments, -1.0),
            places(segments, -1.0),
        )  # shares of effort decided on, not in force yet
        self.doors_wanted = places(segments, -1.0)
        self.opened, self.decided, self.booked, self.earned, self.open = (places(segments) for _ in range(5))
        self.decided_lately, self.booked_lately = places(segments), places(segments)
        self.parts, self.benchmark = places(segments), places(segments)
        self.conversion, self.won_of_ours, self.won_of_own, self.share = -1.0, -1.0, -1.0, -1.0
        self.next_goal = -1.0
        self.due, self.decided_in = -1, 0
        self.cost = places(sources)  # of each channel since the last review
        self.spent, self.back = places(sources * RING), places(sources * RING)  # by source, then quarter
        self.told = (
            places(RING),
            places(RING),
        )  # forecasts of the first and the second year ahead, by quarter
        self.renewed, self.lean, self.followed = 1.0, False, 1.0
        self.arr, self.steered_to = 0.0, -1
        self.gaps, self.weights = places(4), places(4)

    def sees(self, demand: Demand, careers: Careers, customers: Customers) -> None:
        """Let plans look at the market, at what people cost and at contracts."""
        self.demand, self.careers, self.customers = demand, careers, customers

    def week_begins(self, week: int) -> None:
        """Every 13 weeks look back and decide; put in force what is due."""
        if self.on:
            self._pays()
            if week > 0 and week % QUARTER_WEEKS == 0:
                self._review(week)
            if 0 <= self.due <= week:
                self._carries_out(week)
        self._in_force()
        if self.on:
            self._told(week)

    # --- the review ---------------------------------------------------------------------------------------------------------

    def _review(self, week: int) -> None:
        quarter, segments = week // QUARTER_WEEKS, self.program.segments
        learning = self._n(PlanningCol.LEARNING)
        self._sums(CellTotal.OPPORTUNITIES, self.all, self.opened)
        self._sums(CellTotal.DECIDED, self.all, self.decided)
        self._sums(CellTotal.BOOKED_CENTS, self.all, self.booked)
        self._sums(CellTotal.BOOKED_CENTS, self.ours, self.earned)
        handed = self._sum(CellTotal.MQLS, self.all)
        self._judges_plan(week)
        self.rules.fading_sums(self.decided_lately, self.decided, learning, segments)
        self.rules.fading_sums(self.booked_lately, self.booked, learning, segments)
        self.rules.yields_of(self.yields, self.decided_lately, self.booked_lately, segments)
        self.rules.credits_after(self.credits, self.earned, self.booked, learning, segments)
        opened, booked = self._whole(self.opened), self._whole(self.booked)
        came = self.rules.rate_of(opened, handed)
        self.conversion = self.rules.conversion_after(
            self.conversion, came, learning, self._n(PlanningCol.UNSEEN)
        )
        self._hears_voice(booked, learning)
        self._believes(quarter)
        self._decides(week, handed, opened)
        self._thinks_of_marketing(week, learning)
        self._judges_programs(week)
        self._looks_at_money(week)
        self._forecasts(week)
        self._steers(booked, handed)
        for column in SEEN:
            self.then[column][:] = self.plans.seen[column]

    def _judges_plan(self, week: int) -> None:
        """Compare what was planned with what came."""
        quality = self.rules.plan_quality(
            self.planned[MARKETING], self.decided, self.booked, self.program.segments
        )
        if quality >= 0.0:
            micro = self.rules.micro(quality)
            self.book.record(0, What.PLAN_MET, week, micro)
            self._count(PlanningTotal.PLANS)
            self._count(PlanningTotal.QUALITY_MICRO, micro)

    def _hears_voice(self, booked: float, learning: float) -> None:
        """Let marketing's share in what was won earn it a voice."""
        came = self.rules.rate_of(self._whole(self.earned), booked)
        self.share = self.rules.conversion_after(self.share, came, learning, 0.0)
        self.plans.voice = self.rules.voice_earned(self._n(PlanningCol.VOICE), self.share)

    def _believes(self, quarter: int) -> None:
        """Let both functions see what an opportunity of each segment brings, through errors of their own."""
        rules, shared, bias = self.rules, self._n(PlanningCol.SHARED), self._n(PlanningCol.BIAS)
        weight = self._n(PlanningCol.BENCHMARK)
        for segment in range(self.program.segments):
            self.benchmark[segment] = self.numbers.get(Block.SEGMENT, segment, SegmentCol.BENCHMARK)
            self.parts[segment] = self.numbers.get(Block.SEGMENT, segment, SegmentCol.PART)
        scale = rules.benchmark_scale(self.yields, self.benchmark, self.program.segments)
        for segment in range(self.program.segments):
            sd = rules.error_spread(
                self._n(PlanningCol.NOISE),
                shared,
                self._n(PlanningCol.EVIDENCE),
                self.demand.known[segment],
            )
            alike = self.luck.u(Purpose.MISREAD_ALIKE, segment, quarter)
            beside = rules.benchmark_yield(scale, self.benchmark[segment])
            for function in (MARKETING, SALES):
                own = self.credits[segment]
                if function == SALES:
                    own = rules.found_by_sales(own)
                u = self.luck.u(Purpose.MISREAD, (function << 8) | segment, quarter)
                self.believed[function][segment] = rules.believed_yield(
                    self.yields[segment],
                    rules.misreading(alike, u, sd, self.company.places[Firm.ALIGNED]),
                    rules.credit_taken(own, bias, shared),
                    beside,
                    weight,
                )
            self._plans_with(segment)

    def _plans_with(self, segment: int) -> None:
        of_marketing, of_sales = self.believed[MARKETING][segment], self.believed[SALES][segment]
        for function, own in ((MARKETING, of_marketing), (SALES, of_sales)):
            self.planned[function][segment] = self.rules.planned_with(
                own, of_marketing, of_sales, self._n(PlanningCol.JOINT), self._say()
            )

    def _decides(self, week: int, handed: float, opened: float) -> None:
        """Decide where effort goes and how many leads are wanted, unless the last decision is still on its way."""
        if self.due >= 0:
            return
        rules, segments, planned = self.rules, self.program.segments, self.planned[MARKETING]
        for function in (MARKETING, SALES):
            rules.wanted_shares(self.planned[function], self.parts, self.next[function], segments)
        rules.added_up(
            self.plans.seen[CellTotal.OPPORTUNITIES],
            self.plans.seen[CellTotal.DECIDED],
            self.all,
            self.open,
            self.program.sources,
            segments,
        )
        brought = rules.rate_of(rules.expected_of(self.opened, planned, segments), opened)
        conversion = rules.conversion_with(
            self.conversion, self._n(PlanningCol.CONVERSION), self._n(PlanningCol.BENCHMARK)
        )
        self.next_goal = rules.lead_goal(
            handed,
            self._n(PlanningCol.GROWTH),
            self._target(),
            rules.expected_of(self.open, planned, segments),
            rules.lead_worth(conversion, brought),
            self._n(PlanningCol.RIGHT_TO_LEFT),
        )
        wait = rules.weeks_until(self._n(PlanningCol.DELAY), self.company.places[Firm.LATENCY])
        self.due, self.decided_in = week + wait, week
        self.book.record(0, What.DECIDED, week, wait)

    def _carries_out(self, week: int) -> None:
        for segment in range(self.program.segments):
            self.plans.wanted[segment] = self.next[MARKETING][segment]
            self.doors_wanted[segment] = self.next[SALES][segment]
        self.plans.goal, self.due = self.next_goal, -1
        self.book.record(0, What.CARRIED_OUT, week, week - self.decided_in)
        self._count(PlanningTotal.DECISIONS)
        self._count(PlanningTotal.DECISION_WEEKS, week - self.decided_in)

    # --- budgets ------------------------------------------------------------------------------------------------------------

    def _thinks_of_marketing(self, week: int, learning: float) -> None:
        """Let sellers remember which leads were won, and once a year the budget depend on it."""
        rules, won = self.rules, CellTotal.CLOSED + Close.WON
        ours, own = (
            rules.rate_of(self._sum(won, parts), self._sum(CellTotal.FIRST_TOUCHES, parts))
            for parts in (self.ours, self.own)
        )
        self.won_of_ours = rules.conversion_after(self.won_of_ours, ours, learning, 0.0)
        self.won_of_own = rules.conversion_after(self.won_of_own, own, learning, 0.0)
        if week % YEAR_WEEKS:
            return
        shared, u = self._n(PlanningCol.SHARED), self.luck.u(Purpose.ESTEEM, 0, week // YEAR_WEEKS)
        held = rules.esteem(
            self.won_of_ours,
            self.won_of_own,
            self._n(PlanningCol.BIAS) * (1.0 - shared),
            rules.misreading(u, u, rules.error_spread(self._n(PlanningCol.NOISE), shared, 0.0, 0.0), 0.0),
        )
        self.renewed = rules.renewed_share(held, self._n(PlanningCol.BUDGET_FLOOR))
        self.book.record(0, What.RENEWED_BUDGET, week, rules.micro(self.renewed))

    def _pays(self) -> None:
        """Add up what each channel costs."""
        for source in self.program.channels:
            kind = int(self.program.source_ints[source][SourceInt.BUILT_BY])
            self.cost[source] += self.rules.channel_cents(
                self.book.hours_last_week(self._week(), kind),
                self.numbers.get(Block.SOURCE, source, SourceCol.HOURS_PART),
                self.plans.kept[source],
                self.plans.missing[source],
                self.numbers.get(Block.RUN, 0, RunCol.HOUR_CENTS),
                self.demand.program_cents,
                self.numbers.get(Block.SOURCE, source, SourceCol.MONEY_PART),
            )

    def _judges_programs(self, week: int) -> None:
        """Hold every channel that has run for long enough against the hurdle."""
        quarters = self.rules.quarters_of(self._n(PlanningCol.PATIENCE))
        bias = self._n(PlanningCol.BIAS) * (1.0 - self._n(PlanningCol.SHARED))
        now = week // QUARTER_WEEKS
        for source in self.program.channels:
            self.spent[source * RING + now % RING] = self.cost[source]
            self.back[source * RING + now % RING] = self._booked_by(source)
            self.cost[source] = 0.0
            hurdle = self._n(PlanningCol.HURDLE)
            if hurdle <= 0.0 or now < quarters:
                continue
            spent, back = 0.0, 0.0
            for ago in range(quarters):
                spent += self.spent[source * RING + (now - ago) % RING]
                back += self.back[source * RING + (now - ago) % RING]
            credited = self.rules.credited_back(back, bias, self._say())
            kept = self.rules.channel_kept(self.plans.kept[source], credited, spent, hurdle)
            if kept != self.plans.kept[source]:
                self.book.record(source, What.PROGRAM_CUT, week, self.rules.micro(kept))
                self._count(PlanningTotal.CUTS, int(kept < self.plans.kept[source]))
            self.plans.kept[source] = kept

    def _booked_by(self, source: int) -> float:
        booked, first = 0.0, source * self.program.segments
        for cell in range(first, first + self.program.segments):
            booked += self.plans.seen[CellTotal.BOOKED_CENTS][cell] - self.then[CellTotal.BOOKED_CENTS][cell]
        return booked

    def _looks_at_money(self, week: int) -> None:
        """Cut budgets while half a year costs more than it books and the reserve allows."""
        weeks = min(week, 2 * QUARTER_WEEKS)
        booked = float(self._lately(week, weeks, WeekCol.BOOKED_CENTS))
        spent = self._costs(week, weeks)
        lean = self.rules.lean_times(booked, spent, self._n(PlanningCol.RESERVE))
        if lean != self.lean:
            self.book.record(0, What.LEAN, week, int(lean))
        self.lean = lean

    def _costs(self, week: int, weeks: int) -> float:
        """Return what some weeks have cost, people as they are paid now."""
        outside = self._lately(week, weeks, WeekCol.PROGRAM_CENTS) + self._lately(
            week, weeks, WeekCol.DEAL_CENTS
        )
        return self.careers.spent() * (weeks * TICKS_PER_WEEK) + outside

    def _forecasts(self, week: int) -> None:
        """Forecast the next two years, and judge the forecasts of the year that is over."""
        now, weeks = week // QUARTER_WEEKS, min(week, YEAR_WEEKS)
        lately = self._lately(week, weeks, WeekCol.BOOKED_CENTS) * (YEAR_WEEKS / weeks)
        for ahead in (0, 1):
            if now > YEAR_WEEKS // QUARTER_WEEKS * (1 + ahead):
                told = self.told[ahead][(now - YEAR_WEEKS // QUARTER_WEEKS * (1 + ahead)) % RING]
                off = self.rules.micro(self.rules.forecast_off(told, lately))
                self.book.record(ahead, What.FORECAST_MET, week, off)
                self._count(PlanningTotal.FORECASTS + ahead)
                self._count(PlanningTotal.FORECAST_OFF_MICRO + ahead, off)
        u = self.luck.u(Purpose.FORECAST, 0, now)
        error = self.rules.misreading(u, u, self.company.places[Firm.FORECAST_ERROR], 0.0)
        seen = 4.0 * self.rules.expected_of(self.opened, self.planned[MARKETING], self.program.segments)
        for ahead in (0, 1):
            self.told[ahead][now % RING] = self.rules.forecast_of(
                lately, seen, self._n(PlanningCol.INFORMED), error * (1.0 + ahead)
            )
        if week % YEAR_WEEKS == 0:
            told = self.told[0][now % RING]
            self.followed = self.rules.follows_forecast(self._n(PlanningCol.BUDGET_OF_FORECAST), told, lately)

    def _steers(self, booked: float, handed: float) -> None:
        """Find the measure of the scorecard that is furthest behind, and the kinds of standing work that serve it."""
        rules, arr = self.rules, float(sum(self.customers.revenue.arr))
        self.gaps[0] = rules.behind_goal(booked, self._target())
        self.gaps[1] = rules.behind_goal(handed, self.plans.goal)
        self.gaps[2] = rules.lost_in_year(self.arr, booked, arr)
        self.gaps[3] = rules.behind_goal(booked - self._costs(self._week(), QUARTER_WEEKS), booked)
        self.arr = arr
        for measure in range(4):
            self.weights[measure] = self.numbers.get(Block.PLANNING, 0, PlanningCol.SCORECARD + measure)
        self.steered_to = rules.furthest_behind(self.gaps, self.weights, 4)

    def _serving(self) -> set[int]:
        """Return the kinds of standing work that serve what is steered to."""
        program = self.program
        channels = {int(program.source_ints[source][SourceInt.BUILT_BY]) for source in program.channels}
        return {
            kind
            for kind in program.standing_kinds()
            if self.rules.serves_measure(
                self.steered_to,
                kind == program.material,
                kind == program.prospected_by,
                kind in channels,
                kind == program.cared_by,
                kind == program.researched_by,
            )
        }

    # --- what is in force ---------------------------------------------------------------------------------------------------

    def _in_force(self) -> None:
        """Let everybody go by what was decided, as far as policy now follows plans."""
        plans, program = self.plans, self.program
        weights = [self.numbers.get(Block.AIM, segment, AimCol.SHARE) for segment in range(program.segments)]
        in_all = 0.0
        for weight in weights:
            in_all += weight
        plans.adapt = self._n(PlanningCol.ADAPT)
        for segment, weight in enumerate(weights):
            plans.doors[segment] = self.rules.aimed_share(
                weight, in_all, plans.adapt, self.doors_wanted[segment]
            )
        if not self.on:
            return
        plans.follows, plans.steer = self._n(PlanningCol.GOAL), self._n(PlanningCol.STEER)
        plans.serves = self._serving() if plans.steer > 0.0 else set()
        plans.spared = 0.0
        for source in program.channels:
            plans.missing[source] = 0.0
            kind = program.source_ints[source][SourceInt.BUILT_BY]
            for other in program.channels:
                if program.source_ints[other][SourceInt.BUILT_BY] == kind:
                    part = self.numbers.get(Block.SOURCE, other, SourceCol.HOURS_PART)
                    plans.missing[source] += part * (1.0 - plans.kept[other])
            plans.spared += self.numbers.get(Block.SOURCE, source, SourceCol.MONEY_PART) * (
                1.0 - plans.kept[source]
            )
        budget = self.rules.budget_in_force(self.renewed, self.followed, self.lean)
        self.company.places[Firm.BUDGET] = budget
        plans.growing = self.rules.growth_in_force(self.followed, self.lean)

    def _told(self, week: int) -> None:
        """Write down where plans and beliefs stand."""
        rules, plans, segments, keep = self.rules, self.plans, self.program.segments, self.company.keep
        by_marketing, by_sales = self.believed
        keep(StockKind.MARKETING_OFF, 0, rules.belief_off(by_marketing, self.yields, segments), week)
        keep(StockKind.SALES_OFF, 0, rules.belief_off(by_sales, self.yields, segments), week)
        keep(StockKind.BELIEFS_APART, 0, rules.belief_off(by_marketing, by_sales, segments), week)
        keep(StockKind.PIPELINE_COVERAGE, 0, rules.coverage_of(float(plans.pipeline), self._target()), week)
        keep(StockKind.LEAD_GOAL, 0, plans.goal / QUARTER_WEEKS if plans.goal > 0.0 else 0.0, week)
        keep(StockKind.BUDGET_KEPT, 0, self.company.places[Firm.BUDGET], week)
        keep(StockKind.MARKETING_VOICE, 0, plans.voice, week)
        for segment in range(segments):
            share = self.numbers.get(Block.SEGMENT, segment, SegmentCol.TARGET)
            aimed = rules.aimed_share(share, 1.0, plans.adapt, plans.wanted[segment])
            keep(StockKind.EFFORT, segment, aimed, week)
        for source in range(self.program.sources):
            keep(StockKind.PROGRAM_KEPT, source, plans.kept[source], week)
        keep(StockKind.STEERED_TO, 0, 1.0 + self.steered_to, week)

    # --- small words --------------------------------------------------------------------------------------------------------

    def _sums(self, column: int, parts: "memoryview[float]", sums: "memoryview[float]") -> None:
        """Write by segment what was added to a column since the last review, by the sources that take part."""
        self.rules.added_up(
            self.plans.seen[column],
            self.then[column],
            parts,
            sums,
            self.program.sources,
            self.program.segments,
        )

    def _sum(self, column: int, parts: "memoryview[float]") -> float:
        self._sums(column, parts, self.open)
        return self._whole(self.open)

    def _whole(self, counts: "memoryview[float]") -> float:
        return float(self.rules.sum_over(counts, self.program.segments))

    def _lately(self, week: int, weeks: int, column: int) -> int:
        return sum(self.book.weekly[each][column] for each in range(week - weeks, week))

    def _target(self) -> float:
        """Return what a quarter is to book."""
        return self.numbers.get(Block.DRAIN, 0, DrainCol.TARGET) * (QUARTER_WEEKS * TICKS_PER_WEEK)

    def _say(self) -> float:
        return float(self.rules.say_of(self._n(PlanningCol.SAY), self.plans.voice))

    def _week(self) -> int:
        return self.book.clock.now // TICKS_PER_WEEK

    def _count(self, column: int, amount: int = 1) -> None:
        self.book.count(TotalBlock.PLANNING, 0, column, amount)

    def _n(self, column: PlanningCol) -> float:
        return self.numbers.get(Block.PLANNING, 0, column)
