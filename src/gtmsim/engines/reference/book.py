"""The books of one replication: event records, totals, hours, weekly series."""

from types import ModuleType

from gtmsim.engines.reference.clock import Clock
from gtmsim.program.layout import KindTotal, TotalBlock, WeekCol
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of, week_width
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK


class Book:
    """Writes down what happens. Totals count from warm-up on; weekly series and records count everything."""

    def __init__(self, program: Program, clock: Clock, rules: ModuleType) -> None:
        self.rules = rules
        self.program = program
        self.clock = clock
        self.layout = totals_of(program)
        self.totals = [0] * self.layout.width
        self.at = [int(x) for x in self.layout.at]
        self.records: list[tuple[int, int, int, int, int, int]] = []
        self.ledger = [[0] * program.kinds for _ in range(program.people)]
        self.weekly = [[0] * week_width(program) for _ in range(program.weeks)]
        self.in_queue = [0] * program.kinds
        self.queue_since = [0] * program.kinds
        self.widths: dict[int, int] = {block: shape[-1] for block, shape in self.layout.shapes.items()}

    def record(self, entity: int, what: int, a: int = 0, b: int = 0) -> None:
        """Write an event record."""
        self.records.append((self.clock.now, self.clock.phase, entity, what, a, b))

    def count(self, block: TotalBlock, row: int, column: int, amount: int = 1) -> None:
        """Add to a total, if the warm-up is over."""
        if self.clock.now >= self.program.warm_up:
            self.add(block, row, column, amount)

    def add(self, block: TotalBlock, row: int, column: int, amount: int) -> None:
        """Add to a total an amount that lies in the measured window already."""
        self.totals[self.at[block] + row * self.widths[block] + column] += amount

    def put(self, block: TotalBlock, row: int, column: int, amount: int) -> None:
        """Let a total be what stands now."""
        self.totals[self.at[block] + row * self.widths[block] + column] = amount

    def bin(self, block: TotalBlock, ticks: int) -> None:
        """Add a duration to a histogram."""
        self.count(block, 0, self.rules.bin_of(ticks))

    def week(self, column: int, amount: int = 1) -> None:
        """Add to this week's series."""
        self.weekly[self.clock.now // TICKS_PER_WEEK][column] += amount

    def week_before(self, column: int, amount: int) -> None:
        """Add to the series of the week that is over at this moment."""
        self.weekly[max(self.clock.now - 1, 0) // TICKS_PER_WEEK][column] += amount

    def since_warm_up(self, begin: int) -> int:
        """Return how many of the ticks from `begin` to now lie in the measured window."""
        return max(0, self.clock.now - max(begin, self.program.warm_up))

    def queue_changes(self, kind: int, by: int) -> None:
        """Keep the time integral of a queue's length."""
        self._integrate(kind)
        self.in_queue[kind] += by

    def waited(self, kind: int, since: int) -> None:
        """Book a task's stay in a queue, which ends now."""
        self.add(TotalBlock.KIND, kind, KindTotal.WAIT_TICKS, self.since_warm_up(since))

    def worked(self, person: int, role: int, kind: int, useful: int, in_window: int, set_up: int) -> None:
        """Book hours: useful ticks to their kind, the rest of the window to set-up."""
        useful_in = min(useful, in_window)
        last = self.program.set_up_kind
        for k, ticks in ((kind, useful_in), (last, in_window - useful_in)):
            self.add(TotalBlock.ROLE_KIND, role, k, ticks)
            self.ledger[person][k] += ticks
        week = min(self.clock.now, self.program.horizon - 1) // TICKS_PER_WEEK
        first = int(WeekCol.WIDTH) + self.program.kinds
        self.weekly[week][first + kind] += useful
        self.weekly[week][first + last] += set_up

    def week_begins(self, week: int, awareness: int, knowledge: int) -> None:
        """Note what stands at the beginning of a week."""
        row = self.weekly[week]
        row[WeekCol.AWARENESS_MICRO] += awareness
        row[WeekCol.KNOWLEDGE_MICRO] += knowledge
        for kind in range(self.program.kinds):
            row[WeekCol.WIDTH + kind] += self.in_queue[kind]

    def hours_last_week(self, week: int, kind: int) -> float:
        """Return the hours worked on a kind in the week before."""
        if week == 0 or kind < 0:
            return 0.0
        return self.weekly[week - 1][WeekCol.WIDTH + self.program.kinds + kind] / TICKS_PER_HOUR

    def close_queues(self) -> None:
        """Carry every queue's integral to the horizon."""
        for kind in range(self.program.kinds):
            self._integrate(kind)

    def _integrate(self, kind: int) -> None:
        ticks = self.in_queue[kind] * self.since_warm_up(self.queue_since[kind])
        self.add(TotalBlock.KIND, kind, KindTotal.QUEUE_TICKS, ticks)
        self.queue_since[kind] = self.clock.now
