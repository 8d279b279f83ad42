"""Whom developers build for: the market, deals in play, customers, or what a rival has."""

import numpy as np
import pytest
from roadmap.workshop import FOR_DEALS, metric, ran, told, traced

from gtmsim.measure.registry import names_in
from gtmsim.program.layout import Stream, What

FIT = "product_fit[product=suite].end"
CUSTOMERS = ("world.customers.term=52 weeks", "world.roadmap.asks=4 per year", "world.stages.sell.clock=null")


@pytest.mark.mechanism("C25", switch="policy.roadmap", shown="roadmap.yaml")
@pytest.mark.mechanism("C61", switch="policy.roadmap.deals", shown="roadmap.yaml")
def test_what_is_built_for_the_market_raises_the_product_for_all_and_what_is_built_for_deals_raises_it_for_nobody_else() -> (
    None
):
    market, deals = ran(), ran(FOR_DEALS)
    assert np.all(metric(market, FIT) > 0.5)
    assert np.allclose(metric(deals, FIT), 0.2, atol=1e-6)
    assert np.all(metric(market, "one_offs_fitted") == 0)
    assert np.all(metric(deals, "one_offs_fitted") > 50)


@pytest.mark.mechanism("C41", switch="policy.roadmap.customers", shown="roadmap.yaml")
def test_a_roadmap_for_customers_builds_what_the_largest_contract_asks_for_first() -> None:
    trace = traced(
        *CUSTOMERS,
        "policy.roadmap={customers: 1}",
        "world.segments.shop.deal_value={median: 9 kEUR, sigma: 1}",
    )
    value = {row[2]: row[5] for row in told(trace, What.WISHED) if row[4] == Stream.CUSTOMERS}
    built = [value[row[2]] for row in told(trace, What.BUILT)]
    waiting = [value[account] for account in value.keys() - {row[2] for row in told(trace, What.BUILT)}]
    assert len(built) > 20
    assert np.mean(built) > 1.5 * np.mean(waiting)
    assert not told(traced(*CUSTOMERS), What.BUILT)


@pytest.mark.mechanism("C45", switch="policy.roadmap.market", shown="roadmap.yaml")
def test_the_share_of_the_roadmap_chosen_by_ourselves_is_what_the_market_gets_of_it() -> None:
    both = ran("policy.roadmap={market: 0.3, deals: 0.7}", "run.horizon=10 weeks")
    assert np.allclose(metric(both, "roadmap_self_chosen_share"), 0.3, atol=1e-6)
    assert np.all(metric(ran(FOR_DEALS, "run.horizon=10 weeks"), "roadmap_self_chosen_share") == 0.0)


def test_who_has_nothing_to_build_leaves_the_hours_to_the_others() -> None:
    half = ran("policy.roadmap={market: 0.5, customers: 0.5}")
    assert np.all(metric(half, "roadmap_self_chosen_share") == 1.0)
    assert np.array_equal(metric(half, "features_shipped"), metric(ran(), "features_shipped"))


@pytest.mark.mechanism("C64", switch="policy.roadmap.rivals")
def test_a_roadmap_for_rivals_closes_the_widest_gap_and_stops_where_nobody_is_ahead() -> None:
    rival = "world.rivals={other: {features: {safety: 0.6}}}"
    alone = ran("policy.roadmap={rivals: 1}")
    copies = traced("policy.roadmap={rivals: 1}", rival, "world.roadmap.step=0.2")
    assert np.all(metric(alone, "features_shipped") == 0)
    shipped = told(copies, What.SHIPPED)
    assert {row[2] for row in shipped} == {1}, (
        "safety of the suite, which is the second attribute of the first product"
    )
    assert len(shipped) == 4, "0.2, 0.36, 0.488, 0.59, 0.67: then it is ahead"


@pytest.mark.mechanism("D14", switch="world.links", shown="roadmap.yaml")
def test_without_anybody_to_filter_what_sellers_wish_developers_build_for_deals() -> None:
    link = ("world.links={developers: {carries: development}}", "world.hub.at_start=0")
    assert np.all(metric(ran(), "one_offs_fitted") == 0)
    unfiltered = ran(*link)
    assert np.all(metric(unfiltered, "one_offs_fitted") > 10)
    assert np.all(metric(unfiltered, "features_shipped") < metric(ran(), "features_shipped"))


@pytest.mark.mechanism("A7", switch="world.roadmap.built_by", shown="roadmap.yaml")
def test_a_business_case_comes_true_where_needs_stand_still_and_fails_where_they_move_meanwhile() -> None:
    drift = ("world.segments.shop.drift=2", "run.horizon=52 weeks", "world.roadmap.feature_hours=1000 h")
    assert np.all(metric(ran(*drift[1:]), "roadmap_value_error") == 0.0)
    assert np.mean(metric(ran(*drift), "roadmap_value_error")) > 0.05


def test_a_roadmap_is_off_until_somebody_develops() -> None:
    trace = traced("world.roadmap.built_by=null")
    assert not [row for row in trace.records.tolist() if What.WISHED <= row[3] <= What.DEVELOPED]
    assert not trace.program.stocks or "velocity" not in names_in(trace.program)


def test_development_that_nobody_feels_leaves_everything_else_as_it_was() -> None:
    def others(*overrides: str) -> list[list[int]]:
        own = {*range(What.WISHED, What.DEVELOPED + 1), What.STOCK}
        return [row for row in traced(*overrides).records.tolist() if row[3] not in own]

    assert others(FOR_DEALS) == others("world.roadmap.built_by=null", FOR_DEALS)
