"""What waits: pieces of work, and the lines in which they stand."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cmp_to_key
from types import ModuleType
from typing import Any

from simpy.events import Event

NOBODY = -1


@dataclass(eq=False)
class Task:
    """One piece of work: the session a lead, a deal or a request needs next."""

    number: int
    kind: int = 0
    urgent: bool = False
    since: int = 0  # when it was first queued for this session: its place in line
    due: int = 0
    kept_for: int = NOBODY
    waiting: bool = False
    waiting_since: int = 0  # when this stay in the queue began
    need: int = 0  # working ticks left, 0: not yet known
    set_up: int = 0
    begun: bool = False  # somebody has taken it before and was interrupted
    worked: int = 0  # useful ticks of everybody, over all its sessions
    speed: float = 1.0  # of whoever took it last
    told_put_down: Callable[[], None] = field(default=lambda: None)
    gate: Event | None = None
    told_taken: Callable[[int], int] = field(
        default=lambda _person: 1
    )  # what the session needs, told when it is first taken

    def before(self, other: "Task", rules: ModuleType) -> bool:
        """Return whether it stands before another task in a queue."""
        return bool(
            rules.served_before(
                self.urgent,
                self.due,
                self.since,
                self.number,
                other.urgent,
                other.due,
                other.since,
                other.number,
            )
        )


class Queue:
    """Tasks in the order of the rulebook."""

    def __init__(self, rules: ModuleType) -> None:
        def order(a: Task, b: Task) -> int:
            return -1 if a.before(b, rules) else 1

        self.key = cmp_to_key(order)
        self.heap: list[tuple[Any, Task]] = []

    def add(self, task: Task) -> None:
        """Put a task in line."""
        heapq.heappush(self.heap, (self.key(task), task))

    def head(self) -> Task | None:
        """Return the task that is next, or None."""
        return self.heap[0][1] if self.heap else None

    def remove(self, task: Task) -> None:
        """Take a task out of line."""
        if self.heap[0][1] is task:
            heapq.heappop(self.heap)
        else:
            self.heap = [entry for entry in self.heap if entry[1] is not task]
            heapq.heapify(self.heap)
