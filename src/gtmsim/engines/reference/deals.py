"""The stories of leads and of the help they ask for, step by step."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from simpy.events import Event

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Alarm, Clock
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.staff import NOBODY, Staff, Task
from gtmsim.program.layout import (
    Answer,
    Block,
    CellTotal,
    Close,
    Op,
    Outcome,
    Phase,
    Purpose,
    RequestCol,
    RequestInt,
    RequestTotal,
    RunCol,
    RunTotal,
    SourceCol,
    StageCol,
    StageInt,
    StageTotal,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program

NO_STAGE = -1
MOST_ASKED = 1000  # requests of one stage visit: their ordinals must fit the address
MOST_SESSIONS = 63  # sessions of one request, likewise


class Why(Enum):
    """Why a waiting story goes on."""

    DONE = "the session is done"
    GAVE_UP = "patience ended"
    TIMED_OUT = "the stage timed out"
    DUE = "what it waited for has come"


@dataclass(eq=False)
class Deal:
    """A lead on its way, from the first hand-raise to won or lost."""

    account: int
    source: int
    segment: int
    episode: int
    created: int
    value: int
    intent: bool
    score: float
    task: Task
    attempt: int = 0
    stage: int = NO_STAGE
    inclination: float = 0.0
    sessions_left: int = 0
    session: int = 0  # n-th of this stage, from 1
    waited: int = 0  # for the first session of this stage
    lift: float = 0.0
    saved: int = 0
    last_person: int = NOBODY
    touched: bool = False
    opportunity: bool = False
    clock_passed: bool = True
    overdue: bool = False
    awaiting_clock: bool = False
    asked: int = 0  # in this stage
    helpers: dict[int, "Help"] = field(default_factory=dict)
    alarms: dict[Phase, Alarm] = field(default_factory=dict)

    def index(self, ordinal: int = 0) -> tuple[int, int, int, int]:
        """Return the parts of a draw's index at this point of the deal."""
        return self.episode, self.attempt, max(self.stage, 0), ordinal


@dataclass(eq=False)
class Help:
    """A request for help with a deal."""

    deal: Deal
    request: int
    nth: int  # of this stage visit
    task: Task
    asked_at: tuple[int, int, int]  # episode, attempt, stage: where its draws are addressed
    wanted: bool = True  # the deal is still in the stage that asked
    sessions_left: int = 0
    session: int = 0
    answer: int = 0


Talk = Generator[Event, Any, None]


