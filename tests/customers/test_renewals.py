"""Who renews: against the exponential law, by care, by onboarding and by what was paid."""

from math import exp

import numpy as np
import pytest
from customers.shop import LIST, MARKET, SHOP, metric, ran, total
from theory.estimates import agrees, ratio, right_and_5_percent_off

from gtmsim.program.layout import CustomerTotal

YEAR = 365 / 7  # weeks


@pytest.mark.theory
@right_and_5_percent_off
def test_as_many_leave_at_renewal_as_two_hazards_over_a_term_take(off: float, holds: bool) -> None:
    batch = ran(
        SHOP,
        f"world.customers.churn={40 * off} %/year",
        f"world.customers.death={20 * off} %/year",
        LIST,
        runs=40,
    )
    lost = ratio(total(batch, CustomerTotal.LOGOS_LOST), total(batch, CustomerTotal.DUE))
    assert agrees(lost, 1.0 - exp(-0.6 * 26 / YEAR)) == holds


@pytest.mark.theory
@right_and_5_percent_off
def test_customers_die_exponentially_over_many_terms(off: float, holds: bool) -> None:
    changes = (
        "run.horizon=131 weeks",
        "world.customers.death=0 %/year",
        f"world.customers.churn={40 * off} %/year",
    )
    batch = ran(SHOP, *changes, LIST, runs=40)
    left = ratio(metric(batch, "logos"), total(batch, CustomerTotal.LOGOS_WON))
    assert agrees(left, exp(-0.4 * 5 * 26 / YEAR)) == holds


@pytest.mark.mechanism("C49", switch="world.customers.built_by", shown="customers.yaml")
@pytest.mark.mechanism("C50", switch="world.customers.care", shown="customers.yaml")
def test_care_lowers_churn_and_nobody_caring_or_care_without_effect_do_not() -> None:
    cared = ("world.customers.built_by=care", "policy.standing={carer: {care: 1}}", "run.horizon=53 weeks")
    terms = ("world.customers.term=52 weeks", "world.customers.half_life=1 week")
    with_care = ran(SHOP, *cared, *terms)
    without = ran(SHOP, *cared, *terms, "world.customers.built_by=null")
    pointless = ran(SHOP, *cared, *terms, "world.customers.care=0")
    assert (metric(with_care, "logo_churn") < metric(without, "logo_churn")).all()
    assert pointless.totals[:, -20:].tolist() == without.totals[:, -20:].tolist()


@pytest.mark.theory
def test_full_care_takes_what_it_says_off_the_logarithm_of_churn_and_leaves_deaths_alone() -> None:
    batch = ran(
        SHOP,
        "world.customers={built_by: care, half_cared: 1 s, half_life: 1 min, term: 52 weeks, care: 0.7}",
        "policy.standing={carer: {care: 1}}",
        "run.horizon=53 weeks",
        LIST,
        runs=40,
    )
    lost = ratio(total(batch, CustomerTotal.LOGOS_LOST), total(batch, CustomerTotal.DUE))
    cared = 51 / 52  # the first week's hours begin to work in the second
    year = 52 / YEAR
    assert agrees(lost, 1.0 - exp(-(0.4 * exp(-0.7 * cared) + 0.2) * year))
    assert not agrees(lost, 1.0 - exp(-0.6 * exp(-0.7) * year))


@pytest.mark.mechanism("E15", switch="world.stages.*.after_win", shown="customers.yaml")
def test_a_customer_nobody_has_time_to_onboard_leaves_more_often() -> None:
    stage = (
        "world.stages.onboard={after_win: true, session: 2 h, session_spread: none, outcomes: {advance: 1}}"
    )
    first = ("world.sources.list.first=200", "world.customers.onboarding=1.5", stage)
    works = "organisation.roles.carer.works.onboard=1"
    many = ran(SHOP, *first, works, "organisation.teams.carer.people=6")
    few = ran(
        SHOP, *first, works, "organisation.calendars={always: null, seldom: {week: {sun: '09:00-11:00'}}}"
    )
    assert metric(many, "logo_churn").mean() < metric(few, "logo_churn").mean()
    assert total(many, CustomerTotal.ONBOARDED).min() == 200
    assert total(few, CustomerTotal.ONBOARDED).max() < 30
    wait = metric(few, "backlog[kind=onboard]")
    assert wait.min() > 150, "the work after the win waits in line like any other"
    assert (metric(many, "wins") == metric(few, "wins")).all()


@pytest.mark.theory
@pytest.mark.parametrize("off", [1.0, 1.05])
def test_who_bought_by_discount_leaves_as_the_hazard_says(off: float) -> None:
    discounted = (
        "policy.pricing.discount=0.2",
        "world.customers.discount=2.5",
        "world.customers.death=0 %/year",
    )
    batch = ran(SHOP, *discounted, f"world.customers.churn={40 * off} %/year", LIST, runs=40)
    lost = ratio(total(batch, CustomerTotal.LOGOS_LOST), total(batch, CustomerTotal.DUE))
    assert agrees(lost, 1.0 - exp(-0.4 * exp(2.5 * 0.2) * 26 / YEAR)) == (off == 1.0)


def test_who_left_may_buy_again_and_is_a_new_customer_then() -> None:
    batch = ran(MARKET, "world.customers.churn=300 %/year", "world.sources.customers=null")
    won, lost = total(batch, CustomerTotal.LOGOS_WON), total(batch, CustomerTotal.LOGOS_LOST)
    assert (won > 200).all(), "more wins than accounts"
    assert (won - lost == metric(batch, "logos")).all()
    assert not total(batch, CustomerTotal.EXPANSION_CENTS).any()
    assert np.isfinite(metric(batch, "grr")).all()
