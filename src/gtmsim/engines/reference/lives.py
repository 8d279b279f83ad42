"""What the reference engine remembers of a lead, of a request and of a contract."""

from dataclasses import dataclass, field
from enum import Enum

from gtmsim.engines.reference.clock import Alarm
from gtmsim.engines.reference.queues import NOBODY, Task
from gtmsim.program.layout import Phase

NO_STAGE = -1


class Why(Enum):
    """Why a waiting story goes on."""

    DONE = "the session is done"
    GAVE_UP = "patience ended"
    TIMED_OUT = "the stage timed out"
    DUE = "what it waited for has come"


@dataclass(eq=False)
class Deal:
    """A lead on its way, from its first tick to its close; after a win, until the work that follows is over."""

    account: int
    source: int
    segment: int
    episode: int
    created: int
    value: int
    intent: bool
    score: float
    task: Task
    product: int = -1
    attempt: int = 0
    first_attempt: int = 0  # with which it began
    stage: int = NO_STAGE
    inclination: float = 0.0
    sessions_left: int = 0
    session: int = 0  # n-th of this stage, from 1
    waited: int = 0  # for the first session of this stage
    strayed: int = 0  # ticks for which this stage's work went astray before it stood in line
    astray: int = (
        0  # this stage's work: -1 not yet routed, 0 to the right person, 1 misrouted, 2 done twice as well
    )
    lift: float = 0.0  # of this stage, by the help that moves it most
    carried: float = 0.0  # lift that goes with the lead from stage to stage
    saved: int = 0
    last_person: int = NOBODY
    sought: int = 0  # ticks its finder had looked for it
    nurture_then: float = 0.0  # the nurture clock when it was put aside
    queued: bool = False  # has ever waited for somebody
    touched: bool = False
    opportunity: bool = False
    urgent: bool = True  # enough to spend money
    piped: int = 0  # what it was worth when it became an opportunity
    customer: bool = False  # its account has bought before
    won: bool = False  # and still being served
    advanced: bool = False  # out of the stage it was in last
    discount: float = 0.0
    clock_passed: bool = True
    overdue: bool = False
    awaiting_clock: bool = False
    supported: bool = False  # has ever been helped in time
    asked: int = 0  # in this stage
    calls: int = 0  # on it by its seller, beside the sessions of this stage
    weighed: int = 0  # times that somebody has asked themselves whether to take it in this stage
    persona: int = 0
    contested: bool = False  # a rival is in it
    deciders: int = 1
    contacts: int = 1  # of them, whom sellers have met
    rival: int = -1  # which
    from_rival: bool = False  # whose customer the account was when it began
    asked_for: bool = False  # it has told what it misses
    wish: int = -1  # row of what it asked for
    requests: dict[int, "Request"] = field(default_factory=dict)
    alarms: dict[Phase, Alarm] = field(default_factory=dict)

    def address(self, ordinal: int = 0) -> tuple[int, int, int, int]:
        """Return episode, attempt, stage and ordinal: where this deal's next draws stand."""
        return self.episode, self.attempt, max(self.stage, 0), ordinal

    def forget(self, phase: Phase) -> None:
        """Forget one alarm, if it is still set."""
        alarm = self.alarms.pop(phase, None)
        if alarm is not None:
            alarm.forget()

    def forget_all(self) -> None:
        """Forget every alarm: what was due in the stage does not matter any more."""
        for phase in tuple(self.alarms):
            self.forget(phase)


@dataclass(eq=False)
class Request:
    """A request for help with a deal."""

    deal: Deal
    kind: int
    nth: int  # of this stage visit
    task: Task
    asked_at: tuple[int, int, int]  # episode, attempt, stage: where its draws stand
    reusable: bool = False  # made to serve other deals as well
    wanted: bool = True  # the deal is still in the stage that asked
    astray: int = 0  # as of a deal
    search: Alarm | None = None  # until when it goes astray
    sessions_left: int = 0
    session: int = 0


@dataclass(eq=False)
class Contract:
    """What an account has bought, all in one. An account that left keeps its number of renewals, for its luck."""

    account: int
    segment: int
    alive: bool = False
    arr: int = 0  # cents a year
    arr_then: int = 0  # when the term began
    since: int = 0  # when the term began, or the run
    clock_then: float = 0.0  # the clock of care when the term began
    nth: int = 0  # renewals so far, whichever way they went
    boarding: bool = False  # onboarding is still to be done
    unboarded: int = 0  # ticks of this term before onboarding was done
    discount: float = 0.0
    products: int = 0  # bits: what it has of what is sold
    product: int = -1  # the one bought last
    renewal: Alarm | None = None  # when it comes up next
    overdue: int = 0  # promises that are late
    asked_for: int = 0  # one-offs so far
    ask_need: float = 0.0  # hazard left until the next, 0: not drawn yet