class Deals:
    """Runs every lead and every request through the program's steps."""

    def __init__(
        self, program: Program, clock: Clock, book: Book, staff: Staff, numbers: Numbers, luck: Luck
    ) -> None:
        self.program = program
        self.clock = clock
        self.book = book
        self.staff = staff
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.steps: list[list[int]] = program.steps.tolist()
        self.asked_by: dict[int, int] = {}  # requests an account has ever raised: they number its tasks
        self.alive = 0
        self.helped: dict[int, Help] = {}
        self.closed: Callable[[Deal, int], None] = lambda deal, close: None
        staff.displaced = self._displaced

    # --- a lead is born -----------------------------------------------------------------------------------------------------

    def begin(self, source: int, account: int, segment: int, episode: int) -> None:
        """Create a lead and start its story."""
        index = self.rules.draw_index(episode, 0, 0, 0)
        u = self.luck.u
        intent = self.rules.has_intent(u(Purpose.INTENT, account, index), self._source(source, SourceCol.INTENT))
        deal = Deal(
            account,
            source,
            segment,
            episode,
            self.clock.now,
            self.rules.whole_cents(self.numbers.drawn(Block.SEGMENT, segment, 0, u(Purpose.VALUE, account, index))),
            intent,
            self.rules.score(intent, u(Purpose.SCORE, account, index), self._source(source, SourceCol.SCORING)),
            Task(account << 16),
        )
        deal.task.told_taken = lambda person: self._taken(deal, person)
        self.alive += 1
        self.book.record(deal.task.number, What.LEAD, segment, deal.value)
        self._cell(deal, CellTotal.LEADS)
        self._cell(deal, CellTotal.MQLS)
        self.book.week(0)
        self.clock.begin(self._story(deal, int(self.program.source_ints[source][1])))

    def _story(self, deal: Deal, entry: int) -> Talk:
        step = entry
        while True:
            op, a, b, c, d, _ = self.steps[step]
            match op:
                case Op.ENTER:
                    self._enter(deal, a)
                    step += 1
                case Op.SCREEN:
                    step = b if self._screened(deal, a) else step + 1
                case Op.WORK:
                    if deal.sessions_left == 0:
                        step += 1
                        continue
                    self._queue_session(deal, a, b, patient=c < 0)
                    step = self._after(deal, (yield self._gate(deal.task)), done=step + 1, gave_up=c)
                case Op.TRIAGE:
                    step = self._triage(deal, a, step + 1, b, c)
                case Op.AGAIN:
                    if deal.sessions_left == 0:
                        step += 1
                    elif self.numbers.has(Block.STAGE, a, StageCol.GAP):
                        self._gap(deal, StageCol.GAP, Purpose.GAP, deal.session - 1)
                        step = self._after(deal, (yield self._gate(deal.task)), done=b)
                    else:
                        step = b
                case Op.AWAIT:
                    if deal.clock_passed:
                        step += 1
                    else:
                        deal.awaiting_clock = True
                        why = yield self._gate(deal.task)
                        deal.awaiting_clock = False
                        step = self._after(deal, why, done=step + 1)
                case Op.LEAVE:
                    step = (b, c, d)[self._leave(deal, a)]
                case Op.BRANCH:
                    step = self._branch(deal, b, c)
                case Op.RECYCLE:
                    if self._recycles(deal, a):
                        yield self._gate(deal.task)
                        deal.attempt += 1
                        step = b
                    else:
                        step = c
                case Op.CLOSE:
                    self._close(deal, a)
                    return
                case _:
                    raise AssertionError(f"step {step} is no step of a lead")

    def _after(self, deal: Deal, why: Why | int, done: int, gave_up: int = -1) -> int:
        """Return the step after a wait, as the reason for waking says."""
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
        deal.stage, deal.session, deal.lift, deal.asked = stage, 0, 0.0, 0
        deal.overdue, deal.clock_passed = False, True
        self.book.record(deal.task.number, What.ENTERED, stage, deal.attempt)
        self.book.count(TotalBlock.STAGE, stage, StageTotal.ENTERED)
        if self.program.stage_ints[stage][StageInt.OPPORTUNITY] and not deal.opportunity:
            deal.opportunity = True
            self._cell(deal, CellTotal.OPPORTUNITIES)
            self._cell(deal, CellTotal.PIPELINE_CENTS, deal.value)
            self.book.week(1)
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
            self._alarm(deal, Phase.CLOCK, now + self.rules.whole_ticks(wait), lambda: self._clock_passes(deal))
        time_out = self._stage(stage, StageCol.TIME_OUT)
        if time_out > 0.0:
            self._alarm(deal, Phase.DEADLINE, now + self.rules.whole_ticks(time_out), lambda: self._deadline(deal))
        self._next_ask(deal)

    def _screened(self, deal: Deal, stage: int) -> bool:
        if not self.rules.screened_out(deal.score, self._stage(stage, StageCol.THRESHOLD)):
            return False
        self.book.record(deal.task.number, What.SCREENED, stage)
        self.book.count(TotalBlock.STAGE, stage, StageTotal.SCREENED)
        if deal.attempt == 0 and stage == self._entry_stage(deal.source):
            self._cell(deal, CellTotal.MQLS, -1)
        self._forget(deal)
        return True

    def _queue_session(self, deal: Deal, kind: int, stage: int, *, patient: bool) -> None:
        now, task = self.clock.now, deal.task
        deal.sessions_left -= 1
        deal.session += 1
        first = deal.session == 1
        purpose, share = (
            (Purpose.KEEPS_OWNER, StageCol.KEEPS_OWNER) if first else (Purpose.SAME_PERSON, StageCol.SAME_PERSON)
        )
        kept = self.staff.can(deal.last_person, kind) and self.rules.kept(
            self._u(deal, purpose, deal.session - 1), self._stage(stage, share)
        )
        task.kind, task.since, task.begun, task.set_up = kind, now, False, 0
        task.kept_for = deal.last_person if kept else NOBODY
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
            self._alarm(deal, Phase.PATIENCE, now + self.rules.whole_ticks(wait), lambda: self._patience(deal))
        self.staff.put(task)

    def _taken(self, deal: Deal, person: int) -> int:
        """Note who takes the next session, and return the working ticks it needs."""
        now, stage = self.clock.now, deal.stage
        if deal.session == 1:
            self._forget_alarm(deal, Phase.PATIENCE)
            deal.waited = now - deal.task.since
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
            self._cell(deal, CellTotal.FIRST_TOUCHES)
            self._cell(deal, CellTotal.FIRST_TOUCH_TICKS, now - deal.created)
            self.book.bin(TotalBlock.FIRST_TOUCH_BINS, now - deal.created)
        i = self.numbers.place(Block.STAGE, stage, StageCol.SESSION)
        view = self.numbers.view
        need = self.rules.session_ticks(
            view[i],
            view[i + 1],
            view[i + 2],
            self._u(deal, Purpose.SESSION, deal.session - 1),
            self.numbers.get(Block.SPEED, person, deal.task.kind),
        )
        helped = self.rules.after_help(need, deal.saved)
        deal.saved -= need - helped
        return int(helped)

    def _triage(self, deal: Deal, stage: int, sound: int, cold: int, rejected: int) -> int:
        if deal.session != 1:
            return sound
        if self.rules.gone_cold(
            self._u(deal, Purpose.INTEREST),
            deal.waited,
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
            return rejected
        return sound

    def _leave(self, deal: Deal, stage: int) -> int:
        chance = self._chance(deal, deal.lift + self.staff.skill(deal.last_person))
        left = self.rules.outcome(
            deal.inclination, chance, self._stage(stage, StageCol.LOST), self._stage(stage, StageCol.NO_DECISION)
        )
        self.book.record(deal.task.number, What.LEFT, stage, left)
        self.book.count(TotalBlock.STAGE, stage, (StageTotal.ADVANCED, StageTotal.LOST, StageTotal.NO_DECISION)[left])
        self._forget(deal)
        return int(left)

    def _branch(self, deal: Deal, first: int, rows: int) -> int:
        u = self._u(deal, Purpose.ROUTE)
        chosen = self.rules.pick(u, self.numbers.view, self.numbers.place(Block.BRANCH, first), rows)
        return int(self.program.branches[first + chosen])

    def _recycles(self, deal: Deal, stage: int) -> bool:
        if not self.rules.comes_back(
            self._u(deal, Purpose.RECYCLES),
            self._stage(stage, StageCol.RECYCLES),
            deal.attempt,
            self._stage(stage, StageCol.ATTEMPTS),
        ):
            return False
        self.book.record(deal.task.number, What.RECYCLED, stage, deal.attempt + 1)
        self._cell(deal, CellTotal.RECYCLED)
        self._gap(deal, StageCol.RECYCLE_AFTER, Purpose.RECYCLE_DELAY, 0)
        return True

    def _close(self, deal: Deal, close: int) -> None:
        now, won = self.clock.now, close == Close.WON
        self.book.record(deal.task.number, What.CLOSED, close, deal.value if won else 0)
        self._cell(deal, CellTotal.CLOSED + close)
        if not deal.touched:
            self._cell(deal, CellTotal.NEVER_WORKED)
        if won:
            self._cell(deal, CellTotal.BOOKED_CENTS, deal.value)
            self._cell(deal, CellTotal.CYCLE_TICKS, now - deal.created)
            self.book.bin(TotalBlock.CYCLE_BINS, now - deal.created)
            self.book.week(2)
            self.book.week(3, deal.value)
        self.alive -= 1
        self.closed(deal, close)

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

    def _patience(self, deal: Deal) -> None:
        self.staff.withdraw(deal.task)
        self.book.record(deal.task.number, What.ABANDONED, deal.stage)
        self.book.count(TotalBlock.STAGE, deal.stage, StageTotal.ABANDONED)
        self._wake(deal, Why.GAVE_UP)

    def _gap(self, deal: Deal, column: StageCol, purpose: Purpose, ordinal: int) -> None:
        wait = self.numbers.drawn(Block.STAGE, deal.stage, column, self._u(deal, purpose, ordinal))

        def over() -> None:
            del deal.alarms[Phase.GAP]
            self._wake(deal, Why.DUE)

        self._alarm(deal, Phase.GAP, self.clock.now + self.rules.whole_ticks(wait), over)

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

    def _forget_alarm(self, deal: Deal, phase: Phase) -> None:
        alarm = deal.alarms.pop(phase, None)
        if alarm is not None:
            alarm.forget()

    def _forget(self, deal: Deal) -> None:
        """Leave a stage: nothing that was due in it matters any more, and nobody waits for its help."""
        for alarm in deal.alarms.values():
            alarm.forget()
        deal.alarms.clear()
        for help in deal.helpers.values():
            help.wanted = False
            if help.task.waiting:
                self.staff.withdraw(help.task)
                del self.helped[help.task.number]
        deal.helpers.clear()

    # --- asking for help ----------------------------------------------------------------------------------------------------

    def _next_ask(self, deal: Deal) -> None:
        rate = self._stage(deal.stage, StageCol.ASKS)
        if rate > 0.0 and deal.asked < MOST_ASKED:
            wait = self.rules.exponential(self._u(deal, Purpose.ASK_GAP, deal.asked), 1.0 / rate)
            self._alarm(deal, Phase.ASK, self.clock.now + self.rules.whole_ticks(wait), lambda: self._ask(deal))

    def _ask(self, deal: Deal) -> None:
        rates = self.numbers.place(Block.ASK_RATE, deal.stage)
        u = self._u(deal, Purpose.ASK_KIND, deal.asked)
        request = self.rules.pick(u, self.numbers.view, rates, self.program.requests)
        number = self.asked_by.get(deal.account, 0) + 1
        self.asked_by[deal.account] = number
        task = Task((deal.account << 16) + number)
        help = Help(deal, request, deal.asked, task, (deal.episode, deal.attempt, deal.stage))
        help.task.told_taken = lambda person: self._help_taken(help, person)
        deal.helpers[number] = help
        self.helped[help.task.number] = help
        deal.asked += 1
        self.book.record(help.task.number, What.ASKED, request, deal.stage)
        self.book.count(TotalBlock.REQUEST, request, RequestTotal.ASKED)
        self._next_ask(deal)
        self.clock.begin(self._help_story(help))

    def _help_story(self, help: Help) -> Talk:
        step = int(self.program.request_ints[help.request][RequestInt.ENTRY_STEP])
        while True:
            op, a, b, c, d, e = self.steps[step]
            match op:
                case Op.ANSWER:
                    step = self._answered(help, b, c, d, e)
                case Op.WORK:
                    help.sessions_left -= 1
                    help.session += 1
                    help.task.kind, help.task.since, help.task.due = a, self.clock.now, self.clock.now
                    help.task.begun, help.task.set_up = False, 0
                    self.staff.put(help.task)
                    yield self._gate(help.task)
                    step += 1
                case Op.AGAIN:
                    step = b if help.sessions_left > 0 and help.wanted else step + 1
                case Op.HELP:
                    self._give(help)
                    step += 1
                case Op.END:
                    help.deal.helpers.pop(help.task.number & 0xFFFF, None)
                    del self.helped[help.task.number]
                    return
                case _:
                    raise AssertionError(f"step {step} is no step of a request")

    def _answered(self, help: Help, work: int, refer: int, found: int, over: int) -> int:
        request = help.request
        answers = self.numbers.place(Block.REQUEST, request, RequestCol.ANSWERS)
        answer = self.rules.pick(self._help_u(help, Purpose.ANSWER), self.numbers.view, answers, len(Answer))
        self.book.record(help.task.number, What.ANSWERED, request, answer)
        self.book.count(TotalBlock.REQUEST, request, RequestTotal.ANSWERS + answer)
        if answer == Answer.DENY:
            return over
        if answer == Answer.SELF_SERVE:
            library = self.numbers.get(Block.RUN, 0, RunCol.LIBRARY)
            helps = self.rules.answer_helps(self._help_u(help, Purpose.LIBRARY), library)
            self.book.record(help.task.number, What.LIBRARY, request, int(helps))
            return found if helps else over
        help.task.urgent = answer == Answer.PREEMPT
        help.sessions_left = min(
            MOST_SESSIONS,
            self.rules.counted(
                self.numbers.get(Block.REQUEST, request, RequestCol.SESSION_SPREAD),
                self.numbers.get(Block.REQUEST, request, RequestCol.SESSIONS),
                self._help_u(help, Purpose.REQUEST_COUNT),
            ),
        )
        return refer if answer == Answer.REFER else work

    def _help_taken(self, help: Help, person: int) -> int:
        i = self.numbers.place(Block.REQUEST, help.request, RequestCol.SESSION)
        view = self.numbers.view
        ordinal = self.rules.request_ordinal(help.nth, help.session - 1)
        u = self._u_at(help, Purpose.REQUEST_SESSION, ordinal)
        speed = self.numbers.get(Block.SPEED, person, help.task.kind)
        return int(self.rules.session_ticks(view[i], view[i + 1], view[i + 2], u, speed))

    def _give(self, help: Help) -> None:
        request, deal = help.request, help.deal
        if help.wanted:
            deal.lift += self.numbers.get(Block.REQUEST, request, RequestCol.LIFT)
            deal.saved += self.rules.some_ticks(self.numbers.get(Block.REQUEST, request, RequestCol.SAVED))
        self.book.record(help.task.number, What.HELPED, request, int(help.wanted))
        self.book.count(TotalBlock.REQUEST, request, RequestTotal.HELPED if help.wanted else RequestTotal.LATE)

    def _displaced(self, task: int, ticks: int) -> None:
        row = self.helped[task].request
        at = self.book.at[TotalBlock.REQUEST] + row * self.book.widths[TotalBlock.REQUEST]
        self.book.totals[at + RequestTotal.DISPLACED_TICKS] += ticks

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
        return self.steps[int(self.program.source_ints[source][1])][1]

    def _cell(self, deal: Deal, column: int, amount: int = 1) -> None:
        self.book.count(TotalBlock.CELL, deal.source * self.program.segments + deal.segment, column, amount)

    def _u(self, deal: Deal, purpose: Purpose, ordinal: int = 0) -> float:
        return self.luck.u(purpose, deal.account, self.rules.draw_index(*deal.index(ordinal)))

    def _help_u(self, help: Help, purpose: Purpose) -> float:
        return self._u_at(help, purpose, help.nth)

    def _u_at(self, help: Help, purpose: Purpose, ordinal: int) -> float:
        where = self.rules.draw_index(*help.asked_at, ordinal)
        return self.luck.u(purpose, help.deal.account, where)
