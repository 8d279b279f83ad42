"""Discounts: they win deals, they cost money, and at the end of a quarter they come in a hurry."""

from math import exp, log

import numpy as np
import pytest
from customers.shop import LIST, SHOP, metric, ran, traced
from theory.estimates import agrees, ratio

from gtmsim.program.layout import What
from gtmsim.program.timetable import quarter_starts
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_DAY

EVEN = ("world.stages.sell.outcomes={advance: 0.5, lost: 0.5}", "world.customers.term=null")
STEADY = (*EVEN, "world.sources.list.first=0", "world.sources.list.rate=20 per day", "run.horizon=39 weeks")


def test_a_discount_wins_deals_and_lowers_what_is_paid() -> None:
    listed, cheap = ran(SHOP, *EVEN), ran(SHOP, *EVEN, "policy.pricing.discount=0.2")
    assert (metric(cheap, "wins") > metric(listed, "wins")).all()
    assert metric(cheap, "price_realisation") == pytest.approx(0.8)
    assert (metric(cheap, "bookings") == metric(cheap, "wins") * 8_000).all()


@pytest.mark.theory
@pytest.mark.parametrize("off", [1.0, 1.1])
def test_a_discount_moves_the_logit_by_the_slope(off: float) -> None:
    batch = ran(SHOP, *EVEN, f"policy.pricing.discount={0.2 * off}", "world.price.slope=3", LIST, runs=40)
    won = ratio(metric(batch, "wins"), metric(batch, "leads"))
    assert agrees(won, 1.0 / (1.0 + exp(-3 * 0.2))) == (off == 1.0)
    assert log(won.value / (1.0 - won.value)) > 0.5


@pytest.mark.mechanism("E1", switch="policy.pricing.quarter_end", shown="customers.yaml")
def test_bookings_pile_up_where_a_quarter_ends() -> None:
    trace = traced(SHOP, *STEADY, "policy.pricing.quarter_end=0.25")
    start = loads(SHOP).run.start
    ends = np.array(quarter_starts(start, trace.program.horizon)[1:])
    won = trace.records[(trace.records[:, 3] == What.CLOSED) & (trace.records[:, 5] > 0)]
    left = ends[np.searchsorted(ends, won[:, 0], side="right")] - won[:, 0]
    hurried = left <= 14 * TICKS_PER_DAY
    assert set(won[hurried, 5].tolist()) == {750_000}
    assert set(won[~hurried, 5].tolist()) == {1_000_000}
    days = sum(1 for end in ends for day in range(14) if 0 <= end / TICKS_PER_DAY - day - 1 < 39 * 7)
    assert hurried.sum() / days > 1.1 * (~hurried).sum() / (39 * 7 - days), "wins a day"


def test_only_the_stage_before_the_win_gives_a_discount() -> None:
    meet = "    meet: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}\n"
    text = SHOP.replace("    sell:", meet + "    sell:")
    listed, cheap = ran(text), ran(text, "policy.pricing.discount=0.4")
    assert (metric(listed, "conversion_meet") == metric(cheap, "conversion_meet")).all()
