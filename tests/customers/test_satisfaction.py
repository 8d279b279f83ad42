"""What satisfies customers and what satisfaction does: whether they stay, and whether they speak of it."""

from math import exp

import pytest
from customers.shop import LIST, MARKET, SHOP, metric, ran, total
from theory.estimates import agrees, ratio, right_and_5_percent_off

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import CustomerTotal
from gtmsim.scenario import loads
from gtmsim.scenario.unused import unused

FIT = (
    "world.attributes={speed: {}}",
    "world.segments.shop.needs={speed: 1}",
    "world.products={good: {features: {speed: 0.9}}}",
)
POOR = (*FIT[:2], "world.products={good: {features: {speed: 0.2}}}")
GAMMA = "world.loyalty.gamma=1.5"
YEAR = 365 / 7  # weeks


@pytest.mark.mechanism("C28", switch="world.loyalty.gamma", shown="service.yaml")
def test_customers_whose_needs_are_met_are_satisfied_and_stay() -> None:
    good, poor, blind = ran(SHOP, *FIT, GAMMA), ran(SHOP, *POOR, GAMMA), ran(SHOP, *POOR)
    assert (metric(good, "logo_churn") < metric(poor, "logo_churn")).all()
    assert (metric(good, "satisfaction.end") == 0.9).all()
    assert metric(poor, "satisfaction.end") == pytest.approx(0.2)
    assert (metric(blind, "logo_churn") == metric(ran(SHOP, *FIT), "logo_churn")).all(), "nobody minds"


@pytest.mark.theory
@right_and_5_percent_off
def test_satisfaction_takes_what_it_says_off_the_logarithm_of_churn(off: float, holds: bool) -> None:
    batch = ran(SHOP, *FIT, f"world.loyalty.gamma={2.0 * off}", LIST, runs=400)
    lost = ratio(total(batch, CustomerTotal.LOGOS_LOST), total(batch, CustomerTotal.DUE))
    expected = 1.0 - exp(-(0.4 * exp(-2.0 * (0.9 - 0.5)) + 0.2) * 26 / YEAR)
    assert agrees(lost, expected) == holds


def test_the_usual_satisfaction_changes_nothing() -> None:
    usual = ran(SHOP, *FIT, GAMMA, "world.loyalty.usual=0.9")
    without = ran(SHOP, *FIT)
    assert (metric(usual, "logos") == metric(without, "logos")).all()


@pytest.mark.mechanism("C39", switch="world.loyalty.gamma", shown="service.yaml")
def test_care_is_a_part_of_satisfaction() -> None:
    cared = (GAMMA, "world.customers.built_by=care", "policy.standing={carer: {care: 1}}")
    cares, idles = ran(SHOP, *FIT, *cared), ran(SHOP, *FIT, GAMMA)
    assert (metric(cares, "satisfaction") > 1.1 * metric(idles, "satisfaction")).all()
    assert (metric(cares, "logo_churn") < metric(idles, "logo_churn")).all()


@pytest.mark.mechanism("C53", switch="world.loyalty.advocates", shown="service.yaml")
def test_satisfied_customers_bring_others() -> None:
    spoken = (
        "world.segments.shop.customers_at_start=100",
        "world.sources.market={unprompted: 0.05, word_of_mouth: 0.5, hand_raise: 0.5}",
        "world.customers.built_by=care",
        "world.loyalty.usual=0",
    )
    speak, silent = ran(MARKET, *spoken, "world.loyalty.advocates=2"), ran(MARKET, *spoken)
    assert metric(speak, "logos_won").mean() > 1.15 * metric(silent, "logos_won").mean()


def test_work_that_nobody_knows_of_is_told_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(MARKET, "shop.yaml", ("world.loyalty.served_by=cares",))
    (problem,) = caught.value.problems
    assert problem.path == "world.loyalty.served_by"
    assert "care" in problem.hint


def test_what_nothing_depends_on_is_told() -> None:
    def told(*overrides: str) -> set[str]:
        return {each.path for each in unused(loads(SHOP, "shop.yaml", overrides))}

    assert "world.loyalty.usual" in told("world.loyalty.usual=0.3")
    assert "world.loyalty.usual" not in told("world.loyalty.usual=0.3", GAMMA)
    assert "world.loyalty.fit" in told("world.loyalty.fit=2", GAMMA)
    assert "world.loyalty.patience" in told("world.loyalty.patience=2 weeks")
    assert "world.loyalty.gamma" in told(GAMMA, "world.customers.term=null")
    assert "policy.cross_sell" in told("policy.cross_sell=1")
    assert "world.loyalty.advocates" in told("world.loyalty.advocates=1")
    assert "world.loyalty.uplift" in told("world.loyalty.uplift=1")
