"""Programs that are run together leave what each leaves alone, equally many replications of each, and answers on the way."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pytest

import gtmsim
from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.engines.core import Core
from gtmsim.errors import UsageError
from gtmsim.measure import tally as tallies
from gtmsim.measure.tally import portion
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load
from gtmsim.study.run import Run, run, run_together
from gtmsim.study.together import Study

SHORT = ["run.horizon=3 weeks", "run.warm_up=0 weeks"]


@pytest.fixture(scope="module")
def programs() -> dict[str, Program]:
    """Return two queues that differ in speed, and a funnel with wider totals."""
    slower = [*SHORT, "world.stages.answer.session={exponential: 70 min}"]
    return {
        "queue": lower(load("preset:single_queue", SHORT)),
        "slower": lower(load("preset:single_queue", slower)),
        "funnel": lower(load("preset:baseline", SHORT)),
    }


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be several portions in a few replications."""
    monkeypatch.setattr(tallies, "PORTION_BYTES", 8 * 8 * 500)


def left(ran: Run) -> dict[str, bytes]:
    """Return every byte that is left of a run."""
    moments = ran.tally.moments
    return {
        **{key: column.tobytes() for key, column in ran.tally.columns.items()},
        **{
            name: getattr(moments, name).tobytes()
            for name in ("count", "mean", "squares", "cubes", "largest")
        },
        "weekly": ran.weekly.tobytes(),
        "ledger": ran.ledger.tobytes(),
    }


@dataclass
class Watched:
    """The core, with what happens around a block."""

    before: Callable[[Program, int], None]
    name: str = "core"
    whole: Core = field(default_factory=Core)

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        self.before(program, first)
        return self.whole.run(program, seed, first, count)


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_leaves_the_same_bytes_as_alone(programs: dict[str, Program], jobs: int) -> None:
    assert len({portion(program) for program in programs.values()}) > 1
    together = run_together(programs, seed=7, replications=70, jobs=jobs)
    for name, program in programs.items():
        assert left(together[name]) == left(run(program, seed=7, replications=70, jobs=1))


