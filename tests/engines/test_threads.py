"""Runs in many threads at once, of several programs, in the smallest blocks: each is what it is alone."""

import sys
import sysconfig
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import whole
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import loads

CORE = select("core")
THREADS = 8

DESK = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: {uncertain: {low: 2 per h, high: 4 per h}}, intent: 1}}
  stages: {answer: {session: {exponential: 15 min}, patience: {exponential: 3 h}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: PEOPLE}}
run: {horizon: 1 week}
"""


@pytest.fixture(scope="module")
def programs() -> list[Program]:
    return [lower(loads(DESK.replace("PEOPLE", str(people)))) for people in (1, 2, 5)]


def one_block(programs: list[Program], task: int) -> tuple[bytes, ...]:
    """Run, stream or branch one replication, by the number of the task."""
    program, replication = programs[task % len(programs)], task // 4
    match task % 4:
        case 0:
            stories = [whole(CORE.stream(program, 3, replication))]
            return tuple(story.records.tobytes() + story.totals.tobytes() for story in stories)
        case 1:
            return tuple(batch.totals.tobytes() for batch in CORE.branch(programs, 3, replication, 1))
        case _:
            batch = CORE.run(program, 3, replication, 1)
            return batch.totals.tobytes(), batch.ledger.tobytes(), batch.weekly.tobytes()


def test_eight_threads_with_the_smallest_blocks_do_not_meet(programs: list[Program]) -> None:
    tasks = np.random.default_rng(1).permutation(200).tolist()
    alone = {task: one_block(programs, task) for task in tasks}
    together = threading.Barrier(THREADS)

    def worker(first: int) -> dict[int, tuple[bytes, ...]]:
        together.wait()
        return {task: one_block(programs, task) for task in tasks[first::THREADS] + tasks[first::5]}

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            for told in pool.map(worker, range(THREADS)):
                assert told == {task: alone[task] for task in told}
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="an interpreter with a GIL that is always there"
)
def test_the_core_does_not_bring_the_gil_back() -> None:
    assert not sys._is_gil_enabled()  # type: ignore[attr-defined,unused-ignore]
