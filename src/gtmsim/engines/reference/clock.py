"""SimPy with a total order: alarms that ring at (tick, phase, entity), and gates that a story waits at.

SimPy breaks ties by the order in which things were created, which no second engine could repeat. So every event that carries
time is an alarm, placed by its key; a story waits at a gate, which the live alarm opens at once. Cancelling an alarm is
forgetting it.
"""

import math
from collections.abc import Callable, Generator
from typing import Any, cast

import simpy
from simpy.events import Event, EventPriority

from gtmsim.program.layout import Phase

Story = Generator[Event, Any, None]

# Gates (priority 1) and new stories (0) go on within the event that opened them, so alarms must sort after both.
PHASE_STRIDE = 1 << 60


class Alarm(Event):
    """Something due at a tick. It rings only while somebody still holds it."""

    def __init__(self, env: simpy.Environment, ring: Callable[[], None]) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self.held = True
        assert self.callbacks is not None
        self.callbacks.append(lambda _: ring() if self.held else None)

    def forget(self) -> None:
        """Let it pass unheard."""
        self.held = False


class Clock:
    """The one place where time is scheduled."""

    def __init__(self, horizon: int) -> None:
        self.env = simpy.Environment(initial_time=0)
        self.horizon = horizon
        self.now = 0  # the current tick
        self.events = 0
        self.phase = int(Phase.WEEK)
        self._match: Callable[[], None] | None = None
        self._match_tick = -1

    def at(self, tick: int, phase: int, entity: int, ring: Callable[[], None]) -> Alarm:
        """Ring at a tick; events at the horizon or later do not happen."""

        def counted() -> None:
            self.events += 1
            self.now, self.phase = tick, phase
            ring()

        # What happens causes only what comes later: SimPy would take a delay below zero without a word.
        assert (tick, phase) > (self.now, self.phase) or not self.events, "an event may only cause later ones"
        alarm = Alarm(self.env, counted)
        if tick < self.horizon:
            self._schedule(alarm, priority=(phase + 1) * PHASE_STRIDE + entity, delay=tick - self.now)
        return alarm

    def at_horizon(self, ring: Callable[[], None]) -> None:
        """Ring once, when everything has happened."""

        def last() -> None:
            self.now, self.phase = self.horizon, int(Phase.END)
            ring()

        self._schedule(
            Alarm(self.env, last), priority=(Phase.END + 1) * PHASE_STRIDE, delay=self.horizon - self.now
        )

    def until(self, tick: int, phase: int, entity: int) -> Event:
        """Return what a story yields to sleep until a tick; it never wakes after the horizon."""
        gate = self.gate()
        self.at(tick, phase, entity, lambda: self.open(gate))
        return gate

    def gate(self) -> Event:
        """Return a fresh gate for a story to wait at."""
        return self.env.event()

    def open(self, gate: Event, why: object = None) -> None:
        """Let the story behind a gate go on, now."""
        gate.succeed(why)

    def begin(self, story: Story) -> None:
        """Start a story within the current event."""
        self.env.process(story)

    def _schedule(self, alarm: Alarm, priority: int, delay: int = 0) -> None:
        # SimPy types its priorities as two values, but compares any number.
        self.env.schedule(alarm, cast(EventPriority, priority), delay)

    def matching(self, match: Callable[[], None]) -> None:
        """Say what happens in the MATCH phase."""
        self._match = match

    def match_due(self) -> None:
        """Ask for MATCH at the end of this tick; once is enough."""
        if self._match_tick != self.now:
            self._match_tick = self.now
            alarm = Alarm(self.env, self._ring_match)
            self._schedule(alarm, priority=(Phase.MATCH + 1) * PHASE_STRIDE)

    def _ring_match(self) -> None:
        assert self._match is not None
        self.phase = int(Phase.MATCH)
        self._match()

    def run(self, events: int) -> bool:
        """Let so many more events happen; return whether everything has happened that happens before the horizon."""
        until = self.events + events
        while self.events < until:
            if self.env.peek() == math.inf:
                return True
            self.env.step()
        return False
