"""What functions believe: how wrong, how far apart, and what sharing, benchmarks, research and joint planning do about it."""

from math import pi, sqrt

import pytest
from planning.firm import DESK, MARKET, mean, metric, ran
from theory.estimates import agrees, right_and_5_percent_off
from theory.estimates import mean as estimate

from gtmsim.program import rules

NOISE = "world.reporting.noise=0.4"
ONE = ("world.segments.large=null", "world.sources.web.mix={small: 1, large: null}")
PLAN = "policy.planning"


@pytest.mark.theory
@pytest.mark.mechanism("B6", switch="world.reporting.noise", shown="planning.yaml")
@right_and_5_percent_off
def test_a_function_misreads_by_a_normal_error_of_the_spread_that_is_said(off: float, holds: bool) -> None:
    noise = f"world.reporting.noise={0.4 * off}"
    told = estimate(metric(ran(DESK, noise, *ONE, runs=300), "belief_error_sales"))
    assert agrees(told, 0.4 * sqrt(2.0 / pi)) == holds


@pytest.mark.theory
@pytest.mark.mechanism("B6", switch="policy.planning.shared_reporting", shown="planning.yaml")
def test_sharing_reports_takes_its_share_of_the_variance_and_one_report_leaves_no_gap() -> None:
    apart = ran(DESK, NOISE, *ONE, runs=100)
    half = ran(DESK, NOISE, f"{PLAN}.shared_reporting=0.75", *ONE, runs=100)
    one = ran(DESK, NOISE, f"{PLAN}.shared_reporting=1", *ONE)
    assert mean(half, "belief_gap") == pytest.approx(0.5 * mean(apart, "belief_gap"), rel=1e-5)
    assert mean(one, "belief_gap") == 0.0 < mean(apart, "belief_gap")


def test_who_is_aligned_errs_alike_and_not_less() -> None:
    alike = [rules.misreading(0.2, u, 0.5, 1.0) for u in (0.1, 0.5, 0.9)]
    apart = [rules.misreading(0.2, u, 0.5, 0.0) for u in (0.1, 0.5, 0.9)]
    assert len(set(alike)) == 1
    assert len(set(apart)) == 3
    assert alike[0] == rules.misreading(0.9, 0.2, 0.5, 0.0)


@pytest.mark.mechanism("B7", switch="world.reporting.bias", shown="planning.yaml")
def test_each_function_credits_its_own_and_they_disagree_without_any_noise() -> None:
    fair = ran(MARKET, "world.reporting.voice=0.01")
    biased = ran(MARKET, "world.reporting.bias=0.3")
    assert mean(fair, "belief_gap") == 0.0 < mean(biased, "belief_gap")


@pytest.mark.mechanism("B7", switch="world.reporting.handoff_unseen", shown="planning.yaml")
def test_a_hand_off_that_nobody_owns_is_learnt_more_slowly() -> None:
    seen, unseen = (rules.conversion_after(0.2, 0.6, 0.5, share) for share in (0.0, 0.8))
    assert seen == pytest.approx(0.4)
    assert unseen == pytest.approx(0.24)
    plan = (f"{PLAN}.goal=1", f"{PLAN}.right_to_left=1", "policy.target=3 MEUR/year")
    stages = "world.stages.talk.outcomes={advance: 0.3, lost: 0.7}"
    goals = [
        metric(ran(DESK, *plan, stages, f"world.reporting.handoff_unseen={x}"), "lead_goal") for x in (0, 0.9)
    ]
    assert (goals[0] != goals[1]).all()


@pytest.mark.mechanism("B8", switch="policy.planning.benchmark", shown="planning.yaml")
def test_a_benchmark_that_everybody_goes_by_leaves_no_private_beliefs() -> None:
    said = "world.reporting.benchmark={small: 1, large: 3}"
    private, common = ran(DESK, NOISE, said), ran(DESK, NOISE, said, f"{PLAN}.benchmark=1")
    wrong = ran(DESK, NOISE, "world.reporting.benchmark={small: 3, large: 1}", f"{PLAN}.benchmark=1")
    assert mean(common, "belief_gap") == 0.0 < mean(private, "belief_gap")
    assert mean(common, "belief_error_sales") < mean(private, "belief_error_sales")
    assert mean(wrong, "belief_error_sales") > mean(private, "belief_error_sales")


