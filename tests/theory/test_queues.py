"""Waiting lines against Erlang, Pollaczek and Khinchine, and Cobham."""

import pytest
from theory.estimates import Estimate, agrees, ratio, right_and_5_percent_off
from theory.formulas import cobham, erlang_a, erlang_b, erlang_c, erlang_c_wait, pollaczek_khinchine
from theory.simulation import SHIPPED, leads, queue, simulate, stage, window_ticks

from gtmsim.engines.contract import Batch
from gtmsim.program.layout import CellTotal, KindTotal, StageTotal

pytestmark = pytest.mark.theory

HOUR = 3600.0


def share_that_waited(runs: Batch) -> Estimate:
    # With an SLA of nothing, the SLA is met by those who did not wait.
    taken = stage(runs, "answer", StageTotal.FIRST_TAKEN)
    return ratio(taken - stage(runs, "answer", StageTotal.SLA_MET), taken)


def mean_wait_hours(runs: Batch, source: str | None = None) -> Estimate:
    touches = leads(runs, CellTotal.FIRST_TOUCHES, source)
    return ratio(leads(runs, CellTotal.FIRST_TOUCH_TICKS, source) / HOUR, touches)


def mean_queue(runs: Batch) -> Estimate:
    ticks = queue(runs, "answer", KindTotal.QUEUE_TICKS)
    return ratio(ticks, [window_ticks(runs)] * len(ticks))


def share_that_gave_up(runs: Batch) -> Estimate:
    return ratio(stage(runs, "answer", StageTotal.ABANDONED), stage(runs, "answer", StageTotal.ENTERED))


def three_reps(off: float) -> Batch:
    return simulate("three_reps.yaml", f"world.stages.answer.session.exponential={off} h", runs=100)


def one_desk(off: float) -> Batch:
    return simulate(
        SHIPPED / "single_queue.yaml", f"world.stages.answer.session.exponential={off} h", runs=500
    )


@right_and_5_percent_off
def test_the_share_that_waits_for_three_reps_is_erlang_c(off: float, holds: bool) -> None:
    assert agrees(share_that_waited(three_reps(off)), erlang_c(seats=3, load=2.0)) is holds


@right_and_5_percent_off
def test_the_wait_for_three_reps_is_erlang_c(off: float, holds: bool) -> None:
    assert agrees(mean_wait_hours(three_reps(off)), erlang_c_wait(seats=3, load=2.0, service=1.0)) is holds


@right_and_5_percent_off
def test_the_queue_of_three_reps_is_erlang_c(off: float, holds: bool) -> None:
    assert agrees(mean_queue(three_reps(off)), 2.0 * erlang_c_wait(seats=3, load=2.0, service=1.0)) is holds


@right_and_5_percent_off
def test_at_one_desk_as_many_wait_as_it_is_busy(off: float, holds: bool) -> None:
    assert agrees(share_that_waited(one_desk(off)), 0.8) is holds


@right_and_5_percent_off
def test_the_wait_at_one_desk_is_load_over_what_is_free(off: float, holds: bool) -> None:
    assert agrees(mean_wait_hours(one_desk(off)), 0.8 / (1.0 - 0.8)) is holds


@right_and_5_percent_off
def test_the_queue_at_one_desk_is_load_squared_over_what_is_free(off: float, holds: bool) -> None:
    assert agrees(mean_queue(one_desk(off)), 0.8**2 / (1.0 - 0.8)) is holds


@right_and_5_percent_off
def test_when_nobody_waits_erlang_b_are_turned_away(off: float, holds: bool) -> None:
    runs = simulate("nobody_waits.yaml", f"world.stages.answer.session.exponential={off} h", runs=100)
    assert agrees(share_that_gave_up(runs), erlang_b(seats=3, load=2.0)) is holds


@right_and_5_percent_off
def test_the_share_that_gives_up_is_erlang_a(off: float, holds: bool) -> None:
    runs = simulate("some_give_up.yaml", f"world.stages.answer.session.exponential={off} h", runs=100)
    lost, _ = erlang_a(seats=3, rate=3.3, service=1.0, patience=0.5)
    assert agrees(share_that_gave_up(runs), lost) is holds


@right_and_5_percent_off
def test_the_wait_of_those_who_may_give_up_is_erlang_a(off: float, holds: bool) -> None:
    runs = simulate("some_give_up.yaml", f"world.stages.answer.session.exponential={off} h", runs=100)
    waited = ratio(
        queue(runs, "answer", KindTotal.WAIT_TICKS) / HOUR, queue(runs, "answer", KindTotal.QUEUED)
    )
    _, wait = erlang_a(seats=3, rate=3.3, service=1.0, patience=0.5)
    assert agrees(waited, wait) is holds


@right_and_5_percent_off
def test_the_wait_for_uneven_work_is_pollaczek_and_khinchines(off: float, holds: bool) -> None:
    runs = simulate(
        "uneven_work.yaml", f"world.stages.answer.session={{mean: {off} h, sd: {off} h}}", runs=200
    )
    assert agrees(mean_wait_hours(runs), pollaczek_khinchine(rate=0.7, mean=1.0, sd=1.0)) is holds


@pytest.mark.parametrize("place", [0, 1], ids=["first", "second"])
@right_and_5_percent_off
def test_the_waits_of_two_classes_are_cobhams(place: int, off: float, holds: bool) -> None:
    runs = simulate("two_classes.yaml", f"world.stages.answer.session.exponential={off} h", runs=300)
    waits = cobham([0.3, 0.45], mean=1.0, sd=1.0)
    assert agrees(mean_wait_hours(runs, ("demo", "list")[place]), waits[place]) is holds
