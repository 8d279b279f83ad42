"""The stories of requests for help: asked by a deal, answered by the intake policy, worked, and of help or too late."""

from simpy.events import Event

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.clock import Clock, Story
from gtmsim.engines.reference.lives import Deal, Request
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.staff import Staff, Task
from gtmsim.program.layout import (
    Answer,
    Block,
    Limit,
    Op,
    Phase,
    Purpose,
    RequestCol,
    RequestInt,
    RequestTotal,
    RunCol,
    StageCol,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Program


class Requests:
    """Runs every request through the program's steps."""

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
        self.alive: dict[int, Request] = {}
        staff.displaced = self._displaced

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
            if request.task.waiting:
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
        request = Request(deal, kind, deal.asked, task, (deal.episode, deal.attempt, deal.stage))
        task.told_taken = lambda person: self._taken(request, person)
        deal.requests[number] = request
        self.alive[task.number] = request
        deal.asked += 1
        self.book.record(task.number, What.ASKED, kind, deal.stage)
        self.book.count(TotalBlock.REQUEST, kind, RequestTotal.ASKED)
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

    def _answered(self, request: Request, work: int, refer: int, found: int, over: int) -> int:
        kind = request.kind
        answers = self.numbers.place(Block.REQUEST, kind, RequestCol.ANSWERS)
        answer = self.rules.pick(self._u(request, Purpose.ANSWER), self.numbers.view, answers, len(Answer))
        self.book.record(request.task.number, What.ANSWERED, kind, answer)
        self.book.count(TotalBlock.REQUEST, kind, RequestTotal.ANSWERS + answer)
        if answer == Answer.DENY:
            return over
        if answer == Answer.SELF_SERVE:
            library = self.numbers.get(Block.RUN, 0, RunCol.LIBRARY)
            helps = self.rules.answer_helps(self._u(request, Purpose.LIBRARY), library)
            self.book.record(request.task.number, What.LIBRARY, kind, int(helps))
            return found if helps else over
        request.task.urgent = answer == Answer.PREEMPT
        sessions = self.rules.counted(
            self.numbers.get(Block.REQUEST, kind, RequestCol.SESSION_SPREAD),
            self.numbers.get(Block.REQUEST, kind, RequestCol.SESSIONS),
            self._u(request, Purpose.REQUEST_COUNT),
        )
        request.sessions_left = min(Limit.SESSIONS, sessions)
        return refer if answer == Answer.REFER else work

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
        return int(self.rules.session_ticks(family, a, b, u, speed))

    def _give(self, request: Request) -> None:
        kind, deal = request.kind, request.deal
        if request.wanted:
            deal.lift += self.numbers.get(Block.REQUEST, kind, RequestCol.LIFT)
            deal.supported = True
            deal.saved += self.rules.some_ticks(self.numbers.get(Block.REQUEST, kind, RequestCol.SAVED))
        self.book.record(request.task.number, What.HELPED, kind, int(request.wanted))
        total = RequestTotal.HELPED if request.wanted else RequestTotal.LATE
        self.book.count(TotalBlock.REQUEST, kind, total)

    def _displaced(self, task: int, ticks: int) -> None:
        self.book.add(TotalBlock.REQUEST, self.alive[task].kind, RequestTotal.DISPLACED_TICKS, ticks)

    def _u(self, request: Request, purpose: Purpose) -> float:
        return self.luck.at(purpose, request.deal.account, (*request.asked_at, request.nth))
