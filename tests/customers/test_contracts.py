"""What stands in contracts: nothing is lost or made, ratios are what they are called, and switches are switches."""

import numpy as np
import pytest
from customers.shop import MARKET, SHOP, metric, ran, total, traced

from gtmsim.engines.contract import Trace
from gtmsim.measure.fold import fold
from gtmsim.program.layout import CustomerTotal, Phase, TotalBlock, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load, loads
from gtmsim.units import TICKS_PER_WEEK, TICKS_PER_YEAR

WEEK = TICKS_PER_WEEK


def records(*rows: tuple[int, int, int, int, int]) -> Ints:
    """Return event records from tick, account, what, a and b."""
    return np.array(
        [(tick, Phase.GAP, account << 16, what, a, b) for tick, account, what, a, b in rows], np.int64
    )


def told(trace: Trace, what: What) -> Ints:
    return np.asarray(trace.records[trace.records[:, 3] == what], np.int64)


@pytest.mark.parametrize("warm_up", [0, 60])
def test_what_stood_and_what_came_less_what_went_is_what_stands_in_every_replication(warm_up: int) -> None:
    batch = ran(MARKET, "world.customers.churn=80 %/year", f"run.warm_up={warm_up} weeks")
    came = total(batch, CustomerTotal.NEW_CENTS) + total(batch, CustomerTotal.EXPANSION_CENTS)
    went = total(batch, CustomerTotal.CHURNED_CENTS)
    assert came.min() > 0 < went.min()
    stands = total(batch, CustomerTotal.START_CENTS) + came - went
    assert (stands == total(batch, CustomerTotal.END_CENTS)).all()
    logos = total(batch, CustomerTotal.START_LOGOS) + metric(batch, "logos_won") - metric(batch, "logos_lost")
    assert (logos == metric(batch, "logos")).all()
    assert (total(batch, CustomerTotal.START_CENTS) > 0).all() == (warm_up > 0)
    assert (metric(batch, "bookings") == metric(batch, "arr_new") + metric(batch, "arr_expansion")).all()


def test_retention_is_reckoned_from_what_stood_when_the_term_began() -> None:
    """One customer of 100 grows by 50 and renews, one of 300 leaves: 100 of 400 are kept, and 150 are there."""
    program = lower(loads(SHOP, "shop.yaml", ["run.horizon=30 weeks"]))
    story = records(
        (0, 1, What.LEAD, 0, 100),
        (0, 2, What.LEAD, 0, 300),
        (1, 1, What.CLOSED, 0, 100),
        (2, 2, What.CLOSED, 0, 300),
        (9, 1, What.LEAD, 0, 50),
        (10, 1, What.CLOSED, 0, 50),
        (26 * WEEK + 1, 1, What.RENEWED, 0, 150),
        (26 * WEEK + 2, 2, What.CHURNED, 0, 300),
    )
    layout = totals_of(program)
    row = layout.block(fold(program, story)[0], TotalBlock.CUSTOMER)[0]
    due, kept, grown = (
        row[place] for place in (CustomerTotal.DUE_CENTS, CustomerTotal.KEPT_CENTS, CustomerTotal.GROWN_CENTS)
    )
    assert (due, kept, grown) == (400, 100, 150)
    assert row[CustomerTotal.EXPANSION_CENTS] == 50
    assert row[CustomerTotal.END_CENTS] == 150
    last = layout.block(fold(program, story)[0], TotalBlock.CUSTOMER)[-1]
    assert last[CustomerTotal.HHI_BILLIONTHS] == 10**9


def test_revenue_is_the_integral_of_what_stands_to_the_cent() -> None:
    trace = traced(
        SHOP, "world.sources.list.first=0", "world.sources.list.rate=20 per week", "run.horizon=200 days"
    )
    change = [(row[0], row[5]) for row in told(trace, What.CLOSED).tolist()]
    change += [(row[0], -row[5]) for row in told(trace, What.CHURNED).tolist()]
    earned = sum(cents * (trace.program.horizon - tick) for tick, cents in change) // TICKS_PER_YEAR
    table = totals_of(trace.program).block(trace.totals, TotalBlock.CUSTOMER)
    assert earned > 0
    assert table[0, CustomerTotal.REVENUE_CENTS] == earned


@pytest.mark.mechanism("C51", switch="world.sources.*.kind", shown="customers.yaml")
def test_expansion_needs_customers_and_care() -> None:
    grown = ran(MARKET)
    assert (metric(grown, "nrr") > metric(grown, "grr")).all()
    assert (metric(grown, "leads[source=customers]") > 0).all()
    nobody_buys = ran(MARKET, "world.stages.sell.outcomes={advance: 0, lost: 1}")
    nobody_cares = ran(MARKET, "world.customers.built_by=null")
    nobody_asks = ran(MARKET, "world.sources.customers=null")
    for batch in (nobody_buys, nobody_cares, nobody_asks):
        assert not total(batch, CustomerTotal.EXPANSION_CENTS).any()
    assert (metric(nobody_asks, "wins") > 0).all()


def test_an_expansion_is_worth_its_share_of_a_first_deal() -> None:
    trace = traced(MARKET, "world.sources.customers.share=0.25")
    values = {row[4] >> 16: row[5] for row in told(trace, What.LEAD).tolist()}
    assert values == {0: 1_000_000, 1: 250_000}


def test_no_contracts_and_no_work_after_the_win_leave_no_trace() -> None:
    plain = loads(MARKET, "shop.yaml", ["world.customers.term=null", "world.sources.customers=null"])
    trace = traced(MARKET, "world.customers.term=null", "world.sources.customers=null")
    assert plain.world.customers.term is None
    seen = {row[3] for row in trace.records.tolist()}
    assert not seen & {What.WON, What.RENEWED, What.CHURNED}
    table = totals_of(trace.program).block(trace.totals, TotalBlock.CUSTOMER)
    assert np.count_nonzero(table) == 1, "what the wins were worth at list price, and nothing else"


def test_contracts_alone_change_nothing_of_what_was_told_before() -> None:
    told_of_them = (What.RENEWED, What.CHURNED)
    off = traced(SHOP, "world.customers.term=null").records
    on = traced(SHOP).records
    assert on[~np.isin(on[:, 3], told_of_them)].tolist() == off.tolist()


def test_profit_is_revenue_less_cost_once_contracts_are_kept() -> None:
    kept = ran(SHOP, "organisation.teams.carer.cost=50 kEUR/year")
    sold = ran(SHOP, "organisation.teams.carer.cost=50 kEUR/year", "world.customers.term=null")
    assert np.allclose(metric(kept, "profit"), metric(kept, "revenue") - metric(kept, "cost"))
    assert np.allclose(metric(sold, "profit"), metric(sold, "bookings") - metric(sold, "cost"))


def test_five_equal_customers_share_everything_equally() -> None:
    batch = ran(SHOP, "world.sources.list.first=10", "run.horizon=20 weeks")
    assert metric(batch, "top5_share") == pytest.approx(0.5)
    assert metric(batch, "hhi") == pytest.approx(0.1)


def test_the_shipped_scenario_of_customers_has_all_of_it(request: pytest.FixtureRequest) -> None:
    scenario = load(request.config.rootpath / "scenarios" / "customers.yaml")
    assert scenario.world.customers.term
    assert any(source and source.kind == "customers" for source in scenario.world.sources.values())
    assert scenario.policy.pricing.quarter_end
