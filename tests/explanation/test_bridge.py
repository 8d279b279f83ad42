"""The bridge: steps that add up to the last cent, against what can be reckoned by hand."""

import numpy as np
import pytest
from explanation.by_hand import WORLDS, deals, programs, read
from measure.handmade import program

from gtmsim.errors import UsageError
from gtmsim.explanation.bridge import Bridge, Bridging
from gtmsim.explanation.pairs import Pair
from gtmsim.explanation.shares import added

CALLERS = program()
USUAL = {"leads": 10, "opportunities": 8, "wins": 2, "losses": 2, "cents": 100_00}


def bridge_of(pairs: list[Pair], metric: str = "profit") -> Bridge:
    building = Bridging(pairs[0].a.program, pairs[0].b.program, metric)
    for pair in pairs:
        building.add(pair)
    return building.finish()


def by_hand(metric: str = "profit", **changes: int) -> dict[str, float]:
    told = bridge_of([Pair(deals(CALLERS, **USUAL), deals(CALLERS, **{**USUAL, **changes}))], metric)
    return {step.name: step.money for step in told.steps if step.money}


@pytest.mark.parametrize("metric", ["profit", "bookings"])
@pytest.mark.parametrize("world", WORLDS)
def test_steps_add_up_to_the_difference_in_every_replication(world: str, metric: str) -> None:
    told = bridge_of(read(world), metric)
    assert np.array_equal(added(told.steps), told.b - told.a)
    assert np.any(told.b != told.a)
    assert told.frame()["mean"].sum() == pytest.approx(told.total, rel=1e-12)


def test_a_step_explains_all_where_nothing_else_differs() -> None:
    assert by_hand(wins=3, losses=1) == {"win rate": 100.0}
    assert by_hand(cents=150_00) == {"deal size": 100.0}
    assert by_hand(wins=4, losses=4) == {"decided in time": 200.0}


def test_two_steps_share_what_they_do_together_evenly() -> None:
    # 2 wins of 100 become 4 of 200. Win rate first: 200 then 400 for size; size first: 200 then 400 for the win rate.
    assert by_hand(wins=4, losses=0, cents=200_00) == {"win rate": 300.0, "deal size": 300.0}


def test_a_funnel_that_narrows_elsewhere_gives_and_takes() -> None:
    # 20 leads of which as many become opportunities: volume and qualification undo each other, but for what leads cost.
    told = by_hand("bookings", leads=20)
    assert told["leads"] == -told["opportunities"] == 150.0


def test_what_a_world_without_wins_cannot_show_explains_nothing() -> None:
    assert by_hand(wins=0, losses=4) == {"win rate": -200.0}
    assert by_hand(leads=0, opportunities=0, wins=0, losses=0) == {"leads": -200.0}


def test_costs_stand_apart_by_kind() -> None:
    a, b = programs("commission")
    told = {step.name: step for step in bridge_of(read("commission")).steps}
    spent = [pair.b.costs["commission"] - pair.a.costs["commission"] for pair in read("commission")]
    assert told["commission"].cents.tolist() == [-cents for cents in spent]
    assert told["win rate"].b > told["win rate"].a
    assert told["win rate"].money > 0.0
    assert a.digest != b.digest


def test_worlds_of_which_one_keeps_contracts_are_refused_and_so_are_other_metrics() -> None:
    mixed = Pair(read("customers")[0].a, read("commission")[0].a)
    with pytest.raises(UsageError, match="only one of the two worlds keeps contracts"):
        bridge_of([mixed])
    with pytest.raises(UsageError, match="profit or bookings"):
        Bridging(CALLERS, CALLERS, "wins")
