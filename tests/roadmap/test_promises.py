"""Promises: they close deals, fall due, are kept or broken, and customers remember."""

from array import array

import numpy as np
import pytest
from roadmap.workshop import FOR_DEALS, WORKSHOP, metric, ran, told, traced

from gtmsim.errors import ScenarioError
from gtmsim.program import rules
from gtmsim.program.layout import Limit, What, WishCol
from gtmsim.scenario import loads, unused

NOW = "world.stages.sell.clock={fixed: 1 day}"
KEEP = ("world.customers={term: 26 weeks, churn: 40 %/year}", "run.horizon=30 weeks")


@pytest.mark.mechanism("C61", switch="policy.promises", shown="roadmap.yaml")
def test_a_promise_lifts_the_deal_and_is_to_be_kept() -> None:
    none, all_of_them = ran(NOW), ran(NOW, "policy.promises=1")
    lift = np.exp(0.9) / (1.0 + np.exp(0.9))
    assert abs(metric(none, "wins").mean() / 400 - 0.5) < 0.02
    assert abs(metric(all_of_them, "wins").mean() / 400 - lift) < 0.02
    assert np.all(metric(all_of_them, "promises_made") == 400)


def test_what_is_promised_is_built_as_it_falls_due_and_broken_when_it_is_not() -> None:
    trace = traced(
        NOW, FOR_DEALS, "policy.promises=0.5", "world.roadmap.promise_due=10 weeks", "run.horizon=40 weeks"
    )
    promised = {row[2] for row in told(trace, What.PROMISED)}
    kept = [row for row in told(trace, What.KEPT) if row[5]]
    broken = told(trace, What.BROKEN_PROMISE)
    assert kept
    assert broken
    assert {row[2] for row in [*kept, *broken]} <= promised
    assert max(row[0] for row in kept) <= kept[0][4] < min(row[0] for row in broken)
    built = [row[2] in promised for row in told(trace, What.BUILT)]
    assert built == sorted(built, reverse=True), "promised ones come first"


@pytest.mark.mechanism("C61", switch="world.roadmap.broken", shown="roadmap.yaml")
def test_customers_who_wait_for_what_was_promised_leave_sooner() -> None:
    said = (NOW, *KEEP, "policy.promises=1", "world.roadmap.promise_due=4 weeks")
    forgiving, strict = ran(*said, "world.roadmap.broken=0"), ran(*said, "world.roadmap.broken=2")
    assert np.all(metric(strict, "grr") < metric(forgiving, "grr") - 0.2)
    kept = ("world.roadmap.one_off_hours=1 h", FOR_DEALS)
    assert np.array_equal(
        metric(ran(*said, *kept, "world.roadmap.broken=2"), "grr"),
        metric(ran(*said, *kept, "world.roadmap.broken=0"), "grr"),
    )


def test_a_lost_deal_waits_for_nothing() -> None:
    trace = traced(NOW, "world.stages.sell.outcomes={advance: 0, lost: 1}")
    assert len(told(trace, What.DROPPED)) == len(told(trace, What.WISHED)) == 400
    assert metric(ran(NOW, "world.stages.sell.outcomes={advance: 0, lost: 1}"), "wishes.end").max() == 0.0


def test_when_the_table_is_full_the_oldest_wish_that_nobody_promised_makes_room() -> None:
    def wish(since: float, due: float = 0.0, state: float = 0.0) -> list[float]:
        return [1.0, 7.0, 0.0, since, due, 1.0, 0.0, state]

    table = memoryview(array("d", [*wish(3.0), *wish(1.0, due=9.0), *wish(2.0), *wish(0.0, state=1.0)]))
    assert rules.free_wish(table, 4) == -1
    assert rules.oldest_wish(table, 4) == 2
    assert int(WishCol.WIDTH) == rules.WISH_WIDTH == 8
    assert [
        rules.WISH_FOR,
        rules.WISH_SINCE,
        rules.WISH_DUE,
        rules.WISH_VALUE,
        rules.WISH_BROKEN,
        rules.WISH_STATE,
    ] == [
        WishCol.FOR,
        WishCol.SINCE,
        WishCol.DUE,
        WishCol.VALUE,
        WishCol.BROKEN,
        WishCol.STATE,
    ]
    full = traced("world.sources.list.first=600")
    assert len(told(full, What.WISHED)) == 600
    assert sum(row[0] == 0 for row in told(full, What.DROPPED)) == 600 - Limit.WISHES


def test_a_roadmap_that_nobody_builds_is_refused_and_promises_without_one_are_told_to_be_without_effect() -> (
    None
):
    with pytest.raises(ScenarioError, match=r"world\.roadmap\.built_by.*developement"):
        loads(WORKSHOP, "workshop.yaml", ["world.roadmap.built_by=developement"])
    said = loads(WORKSHOP, "workshop.yaml", ["world.roadmap.built_by=null", "policy.promises=0.5"])
    assert "policy.promises" in {each.path for each in unused(said)}
