"""Contracts that change at renewal: growth whatever their size, price uplifts, and what customers buy beside what they have."""

import numpy as np
import pytest
from customers.shop import MARKET, SHOP, metric, ran, total, traced
from theory.estimates import agrees, mean, right_and_5_percent_off

from gtmsim.program import rules
from gtmsim.program.layout import CustomerTotal, What

STAY = ("world.customers.churn=0", "world.customers.death=0")
TERM_YEARS = 26 * 7 / 365


@pytest.mark.theory
@right_and_5_percent_off
@pytest.mark.parametrize("terms", [1, 3])
def test_sizes_grow_apart_as_the_square_root_of_time(terms: int, off: float, holds: bool) -> None:
    trace = traced(
        SHOP,
        *STAY,
        "world.sources.list.first=12000",
        f"world.loyalty.growth_spread={0.4 * off}",
        f"run.horizon={26 * terms + 1} weeks",
    )
    renewed = trace.records[(trace.records[:, 3] == What.RENEWED) & (trace.records[:, 4] == terms - 1), 5]
    logs = np.log(renewed / 1_000_000)
    assert len(logs) == 12_000
    assert agrees(mean(logs**2), 0.4**2 * TERM_YEARS * terms) == holds


@pytest.mark.theory
def test_the_median_contract_grows_as_said() -> None:
    batch = ran(SHOP, *STAY, "world.loyalty.growth=10 %/year", "run.horizon=53 weeks")
    assert metric(batch, "arr") == pytest.approx(400 * 10_000 * 1.1 ** (2 * TERM_YEARS), rel=1e-6)
    assert metric(batch, "nrr") == pytest.approx(1.1**TERM_YEARS, rel=1e-6)
    assert (metric(batch, "grr") == 1).all(), "growth does not count in gross retention"
    shrinks = ran(SHOP, *STAY, "world.loyalty.growth=-10 %/year")
    assert metric(shrinks, "grr") == pytest.approx(0.9**TERM_YEARS, rel=1e-6)


@pytest.mark.mechanism("C43", switch="world.loyalty.growth_spread", shown="founder.yaml")
def test_growth_whatever_the_size_makes_a_few_customers_of_a_large_firm_as_heavy_as_of_a_small_one() -> None:
    def told(name: str, *said: str) -> np.ndarray:
        return metric(ran(SHOP, *STAY, "run.horizon=5 years", *said), name)

    apart = "world.loyalty.growth_spread=1"
    large = "world.segments.shop.deal_value={fixed: 10 MEUR}"
    assert (told("hhi", apart) > 3 * told("hhi")).all()
    assert told("hhi", apart, large) == pytest.approx(told("hhi", apart), rel=1e-4)
    assert told("top5_share", apart, large) == pytest.approx(told("top5_share", apart), rel=1e-4)


@pytest.mark.mechanism("C45", switch="world.segments.*.customers_at_start", shown="founder.yaml")
def test_who_lives_by_one_customer_risks_all_of_it() -> None:
    def told(customers: int) -> np.ndarray:
        start = (
            f"world.segments.shop.customers_at_start={customers}",
            f"world.segments.shop.customer_value={{fixed: {1000 / customers} kEUR}}",
        )
        return metric(ran(SHOP, *start, "world.sources.list.first=0", runs=200), "arr")

    one, hundred = told(1), told(100)
    assert one.mean() == pytest.approx(hundred.mean(), rel=0.1), "they lose the same on the whole"
    assert np.quantile(one, 0.05) == 0 < np.quantile(hundred, 0.05)
    assert one.std() > 5 * hundred.std()


def test_an_uplift_raises_what_is_paid_and_drives_some_away() -> None:
    raised = ("policy.pricing.uplift=10 %",)
    patient = ran(SHOP, *raised, "world.loyalty.uplift=0")
    minding = ran(SHOP, *raised, "world.loyalty.uplift=3")
    assert (metric(patient, "logos") == metric(ran(SHOP), "logos")).all()
    assert metric(patient, "arr") == pytest.approx(1.1 * metric(ran(SHOP), "arr"))
    assert (metric(minding, "logos") < metric(patient, "logos")).all()


def test_growth_leaves_everybody_elses_luck_alone_and_the_ledger_in_balance() -> None:
    grown, still = ran(SHOP, "world.loyalty.growth_spread=1"), ran(SHOP)
    assert (metric(grown, "logos") == metric(still, "logos")).all()
    start, new, more, gone, end = (
        total(grown, what)
        for what in (
            CustomerTotal.START_CENTS,
            CustomerTotal.NEW_CENTS,
            CustomerTotal.EXPANSION_CENTS,
            CustomerTotal.CHURNED_CENTS,
            CustomerTotal.END_CENTS,
        )
    )
    assert (start + new + more - gone == end).all()


TWO = "world.products={first: {}, second: {}}"


@pytest.mark.mechanism("C51", switch="policy.cross_sell", shown="service.yaml")
def test_customers_are_offered_what_they_do_not_have_yet() -> None:
    plain, crossed = ran(MARKET, TWO), ran(MARKET, TWO, "policy.cross_sell=1")
    assert 0.1 < metric(plain, "cross_sell_share").mean() < 0.5
    assert (metric(crossed, "cross_sell_share") > metric(plain, "cross_sell_share")).all()
    only = ran(MARKET, "world.products={first: {}}", "policy.cross_sell=1")
    assert (metric(only, "arr_expansion") > 0).all(), "who has all there is may have more of it"


def test_what_somebody_has_is_offered_less() -> None:
    assert rules.offered_again(0.6, True, 0.5) == pytest.approx(0.3)
    assert rules.offered_again(0.6, False, 0.5) == 0.6
