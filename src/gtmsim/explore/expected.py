"""How long an exploration would take, measured on a few of its points before it is begun."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gtmsim.errors import GtmsimError
from gtmsim.explore.ground import Ground, Row
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import vary
from gtmsim.study.together import workers_for
from gtmsim.study.values import values

A_WHILE_SECONDS = 600.0  # what takes longer is said before it is begun
TOO_LONG_SECONDS = 86_400.0  # what takes longer is not begun unless somebody insists
_WORTH_A_PROBE = 500  # runs; fewer are over before a probe would be
_PROBED = 3
_MORE = 3  # replications of the second of a probe's two runs; what they take above the first's is what a replication takes


@dataclass(frozen=True)
class Expected:
    """What an exploration takes: its points, the runs they ask for, and seconds on this machine (0: not worth a probe)."""

    points: int
    runs: int
    seconds: float


Announce = Callable[[Expected], None]


class TooLong(GtmsimError):
    """What was asked for takes more than a day, and nobody insisted on it."""

    kind = "too_long"


def expected(ground: Ground, rows: Sequence[Row], points: int | None = None) -> Expected:
    """Return what running some points takes. `points`: how many there will be, where `rows` are only some of them."""
    rows = list(dict.fromkeys(rows))
    points = len(rows) if points is None else points
    runs = points * len(ground.scenarios) * ground.replications
    if runs < _WORTH_A_PROBE or not rows:
        return Expected(points, runs, 0.0)
    probed = rows[:: max(1, len(rows) // _PROBED)][:_PROBED]
    making = running = 0.0
    for row in probed:
        for name, scenario in ground.scenarios.items():
            started = time.perf_counter()
            program = lower(vary(scenario, ground.sets(name, row)))
            making += time.perf_counter() - started
            few, more = (_seconds(ground, program, count) for count in (1, 1 + _MORE))
            running += max(0.0, more - few) / _MORE
    share = points / len(probed)
    workers = min(workers_for(ground.jobs), ground.replications)
    return Expected(points, runs, share * (making + running * ground.replications / workers))


def _seconds(ground: Ground, program: Program, count: int) -> float:
    key = ground.metrics[0].key
    started = time.perf_counter()
    values({"": program}, [key], seed=ground.seed, count=count, engine=ground.engine, jobs=1)
    return time.perf_counter() - started
