"""What plans do: goals from the left and from the right, effort that follows belief, decisions that take time, forecasts."""

import pytest
from planning.firm import DESK, MARKET, mean, metric, ran, traced
from theory.estimates import agrees, right_and_5_percent_off
from theory.estimates import mean as estimate

from gtmsim.program.layout import What

PLAN = "policy.planning"
LINEAR = (
    "policy.handoffs={talk: {threshold: 0.7, volume_target: 6 per week, volume_pull: 0.2}}",
    "world.segments.large.deal_value={fixed: 10 kEUR}",
    "world.stages.close.outcomes={advance: 1, lost: 0}",
    f"{PLAN}.goal=1",
)
YEAR = 365 / 7  # weeks


@pytest.mark.theory
@pytest.mark.mechanism("B3", switch="policy.planning.right_to_left", shown="planning.yaml")
@right_and_5_percent_off
def test_worked_back_from_the_target_the_goal_is_what_the_target_takes(off: float, holds: bool) -> None:
    batch = ran(DESK, *LINEAR, f"policy.target={5 * off} MEUR/year", f"{PLAN}.right_to_left=1")
    wanted = 5e6 / YEAR / 10e3  # every lead is worth 10 kEUR
    assert (mean(batch, "lead_goal") == pytest.approx(wanted, rel=0.01)) == holds


@pytest.mark.mechanism(["B3", "C4"], switch="policy.planning.goal", shown="planning.yaml")
def test_planned_from_the_right_a_firm_comes_closer_to_its_target_than_from_the_left() -> None:
    target = "policy.target=6 MEUR/year"
    weeks = 261 - 27
    due = 6e6 / YEAR * weeks
    right, left, neither = (
        mean(ran(DESK, *LINEAR, target, *said), "bookings")
        for said in (
            (f"{PLAN}.right_to_left=1",),
            (f"{PLAN}.right_to_left=0", f"{PLAN}.growth=0"),
            (f"{PLAN}.goal=0",),
        )
    )
    assert 0.85 * due < right < 1.1 * due
    assert left < 0.9 * right
    assert neither < 0.9 * right


@pytest.mark.mechanism(["B9", "C26"], switch="policy.planning.adapt", shown="planning.yaml")
def test_effort_follows_what_is_believed_and_brings_leads_from_there() -> None:
    alone = ("world.sources.own=null", "policy.standing.rep=null")
    still, follows = ran(MARKET, *alone, "world.reporting.voice=0.01"), ran(MARKET, *alone, f"{PLAN}.adapt=1")
    assert mean(still, "effort_share[segment=large]") == 0.25
    assert mean(follows, "effort_share[segment=large]") == pytest.approx(
        100 * 40 / (100 * 40 + 300 * 10), abs=0.05
    )
    assert mean(follows, "leads[segment=large]") > 1.1 * mean(still, "leads[segment=large]")


def test_doors_follow_what_sales_believes() -> None:
    only = (
        "world.sources.brand.hand_raise=0",
        "world.sources.brand.unprompted=0",
        "world.segments.large.accounts=300",
    )
    aim = "policy.pursuit.aim={small: 0.9, large: 0.1}"
    still, follows = (
        ran(MARKET, *only, aim, f"{PLAN}.delay=1 week"),
        ran(MARKET, *only, aim, f"{PLAN}.adapt=1"),
    )
    assert mean(follows, "leads[segment=large]") > 1.1 * mean(still, "leads[segment=large]")


@pytest.mark.mechanism("D9", switch="policy.planning.delay", shown="planning.yaml")
def test_a_decision_has_effect_when_its_delay_is_over() -> None:
    batch = ran(DESK, f"{PLAN}.delay=25 days")
    assert (metric(batch, "decision_days") == 28.0).all()
    records = traced(DESK, f"{PLAN}.delay=25 days").records
    decided, done = (
        [r[4] for r in records.tolist() if r[3] == what] for what in (What.DECIDED, What.CARRIED_OUT)
    )
    assert [week + 4 for week in decided][: len(done)] == done


@pytest.mark.theory
@pytest.mark.mechanism("B16", switch="policy.target", shown="planning.yaml")
@right_and_5_percent_off
def test_open_pipeline_over_a_quarters_target_is_as_little_says(off: float, holds: bool) -> None:
    changes = (
        "world.stages.close.clock={fixed: 4 weeks}",
        "policy.target=5 MEUR/year",
        f"{PLAN}.delay=1 week",
    )
    batch = ran(DESK, *changes, f"world.sources.web.rate={20 * off} per week", runs=60)
    assert agrees(estimate(metric(batch, "pipeline_coverage")), 20 * 4 * 20e3 / (5e6 / YEAR * 13)) == holds


@pytest.mark.mechanism("D16", switch="policy.planning.informed", shown="planning.yaml")
@pytest.mark.mechanism("D5", switch="policy.planning.informed", shown="planning.yaml")
def test_carrying_the_past_forward_misses_growth_and_what_is_in_hand_misses_less_of_it() -> None:
    growing = ("world.sources.web.trend=50 %/year", "world.sources.web.rate=100 per week")
    naive, informed = (
        ran(DESK, *growing, f"{PLAN}.delay=1 week", runs=10),
        ran(DESK, *growing, f"{PLAN}.informed=1", runs=10),
    )
    for ahead, years in (("12 months", 1), ("24 months", 2)):
        key = f"forecast_error[ahead={ahead}]"
        assert mean(naive, key) == pytest.approx(1.0 - 1.5**-years, abs=0.02)
        assert mean(informed, key) < 0.95 * mean(naive, key)


@pytest.mark.mechanism(
    "C34", switch=["policy.planning.steer", "policy.planning.scorecard"], shown="planning.yaml"
)
def test_a_scorecard_steers_standing_time_to_what_counts_and_is_behind() -> None:
    still = ran(MARKET, "world.reporting.voice=0.01")
    retention = ran(MARKET, f"{PLAN}.steer=0.6", f"{PLAN}.scorecard={{bookings: 0, retention: 1}}")
    leads = ran(
        MARKET, f"{PLAN}.steer=0.6", f"{PLAN}.scorecard={{bookings: 0, leads: 1}}", f"{PLAN}.growth=1"
    )
    assert mean(retention, "hours[kind=care]") > 1.5 * mean(still, "hours[kind=care]")
    assert mean(retention, "logo_churn") < mean(still, "logo_churn")
    assert mean(leads, "hours[kind=care]") < mean(still, "hours[kind=care]")
