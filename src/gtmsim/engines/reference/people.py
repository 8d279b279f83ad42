"""Who works: positions, and what their holders have in hand."""

from dataclasses import dataclass, field

from gtmsim.engines.reference.calendars import Calendar
from gtmsim.engines.reference.clock import Alarm
from gtmsim.engines.reference.queues import NOBODY, Task


@dataclass(eq=False)
class Person:
    """A position and whoever holds it: a calendar, and at most one piece of work in hand."""

    number: int
    luck: int  # the position in the addresses of draws
    team: int
    role: int
    calendar: Calendar
    starts: int
    leaves: int
    opening: bool
    here: bool = False
    joined: int = 0
    task: Task | None = None
    standing: int = NOBODY  # kind of standing work in hand
    taken: int = 0  # when the work in hand was taken
    set_up: int = 0  # of the work in hand
    need: int = 0  # of the work in hand, set-up left out
    done: Alarm | None = None
    idle_since: int = 0
    worked: int = 0
    last_kind: int = NOBODY
    begun: int = 0  # pieces of work taken up
    torn_away: bool = False  # from standing work: the next standing session begins with set-up
    stood: list[int] = field(default_factory=list)  # by kind, since the shares of standing time changed last
    stood_then: int = 0  # ticks of prospecting until the last find
    holder: int = NOBODY  # n-th to hold the position
    wanted: bool = False  # an opening that has been opened
    search: int = 0  # ticks until the next holder, 0: nobody is looked for
    experience: float = 0.0
    skill: float = 0.0
    staying: float = 0.0  # how much of the rate of quitting this holder still bears
    booked: int = 0  # cents in this quarter
    missed: float = 0.0  # share of the last full quarter's quota
    busy_ticks: int = 0  # these three of all who ever held the position
    helping_ticks: int = 0
    opened_ticks: int = 0  # by those who have left

    @property
    def idle(self) -> bool:
        """Whether there is nothing in hand."""
        return self.here and self.task is None and self.standing == NOBODY
