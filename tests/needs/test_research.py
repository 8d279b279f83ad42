"""Needs move, and what a firm believes of them depends on whom it asks, how far ahead it looks, and how much it asks."""

from array import array
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from needs.fits import metric, stock, told, traced

from gtmsim.program import rules
from gtmsim.program.layout import StockKind, What

MARKET = """
gtmsim: 1
world:
  attributes: {speed: {}, care: {}, price: {}}
  segments:
    shop: {accounts: 400, needs: {speed: 3, care: 1}, drift: 0.8, in_market: 1 per year, stay: 13 weeks}
  sources: {market: {kind: pool, intent: 1, hand_raise: 0.9, unprompted: 0.5}}
  knowledge: {built_by: research, half_known: 10 h, half_life: 8 weeks, exponent: 1}
  needs: {trend_half_life: 104 weeks, foresight: 1}
  products: {tool: {features: {speed: 0.8, care: 0.4, price: 0.2}}}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}
  customers: {term: 52 weeks, churn: 0 %/year, death: 0 %/year}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {asker: {}}
  teams: {asker: {people: 3}}
policy:
  standing: {asker: {research: 1}}
  research: {frame: 1}
run: {horizon: 208 weeks, warm_up: 52 weeks}
"""
STILL = "world.segments.shop.drift=0"


def error(*overrides: str) -> float:
    """Return the mean error of what is believed."""
    return metric("belief_error[segment=shop]", *overrides, text=MARKET)


def view(*numbers: float) -> Any:
    """Return an array as a rule takes it."""
    return memoryview(array("d", numbers))


@pytest.mark.mechanism("C16", switch="world.segments.*.drift", shown="needs.yaml")
def test_needs_that_do_not_drift_stay_to_the_last_digit() -> None:
    assert len(set(stock(StockKind.NEED, STILL, text=MARKET))) == 1
    assert len(set(stock(StockKind.NEED, text=MARKET))) > 100


@pytest.mark.parametrize("wrong", [1.0, 1.05])
def test_log_weights_wander_as_far_as_they_are_said_to(wrong: float) -> None:
    kept, weeks, drift, many = 0.5, 520, 0.3, 8
    rng = np.random.default_rng(1)
    needs, trend, by = view(*[1.0] * 64), view(*[0.0] * 64), view(*[drift] * 8)
    moved = []
    for _ in range(40):
        before = np.log(np.array(needs))
        for _ in range(weeks):
            rules.drift_on(needs, trend, view(*rng.random(64)), by, kept, many, 8)
        moved.append(np.log(np.array(needs)) - before)
        needs[:] = view(*[1.0] * 64)
    spread = float(np.std(np.concatenate(moved))) / np.sqrt(weeks / rules.WEEKS_A_YEAR)
    assert (abs(spread / drift / wrong - 1) < 0.035) == (wrong == 1.0)


def test_trends_are_under_way_when_the_run_begins() -> None:
    kept, drift = 0.9, 0.3
    trend = view(*[0.0] * 64)
    uniforms = view(*[(n + 0.5) / 64 for n in range(64)])
    rules.begin_trends(trend, uniforms, view(*[drift] * 8), kept, 8, 8)
    shocks = drift * (1 - kept) / np.sqrt(rules.WEEKS_A_YEAR)
    usual = shocks / np.sqrt(1 - kept**2)
    assert trend[63] == pytest.approx(usual * NormalDist().inv_cdf(63.5 / 64))


@pytest.mark.mechanism(["C22", "A8"], switch="policy.research.frame", shown="needs.yaml")
def test_who_asks_customers_only_learns_what_was_needed_when_they_bought() -> None:
    asking_buyers, asking_customers = error(), error("policy.research.frame=0")
    assert asking_customers > 1.5 * asking_buyers
    assert abs(error(STILL, "policy.research.frame=0") - error(STILL)) < 0.005


def test_half_of_each_is_between_the_two() -> None:
    assert error() < error("policy.research.frame=0.5") < error("policy.research.frame=0")


