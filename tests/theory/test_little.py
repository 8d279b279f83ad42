"""Little's law: the queue is the arrivals times the wait."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from theory.estimates import agrees, mean, right_and_5_percent_off
from theory.simulation import queue, simulate, stage, window_ticks

from gtmsim.program.layout import KindTotal, StageTotal, WeekCol
from gtmsim.program.tables import Floats
from gtmsim.scenario.files import presets

pytestmark = pytest.mark.theory


@pytest.mark.parametrize("file", sorted(presets().values()), ids=lambda file: file.stem)
def test_in_every_shipped_scenario_each_queue_holds_what_was_waited_in_it(file: Path) -> None:
    runs = simulate(file, runs=3)
    waited = False
    for kind in runs.program.names.kinds:
        stays, lengths = (queue(runs, kind, what) for what in (KindTotal.WAIT_TICKS, KindTotal.QUEUE_TICKS))
        assert stays.tolist() == lengths.tolist(), kind
        waited = waited or stays.sum() > 0
    assert waited


@cache
def mondays() -> tuple[Floats, Floats]:
    """Return, for many pieces of simulation, the backlog seen at the weeks' first ticks, and arrivals times mean wait."""
    seen, told = [], []
    for first in range(0, 500, 10):
        runs = simulate("slow_queue.yaml", runs=10, first=first)
        weeks = range(runs.program.warm_up // 604_800, runs.program.weeks)
        backlog = runs.weekly[weeks.start :, int(WeekCol.WIDTH) + runs.program.names.kinds.index("answer")]
        seen.append(backlog.sum() / len(weeks) / runs.count)
        taken = stage(runs, "answer", StageTotal.FIRST_TAKEN).sum()
        wait = stage(runs, "answer", StageTotal.FIRST_WAIT_TICKS).sum() / taken
        told.append(taken / window_ticks(runs) / runs.count * wait)
    return np.array(seen, np.float64), np.array(told, np.float64)


@right_and_5_percent_off
def test_the_queue_seen_on_mondays_is_the_arrivals_times_the_wait(off: float, holds: bool) -> None:
    # Two books that know nothing of each other: a look at the queue once a week, and every lead's own wait.
    seen, told = mondays()
    assert agrees(mean(seen - off * told), 0.0) is holds
