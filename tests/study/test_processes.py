"""The readable engine holds the interpreter, so it is shared out over processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.study.run import run

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_processes_leave_the_same_bytes_as_one() -> None:
    program = lower(load(SCENARIOS / "volume.yaml"))
    alone, together = (
        run(program, seed=7, replications=70, engine="reference", jobs=jobs, keep="totals") for jobs in (1, 2)
    )
    assert len(np.unique(alone.totals, axis=0)) > 1, "replications differ, so an order can show"
    for name in ("totals", "ledger", "weekly", "table"):
        assert np.array_equal(getattr(alone, name), getattr(together, name))


def test_seed_and_replications_are_the_scenarios_unless_said() -> None:
    program = lower(load(SCENARIOS / "volume.yaml", ["run.seed=11", "run.replications=4"]))
    unsaid = run(program, engine="reference", jobs=1, keep="totals")
    said = run(program, seed=11, replications=4, engine="reference", jobs=1, keep="totals")
    assert (unsaid.seed, unsaid.replications) == (11, 4)
    assert np.array_equal(unsaid.totals, said.totals)


ENDLESS = "run preset:mid_market --set run.horizon=5200weeks --engine reference --jobs 2 -n 50 --json -q"
on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


def of_session(leader: int) -> list[int]:
    """Return the live processes of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(session) == leader and state != "Z":
            found.append(int(folder.name))
    return found


def within(seconds: float, true: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@contextmanager
def endless() -> Iterator[subprocess.Popen[str]]:
    """Start a run of replications that each take minutes, in two workers, and wait until they are at work."""
    words = [sys.executable, "-m", "gtmsim", *ENDLESS.split()]
    started = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert within(60, lambda: len(of_session(started.pid)) >= 5), (
            "asker, two helpers of Python's, two workers"
        )
        time.sleep(1)
        yield started
    finally:
        for process in of_session(started.pid):
            os.kill(process, signal.SIGKILL)
        started.communicate()


@on_linux
def test_no_worker_outlives_who_asked_even_if_killed() -> None:
    with endless() as asker:
        asker.kill()
        assert within(20, lambda: not of_session(asker.pid))


@on_linux
def test_an_interrupt_does_not_wait_for_a_long_replication() -> None:
    with endless() as asker:
        os.killpg(asker.pid, signal.SIGINT)  # as a terminal does
        assert within(20, lambda: not of_session(asker.pid))
        assert asker.wait() == 130
