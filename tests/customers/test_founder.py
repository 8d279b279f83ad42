"""Customers from the start: what they are worth, when they renew, and that the books know them from the first tick."""

import numpy as np
import pytest
from customers.shop import MARKET, SHOP, metric, ran, total, traced

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import CustomerTotal, What
from gtmsim.scenario import loads
from gtmsim.scenario.unused import unused
from gtmsim.units import TICKS_PER_WEEK

FOUNDED = ("world.segments.shop.customers_at_start=5", "world.segments.shop.customer_value={fixed: 90 kEUR}")
NOBODY_LEAVES = ("world.customers.churn=0", "world.customers.death=0")
NOBODY_COMES = ("world.sources.list.first=0",)


@pytest.mark.mechanism("C42", switch="world.segments.*.customers_at_start", shown="founder.yaml")
def test_a_founder_begins_with_customers_and_their_revenue() -> None:
    still = (*NOBODY_COMES, *NOBODY_LEAVES)
    founded = ran(SHOP, *FOUNDED, *still)
    assert (metric(founded, "arr") == 450_000).all()
    assert (metric(founded, "logos") == 5).all()
    assert metric(founded, "revenue") == pytest.approx(450_000 * 27 * 7 / 365, abs=0.01)
    assert (metric(founded, "arr_new") == 0).all(), "nobody has won them in the run"
    assert (metric(ran(SHOP, *still), "arr") == 0).all()


@pytest.mark.mechanism("C44", switch="world.segments.*.customers_at_start", shown="founder.yaml")
def test_a_single_customer_is_all_there_is() -> None:
    batch = ran(
        SHOP,
        "world.segments.shop.customers_at_start=1",
        *NOBODY_COMES,
        *NOBODY_LEAVES,
        "run.horizon=20 weeks",
    )
    assert (metric(batch, "top5_share") == 1).all()
    assert (metric(batch, "hhi") == 1).all()


def test_the_ledger_of_contracts_holds_through_the_warm_up() -> None:
    for warm_up in (0, 10):
        batch = ran(SHOP, *FOUNDED, f"run.warm_up={warm_up} weeks", "run.horizon=60 weeks")
        start, new, grown, gone, end = (
            total(batch, what)
            for what in (
                CustomerTotal.START_CENTS,
                CustomerTotal.NEW_CENTS,
                CustomerTotal.EXPANSION_CENTS,
                CustomerTotal.CHURNED_CENTS,
                CustomerTotal.END_CENTS,
            )
        )
        assert (start + new + grown - gone == end).all()
        assert (start >= 45_000_000 if warm_up == 0 else start > 0).all()


def test_first_renewals_are_spread_evenly_over_a_term() -> None:
    trace = traced(
        SHOP,
        "world.segments.shop.customers_at_start=4000",
        *NOBODY_COMES,
        "world.sources.list.last=0",
        "run.horizon=26 weeks",
    )
    what = trace.records[:, 3]
    due = trace.records[np.isin(what, (What.RENEWED, What.CHURNED)), 0] / TICKS_PER_WEEK
    assert len(due) > 3990
    weeks, _ = np.histogram(due, bins=26, range=(0, 26))
    assert (np.abs(weeks - 4000 / 26) < 5 * np.sqrt(4000 / 26)).all()


def test_an_account_that_is_a_customer_already_is_not_won_again_but_may_buy_more() -> None:
    everybody = ("world.segments.shop.customers_at_start=200", *NOBODY_LEAVES, "run.horizon=52 weeks")
    batch = ran(MARKET, *everybody)
    assert (total(batch, CustomerTotal.LOGOS_WON) == 0).all()
    assert (total(batch, CustomerTotal.EXPANSION_CENTS) > 0).all()


def test_one_more_customer_from_the_start_moves_nobody_elses_value_or_renewal() -> None:
    def told(customers: int) -> set[tuple[int, ...]]:
        trace = traced(
            SHOP,
            f"world.segments.shop.customers_at_start={customers}",
            "world.segments.shop.deal_value=9 kEUR",
        )
        kinds = np.isin(trace.records[:, 3], (What.CUSTOMER_FROM_START, What.RENEWED, What.CHURNED))
        return {tuple(row) for row in trace.records[kinds].tolist()}

    assert told(20) < told(21)


def test_customers_nobody_has_accounts_for_are_told_where_they_stand() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(MARKET, "shop.yaml", ("world.segments.shop.customers_at_start=201",))
    (problem,) = caught.value.problems
    assert problem.path == "world.segments.shop.customers_at_start"
    assert problem.wanted == "no more than its accounts in the market, 200"


def test_customers_without_contracts_have_no_effect_and_check_says_so() -> None:
    paths = {each.path for each in unused(loads(SHOP, "shop.yaml", (*FOUNDED, "world.customers.term=null")))}
    assert {"world.segments.shop.customers_at_start", "world.segments.shop.customer_value"} <= paths
