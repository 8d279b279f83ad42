"""Support after the sale: needs that customers raise, hours that serve them, and what is left to wait."""

from __future__ import annotations

from array import array

import pytest
from customers.shop import SHOP, metric, ran
from theory.estimates import right_and_5_percent_off

from gtmsim.program import rules

NOBODY_LEAVES = ("world.customers.churn=0", "world.customers.death=0", "run.horizon=53 weeks")
NEEDS = ("world.loyalty.tickets=12 per year", "world.loyalty.ticket=1 h")
SERVED = ("world.loyalty.served_by=support", "policy.standing={carer: {support: 1}}")
SHOP_HOURS = 168.0  # a week, around the clock
NEEDED = 400 * 12 * 7 / 365  # hours a week


@pytest.mark.mechanism("D12", switch="world.loyalty.served_by", shown="service.yaml")
def test_customers_whose_needs_nobody_serves_leave_more_often() -> None:
    needs = (*NEEDS, "world.loyalty.gamma=2", "world.loyalty.usual=0")
    served, unserved = ran(SHOP, *needs, *SERVED), ran(SHOP, *needs)
    assert metric(served, "service_level.end") == pytest.approx(1)
    assert (metric(unserved, "service_level.end") < 0.2).all()
    assert (metric(unserved, "logo_churn") > metric(served, "logo_churn")).all()
    assert (metric(ran(SHOP, *needs, "world.loyalty.service=0"), "logos") == metric(served, "logos")).all()


@pytest.mark.theory
@right_and_5_percent_off
def test_the_level_is_hours_worked_over_hours_needed_where_nothing_can_wait(off: float, holds: bool) -> None:
    impatient = ("world.loyalty.patience=0", "world.loyalty.half_life=1 s", "world.loyalty.ticket=4 h")
    batch = ran(SHOP, NEEDS[0], *impatient, *SERVED, *NOBODY_LEAVES)
    expected = SHOP_HOURS / (4 * NEEDED) * off
    assert (metric(batch, "service_level.end") == pytest.approx(expected, rel=0.01)) == holds


def test_what_waits_is_no_more_than_is_raised_while_anybody_is_patient() -> None:
    batch = ran(SHOP, *NEEDS, *NOBODY_LEAVES, "world.loyalty.patience=3 weeks")
    assert metric(batch, "ticket_backlog_hours.end") == pytest.approx(3 * NEEDED)


def test_a_week_of_service_by_hand() -> None:
    served: memoryview[float] = memoryview(array("d", [10.0, 1.0]))  # waiting, felt
    rules.service_week(served, 100, 0.2, 2.0, 25.0, 4.0, 0.5)  # 40 h raised, 50 h wanted, 25 h worked
    assert served.tolist() == [25.0, 0.75]
    rules.service_week(served, 100, 0.2, 2.0, 90.0, 4.0, 0.5)
    assert served.tolist() == [0.0, 0.875]


def test_those_who_know_more_serve_better_but_never_more_than_all() -> None:
    assert rules.service_felt(0.5, 1.2) == pytest.approx(0.6)
    assert rules.service_felt(0.9, 1.2) == 1
