"""Replications are added until enough is known, none is computed twice, and nothing shows that they came in stages."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

import gtmsim
from gtmsim.engines.contract import Batch
from gtmsim.engines.core import Core
from gtmsim.errors import UsageError
from gtmsim.measure import tally as tallies
from gtmsim.measure.precision import FEWEST
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load
from gtmsim.study.run import Run
from gtmsim.study.together import Study

SHORT = ["run.horizon=3 weeks", "run.warm_up=0 weeks"]


@pytest.fixture(scope="module")
def programs() -> dict[str, Program]:
    slower = [*SHORT, "world.stages.answer.session={exponential: 70 min}"]
    return {
        "queue": lower(load("preset:single_queue", SHORT)),
        "slower": lower(load("preset:single_queue", slower)),
    }


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "PORTION_BYTES", 8 * 8 * 500)


def left(ran: Run) -> dict[str, bytes]:
    """Return every byte that is left of a run."""
    moments = ran.tally.moments
    names = ("count", "mean", "squares", "cubes", "largest")
    return {
        **{key: column.tobytes() for key, column in ran.tally.columns.items()},
        **{name: getattr(moments, name).tobytes() for name in names},
        "weekly": ran.weekly.tobytes(),
        "ledger": ran.ledger.tobytes(),
        "wanted": str(ran.wanted).encode(),
        **{f"course of {name}": course.reached.tobytes() for name, course in ran.courses.items()},
    }


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    ("stages", "courses"), [((30, 33, 67, 130), ()), ((1, 2, 130), ()), ((30, 33, 70), ("wins",))]
)
def test_what_is_asked_for_in_stages_leaves_the_bytes_of_what_is_asked_for_at_once(
    programs: dict[str, Program], jobs: int, stages: Sequence[int], courses: Sequence[str]
) -> None:
    study = Study(programs, seed=7, replications=stages[0], jobs=jobs, courses=courses)
    study.finish()
    for wanted in stages[1:]:
        study.tallies(last=False)
        study.extend(wanted)
        study.finish()
    once = Study(programs, seed=7, replications=stages[-1], jobs=1, courses=courses)
    once.finish()
    for name in programs:
        assert left(study.runs()[name]) == left(once.runs()[name])


def test_nothing_is_computed_twice(programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    run = Core.run

    def watched(core: Core, program: Program, seed: int, first: int, count: int) -> Batch:
        asked.extend(range(first, first + count))
        return run(core, program, seed, first, count)

    monkeypatch.setattr(Core, "run", watched)
    ran = gtmsim.run(programs["queue"], seed=7, jobs=1, precision="0.8%", by="leads")
    assert asked == list(range(ran.count))
    assert ran.count > FEWEST


def test_the_weeks_of_a_course_add_up_to_the_metric(programs: dict[str, Program]) -> None:
    names = ("wins", "bookings", "cost", "profit")
    whole = {"firm": lower(load("preset:mid_market", ["run.horizon=58 weeks"])), "queue": programs["queue"]}
    for program in whole.values():
        ran = gtmsim.run(program, seed=7, replications=3, jobs=1, courses=names)
        for name in names:
            course = ran.courses[name]
            last = course.reached[:, -1] / course.scale
            assert last == pytest.approx(ran.tally.column(name), abs=0.02, rel=1e-9), name
            assert course.reached.shape == (3, program.weeks - course.start)


def test_unfinished_work_is_not_extended(programs: dict[str, Program]) -> None:
    study = Study(programs, seed=7, replications=10)
    with pytest.raises(UsageError, match="not finished"):
        study.extend(20)


def told(verdict: Any) -> str:
    return json.dumps(verdict.as_json(), allow_nan=False)


def test_a_verdict_to_a_precision_is_that_of_as_many_replications_whatever_the_jobs(
    programs: dict[str, Program],
) -> None:
    *_, alone = gtmsim.verdicts(programs, "wins", seed=7, jobs=1, precision="0.5%")
    *before, together = gtmsim.verdicts(programs, "wins", seed=7, jobs=3, precision="0.5%")
    assert before
    *_, once = gtmsim.verdicts(programs, "wins", seed=7, replications=alone.replications, jobs=2)
    assert told(alone) == told(together) == told(once)
    base = alone.scenarios["queue"]["wins"].mean
    assert alone.differences[0].joint.half_width <= 0.005 * base
    assert all(each.differences[0].joint.half_width > 0.005 * base for each in before)
    assert [each.replications for each in before][:1] == [FEWEST]


def test_a_mean_to_a_precision_is_that_of_as_many_replications(programs: dict[str, Program]) -> None:
    ran = gtmsim.run(programs["queue"], seed=7, jobs=2, precision="0.8%", by=["leads", "wins"])
    assert left(ran) == left(gtmsim.run(programs["queue"], seed=7, replications=ran.count, jobs=1))
    found = {series.key: each for series, each in ran.tally.estimates()}
    for key in ("leads", "wins"):
        assert found[key].half_width <= 0.008 * found[key].mean


def test_no_more_than_allowed_are_run_however_little_is_known(programs: dict[str, Program]) -> None:
    *_, last = gtmsim.verdicts(programs, "wins", seed=7, precision="0.01%", most=70)
    assert last.replications == 70
    assert gtmsim.run(programs["queue"], seed=7, precision="0.01%", by="wins", most=20).count == 20


def test_how_many_and_how_sure_are_not_asked_together(programs: dict[str, Program]) -> None:
    with pytest.raises(UsageError, match="ask for one of them"):
        gtmsim.run(programs["queue"], replications=10, precision="2%")
    with pytest.raises(UsageError, match="needs a precision"):
        list(gtmsim.verdicts(programs, most=10))
    with pytest.raises(UsageError, match="which metrics are to be known"):
        gtmsim.run(programs["queue"], by="wins")
    with pytest.raises(UsageError, match=r"did you mean wins\?"):
        gtmsim.run(programs["queue"], precision="2%", by="winz")


def test_an_interrupt_keeps_the_stages_that_are_finished(
    programs: dict[str, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Core.run

    def stopped(core: Core, program: Program, seed: int, first: int, count: int) -> Batch:
        if first >= 40:
            raise KeyboardInterrupt
        return run(core, program, seed, first, count)

    monkeypatch.setattr(Core, "run", stopped)
    partial = gtmsim.run(programs["queue"], seed=7, jobs=1, precision="0.1%", by="leads")
    assert (partial.interrupted, partial.count) == (True, 40)
    *_, last = gtmsim.verdicts(programs, "wins", seed=7, jobs=1, precision="0.1%")
    assert last.replications == 40
