"""Whom effort reaches when little is known, and what it takes to see a segment that was not there before."""

from array import array
from typing import Any

import numpy as np
import pytest
from needs.fits import metric, stock, told

from gtmsim.program import rules
from gtmsim.program.layout import StockKind, What
from gtmsim.units import TICKS_PER_WEEK

MARKET = """
gtmsim: 1
world:
  segments:
    old: {accounts: 400, in_market: 1 per year, stay: 13 weeks}
    new: {accounts: 100, in_market: 1 per year, stay: 13 weeks, emerges: 2027-07-05}
  sources: {market: {kind: pool, intent: 1, hand_raise: 0.9, unprompted: 0}}
  awareness: {half_saturation: 20 h, half_life: 4 weeks}
  knowledge: {built_by: research, half_known: 10 h, noticing: 100 h}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {marketer: {}}
  teams: {marketer: {people: 1}}
policy:
  standing: {marketer: {research: 0.06, programs: 0.94}}
  targeting: {old: 0.5, new: 0.5}
  research: {frame: 1}
run: {horizon: 104 weeks}
"""
EMERGES = 26 * TICKS_PER_WEEK


def view(*numbers: float) -> Any:
    """Return an array as a rule takes it."""
    return memoryview(array("d", numbers))


def aimed(known: float, resolution: float, *there: float) -> list[float]:
    """Return the aim at three segments of equal size, by a targeting of .8, .2 and 0."""
    aim = view(0, 0, 0)
    third = 1 / 3
    rules.aim_at(
        aim,
        view(0.8, 0.2, 0),
        view(third, third, third),
        view(known, known, known),
        view(*there),
        resolution,
        3,
    )
    return list(aim)


@pytest.mark.mechanism("C18", switch="world.knowledge.resolution", shown="needs.yaml")
def test_the_less_is_known_the_more_effort_goes_by_accounts() -> None:
    assert aimed(0, 1, 1, 1, 1) == pytest.approx([1 / 3] * 3)
    assert aimed(1, 1, 1, 1, 1) == pytest.approx([0.8, 0.2, 0])
    assert aimed(0.5, 1, 1, 1, 1) == pytest.approx([0.8 / 2 + 1 / 6, 0.2 / 2 + 1 / 6, 1 / 6])


def test_who_hits_what_they_aim_at_does_so_to_the_last_digit() -> None:
    assert aimed(0.3, 0, 1, 1, 1) == [0.8, 0.2, 0.0]


def test_the_share_of_a_segment_that_is_not_there_goes_to_the_others() -> None:
    assert aimed(0, 0, 0, 1, 1) == pytest.approx([0, 1, 0])


@pytest.mark.mechanism("C18", switch="world.knowledge.resolution", shown="needs.yaml")
def test_aim_at_a_small_segment_that_nobody_knows_is_mostly_lost() -> None:
    small = ("world.segments.new.emerges=null", "policy.targeting={old: 0, new: 1}")
    rest = ("policy.standing.marketer={programs: 1, research: 0}", "world.awareness.half_saturation=400 h")
    sharp, blurred = (
        metric("leads[segment=new]", *small, *rest, f"world.knowledge.resolution={share}", text=MARKET)
        for share in (0, 1)
    )
    assert blurred < 0.8 * sharp


@pytest.mark.mechanism("C19", switch="world.segments.*.emerges", shown="needs.yaml")
def test_nobody_of_a_segment_looks_for_anything_before_it_emerges() -> None:
    opened = told(What.OPENED, text=MARKET)
    new = opened[(opened[:, 2] >> 40) & 255 == 1]
    assert len(new) > 50
    assert new[:, 0].min() > EMERGES
    assert len(told(What.OPENED, "world.segments.new.emerges=null", text=MARKET)) > len(opened)


def test_a_segment_is_noticed_after_the_hours_its_luck_asks_for() -> None:
    noticed = told(What.NOTICED, text=MARKET)
    assert len(noticed) == 1
    assert noticed[0, 4] == 1
    lag = stock(StockKind.UNNOTICED, text=MARKET, level=1)
    assert lag[-1] == noticed[0, 5] / TICKS_PER_WEEK
    assert lag[:27].max() == 0


@pytest.mark.mechanism(["C19", "C22"], switch="world.knowledge.noticing", shown="needs.yaml")
def test_who_asks_customers_only_notices_late() -> None:
    asking_buyers = metric("noticed_weeks[segment=new].end", text=MARKET)
    asking_customers = metric("noticed_weeks[segment=new].end", "policy.research.frame=0", text=MARKET)
    at_once = metric("noticed_weeks[segment=new].end", "world.knowledge.noticing=0 h", text=MARKET)
    assert at_once <= 1
    assert 1 < asking_buyers < 0.5 * asking_customers


def test_hours_enough_notice_with_63_percent() -> None:
    noticed = 0
    for n in range(2000):
        there, unheard, weeks = view(0), view(rules.exponential((n + 0.5) / 2000, 1.0)), view(0)
        for week in range(1, 11):
            rules.notice(there, unheard, weeks, view(0), view(2), 8.0, 100.0, week * TICKS_PER_WEEK, 1)
        noticed += there[0] == 1.0
    assert noticed / 2000 == pytest.approx(1 - np.exp(-1), abs=0.005)


@pytest.mark.mechanism("C15", switch="world.knowledge.at_start", shown="needs.yaml")
def test_who_begins_inside_out_speaks_past_more_people() -> None:
    """Knowledge at the start makes effort relevant at once; without research it goes out of date."""
    plain = (
        "world.segments.new.emerges=null",
        "policy.standing.marketer={programs: 0.999, research: 0.001}",
        "world.awareness.half_saturation=400 h",
    )
    inside_out = metric("leads", *plain, text=MARKET)
    outside_in = metric("leads", *plain, "world.knowledge.at_start=1", text=MARKET)
    assert outside_in > 1.1 * inside_out


@pytest.mark.mechanism(["C14", "C27"], switch="world.knowledge.relevance", shown="needs.yaml")
def test_where_all_effort_is_relevant_the_start_makes_no_difference() -> None:
    plain = (
        "world.segments.new.emerges=null",
        "policy.standing.marketer={programs: 0.999, research: 0.001}",
        "world.knowledge.relevance=1",
    )
    assert metric("leads", *plain, text=MARKET) == metric(
        "leads", *plain, "world.knowledge.at_start=1", text=MARKET
    )
