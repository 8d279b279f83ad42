"""Series of many programs: the same numbers however they are cut, shared out, or computed beside each other."""

from functools import partial

import numpy as np
import pytest

import gtmsim
from gtmsim.errors import UsageError
from gtmsim.program.tables import Program
from gtmsim.study import values as of_values
from gtmsim.study.values import values

KEYS = ("bookings", "wins", "cycle_days.median")
SETS = {"one": (), "two": ("organisation.teams.rep.people=6",), "three": ("organisation.teams.rep.people=2",)}


def make(sets: tuple[str, ...]) -> Program:
    return gtmsim.lower(
        gtmsim.load("preset:baseline", [*sets, "run.horizon=20 weeks", "run.warm_up=4 weeks"])
    )


@pytest.fixture(scope="module")
def programs() -> dict[str, Program]:
    return {name: make(sets) for name, sets in SETS.items()}


def test_they_are_what_each_run_by_itself_says(programs: dict[str, Program]) -> None:
    told = values(programs, KEYS, seed=5, count=12)
    for name, program in programs.items():
        alone = gtmsim.run(program, seed=5, replications=12, keep=KEYS)
        for key in KEYS:
            assert np.array_equal(told.column(name, key), alone.tally.column(key), equal_nan=True)


def test_neither_jobs_nor_the_cut_nor_the_engine_leave_a_trace(programs: dict[str, Program]) -> None:
    whole = values(programs, KEYS, seed=5, count=12, jobs=2)
    later = values({"two": programs["two"]}, KEYS, seed=5, first=7, count=5, jobs=1)
    slow = values({"two": programs["two"]}, KEYS, seed=5, first=7, count=2, jobs=1, engine="reference")
    assert np.array_equal(whole.of("two")[7:], later.of("two"), equal_nan=True)
    assert np.array_equal(later.of("two")[:2], slow.of("two"), equal_nan=True)


def test_programs_may_be_made_when_their_turn_comes(
    programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_values, "AT_ONCE", 2)
    heard: list[tuple[int, int]] = []
    makes = {name: partial(make, sets) for name, sets in SETS.items()}
    told = values(
        makes, KEYS, seed=5, count=6, jobs=1, progress=lambda done, all_, _: heard.append((done, all_))
    )
    once = values(programs, KEYS, seed=5, count=6)
    assert told.digests == once.digests
    assert told.frame().equals(once.frame())
    assert heard[-1] == (18, 18)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_ctrl_c_keeps_the_programs_that_are_finished(
    programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_values, "AT_ONCE", 1)

    def enough(done: int, _all: int, _elapsed: float) -> None:
        if done > 6:
            raise KeyboardInterrupt

    told = values(programs, KEYS, seed=5, count=6, jobs=1, progress=enough)
    assert told.interrupted
    assert list(told.tables) == ["one"]


def test_a_series_nobody_has_is_answered_with_the_nearest(programs: dict[str, Program]) -> None:
    with pytest.raises(UsageError, match="bookings"):
        values(programs, ["boookings"], seed=5, count=2)
    with pytest.raises(UsageError, match="replications"):
        values(programs, KEYS, seed=5, count=0)


def test_what_nobody_spent_anything_on_is_nothing_in_every_replication(programs: dict[str, Program]) -> None:
    told = values(programs, ["cost[money=programs]"], seed=5, count=8)
    assert not told.of("one").any()
