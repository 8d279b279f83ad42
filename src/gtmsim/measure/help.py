"""The fold's view of help for single deals: avoided, pressed for, paid for, planned, and made reusable."""

from collections.abc import Callable

from gtmsim.measure.sums import DATES, Record, Sums
from gtmsim.program.layout import (
    Block,
    DrainCol,
    DrainTotal,
    RequestCol,
    RequestTotal,
    RunTotal,
    StageTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import planned_part, whole_cents, worked_on
from gtmsim.program.tables import Floats
from gtmsim.units import TICKS_PER_WEEK


class Help:
    """Counts what became of requests, apart from hours."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        self.params = params
        self._read(0)
        self.worked: set[int] = set()  # tasks of requests that are work for somebody
        self.shelved: set[int] = set()
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.CONTESTED: lambda _: self._drain(DrainTotal.CONTESTED),
            What.AVOIDED: lambda r: self._request(r, RequestTotal.AVOIDED),
            What.PRESSED: lambda _: self._drain(DrainTotal.PRESSED),
            What.UNFUNDED: lambda _: self._drain(DrainTotal.UNFUNDED),
            What.ANSWERED: self._answered,
            What.LIBRARY: lambda r: self._request(r, RequestTotal.FOUND, r.b),
            What.SHELVED: self._shelved,
            What.HELPED: self._helped,
            What.COVERED: self._covered,
            What.SPENT: self._spent,
            **dict.fromkeys(DATES, lambda r: self._read(r.tick)),
        }

    def _read(self, tick: int) -> None:
        program = self.sums.program
        requests = program.block(Block.REQUEST, program.held(self.params, tick))
        self.cost_cents = [whole_cents(x) for x in requests[:, RequestCol.COST_CENTS].tolist()]

    def finish(self) -> None:
        """Nothing is left open at the horizon."""

    def _answered(self, r: Record) -> None:
        if worked_on(r.b):
            self.worked.add(r.entity)
            self._request(r, RequestTotal.DEAL_CENTS, self.cost_cents[r.a])
            self.sums.add_to_week(WeekCol.DEAL_CENTS, self.cost_cents[r.a])

    def _shelved(self, r: Record) -> None:
        self.shelved.add(r.entity)
        self._request(r, RequestTotal.REUSABLE)

    def _helped(self, r: Record) -> None:
        if r.entity in self.worked and r.entity not in self.shelved:
            self._request(r, RequestTotal.ONE_TIME)
        self.worked.discard(r.entity)
        self.shelved.discard(r.entity)

    def _covered(self, r: Record) -> None:
        self.sums.count(TotalBlock.STAGE, r.entity, StageTotal.COVERAGE_MICRO, by=r.b)

    def _spent(self, r: Record) -> None:
        self.sums.count(TotalBlock.RUN, RunTotal.PROGRAM_CENTS, by=r.b)
        self.sums.add_to_week(WeekCol.PROGRAM_CENTS, r.b)

    def _drain(self, column: int) -> None:
        self.sums.count(TotalBlock.DRAIN, 0, column)

    def _request(self, r: Record, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.REQUEST, r.a, column, by=by)


class Plan:
    """Splits help by people with standing work into what the week's plan holds and what it does not."""

    def __init__(self, sums: Sums, params: Floats) -> None:
        self.sums = sums
        self.params = params
        self.changes(0)
        self.week = 0
        self.helped = 0

    def changes(self, tick: int) -> None:
        """Plan as is planned from a tick on."""
        program = self.sums.program
        self.planned = float(program.block(Block.DRAIN, program.held(self.params, tick))[0, DrainCol.PLANNED])

    def takes(self, ticks: int, in_window: int) -> None:
        """Book a session of help, of which the last `in_window` ticks are measured."""
        week = min(self.sums.tick, self.sums.program.horizon - 1) // TICKS_PER_WEEK
        if week != self.week:
            self.week, self.helped = week, 0
        unplanned = min(in_window, ticks - planned_part(self.helped, ticks, self.planned))
        self.helped += ticks
        self.sums.add(TotalBlock.DRAIN, 0, DrainTotal.PLANNED_TICKS, by=in_window - unplanned)
        self.sums.add(TotalBlock.DRAIN, 0, DrainTotal.UNPLANNED_TICKS, by=unplanned)
