"""The hand-written loop is a fair floor only if it serves the same customers as the engines."""

import numpy as np
import pytest

from benchmarks import floor
from benchmarks.building import loop
from benchmarks.race import Differs
from benchmarks.worlds import SEED, queue
from gtmsim.engines import select
from gtmsim.engines.contract import Engine
from gtmsim.engines.reference import Reference

WEEKS = 2


@pytest.mark.parametrize("engine", [select("core"), Reference()], ids=["core", "reference"])
def test_the_loop_written_by_hand_meets_the_same_customers_as_an_engine(engine: Engine) -> None:
    program = queue(WEEKS)
    by_hand = floor.queue_of(program).customers(loop(), 3, 2)
    floor.same_customers(engine.run(program, SEED, 3, 2), by_hand)
    assert (by_hand[:, 0] > 1000).all()


def test_a_loop_that_serves_one_customer_a_second_sooner_is_found_out() -> None:
    program = queue(WEEKS)
    by_hand = floor.queue_of(program).customers(loop(), 0, 1)
    by_hand[0, 3] -= 1
    with pytest.raises(Differs, match="ticks waited"):
        floor.same_customers(select("core").run(program, SEED, 0, 1), by_hand)


def test_replications_of_the_loop_do_not_depend_on_how_they_are_cut() -> None:
    alike, module = floor.queue_of(queue(WEEKS)), loop()
    one_by_one = np.concatenate([alike.customers(module, n, 1) for n in range(4)])
    assert np.array_equal(one_by_one, alike.customers(module, 0, 4))


def test_theory_knows_the_queue_from_its_program() -> None:
    alike = floor.queue_of(queue(WEEKS))
    assert alike.busy == pytest.approx(0.8)
    assert alike.wait_ticks == pytest.approx(0.8 / (1 / 600 - 0.8 / 600))
    assert alike.in_line == pytest.approx(alike.hazard * alike.wait_ticks)
