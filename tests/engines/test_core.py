"""What the core promises beyond the story: any cut of the work gives the same, threads and Ctrl-C included."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from gtmsim import _core
from gtmsim.engines import Batch, select
from gtmsim.errors import InvariantError, ProgramError
from gtmsim.program.layout import Op, RunTotal, SourceInt, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads

CORE = select("core")

QUEUE = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: {uncertain: {low: 0.5 per h, high: 0.9 per h}}, intent: 1}}
  stages: {answer: {session: {exponential: 1 h}, patience: {exponential: 3 h}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: 1}}
run: {horizon: 4 weeks, warm_up: 1 week}
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return lower(loads(QUEUE))


def assert_same(whole: Batch, parts: list[Batch]) -> None:
    assert np.array_equal(whole.totals, np.concatenate([part.totals for part in parts]))
    assert np.array_equal(whole.table, np.concatenate([part.table for part in parts]))
    assert np.array_equal(whole.ledger, sum(part.ledger for part in parts))
    assert np.array_equal(whole.weekly, sum(part.weekly for part in parts))


def test_a_run_may_be_cut_anywhere(program: Program) -> None:
    parts = [CORE.run(program, 3, first, count) for first, count in ((10, 1), (11, 0), (11, 5), (16, 2))]
    assert_same(CORE.run(program, 3, 10, 8), parts)


def test_threads_do_not_meet(program: Program) -> None:
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda first: CORE.run(program, 3, first, 10), range(0, 80, 10)))
    assert_same(CORE.run(program, 3, 0, 80), parts)


def test_the_interpreter_goes_on_while_the_core_runs(program: Program) -> None:
    seen = 0
    runs = threading.Thread(target=CORE.run, args=(program, 3, 0, 2000))
    runs.start()
    while runs.is_alive():
        time.sleep(0.001)
        seen += 1
    assert seen > 10


def test_ctrl_c_ends_a_run(program: Program) -> None:
    # Whoever starts tests in the background of a shell has Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _is_ended_by_ctrl_c(program)
    finally:
        signal.signal(signal.SIGINT, before)


def _is_ended_by_ctrl_c(program: Program) -> None:
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        CORE.run(program, 3, 0, 200_000)


def test_a_world_without_people_runs() -> None:
    nobody = QUEUE.replace("answer: 1}}", "answer: 1}}").replace("people: 1", "people: 1, leaves: 2027-01-05")
    program = lower(loads(nobody))
    empty = replace(program, person_ints=program.person_ints[:0])
    assert len(CORE.trace(empty, 1, 0).records) > 0


def test_a_horizon_that_no_event_can_hold_is_refused(program: Program) -> None:
    with pytest.raises(ProgramError, match="1099511627776 ticks"):
        CORE.run(replace(program, horizon=1 << 40), 1, 0, 1)


def test_a_broken_invariant_says_how_to_see_it_again(program: Program) -> None:
    steps = program.steps.copy()
    steps[program.source_ints[0, SourceInt.ENTRY_STEP], 0] = Op.HELP
    with pytest.raises(InvariantError, match="a lead came to a step that is none of a lead") as broken:
        CORE.run(replace(program, steps=steps), 3, 8, 1)
    assert (broken.value.seed, broken.value.replication) == (3, 8)
    assert broken.value.tick is not None
    assert broken.value.tick > 0


def test_numbers_of_another_program_are_refused(program: Program) -> None:
    more = np.zeros((1, len(program.slots) + 1))
    with pytest.raises(ValueError, match="the table has 3 uncertain numbers, the program 2"):
        _core.trace(program, totals_of(program), 3, 0, more)


def test_events_are_counted(program: Program) -> None:
    batch = CORE.run(program, 3, 0, 2)
    events = totals_of(program).block(batch.totals, TotalBlock.RUN)[:, RunTotal.EVENTS]
    assert (events > 500).all()
