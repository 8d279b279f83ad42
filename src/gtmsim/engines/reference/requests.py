"""The stories of requests for help: asked by a deal, answered by the intake policy, worked, and of help or too late."""

from simpy.events import Event

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock, Story
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.intake import Intake
from gtmsim.engines.reference.library import Library
from gtmsim.engines.reference.lives import Deal, Request
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.queues import Task
from gtmsim.engines.reference.staff import Staff
from gtmsim.engines.reference.structure import RIGHT, Structure
from gtmsim.program.layout import (
    Answer,
    Block,
    DrainCol,
    Limit,
    Op,
    Phase,
    Purpose,
    RequestCol,
    RequestInt,
    RequestTotal,
    StageCol,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program


class Requests:
    """Runs every request through the program's steps."""

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
        self.staff = staff
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules
        self.steps: list[list[int]] = program.steps.tolist()
        self.asked_by: dict[int, int] = {}  # requests an account has ever raised: they number its tasks
        self.alive: dict[int, Request] = {}
        self.library = Library(program, book, company, numbers, luck.rules)
        self.intake = Intake(book, numbers, luck)
        self.structure: Structure  # set once the firm stands
        staff.displaced = self._displaced

    def week_begins(self, week: int) -> None:
        """Let material age and grow, and the intake look at what the last weeks brought."""
        self.library.week_begins(week)
        self.intake.week_begins(week)

    def meets(self, deal: Deal) -> None:
        """Say of a new deal who decides at the buyer's, and whether a rival is in it."""
        weights = self.numbers.place(Block.TOOLKIT, self.program.stages)
        u = self.luck.at(Purpose.PERSONA, deal.account, (deal.episode, 0, 0, 0))
        deal.persona = self.rules.pick(u, self.numbers.view, weights, self.library.personas)
        self.intake.meets(deal)

    def next_ask(self, deal: Deal) -> None:
        """Set the clock for a deal's next request, if its stage raises any."""
        rate = self.numbers.get(Block.STAGE, deal.stage, StageCol.ASKS)
        if rate > 0.0 and deal.asked < Limit.ASKED and self.asked_by.get(deal.account, 0) < Limit.NUMBERED:
            u = self.luck.at(Purpose.ASK_GAP, deal.account, deal.address(deal.asked))
            wait = self.rules.whole_ticks(self.rules.exponential(u, 1.0 / rate))
            alarm = self.clock.at(self.clock.now + wait, Phase.ASK, deal.task.number, lambda: self._ask(deal))
            deal.alarms[Phase.ASK] = alarm

    def nobody_waits(self, deal: Deal) -> None:
        """Tell a deal's requests that it has left the stage: those still queued are withdrawn, those in hand come too late."""
        for request in deal.requests.values():
            request.wanted = False
            if request.search is not None:
                request.search.forget()
                del self.alive[request.task.number]
            elif request.task.waiting:
                self.staff.withdraw(request.task)
                del self.alive[request.task.number]
        deal.requests.clear()

    def _ask(self, deal: Deal) -> None:
        rates = self.numbers.place(Block.ASK_RATE, deal.stage)
        u = self.luck.at(Purpose.ASK_KIND, deal.account, deal.address(deal.asked))
        kind = self.rules.pick(u, self.numbers.view, rates, self.program.requests)
        number = self.asked_by.get(deal.account, 0) + 1
        self.asked_by[deal.account] = number
        task = Task((deal.account << 16) + number)
        self.book.record(task.number, What.ASKED, kind, deal.stage)
        self.book.count(TotalBlock.REQUEST, kind, RequestTotal.ASKED)
        if self._avoided(deal, kind):
            self.book.record(task.number, What.AVOIDED, kind, deal.stage)
            self.book.count(TotalBlock.REQUEST, kind, RequestTotal.AVOIDED)
            deal.asked += 1
            self.next_ask(deal)
            return
        request = Request(deal, kind, deal.asked, task, (deal.episode, deal.attempt, deal.stage))
        task.told_taken = lambda person: self._taken(request, person)
        deal.requests[number] = request
        self.alive[task.number] = request
        deal.asked += 1
        self.next_ask(deal)
        self.clock.begin(self._story(request))

    def _story(self, request: Request) -> Story:
        step = int(self.program.request_ints[request.kind][RequestInt.ENTRY_STEP])
        while True:
            op, a, b, c, d, e = self.steps[step]
            match op:
                case Op.ANSWER:
                    step = self._answered(request, b, c, d, e)
                case Op.WORK:
                    if request.session == 0 and self._strays(request, a):
                        yield self._search(request)
                    yield self._queue_session(request, a)
                    step += 1
                case Op.AGAIN:
                    step = b if request.sessions_left > 0 and request.wanted else step + 1
                case Op.HELP:
                    self._give(request)
                    step += 1
                case Op.END:
                    request.deal.requests.pop(request.task.number & 0xFFFF, None)
                    del self.alive[request.task.number]
                    return
                case _:
                    raise AssertionError(f"step {step} is no step of a request")

    def _avoided(self, deal: Deal, kind: int) -> bool:
        u = self.luck.at(Purpose.AVOIDED, deal.account, deal.address(deal.asked))
        return self.library.spares(u, kind, deal.stage, deal.persona)

    def _answered(self, request: Request, work: int, refer: int, found: int, over: int) -> int:
        kind = request.kind
        answer = self.intake.answer(request)
        if answer == Answer.DENY:
            return over
        if answer == Answer.SELF_SERVE:
            library = self.library.in_use(request.asked_at[2], request.deal.persona)
            helps = self.rules.answer_helps(self._u(request, Purpose.LIBRARY), library)
            self.book.record(request.task.number, What.LIBRARY, kind, int(helps))
            self.book.count(TotalBlock.REQUEST, kind, RequestTotal.FOUND, int(helps))
            return found if helps else over
        request.reusable = self.rules.is_reusable(
            self._u(request, Purpose.REUSABLE), self.numbers.get(Block.REQUEST, kind, RequestCol.REUSABLE)
        )
        request.task.urgent = answer == Answer.PREEMPT
        sessions = self.rules.counted(
            self.numbers.get(Block.REQUEST, kind, RequestCol.SESSION_SPREAD),
            self.numbers.get(Block.REQUEST, kind, RequestCol.SESSIONS),
            self._u(request, Purpose.REQUEST_COUNT),
        )
        request.sessions_left = min(Limit.SESSIONS, sessions)
        return refer if answer == Answer.REFER else work

    def _strays(self, request: Request, kind: int) -> bool:
        """Return whether a request goes to the wrong person first."""
        where = (*request.asked_at, request.nth + 1)
        request.astray = self.structure.routed(request.task.number, kind, request.deal.account, where)
        return request.astray != RIGHT

    def _search(self, request: Request) -> Event:
        """Let a request be on its way to the right person; nobody looks any further once its deal has moved on."""
        gate, until = self.clock.gate(), self.clock.now + self.structure.wait()

        def found() -> None:
            request.search = None
            self.clock.open(gate)

        request.search = self.clock.at(until, Phase.GAP, request.task.number, found)
        return gate

    def _queue_session(self, request: Request, kind: int) -> Event:
        request.sessions_left -= 1
        request.session += 1
        task = request.task
        task.kind, task.since, task.due = kind, self.clock.now, self.clock.now
        task.begun, task.set_up = False, 0
        self.staff.put(task)
        task.gate = self.clock.gate()
        return task.gate

    def _taken(self, request: Request, person: int) -> int:
        """Return the working ticks a session needs in this person's hands."""
        i = self.numbers.place(Block.REQUEST, request.kind, RequestCol.SESSION)
        ordinal = self.rules.request_ordinal(request.nth, request.session - 1)
        u = self.luck.at(Purpose.REQUEST_SESSION, request.deal.account, (*request.asked_at, ordinal))
        family, a, b = self.numbers.view[i : i + 3]
        speed = self.staff.pace(person, request.task.kind)
        need = self.rules.session_ticks(family, a, b, u, speed)
        if request.reusable:
            need = self.rules.made_reusable(need, self.numbers.get(Block.DRAIN, 0, DrainCol.REUSABLE_COST))
        if request.session > 1:
            return int(need)
        return self.structure.longer(request.task.number, int(need), request.astray)

    def _give(self, request: Request) -> None:
        kind, deal = request.kind, request.deal
        if request.session > 0:
            self._made(request)
        if request.wanted:
            deal.supported = deal.supported or request.session > 0
            deal.lift = self.rules.helped_lift(
                deal.lift, self.numbers.get(Block.REQUEST, kind, RequestCol.LIFT)
            )
            deal.saved += self.rules.some_ticks(self.numbers.get(Block.REQUEST, kind, RequestCol.SAVED))
        self.book.record(request.task.number, What.HELPED, kind, int(request.wanted))
        total = RequestTotal.HELPED if request.wanted else RequestTotal.LATE
        self.book.count(TotalBlock.REQUEST, kind, total)

    def _made(self, request: Request) -> None:
        """Put reusable help on the shelf; help broken off because nobody waits for it any more serves nobody."""
        stage = request.asked_at[2]
        shelved = request.reusable and request.sessions_left == 0
        if shelved:
            self.library.shelve(stage, request.deal.persona)
            self.book.record(request.task.number, What.SHELVED, request.kind, stage)
        total = RequestTotal.REUSABLE if shelved else RequestTotal.ONE_TIME
        self.book.count(TotalBlock.REQUEST, request.kind, total)

    def _displaced(self, task: int, ticks: int, in_window: int) -> None:
        self.intake.help_given(self.alive[task].kind, ticks, in_window)

    def _u(self, request: Request, purpose: Purpose) -> float:
        return self.luck.at(purpose, request.deal.account, (*request.asked_at, request.nth))
