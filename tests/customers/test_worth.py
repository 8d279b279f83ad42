"""What a run is worth: streams made by hand against closed forms, cash, and what a customer brings."""

from math import exp, log

import numpy as np
import pytest
from customers.shop import SHOP, metric, ran

STREAM = (
    "world.segments.shop.customers_at_start=10",
    "world.segments.shop.customer_value={fixed: 36.5 kEUR}",
    "world.customers.churn=0",
    "world.customers.death=0",
    "world.sources.list.first=0",
    "organisation.teams.carer.cost=0 EUR/year",
    "run.horizon=104 weeks",
)
A_WEEK = 10 * 36_500 * 7 / 365


def of_a_stream(rate: float, weeks: int = 104) -> float:
    """Return what a stream of equal weeks is worth, each paid when it is over."""
    factor = exp(-log(1 + rate) * 7 / 365)
    return A_WEEK * factor * (1 - factor**weeks) / (1 - factor)


@pytest.mark.theory
@pytest.mark.parametrize(("off", "holds"), [(1.0, True), (1.05, False)], ids=["as written", "5 % off"])
def test_value_is_the_closed_form_of_a_steady_stream(off: float, holds: bool) -> None:
    batch = ran(SHOP, *STREAM, f"run.discount_rate={20 * off} %/year", "run.arr_multiple=0", runs=2)
    assert (metric(batch, "value") == pytest.approx(of_a_stream(0.2), rel=1e-6)) == holds


@pytest.mark.mechanism("C37", switch="run.discount_rate", shown="founder.yaml")
def test_contracts_that_stand_at_the_horizon_count_by_a_multiple() -> None:
    with_end = ran(SHOP, *STREAM, "run.arr_multiple=4", runs=2)
    without = ran(SHOP, *STREAM, "run.arr_multiple=0", runs=2)
    expected = 4 * 365_000 * exp(-log(1.1) * 728 / 365)
    assert metric(with_end, "value") - metric(without, "value") == pytest.approx(expected, rel=1e-6)


def test_without_discount_and_end_value_is_profit() -> None:
    for warm_up in (0, 9):
        batch = ran(SHOP, f"run.warm_up={warm_up} weeks", "run.discount_rate=0", "run.arr_multiple=0", runs=4)
        assert metric(batch, "value") == pytest.approx(metric(batch, "profit"), abs=1)


def test_cash_runs_low_before_what_was_won_is_paid() -> None:
    costly = ("organisation.teams.carer.cost=520 kEUR/year", "run.cash_at_start=100 kEUR")
    batch = ran(SHOP, *STREAM, *costly, runs=2)
    cost = 520_000 * 728 / 365
    assert metric(batch, "cash") == pytest.approx(100_000 + 104 * A_WEEK - cost, abs=1)
    assert (metric(batch, "cash_low") == metric(batch, "cash")).all(), "it falls all the way"
    rich = ran(SHOP, *STREAM, "run.cash_at_start=100 kEUR", runs=2)
    assert (metric(rich, "cash_low") == 100_000).all(), "it never falls"


def test_what_a_customer_brings_is_its_yearly_margin_over_the_rate_of_loss() -> None:
    batch = ran(SHOP, "world.sources.list.first=4000", "run.gross_margin=0.8", runs=4)
    lost = metric(batch, "logo_churn") / (26 * 7 / 365)
    assert metric(batch, "ltv") == pytest.approx(10_000 * 0.8 / lost, rel=1e-6)
    assert metric(batch, "ltv_to_cac") == pytest.approx(metric(batch, "ltv") / metric(batch, "cac"), rel=1e-4)
    assert np.isnan(metric(ran(SHOP, *STREAM, runs=2), "ltv")).all(), "nobody was lost"