@pytest.mark.mechanism(["C23", "D3"], switch="policy.research.horizon", shown="needs.yaml")
def test_who_looks_a_year_ahead_knows_next_years_needs_better() -> None:
    """The belief of a year ago is compared with today: looked ahead then, or taken as it was."""
    weeks = 52
    needed = [stock(StockKind.NEED, text=MARKET, level=k) for k in range(3)]
    apart = []
    for horizon in (0, weeks):
        believed = [
            stock(StockKind.BELIEVED_NEED, f"policy.research.horizon={horizon} weeks", text=MARKET, level=k)
            for k in range(3)
        ]
        late = slice(52, len(needed[0]) - weeks)
        apart.append(
            sum(np.abs(b[late] - n[weeks:][late]).mean() for b, n in zip(believed, needed, strict=True))
        )
    assert apart[1] < 0.8 * apart[0]


def test_looking_ahead_costs_nothing_where_needs_stand_still() -> None:
    assert error(STILL, "policy.research.horizon=104 weeks") == pytest.approx(error(STILL), abs=0.001)


def test_foresight_fades_the_further_one_looks() -> None:
    near, far = (
        rules.trend_ahead(1.0, 0.5, 52.142857142857146),
        rules.trend_ahead(1.0, 0.5, 3 * 52.142857142857146),
    )
    assert near == pytest.approx(52.142857 * 0.5)
    assert far == pytest.approx(3 * 52.142857 * 0.125)


@pytest.mark.mechanism("A8", switch="policy.standing", shown="needs.yaml")
def test_without_research_a_true_picture_goes_out_of_date() -> None:
    nobody = ("policy.standing.asker.research=0", "policy.standing.asker.tea=1")
    assert error(*nobody) > 2 * error()
    believed = stock(StockKind.BELIEVED_NEED, *nobody, text=MARKET)
    assert believed.max() == believed.min()


def test_research_mends_what_was_misjudged_at_the_start() -> None:
    wrong = stock(StockKind.BELIEF_ERROR, STILL, "world.needs.misjudged=1", text=MARKET)
    assert wrong[0] > 0.1
    assert wrong[-52:].mean() < 0.4 * wrong[0]


@pytest.mark.mechanism("C24", switch="policy.research.business", shown="needs.yaml")
def test_who_writes_down_features_asked_for_takes_what_is_lacking_for_what_is_needed() -> None:
    loud = "policy.research.business=0"
    asked = [stock(StockKind.BELIEVED_NEED, STILL, loud, text=MARKET, level=k)[-1] for k in range(3)]
    needed = [stock(StockKind.NEED, STILL, text=MARKET, level=k)[-1] for k in range(3)]
    assert asked[0] < needed[0] - 0.05  # speed is there already
    assert asked[2] > needed[2] + 0.02  # a better price is not
    assert error(STILL, loud) > 2 * error(STILL)


def test_what_is_asked_for_is_what_the_best_product_lacks() -> None:
    lacking = view(0.0, 0.0)
    rules.asked_for(lacking, view(0.2, 0.9, 0.6, 0.1), 2, 2)
    assert list(lacking) == pytest.approx([0.4, 0.1])


def test_customers_tell_the_mean_of_what_was_needed_when_each_of_them_bought() -> None:
    bought = view(1.0, 4.0)
    rules.needs_when_bought(bought, view(2.0, 4.0), view(1.0), view(4.0), 1, 2)
    assert list(bought) == pytest.approx([2**0.25, 4.0])
    rules.needs_when_bought(bought, view(9.0, 9.0), view(0.0), view(4.0), 1, 2)
    assert list(bought) == pytest.approx([2**0.25, 4.0])


def test_research_done_differently_leaves_buyers_luck_alone() -> None:
    def buyers(*overrides: str) -> bytes:
        records = traced(MARKET, *overrides).records
        return records[np.isin(records[:, 3], [What.OPENED, What.SHUT, What.LEAD])].tobytes()

    assert buyers() == buyers("policy.research.frame=0", "policy.research.horizon=1 year")
    assert len(told(What.OPENED, text=MARKET)) > 1000