@pytest.fixture(scope="module")
def treated() -> dict[str, Program]:
    """Return a market and two cultures of it that begin after a year, with two weeks of them."""
    names = ("mid_market", "mid_market+sales_driven", "mid_market+market_driven")
    return {
        name: lower(load(f"preset:{name}", ["run.horizon=54 weeks", "run.warm_up=52 weeks"]))
        for name in names
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_shared_past_is_run_once_and_leaves_no_trace(
    treated: dict[str, Program], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    branch = Core.branch

    def watched(core: Core, programs: Sequence[Program], seed: int, first: int, count: int) -> list[Batch]:
        asked.append(len(programs))
        return branch(core, programs, seed, first, count)

    with monkeypatch.context() as patched:
        patched.setattr(Core, "branch", watched)
        study = Study(treated, seed=7, replications=6, jobs=jobs)
        study.finish()
    assert asked == [3] * 6
    assert study.weeks == (6 * (52 + 3 * 2), 6 * 3 * 54)
    for name, program in treated.items():
        assert left(study.runs()[name]) == left(run(program, seed=7, replications=6))


def test_programs_that_share_nothing_save_nothing(programs: dict[str, Program]) -> None:
    study = Study(programs, seed=7, replications=2, jobs=1)
    study.finish()
    assert study.weeks == (2 * 3 * 3, 2 * 3 * 3)


def test_a_run_has_the_same_bytes_whether_its_totals_are_kept(programs: dict[str, Program]) -> None:
    kept, gone = (run(programs["queue"], seed=7, replications=70, keep=keep) for keep in ("totals", None))
    assert left(kept) == left(gone)
    assert kept.totals.shape[0] == 70
    with pytest.raises(UsageError, match="run the program with keep='totals'"):
        _ = gone.totals


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("who", ["queue", "funnel"])
def test_an_interrupt_leaves_equally_many_of_each(
    programs: dict[str, Program], jobs: int, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(program: Program, first: int) -> None:
        if program is programs[who] and first >= 30:
            raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(engines, "select", lambda _: Watched(stop))
        partial = run_together(programs, seed=7, replications=70, jobs=jobs)
    assert all(each.interrupted for each in partial.values())
    assert {each.count for each in partial.values()} == {30}
    for name, program in programs.items():
        assert left(partial[name]) == left(run(program, seed=7, replications=30))


def test_an_interrupt_while_an_early_answer_is_told_keeps_what_is_finished(
    programs: dict[str, Program],
) -> None:
    def stop(runs: dict[str, Run]) -> None:
        raise KeyboardInterrupt

    partial = run_together(programs, seed=7, replications=70, jobs=2, early=stop)
    assert {each.interrupted for each in partial.values()} == {True}
    (count,) = {each.count for each in partial.values()}
    assert 20 <= count < 70


def test_few_blocks_wait_for_one_that_takes_long(
    programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    seen: list[int] = []

    def slow_at_first(program: Program, first: int) -> None:
        asked.append(first)
        if first == 0:
            time.sleep(1.0)
            seen.append(len(asked))

    monkeypatch.setattr(engines, "select", lambda _: Watched(slow_at_first))
    run(programs["queue"], seed=7, replications=300, jobs=2)
    assert seen[0] < 12 < len(asked), "a second is enough for all blocks"


def test_early_runs_are_told_of_and_change_nothing(programs: dict[str, Program]) -> None:
    told: list[dict[str, Run]] = []
    heard = run_together(programs, seed=7, replications=120, jobs=2, early=told.append)
    assert [{run.count for run in runs.values()} for runs in told] == [{20}, {100}]
    unheard = run_together(programs, seed=7, replications=120, jobs=2)
    for name, program in programs.items():
        assert left(heard[name]) == left(unheard[name])
        assert left(told[0][name]) == left(run(program, seed=7, replications=20))


def test_verdicts_grow_and_the_last_is_that_of_all(programs: dict[str, Program]) -> None:
    few, more, every = gtmsim.verdicts(programs, "wins", seed=7, replications=120, jobs=2)
    assert [each.replications for each in (few, more, every)] == [20, 100, 120]
    told = {name: run(program, seed=7, replications=120) for name, program in programs.items()}
    plain = gtmsim.compare(*told.values(), by="wins")
    assert [each.pair for each in every.differences] == [each.pair for each in plain.differences]


def test_who_has_heard_enough_stops_the_work(programs: dict[str, Program]) -> None:
    running: Iterator[object] = gtmsim.verdicts(programs, seed=7, replications=100_000, jobs=2)
    assert len(list(islice(running, 1))) == 1
    running.close()  # type: ignore[attr-defined]
    workers = [thread for thread in threading.enumerate() if thread.name.startswith("gtmsim")]
    for worker in workers:
        worker.join(timeout=10.0)
    assert not any(worker.is_alive() for worker in workers)


def test_progress_counts_the_replications_of_all(programs: dict[str, Program]) -> None:
    told: list[tuple[int, int]] = []
    run_together(
        programs, seed=7, replications=10, progress=lambda done, total, _: told.append((done, total))
    )
    assert told[-1] == (30, 30)
    assert np.all(np.diff([done for done, _ in told]) > 0)


def test_a_series_one_of_them_cannot_tell_is_refused_before_anything_runs(
    programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Core, "run", lambda *_: pytest.fail("something was run"))
    with pytest.raises(UsageError, match="did you mean wins"):
        run_together(programs, seed=7, replications=10, keep=["winz"])
    with pytest.raises(UsageError, match="keep is 'totals' or a list of series"):
        run_together(programs, seed=7, replications=10, keep="wins")
    with pytest.raises(UsageError, match="there is no program to run"):
        run_together({}, seed=7, replications=10)
