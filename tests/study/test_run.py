"""A run is the same bytes whoever computes it, and an interrupted one keeps what is finished."""

import threading
import time
from dataclasses import dataclass, field

import numpy as np
import pytest
from measure.handmade import batch, program

from gtmsim import engines
from gtmsim.engines.contract import Batch, Trace
from gtmsim.errors import InvariantError, UsageError
from gtmsim.measure.metrics import metrics
from gtmsim.program.tables import Program
from gtmsim.scenario import load
from gtmsim.study.run import Run, run


@dataclass
class Toy:
    """An engine whose replication n leaves totals that depend on seed and n alone; later blocks finish sooner."""

    name: str = "core"
    interrupt_at: int = -1
    break_at: int = -1
    asked: list[tuple[int, int]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def run(self, made: Program, seed: int, first: int, count: int) -> Batch:
        self.asked.append((first, count))
        self.threads.add(threading.current_thread().name)
        if first == self.interrupt_at:
            raise KeyboardInterrupt
        if self.break_at >= 0 and first >= self.break_at:
            raise InvariantError("free seats fell to -1", seed=seed, replication=first)
        time.sleep(0.002 if first % 2 == 0 else 0.0)
        left = batch(made, count, seed=seed, first=first)
        for row, replication in enumerate(range(first, first + count)):
            left.totals[row] = np.random.default_rng([seed, replication]).integers(
                0, 1000, left.totals.shape[1]
            )
        left.weekly[:] = left.totals.sum() % 1009
        left.ledger[:] = left.totals[:, 0].sum()
        return left

    def trace(self, made: Program, seed: int, replication: int) -> Trace:
        raise NotImplementedError


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Return an engine that answers to the name `core`."""
    made = Toy()

    def select(name: str) -> Toy:
        if name != made.name:
            raise UsageError(f"no engine is called {name}")
        return made

    monkeypatch.setattr(engines, "select", select, raising=False)
    return made


def same(one: Run, other: Run) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("totals", "ledger", "weekly", "table")
    )


def test_the_number_of_jobs_leaves_no_trace(toy: Toy) -> None:
    alone, together = (run(program(), seed=3, replications=150, jobs=jobs, keep="totals") for jobs in (1, 4))
    assert same(alone, together)
    assert [batch.first for batch in together] == sorted(batch.first for batch in together)
    assert alone.replications == together.replications == 150
    assert len(toy.threads) > 2, "four threads shared the work"


def test_another_seed_is_another_run(toy: Toy) -> None:
    assert not same(*(run(program(), seed=seed, replications=10, jobs=1, keep="totals") for seed in (3, 4)))


def test_the_first_replications_do_not_know_how_many_will_follow(toy: Toy) -> None:
    few, many = (run(program(), seed=3, replications=count, jobs=1, keep="totals") for count in (10, 200))
    assert np.array_equal(few.totals, many.totals[:10])


def test_the_cut_into_blocks_does_not_depend_on_jobs(toy: Toy) -> None:
    run(program(), seed=3, replications=150, jobs=1, keep="totals")
    alone, toy.asked = toy.asked, []
    run(program(), seed=3, replications=150, jobs=4, keep="totals")
    assert sorted(toy.asked) == sorted(alone)


def test_a_run_is_measured_like_a_batch(toy: Toy) -> None:
    ran = run(program(), seed=3, replications=150, jobs=1, keep="totals")
    assert metrics(ran, "today").equals(metrics(ran.batch, "today"))


def test_progress_is_told_in_replications_until_all_are_done(toy: Toy) -> None:
    told: list[tuple[int, int, float]] = []
    run(program(), seed=3, replications=150, jobs=2, progress=lambda *each: told.append(each), keep="totals")
    done = [each[0] for each in told]
    assert done == sorted(set(done))
    assert done[-1] == 150
    assert {each[1] for each in told} == {150}
    assert all(elapsed >= 0.0 for _, _, elapsed in told)


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_interrupted_run_keeps_all_replications_before_the_first_missing_one(toy: Toy, jobs: int) -> None:
    whole = run(program(), seed=3, replications=128, jobs=jobs, keep="totals")
    toy.interrupt_at = 50
    partial = run(program(), seed=3, replications=128, jobs=jobs, keep="totals")
    assert partial.interrupted
    assert not whole.interrupted
    assert (partial.replications, partial.wanted) == (50, 128)
    assert np.array_equal(partial.totals, whole.totals[:50])


def test_an_interrupt_between_blocks_keeps_the_ones_in_hand(toy: Toy) -> None:
    def stop(done: int, total: int, elapsed: float) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    partial = run(program(), seed=3, replications=128, jobs=2, progress=stop, keep="totals")
    assert partial.interrupted
    assert 18 <= partial.replications < 128
    assert np.array_equal(
        partial.totals,
        run(program(), seed=3, replications=128, jobs=1, keep="totals").totals[: partial.replications],
    )


def test_a_run_interrupted_before_anything_was_finished_says_so_when_measured(toy: Toy) -> None:
    toy.interrupt_at = 0
    partial = run(program(), seed=3, replications=10, jobs=1, keep="totals")
    assert partial.replications == 0
    with pytest.raises(UsageError, match="no replication is finished"):
        metrics(partial, "today")


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_broken_invariant_comes_through_with_its_replication(toy: Toy, jobs: int) -> None:
    toy.break_at = 40
    with pytest.raises(InvariantError, match=r"free seats fell to -1 \(seed 3, replication 4\d\)"):
        run(program(), seed=3, replications=128, jobs=jobs, keep="totals")


def test_a_scenario_is_not_run_and_the_error_says_what_makes_a_program_of_it() -> None:
    with pytest.raises(UsageError, match=r"not a Scenario: gtmsim\.lower\(scenario\)"):
        run(load("preset:baseline"), replications=1)  # type: ignore[arg-type]  # what a newcomer would try


def test_an_unknown_engine_is_refused_before_anything_runs(toy: Toy) -> None:
    with pytest.raises(UsageError, match="no engine is called cor"):
        run(program(), seed=3, replications=5, engine="cor")
    assert not toy.asked


@pytest.mark.parametrize(
    ("seed", "replications", "jobs", "message"),
    [
        (1, 0, 1, "replications are 1 or more"),
        (1, 3, 0, "jobs are 1 or more"),
        (-1, 3, 1, "a seed is a whole number from 0"),
        (None, 3, 1, "needs a seed and a number of replications"),
    ],
)
def test_numbers_that_make_no_run_are_refused(
    toy: Toy, seed: int | None, replications: int, jobs: int, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run(program(), seed=seed, replications=replications, jobs=jobs, keep="totals")
    assert not toy.asked
