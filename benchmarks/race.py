"""Laps: who takes part, who takes turns, and what may be said of two who ran side by side."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

# What is done in the n-th lap, returning how much it was: events or customers of each replication.
Work = Callable[[int], list[int]]

Laps = Mapping[str, Sequence["Lap"]]


@dataclass(frozen=True)
class Lap:
    """One measurement: what was done in each replication, and the seconds of all."""

    done: list[int]
    cpu_seconds: float
    wall_seconds: float

    @property
    def cpu_ns(self) -> float:
        """CPU time for one of what was done."""
        return 1e9 * self.cpu_seconds / sum(self.done)

    @property
    def wall_ns(self) -> float:
        """Time on the clock for one of what was done."""
        return 1e9 * self.wall_seconds / sum(self.done)


class Differs(Exception):
    """Somebody did not do the work they should have done, so no rate of theirs means anything."""


def race(who: Mapping[str, Work], laps: int, *, warmed: Sequence[str] = ()) -> dict[str, list[Lap]]:
    """Return the laps of each contender. They take turns, so that a slow minute of the machine slows all of them.

    Those in `warmed` do their work once before: the first time pays for imports and memory.
    """
    for name in warmed:
        who[name](0)
    told: dict[str, list[Lap]] = {name: [] for name in who}
    for n in range(laps):
        for name, work in who.items():
            told[name].append(lap(partial(work, n)))
    return told


def lap(work: Callable[[], list[int]]) -> Lap:
    """Measure one piece of work: CPU time of the process with all its threads, and time on the clock."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Lap(done, cpu, wall)


def ns(laps: Sequence[Lap], *, wall: bool = False) -> float:
    """Return the median nanoseconds for one of what was done."""
    return statistics.median(each.wall_ns if wall else each.cpu_ns for each in laps)


def times(slow: Sequence[Lap], quick: Sequence[Lap], *, wall: bool = False) -> float:
    """Return how many times quicker the second is: the median over laps that stood side by side."""
    pairs = zip(slow, quick, strict=True)
    if wall:
        return statistics.median(a.wall_ns / b.wall_ns for a, b in pairs)
    return statistics.median(a.cpu_ns / b.cpu_ns for a, b in pairs)


def told(laps: Sequence[Lap], unit: str = "event", *, wall: bool = False) -> dict[str, Any]:
    """Return one contender's rate with the laps it comes from."""
    done = laps[0].done
    return {
        "replications": len(done),
        f"{unit}s": sum(done),
        f"ns_per_{unit}": round(ns(laps, wall=wall), 1),
        f"ns_per_{unit}_of_laps": [round(each.wall_ns if wall else each.cpu_ns, 1) for each in laps],
    }
