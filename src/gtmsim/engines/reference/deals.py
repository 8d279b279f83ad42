"""The stories of leads, step by step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simpy.events import Event

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.buyers import Buyers
from gtmsim.engines.reference.clock import Clock, Story
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.handoffs import Handoffs
from gtmsim.engines.reference.lives import Deal, Why
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.offers import NO_PRODUCT, Offers
from gtmsim.engines.reference.plans import Plans
from gtmsim.engines.reference.prices import Prices
from gtmsim.engines.reference.queues import NOBODY, Task
from gtmsim.engines.reference.requests import Requests
from gtmsim.engines.reference.staff import Staff
from gtmsim.engines.reference.structure import NOT_ROUTED, RIGHT, Structure
from gtmsim.program.customers import customer_source
from gtmsim.program.layout import (
    Block,
    CellTotal,
    Close,
    CustomerCol,
    DrainCol,
    Firm,
    Limit,
    MarketCol,
    Op,
    Outcome,
    Phase,
    ProductTotal,
    Purpose,
    PursuitCol,
    PursuitTotal,
    RunCol,
    RunTotal,
    SegmentCol,
    SourceCol,
    SourceInt,
    SourceKind,
    StageCol,
    StageInt,
    StageTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.tables import Program

if TYPE_CHECKING:
    from gtmsim.engines.reference.rivals import Rivals


class Deals:
    """Runs every lead through the program's steps."""

    def __init__(
        self,
        program: Program,
        clock: Clock,
        book: Book,
        company: Company,
        staff: Staff,
        numbers: Numbers,
        luck: Luck,
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.company = company
        self.staff = staff
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.steps: list[list[int]] = program.steps.tolist()
        self.requests = Requests(program, clock, book, company, staff, numbers, luck)
        self.offers = Offers(program, clock, numbers, luck)
        self.known = [0.0] * program.segments  # how well each segment is known
        self.alive: dict[int, Deal] = {}
        self.came = [0.0] * program.segments  # leads since Monday
        self.gained = [0.0] * program.segments  # customers won since Monday
        self.handoffs = Handoffs(program, book, numbers, luck.rules)
        self.learned: Callable[[Deal, int], None] = lambda _deal, _close: None
        self.closed: Callable[[Deal, int], None] = lambda _deal, _close: None
        self.won: Callable[[Deal, int, bool], None] = lambda _deal, _list_cents, _work_follows: None
        self.served: Callable[[Deal], None] = lambda _deal: None
        self.owned: Callable[[int], int] = lambda _account: 0  # products an account has, as bits
        self.structure: Structure  # these two are set once the firm stands
        self.buyers: Buyers
        self.plans = Plans(program)
        self.fit_lift: Callable[[int, int, int], float] = lambda _product, _segment, _account: 0.0
        self.rivals: Rivals
        self.prices = Prices(program, clock, company, numbers, self.rules)
        self.wishes: Callable[[Deal], None] = lambda _deal: None
        self.lost: Callable[[Deal], None] = lambda _deal: None
        self.customer_source = customer_source(program)

    def meet(self, rivals: "Rivals") -> None:
        """Let rivals be in deals, where there are any."""
        self.rivals = self.prices.rivals = self.requests.intake.rivals = rivals

    # --- a lead is born -----------------------------------------------------------------------------------------------------

    def begin(
        self,
        source: int,
        account: int,
        segment: int,
        episode: int,
        *,
        attempt: int = 0,
        potential: float = 1.0,
        intent: float | None = None,
        finder: int = NOBODY,
        sought: int = 0,
    ) -> None:
        """Create a lead and start its story. `intent` is the chance of a real wish to buy, the source's if left out.

        A finder has it in hand from the beginning, after having sought for some ticks.
        """
        index = self.rules.draw_index(episode, 0, 0, 0)
        u = self.luck.u
        share = self._source(source, SourceCol.INTENT) if intent is None else intent
        means_it = self.rules.has_intent(u(Purpose.INTENT, account, index), share)
        customer = source == self.customer_source
        product = self.offers.product(account, segment, index, self.owned(account) if customer else 0)
        worth = self.numbers.drawn(Block.SEGMENT, segment, SegmentCol.VALUE, u(Purpose.VALUE, account, index))
        value = self.rules.whole_cents(worth * potential * self.offers.value(product))
        if customer:
            value = self.rules.expansion_cents(value, self.numbers.get(Block.CUSTOMER, 0, CustomerCol.SHARE))
        scoring = self.rules.sharper_scoring(
            self._source(source, SourceCol.SCORING),
            self.numbers.get(Block.RUN, 0, RunCol.SHARPER_SCORING),
            self.known[segment],
        )
        deal = Deal(
            account,
            source,
            segment,
            episode,
            self.clock.now,
            value,
            means_it,
            self.rules.score(means_it, u(Purpose.SCORE, account, index), scoring),
            Task(account << 16),
            product,
            attempt=attempt,
            first_attempt=attempt,
            carried=self.offers.fit(product, segment),
            customer=customer,
            last_person=finder,
            sought=sought,
        )
        deal.task.told_taken = lambda person: self._taken(deal, person)
        deal.task.told_put_down = lambda: self._put_down(deal)
        self.alive[account] = deal
        self.book.record(
            deal.task.number, What.LEAD, (source << Limit.LEAD_SOURCE_SHIFT) | segment, deal.value
        )
        if product != NO_PRODUCT:
            self.book.record(deal.task.number, What.OFFERED, product, deal.value)
        self._product(deal, ProductTotal.LEADS)
        self.requests.meets(deal)
        self._urgency(deal, scoring)
        self.came[segment] += 1.0
        self.buyers.meets(deal)
        self._cell(deal, CellTotal.LEADS)
        self._cell(deal, CellTotal.MQLS)
        self.book.week(WeekCol.LEADS)
        self.clock.begin(self._story(deal, int(self.program.source_ints[source][SourceInt.ENTRY_STEP])))

    def _urgency(self, deal: Deal, scoring: float) -> None:
        """Know whether a buyer is in a hurry, and let a score tell as far as the segment is known."""
        index = self.rules.draw_index(deal.episode, 0, 0, 0)
        share = self.numbers.get(Block.SEGMENT, deal.segment, SegmentCol.URGENT)
        if share >= 1.0 or self.rules.is_urgent(self.luck.u(Purpose.URGENT, deal.account, index), share):
            return
        deal.urgent = False
        deal.score = self.rules.score_of_unhurried(deal.score, deal.intent, scoring, self.known[deal.segment])
        self.book.record(deal.task.number, What.NOT_URGENT, deal.segment, deal.source)
        self._cell(deal, CellTotal.NOT_URGENT)

    def _story(self, deal: Deal, entry: int) -> Story:
        step = entry
        while True:
            op, a, b, c, d, _ = self.steps[step]
            match op:
                case Op.WORK if deal.sessions_left > 0 and self._strays(deal, a):
                    step = self._after(deal, (yield self._gate(deal.task)), done=step)
                case Op.WORK if deal.sessions_left > 0:
                    self._queue_session(deal, a, b, patient=c < 0)
                    step = self._after(deal, (yield self._gate(deal.task)), done=step + 1, gave_up=c)
                case Op.AGAIN if deal.sessions_left > 0 and self.numbers.has(Block.STAGE, a, StageCol.GAP):
                    self._gap(deal, StageCol.GAP, Purpose.GAP, deal.session - 1)
                    step = self._after(deal, (yield self._gate(deal.task)), done=b)
                case Op.AWAIT if not deal.clock_passed:
                    deal.awaiting_clock = True
                    why = yield self._gate(deal.task)
                    deal.awaiting_clock = False
                    step = self._after(deal, why, done=step + 1)
                case Op.RECYCLE if self._recycles(deal, a, StageCol.NURTURES if d else StageCol.RECYCLES):
                    self.handoffs.put_aside(deal)
                    yield self._gate(deal.task)
                    self.handoffs.comes_back(deal)
                    deal.attempt += 1
                    step = b
                case Op.CLOSE:
                    self._close(deal, a)
                    return
                case _:
                    step = self._goes_on(deal, step)

    def _goes_on(self, deal: Deal, step: int) -> int:
        """Take a step at which there is nothing to wait for; return the next."""
        op, a, b, c, d, _ = self.steps[step]
        match op:
            case Op.ENTER:
                self._enter(deal, a)
                return step + 1
            case Op.SCREEN:
                return b if self._screened(deal, a) else step + 1
            case Op.TRIAGE:
                return self._triage(deal, a, step + 1, b, c)
            case Op.AGAIN:
                return b if deal.sessions_left > 0 else step + 1
            case Op.WORK | Op.AWAIT:
                return step + 1
            case Op.LEAVE:
                return (b, c, d)[self._leave(deal, a)]
            case Op.BRANCH:
                return self._branch(deal, b, c)
            case Op.RECYCLE:
                return c
            case Op.WIN:
                return self._win(deal, a)
        raise AssertionError(f"step {step} is no step of a lead")

    def _after(self, deal: Deal, why: Why | int, done: int, gave_up: int = -1) -> int:
        """Return the step after a wait, as the reason for waking says: a word, or the person who has done the session."""
        if isinstance(why, int):
            deal.last_person = why
            self.buyers.session_done(deal)
        if why is Why.TIMED_OUT or deal.overdue:
            self._time_out(deal)
            return int(self.program.stage_ints[deal.stage][StageInt.TIME_OUT_STEP])
        if why is Why.GAVE_UP:
            self._forget(deal)
            return gave_up
        return done

    # --- the steps ----------------------------------------------------------------------------------------------------------

    def _enter(self, deal: Deal, stage: int) -> None:
        now = self.clock.now
        deal.stage, deal.session, deal.lift, deal.asked, deal.weighed = stage, 0, 0.0, 0, 0
        deal.overdue, deal.clock_passed, deal.advanced = False, True, False
        deal.strayed, deal.astray, deal.calls = 0, NOT_ROUTED, 0
        self.book.record(deal.task.number, What.ENTERED, stage, deal.attempt)
        self.book.count(TotalBlock.STAGE, stage, StageTotal.ENTERED)
        if self.program.stage_ints[stage][StageInt.OPPORTUNITY] and not deal.opportunity:
            deal.opportunity, deal.piped = True, deal.value
            self.plans.pipeline += deal.piped
            self._cell(deal, CellTotal.OPPORTUNITIES)
            self._cell(deal, CellTotal.PIPELINE_CENTS, deal.value)
            self._product(deal, ProductTotal.OPPORTUNITIES)
            self.book.week(WeekCol.OPPORTUNITIES)
        self.wishes(deal)
        deal.sessions_left = self.rules.counted(
            self._stage(stage, StageCol.SESSION_SPREAD),
            self._stage(stage, StageCol.SESSIONS),
            self._u(deal, Purpose.SESSION_COUNT),
        )
        deal.inclination = self._u(deal, Purpose.INCLINATION)
        leaning = deal.inclination < self._chance(deal, 0.0)
        column = StageCol.CLOCK
        if not leaning and self.numbers.has(Block.STAGE, stage, StageCol.LOSS_CLOCK):
            column = StageCol.LOSS_CLOCK
        if self.numbers.has(Block.STAGE, stage, column):
            deal.clock_passed = False
            wait = self.numbers.drawn(Block.STAGE, stage, column, self._u(deal, Purpose.CLOCK))
            self._alarm(
                deal, Phase.CLOCK, now + self.rules.whole_ticks(wait), lambda: self._clock_passes(deal)
            )
        time_out = self._stage(stage, StageCol.TIME_OUT)
        if time_out > 0.0:
            self._alarm(
                deal, Phase.DEADLINE, now + self.rules.whole_ticks(time_out), lambda: self._deadline(deal)
            )
        self.requests.next_ask(deal)

    def _screened(self, deal: Deal, stage: int) -> bool:
        if not self.handoffs.screens_out(deal, stage):
            return False
        self.book.record(deal.task.number, What.SCREENED, stage)
        self.book.count(TotalBlock.STAGE, stage, StageTotal.SCREENED)
        if deal.attempt == deal.first_attempt and stage == self._entry_stage(deal.source):
            self._cell(deal, CellTotal.MQLS, -1)
        self._forget(deal)
        return True

    def _strays(self, deal: Deal, kind: int) -> bool:
        """Return whether a stage's work goes to the wrong person first, and let it be on its way."""
        if deal.astray != NOT_ROUTED:
            return False
        deal.astray = self.structure.routed(deal.task.number, kind, deal.account, deal.address())
        if deal.astray == RIGHT:
            return False
        deal.strayed = self.structure.wait()
        self._sleep(deal, deal.strayed)
        return True

    def _queue_session(self, deal: Deal, kind: int, stage: int, *, patient: bool) -> None:
        now, task = self.clock.now, deal.task
        deal.sessions_left -= 1
        deal.session += 1
        deal.queued = True
        first = deal.session == 1
        purpose, share = (
            (Purpose.KEEPS_OWNER, StageCol.KEEPS_OWNER)
            if first
            else (Purpose.SAME_PERSON, StageCol.SAME_PERSON)
        )
        kept = self.staff.can(deal.last_person, kind) and self.rules.kept(
            self._u(deal, purpose, deal.session - 1), self._stage(stage, share)
        )
        task.kind, task.since, task.begun, task.set_up = kind, now, False, 0
        task.kept_for = deal.last_person if kept else self.structure.specialist(deal, kind)
        task.due = self.rules.due_tick(
            now,
            self._stage(stage, StageCol.SLA),
            self._stage(stage, StageCol.NEWEST_FIRST),
            deal.score,
            self._stage(stage, StageCol.SCORE_HEAD_START),
            self._source(deal.source, SourceCol.HEAD_START),
        )
        if first and not patient:
            wait = self.numbers.drawn(Block.STAGE, stage, StageCol.PATIENCE, self._u(deal, Purpose.PATIENCE))
            left = self.rules.patience_left(wait, deal.strayed)
            self._alarm(deal, Phase.PATIENCE, now + left, lambda: self._patience(deal))
        self.staff.put(task)

    def _taken(self, deal: Deal, person: int) -> int:
        """Note who takes the next session, and return the working ticks it needs."""
        now, stage = self.clock.now, deal.stage
        if deal.session == 1:
            deal.forget(Phase.PATIENCE)
            deal.waited = now - deal.task.since
            self.buyers.handed += 1
            self.book.count(TotalBlock.STAGE, stage, StageTotal.FIRST_TAKEN)
            self.book.count(TotalBlock.STAGE, stage, StageTotal.FIRST_WAIT_TICKS, deal.waited)
            self.book.bin(TotalBlock.HANDOFF_WAIT_BINS, deal.waited)
            if deal.waited <= self.rules.some_ticks(self._stage(stage, StageCol.SLA)):
                self.book.count(TotalBlock.STAGE, stage, StageTotal.SLA_MET)
        else:
            same = person == deal.last_person
            self.book.count(TotalBlock.RUN, 0, RunTotal.TASK_SAME if same else RunTotal.TASK_SWITCH)
        if not deal.touched:
            deal.touched = True
            self.buyers.talks(deal.segment)
            self._opener(deal, person)
            self._cell(deal, CellTotal.FIRST_TOUCHES)
            self._cell(deal, CellTotal.FIRST_TOUCH_TICKS, now - deal.created)
            self.book.bin(TotalBlock.FIRST_TOUCH_BINS, now - deal.created)
        i = self.numbers.place(Block.STAGE, stage, StageCol.SESSION)
        family, a, b = self.numbers.view[i : i + 3]
        u = self._u(deal, Purpose.SESSION, deal.session - 1)
        speed = self.staff.pace(person, deal.task.kind)
        need = self.rules.session_ticks(family, a, b, u, speed)
        helped = self.rules.after_help(need, deal.saved)
        deal.saved -= need - helped
        if deal.session > 1:
            return int(helped)
        return self.structure.longer(deal.task.number, int(helped), deal.astray)

    def _opener(self, deal: Deal, person: int) -> None:
        """Note whether a lead's very first conversation takes up what the campaign promised."""
        share = self._stage(deal.stage, StageCol.MESSAGE) * self.company.places[Firm.PROMISE_KEPT]
        if share >= 1.0 or self.found_by_reps(deal):
            return
        if not self.rules.keeps_promise(self._u(deal, Purpose.OPENER), share):
            deal.carried -= self.numbers.get(Block.PURSUIT, 0, PursuitCol.MESSAGE_BREAK)
            self.book.record(deal.task.number, What.BROKE, deal.stage, person)
            self.book.count(TotalBlock.PURSUIT, 0, PursuitTotal.BROKEN)
            self.buyers.breaks(deal.segment)

    def found_by_reps(self, deal: Deal) -> bool:
        """Return whether reps have found a lead by themselves, rather than marketing for them."""
        return int(self.program.source_ints[deal.source][SourceInt.KIND]) == SourceKind.PROSPECTING

    def _triage(self, deal: Deal, stage: int, sound: int, cold: int, rejected: int) -> int:
        if deal.session != 1:
            return sound
        if self.rules.gone_cold(
            self._u(deal, Purpose.INTEREST),
            deal.waited + deal.strayed,
            self._stage(stage, StageCol.DECAY_EXPONENT),
            self._stage(stage, StageCol.DECAY_SCALE),
        ):
            self._falls_out(deal, What.COLD, StageTotal.COLD)
            return cold
        if self.rules.rejected(
            deal.score,
            self._u(deal, Purpose.READING),
            self._stage(stage, StageCol.READING),
            self._stage(stage, StageCol.REJECTS_BELOW),
        ):
            self._falls_out(deal, What.REJECTED, StageTotal.REJECTED)
            self.buyers.turned_down += 1
            return rejected
        return sound

    def _leave(self, deal: Deal, stage: int) -> int:
        whole = deal.carried + self.staff.skill(deal.last_person)
        whole += self.requests.library.lift(self.buyers.material(deal))
        whole += self.buyers.lift(deal)
        whole += self.structure.lift(deal)
        whole += self.fit_lift(deal.product, deal.segment, deal.account)
        whole += self._firm_lift(deal)
        whole += self.rivals.lift(deal)
        here = deal.lift + self.prices.lift(deal, stage)
        chance = self._chance(
            deal, self.rules.stage_lift(whole, self._stage(stage, StageCol.DEAL_SHARE), here)
        )
        lost, no_decision = self._stage(stage, StageCol.LOST), self._stage(stage, StageCol.NO_DECISION)
        times = self.buyers.indecision(deal)
        if not deal.urgent:
            times *= self.numbers.get(Block.MARKET, 0, MarketCol.NOT_URGENT)
        left = self.rules.outcome(
            deal.inclination,
            self.rules.chance_beside(chance, lost, no_decision, times),
            lost,
            no_decision * times,
        )
        self.book.record(deal.task.number, What.LEFT, stage, left)
        self.book.count(
            TotalBlock.STAGE, stage, (StageTotal.ADVANCED, StageTotal.LOST, StageTotal.NO_DECISION)[left]
        )
        deal.advanced = left == Outcome.ADVANCE
        self._forget(deal)
        return int(left)

    def _firm_lift(self, deal: Deal) -> float:
        """Return what the firm behind the seller adds to the logit of winning, in stages that sell."""
        if self.program.stage_ints[deal.stage][StageInt.AFTER_WIN]:
            return 0.0
        places = self.company.places
        large = self.rules.is_large(deal.value, self.numbers.get(Block.DRAIN, 0, DrainCol.LARGE_DEAL))
        return float(self.rules.firm_lift(large, places[Firm.BACKSTOP], places[Firm.TRAINING]))

    def _branch(self, deal: Deal, first: int, rows: int) -> int:
        u = self._u(deal, Purpose.ROUTE)
        chosen = self.rules.pick(u, self.numbers.view, self.numbers.place(Block.BRANCH, first), rows)
        return int(self.program.branches[first + chosen])

    def _recycles(self, deal: Deal, stage: int, share: StageCol) -> bool:
        if not self.rules.comes_back(
            self._u(deal, Purpose.RECYCLES),
            self._stage(stage, share),
            deal.attempt - deal.first_attempt,
            self._stage(stage, StageCol.ATTEMPTS),
        ):
            return False
        self.book.record(deal.task.number, What.RECYCLED, stage, deal.attempt + 1)
        self._cell(deal, CellTotal.RECYCLED)
        self._gap(deal, StageCol.RECYCLE_AFTER, Purpose.RECYCLE_DELAY, 0)
        return True

    def _win(self, deal: Deal, step: int) -> int:
        """Book a win that work follows. From here on the lead is a customer, and no sale can go wrong with it any more."""
        list_cents = self.prices.agree(deal)
        self.book.record(deal.task.number, What.WON, 0, deal.value)
        self._decided(deal, Close.WON)
        deal.won = deal.touched = deal.intent = True  # whoever buys has meant it
        self.rivals.sold(list_cents, deal.value)
        self.won(deal, list_cents, True)
        return step

    def _close(self, deal: Deal, close: int) -> None:
        if close == Close.WON:
            list_cents = self.prices.agree(deal)
        self.book.record(deal.task.number, What.CLOSED, close, deal.value if close == Close.WON else 0)
        if close == Close.SERVED:
            self.served(deal)
        else:
            self._decided(deal, close)
        if close == Close.WON:
            self.rivals.sold(list_cents, deal.value)
            self.won(deal, list_cents, False)
        del self.alive[deal.account]
        self.closed(deal, close)

    def _decided(self, deal: Deal, close: int) -> None:
        """Count how a lead's sale ended, once, and what a win is worth."""
        now, won = self.clock.now, close == Close.WON
        self._cell(deal, CellTotal.CLOSED + close)
        self.plans.pipeline -= deal.piped
        if deal.opportunity or won:
            self._cell(deal, CellTotal.DECIDED)
        if deal.queued and not deal.touched:
            self._cell(deal, CellTotal.NEVER_WORKED)
        if won and not deal.customer:
            self.gained[deal.segment] += 1.0
        if won:
            self._cell(deal, CellTotal.BOOKED_CENTS, deal.value)
            self._product(deal, ProductTotal.WINS)
            self._product(deal, ProductTotal.BOOKED_CENTS, deal.value)
            self._cell(deal, CellTotal.CYCLE_TICKS, now - deal.created)
            self.book.bin(TotalBlock.CYCLE_BINS, now - deal.created)
            self.book.week(WeekCol.WINS)
            self.book.week(WeekCol.BOOKED_CENTS, deal.value)
            self.buyers.wins(deal)
            self.structure.won(deal)
        else:
            self.lost(deal)
        self.rivals.decided(deal, close)
        self.learned(deal, close)
        self.staff.careers.closed(deal, close)

    # --- what wakes a lead --------------------------------------------------------------------------------------------------

    def _clock_passes(self, deal: Deal) -> None:
        deal.clock_passed = True
        if deal.awaiting_clock:
            self._wake(deal, Why.DUE)

    def _deadline(self, deal: Deal) -> None:
        if deal.task.waiting:
            self.staff.withdraw(deal.task)
        elif deal.task.gate is not None and Phase.GAP not in deal.alarms and not deal.awaiting_clock:
            deal.overdue = True  # a session in hand is finished first
            return
        self._wake(deal, Why.TIMED_OUT)

    def _put_down(self, deal: Deal) -> None:
        """If the stage timed out while the session was in hand, let it end now that nobody works on it."""
        if deal.overdue:
            self._alarm(deal, Phase.DEADLINE, self.clock.now + 1, lambda: self._deadline(deal))

    def _patience(self, deal: Deal) -> None:
        self.staff.withdraw(deal.task)
        self.book.record(deal.task.number, What.ABANDONED, deal.stage)
        self.book.count(TotalBlock.STAGE, deal.stage, StageTotal.ABANDONED)
        self._wake(deal, Why.GAVE_UP)

    def _gap(self, deal: Deal, column: StageCol, purpose: Purpose, ordinal: int) -> None:
        wait = self.numbers.drawn(Block.STAGE, deal.stage, column, self._u(deal, purpose, ordinal))
        self._sleep(deal, self.rules.whole_ticks(wait))

    def _sleep(self, deal: Deal, ticks: int) -> None:
        def over() -> None:
            del deal.alarms[Phase.GAP]
            self._wake(deal, Why.DUE)

        self._alarm(deal, Phase.GAP, self.clock.now + ticks, over)

    def _time_out(self, deal: Deal) -> None:
        self._falls_out(deal, What.TIMED_OUT, StageTotal.TIMED_OUT)

    def _falls_out(self, deal: Deal, what: What, total: StageTotal) -> None:
        self.book.record(deal.task.number, what, deal.stage)
        self.book.count(TotalBlock.STAGE, deal.stage, total)
        self._forget(deal)

    def _gate(self, task: Task) -> Event:
        task.gate = self.clock.gate()
        return task.gate

    def _wake(self, deal: Deal, why: Why) -> None:
        assert deal.task.gate is not None
        self.clock.open(deal.task.gate, why)

    def _alarm(self, deal: Deal, phase: Phase, tick: int, ring: Callable[[], None]) -> None:
        deal.alarms[phase] = self.clock.at(tick, phase, deal.task.number, ring)

    def _forget(self, deal: Deal) -> None:
        """Leave a stage: nothing that was due in it matters any more, and nobody waits for its help."""
        deal.forget_all()
        self.requests.nobody_waits(deal)

    def cut(self) -> None:
        """At the horizon, note the leads that still wait for a first touch."""
        open_leads = sum(not deal.won for deal in self.alive.values())
        self.book.add(TotalBlock.RUN, 0, RunTotal.OPEN_LEADS, open_leads)
        for deal in self.alive.values():
            if deal.queued and not deal.touched:
                self._cell(deal, CellTotal.UNTOUCHED)

    # --- small words --------------------------------------------------------------------------------------------------------

    def _chance(self, deal: Deal, lift: float) -> float:
        return float(
            self.rules.advance_chance(
                self._stage(deal.stage, StageCol.ADVANCE),
                lift,
                deal.intent,
                self._stage(deal.stage, StageCol.WITHOUT_INTENT),
            )
        )

    def _stage(self, stage: int, column: StageCol) -> float:
        return self.numbers.get(Block.STAGE, stage, column)

    def _source(self, source: int, column: SourceCol) -> float:
        return self.numbers.get(Block.SOURCE, source, column)

    def _entry_stage(self, source: int) -> int:
        return self.steps[int(self.program.source_ints[source][SourceInt.ENTRY_STEP])][1]

    def _cell(self, deal: Deal, column: int, amount: int = 1) -> None:
        cell = deal.source * self.program.segments + deal.segment
        self.book.count(TotalBlock.CELL, cell, column, amount)
        self.plans.count(cell, column, amount)

    def _product(self, deal: Deal, column: int, amount: int = 1) -> None:
        if deal.product != NO_PRODUCT:
            self.book.count(TotalBlock.PRODUCT, deal.product, column, amount)

    def _u(self, deal: Deal, purpose: Purpose, ordinal: int = 0) -> float:
        return self.luck.at(purpose, deal.account, deal.address(ordinal))
