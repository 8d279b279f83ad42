"""What building costs: upkeep for ever, rework, time; and features for everybody where one-offs are built."""

import numpy as np
import pytest
from roadmap.workshop import FOR_DEALS, WEEK_HOURS, metric, ran, told, traced

from gtmsim.program.layout import StockKind, What
from gtmsim.units import TICKS_PER_WEEK

FINE = (
    "world.roadmap.feature_hours=1 h",
    "world.roadmap.step=0.0005",
    "world.roadmap.upkeep=104.2857142857 %/year",
)
A_WEEK = 1.042857142857 * 7 / 365  # upkeep, of each hour ever built


def test_upkeep_takes_over_as_the_closed_form_says() -> None:
    # What is built in a week is to be kept up from the next on: 1 - (1 - u)^n of the hours after n weeks of building.
    weeks = 27
    share = metric(ran(*FINE, runs=2), "upkeep_share.end")
    expected = 1.0 - (1.0 - A_WEEK) ** (weeks - 2)
    assert np.allclose(share, expected, rtol=0.01)
    assert not np.allclose(share, 1.05 * expected, rtol=0.01)


@pytest.mark.mechanism("C47", switch="policy.roadmap.deals", shown="roadmap.yaml")
@pytest.mark.mechanism("C48", switch="policy.roadmap.deals", shown="roadmap.yaml")
def test_the_more_one_offs_the_slower_the_product_and_the_more_upkeep() -> None:
    upkeep = "world.roadmap.upkeep=60 %/year"
    shares = [0.0, 0.3, 0.6, 0.9]
    batches = [ran(upkeep, f"policy.roadmap={{market: {1 - share:.1f}, deals: {share}}}") for share in shares]
    velocity = [metric(batch, "velocity").mean() for batch in batches]
    owed = [metric(batch, "upkeep_share.end").mean() for batch in batches]
    assert velocity == sorted(velocity, reverse=True)
    assert velocity[-1] < 0.5 * velocity[0]
    assert owed == sorted(owed)
    assert owed[-1] > 1.2 * owed[0]


@pytest.mark.mechanism("C47", switch="world.segments.*.private", shown="roadmap.yaml")
def test_in_markets_of_one_only_what_is_built_for_an_account_wins_it() -> None:
    alone = (
        "world.needs.fit=6",
        "world.segments.shop.private=1",
        "world.stages.sell.clock={fixed: 20 weeks}",
        "run.horizon=27 weeks",
    )
    market, deals = ran(*alone), ran(*alone, FOR_DEALS, "world.roadmap.one_off_hours=5 h")
    assert metric(deals, "wins").mean() > 10 * metric(market, "wins").mean()


@pytest.mark.mechanism("C38", switch="world.roadmap.feature_hours", shown="roadmap.yaml")
def test_time_to_market_is_the_work_over_the_hours_there_are_for_it() -> None:
    def weeks(people: int) -> float:
        trace = traced("world.roadmap.feature_hours=330 h", f"organisation.teams.developer.people={people}")
        return told(trace, What.SHIPPED)[0][5] / TICKS_PER_WEEK

    assert weeks(1) == 2.0
    assert weeks(2) == 1.0
    slow, quick = ran("world.roadmap.feature_hours=330 h"), ran("world.roadmap.feature_hours=110 h")
    assert np.all(metric(slow, "time_to_market_weeks") > metric(quick, "time_to_market_weeks") + 0.5)


@pytest.mark.mechanism(
    "D8", switch=["world.roadmap.step", "world.roadmap.feature_hours"], shown="roadmap.yaml"
)
def test_half_the_scope_ships_in_half_the_time_and_half_as_much_of_it() -> None:
    """A step of 5 % in 330 hours, or one of 2.5 % in 165: the first of them is out a week sooner, and adds half."""

    def first(*scope: str) -> tuple[float, float]:
        trace = traced(*scope, "world.roadmap.upkeep=0 %/year")
        shipped = told(trace, What.SHIPPED)[0]
        fits = [
            row[5]
            for row in told(trace, What.STOCK)
            if row[2] == trace.program.stock_first[StockKind.PRODUCT_FIT]
        ]
        after = int(shipped[0]) // TICKS_PER_WEEK + 1
        return shipped[5] / TICKS_PER_WEEK, (fits[after] - fits[0]) / 1e6

    whole = first("world.roadmap.step=0.05", "world.roadmap.feature_hours=330 h")
    half = first("world.roadmap.step=0.025", "world.roadmap.feature_hours=165 h")
    assert half[0] == whole[0] / 2 == 1.0
    assert 0 < half[1] == pytest.approx(whole[1] / 2, rel=0.01)


@pytest.mark.mechanism("D8", switch="world.links", shown="mid_market.yaml")
def test_work_is_done_again_while_the_hub_and_developers_do_not_understand_each_other() -> None:
    link = ("world.links={developers: {carries: development}}", "policy.roadmap={market: 1}")
    apart, together = (
        ran(*link, "world.hub.at_start=0"),
        ran(*link, "world.hub.at_start=1", "world.hub.half_life=9000 weeks"),
    )
    hours = WEEK_HOURS * 26
    assert np.allclose(metric(apart, "rework_hours"), 0.25 * hours, rtol=0.01)
    assert np.all(metric(together, "rework_hours") < 0.01 * hours)
    assert np.all(metric(ran(), "rework_hours") == 0.0)


@pytest.mark.mechanism("C46", switch="world.roadmap.gone_stale", shown="roadmap.yaml")
def test_what_accounts_asked_for_is_wanted_as_long_as_the_exponential_says() -> None:
    a_week = 2.0 * 7 / 365
    later = "world.stages.sell.clock={fixed: 30 weeks}"
    overrides = (FOR_DEALS, "world.roadmap.gone_stale=200 %/year", "world.roadmap.one_off_hours=10 h", later)
    built = [row for run in range(60) for row in told(traced(*overrides, replication=run), What.BUILT)]
    expected = np.exp([-a_week * row[5] / TICKS_PER_WEEK for row in built])
    wanted = np.mean([row[4] for row in built])
    error = np.sqrt(np.sum(expected * (1.0 - expected))) / len(built)
    assert abs(wanted - expected.mean()) < 3.0 * error
    assert abs(wanted - 1.05 * expected.mean()) > 3.0 * error
    assert all(row[4] for row in told(traced(FOR_DEALS, *overrides[2:]), What.BUILT)), (
        "nothing goes stale at a rate of 0, while the deal lives"
    )
