"""The fold's view of queues: who stood in line how long, and how long the line was, kept apart so that Little can check."""

from collections.abc import Callable

from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import KindTotal, TotalBlock, WeekCol, What


class Lines:
    """Counts what is queued, and measures each line twice: by those who stood in it, and by its length over time."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        kinds = sums.program.kinds
        self.since: dict[int, tuple[int, int]] = {}  # task -> kind, tick
        self.length = [0] * kinds
        self.changed = [0] * kinds
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.QUEUED: self._queued,
            What.TAKEN: self._taken,
            What.WITHDRAWN: self._withdrawn,
            What.WEEK: self._week,
            What.KNOWN: lambda r: self.sums.add_to_week(WeekCol.KNOWLEDGE_MICRO, r.b),
        }

    def finish(self) -> None:
        """Carry every stay and every line to the horizon."""
        horizon = self.sums.program.horizon
        for kind, since in self.since.values():
            self._waited(kind, since, horizon)
        for kind in range(len(self.length)):
            self._grows(kind, 0, horizon)

    def _queued(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, r.a, KindTotal.QUEUED)
        self._grows(r.a, 1, r.tick)
        self.since[r.entity] = (r.a, r.tick)

    def _taken(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, r.a, KindTotal.TAKEN)
        self._leaves(r)

    def _withdrawn(self, r: Record) -> None:
        self.sums.count(TotalBlock.KIND, r.a, KindTotal.WITHDRAWN)
        self._leaves(r)

    def _week(self, r: Record) -> None:
        self.sums.add_to_week(WeekCol.AWARENESS_MICRO, r.b)
        for kind, length in enumerate(self.length):
            self.sums.add_to_week(WeekCol.WIDTH + kind, length)

    def _leaves(self, r: Record) -> None:
        kind, since = self.since.pop(r.entity)
        self._waited(kind, since, r.tick)
        self._grows(r.a, -1, r.tick)

    def _waited(self, kind: int, since: int, until: int) -> None:
        self.sums.add(TotalBlock.KIND, kind, KindTotal.WAIT_TICKS, by=self.sums.in_window(since, until))

    def _grows(self, kind: int, by: int, tick: int) -> None:
        area = self.length[kind] * self.sums.in_window(self.changed[kind], tick)
        self.sums.add(TotalBlock.KIND, kind, KindTotal.QUEUE_TICKS, by=area)
        self.length[kind] += by
        self.changed[kind] = tick
