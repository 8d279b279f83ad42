"""The fold's view of leads: what became of each, what it was worth, how long it waited for a first hand."""

from collections.abc import Callable
from dataclasses import dataclass

from gtmsim.measure.sums import DATES, Record, Sums
from gtmsim.program.layout import (
    Block,
    CellTotal,
    Close,
    Limit,
    Outcome,
    ProductTotal,
    RequestTotal,
    RunTotal,
    StageCol,
    StageInt,
    StageTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import bin_of, some_ticks
from gtmsim.program.tables import Floats

SEGMENT_MASK = (1 << Limit.LEAD_SOURCE_SHIFT) - 1
NUMBER_MASK = 0xFFFF

_LEFT_AS = {
    Outcome.ADVANCE: StageTotal.ADVANCED,
    Outcome.LOST: StageTotal.LOST,
    Outcome.NO_DECISION: StageTotal.NO_DECISION,
}
_FELL_OUT = {
    What.COLD: StageTotal.COLD,
    What.REJECTED: StageTotal.REJECTED,
    What.ABANDONED: StageTotal.ABANDONED,
    What.TIMED_OUT: StageTotal.TIMED_OUT,
}


@dataclass
class Visit:
    """A lead's stay in a stage. A lead that comes back pays another visit."""

    stage: int
    queued: int | None = None  # tick of the first time it stood in line
    taken: bool = False


@dataclass
class Life:
    """A lead from its creation to its close."""

    source: int
    segment: int
    value_cents: int
    born: int
    visit: Visit
    visits: int = 0
    product: int = -1
    opportunity: bool = False
    queued: bool = False
    worked: bool = False
    won: bool = False  # and still being served
    torn: bool = False  # its last session was interrupted, so the next taking resumes it
    last_person: int = -1


class Lives:
    """Counts leads, stage visits and requests. An account that raises its hand again begins a new life."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        program = sums.program
        self.opportunity_stages = program.stage_ints[:, StageInt.OPPORTUNITY].tolist()
        self.params = params
        self._read(0)
        self.lives: dict[int, Life] = {}
        self.handlers: dict[int, Callable[[Record], None]] = {
            **dict.fromkeys(DATES, lambda r: self._read(r.tick)),
            What.TIE_LOST: self._tie_lost,
            What.LEAD: self._lead,
            What.OFFERED: self._offered,
            What.ENTERED: self._entered,
            What.SCREENED: self._screened,
            What.QUEUED: self._queued,
            What.TAKEN: self._taken,
            What.DONE: self._done,
            What.INTERRUPTED: self._interrupted,
            What.LEFT: self._left,
            What.RECYCLED: self._recycled,
            What.WON: self._won,
            What.CLOSED: self._closed,
            What.ASKED: lambda r: self._request(r, RequestTotal.ASKED),
            What.ANSWERED: lambda r: self._request(r, RequestTotal.ANSWERS + r.b),
            What.HELPED: lambda r: self._request(r, RequestTotal.HELPED if r.b else RequestTotal.LATE),
            **dict.fromkeys(_FELL_OUT, self._fell_out),
        }

    def _read(self, tick: int) -> None:
        program = self.sums.program
        sla = program.block(Block.STAGE, program.held(self.params, tick))[:, StageCol.SLA]
        self.sla_ticks = [some_ticks(x) for x in sla.tolist()]

    def finish(self) -> None:
        """Count who is still alive at the horizon, warm-up or not."""
        self.sums.add(
            TotalBlock.RUN, RunTotal.OPEN_LEADS, by=sum(not life.won for life in self.lives.values())
        )
        for life in self.lives.values():
            if life.queued and not life.worked:
                self.sums.add(TotalBlock.CELL, life.source, life.segment, CellTotal.UNTOUCHED, by=1)

    def _lead(self, r: Record) -> None:
        life = Life(r.a >> Limit.LEAD_SOURCE_SHIFT, r.a & SEGMENT_MASK, r.b, r.tick, Visit(stage=-1))
        self.lives[r.entity] = life
        self._cell(life, CellTotal.LEADS)
        self._cell(life, CellTotal.MQLS)
        self.sums.add_to_week(WeekCol.LEADS)

    def _offered(self, r: Record) -> None:
        life = self.lives[r.entity]
        life.product = r.a
        self._product(life, ProductTotal.LEADS)

    def _entered(self, r: Record) -> None:
        life = self.lives[r.entity]
        life.visit = Visit(r.a)
        life.visits += 1
        self._stage(r.a, StageTotal.ENTERED)
        if self.opportunity_stages[r.a] and not life.opportunity:
            life.opportunity = True
            self._cell(life, CellTotal.OPPORTUNITIES)
            self._cell(life, CellTotal.PIPELINE_CENTS, life.value_cents)
            self._product(life, ProductTotal.OPPORTUNITIES)
            self.sums.add_to_week(WeekCol.OPPORTUNITIES)

    def _screened(self, r: Record) -> None:
        self._stage(r.a, StageTotal.SCREENED)
        life = self.lives[r.entity]
        if life.visits == 1:  # turned away at the door, at the tick of its creation: never a qualified lead
            self._cell(life, CellTotal.MQLS, -1)

    def _queued(self, r: Record) -> None:
        life = self._lead_of(r)
        if life is None:
            return
        life.queued = True
        if life.visit.queued is None:
            life.visit.queued = r.tick

    def _taken(self, r: Record) -> None:
        life = self._lead_of(r)
        if life is None:
            return
        if not life.worked:
            life.worked = True
            self._cell(life, CellTotal.FIRST_TOUCHES)
            self._cell(life, CellTotal.FIRST_TOUCH_TICKS, r.tick - life.born)
            self.sums.count(TotalBlock.FIRST_TOUCH_BINS, bin_of(r.tick - life.born))
        visit = life.visit
        if not visit.taken:
            visit.taken = True
            self._first_session(visit, r.tick)
        elif not life.torn:
            same = r.b == life.last_person
            self.sums.count(TotalBlock.RUN, RunTotal.TASK_SAME if same else RunTotal.TASK_SWITCH)
        life.torn = False

    def _first_session(self, visit: Visit, tick: int) -> None:
        assert visit.queued is not None, "work is taken from a queue"
        wait = tick - visit.queued
        self._stage(visit.stage, StageTotal.FIRST_TAKEN)
        self._stage(visit.stage, StageTotal.FIRST_WAIT_TICKS, wait)
        if wait <= self.sla_ticks[visit.stage]:
            self._stage(visit.stage, StageTotal.SLA_MET)
        self.sums.count(TotalBlock.HANDOFF_WAIT_BINS, bin_of(wait))

    def _done(self, r: Record) -> None:
        life = self._lead_of(r)
        if life is not None:
            life.last_person = r.a

    def _interrupted(self, r: Record) -> None:
        life = self._lead_of(r)
        if life is not None:
            life.torn = True

    def _tie_lost(self, r: Record) -> None:
        self.lives[r.entity].last_person = -1

    def _fell_out(self, r: Record) -> None:
        self._stage(r.a, _FELL_OUT[What(r.what)])

    def _left(self, r: Record) -> None:
        self._stage(r.a, _LEFT_AS[Outcome(r.b)])

    def _recycled(self, r: Record) -> None:
        self._cell(self.lives[r.entity], CellTotal.RECYCLED)

    def _won(self, r: Record) -> None:
        """Count a win that work follows; whoever takes that up is no first hand on a lead any more."""
        life = self.lives[r.entity]
        self._decided(life, Close.WON, r)
        life.won = life.worked = True

    def _closed(self, r: Record) -> None:
        life = self.lives.pop(r.entity)
        if r.a != Close.SERVED:
            self._decided(life, r.a, r)

    def _decided(self, life: Life, close: int, r: Record) -> None:
        self._cell(life, CellTotal.CLOSED + close)
        self._cell(life, CellTotal.BOOKED_CENTS, r.b)
        self.sums.add_to_week(WeekCol.BOOKED_CENTS, r.b)
        if life.opportunity or close == Close.WON:
            self._cell(life, CellTotal.DECIDED)
        if life.queued and not life.worked:
            self._cell(life, CellTotal.NEVER_WORKED)
        if close == Close.WON:
            self._product(life, ProductTotal.WINS)
            self._product(life, ProductTotal.BOOKED_CENTS, r.b)
            self._cell(life, CellTotal.CYCLE_TICKS, r.tick - life.born)
            self.sums.count(TotalBlock.CYCLE_BINS, bin_of(r.tick - life.born))
            self.sums.add_to_week(WeekCol.WINS)

    def _request(self, r: Record, column: int) -> None:
        self.sums.count(TotalBlock.REQUEST, r.a, column)

    def _lead_of(self, r: Record) -> Life | None:
        """Return the life a task record is about, or None if the task is a support request."""
        return None if r.entity & NUMBER_MASK else self.lives[r.entity]

    def _cell(self, life: Life, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.CELL, life.source, life.segment, column, by=by)

    def _product(self, life: Life, column: int, by: int = 1) -> None:
        if life.product >= 0:
            self.sums.count(TotalBlock.PRODUCT, life.product, column, by=by)

    def _stage(self, stage: int, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.STAGE, stage, column, by=by)
