"""Working time: opening is an event, closing is arithmetic."""

from bisect import bisect_left, bisect_right

from gtmsim.program.tables import Program
from gtmsim.units import NEVER


class Calendar:
    """The open hours of some people, as intervals with the working ticks before each."""

    def __init__(self, program: Program, number: int) -> None:
        first, end = (int(program.calendar_first[number + i]) for i in (0, 1))
        self.starts: list[int] = program.interval_start[first:end].tolist()
        self.ends: list[int] = program.interval_end[first:end].tolist()
        self.before: list[int] = program.interval_before[first:end].tolist()
        self.reach = [b + e - s for b, s, e in zip(self.before, self.starts, self.ends, strict=True)]

    def is_open(self, tick: int) -> bool:
        """Return whether work can begin at a tick."""
        i = bisect_right(self.starts, tick) - 1
        return i >= 0 and tick < self.ends[i]

    def worked_until(self, tick: int) -> int:
        """Return the working ticks from the run's start to a tick."""
        i = bisect_right(self.starts, tick) - 1
        if i < 0:
            return 0
        return self.before[i] + min(tick, self.ends[i]) - self.starts[i]

    def between(self, begin: int, end: int) -> int:
        """Return the working ticks between two ticks; 0 if they stand the other way round."""
        return self.worked_until(end) - self.worked_until(begin) if end > begin else 0

    def finish(self, begin: int, ticks: int) -> int:
        """Return when work of so many working ticks, begun at `begin`, is done: at closing time rather than at the next opening."""
        goal = self.worked_until(begin) + ticks
        i = bisect_left(self.reach, goal)
        return self.starts[i] + goal - self.before[i] if i < len(self.starts) else NEVER