@pytest.mark.mechanism("B14", switch="world.reporting.benchmark_conversion", shown="planning.yaml")
def test_a_benchmark_of_conversion_sets_how_many_leads_are_wanted() -> None:
    plan = (f"{PLAN}.goal=1", f"{PLAN}.right_to_left=1", "policy.target=3 MEUR/year", f"{PLAN}.benchmark=1")
    sure = "world.stages.close.outcomes={advance: 1, lost: 0}"
    known = mean(ran(DESK, *plan, sure, *ONE), "lead_goal.end")
    told = mean(ran(DESK, *plan, sure, *ONE, "world.reporting.benchmark_conversion=0.5"), "lead_goal.end")
    assert told == pytest.approx(
        2.0 * known
    )  # every lead becomes an opportunity, the benchmark has half of them


@pytest.mark.mechanism("C25", switch="policy.planning.evidence", shown="planning.yaml")
def test_research_takes_error_out_of_beliefs_when_it_decides() -> None:
    opinion, evidence = ran(MARKET, NOISE), ran(MARKET, NOISE, f"{PLAN}.evidence=1")
    assert mean(evidence, "belief_error_marketing") < 0.9 * mean(opinion, "belief_error_marketing")


@pytest.mark.mechanism(["C26", "B10"], switch="policy.planning.joint", shown="planning.yaml")
def test_planning_from_one_belief_makes_better_plans_where_errors_are_independent() -> None:
    alone, together = ran(DESK, NOISE), ran(DESK, NOISE, f"{PLAN}.joint=1")
    assert mean(together, "plan_quality") > 1.02 * mean(alone, "plan_quality")
    assert mean(together, "belief_gap") == mean(alone, "belief_gap")  # what each believes stays its own


@pytest.mark.mechanism("C35", switch="policy.planning.marketing_decides", shown="planning.yaml")
def test_who_decides_has_plans_made_of_their_belief() -> None:
    follow = (NOISE, f"{PLAN}.adapt=1")
    own = metric(ran(DESK, *follow), "effort_share[segment=large]")
    decides, obeys = (
        metric(
            ran(DESK, *follow, f"{PLAN}.joint=1", f"{PLAN}.marketing_decides={say}"),
            "effort_share[segment=large]",
        )
        for say in (1, 0)
    )
    assert decides == pytest.approx(own)
    assert (obeys != own).any()


@pytest.mark.mechanism("B17", switch="policy.planning.learning", shown="planning.yaml")
def test_where_nothing_changes_plans_that_remember_longer_are_better() -> None:
    slow, quick = (ran(DESK, f"{PLAN}.learning={weight}", runs=60) for weight in (0.05, 1))
    assert mean(slow, "plan_quality") > mean(quick, "plan_quality")


@pytest.mark.mechanism("A10", switch="world.reporting.noise", shown="planning.yaml")
def test_a_plan_is_perfect_when_truth_is_known_and_certain_and_worse_the_more_it_is_misread() -> None:
    sure = "world.stages.close.outcomes={advance: 1, lost: 0}"
    perfect, misread = ran(DESK, sure, f"{PLAN}.learning=0.5"), ran(DESK, sure, NOISE)
    assert mean(perfect, "plan_quality") == 1.0
    assert mean(misread, "plan_quality") < 0.95


def test_beliefs_that_nobody_acts_on_change_nothing_else() -> None:
    silent, believing = ran(MARKET), ran(MARKET, NOISE, "world.reporting.bias=0.3")
    assert metric(believing, "bookings").tolist() == metric(silent, "bookings").tolist()
