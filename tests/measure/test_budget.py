"""What scenarios cost beside each other, and what a difference would be at equal cost."""

import numpy as np
import pytest
from measure.handmade import program
from measure.test_compare import sold

from gtmsim.measure.budget import UnequalBudget, at_equal_cost, refuse_unequal
from gtmsim.measure.compare import compare
from gtmsim.measure.sentences import cost_sentences
from gtmsim.program.layout import Block, PersonCol, TeamCol
from gtmsim.program.tables import Program


def dearer(planned: float, spent: float) -> Program:
    made = program()
    made.block(Block.PERSON)[:, PersonCol.COST_CENTS] *= planned
    made.block(Block.TEAM)[:, TeamCol.COST_CENTS] *= spent
    return made


def test_twice_the_outcome_at_twice_the_cost_is_nothing_at_equal_cost() -> None:
    today = np.array([100.0, 120.0, 90.0, 110.0])
    cost = np.array([50.0, 60.0, 45.0, 55.0])
    same = at_equal_cost(2.0 * today, 2.0 * cost, today, cost, 0.95, 1)
    assert same is not None
    assert (same.mean, same.low, same.high) == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)


@pytest.mark.theory
def test_the_interval_at_equal_cost_covers_and_counts_the_doubt_of_the_costs() -> None:
    draws = np.random.default_rng(3)
    hits, off = 0, 0
    for _ in range(400):
        luck = draws.normal(0.0, 5.0, 60)
        cost = draws.normal(100.0, 10.0, 60)
        my_cost = draws.normal(125.0, 10.0, 60) + (cost - 100.0)
        found = at_equal_cost(110.0 + luck, my_cost, 80.0 + luck, cost, 0.95, 1)  # true: 110 x 0.8 - 80
        assert found is not None
        hits += found.low <= 8.0 <= found.high
        off += found.low <= 1.05 * 88.0 - 80.0 <= found.high
    assert 0.92 < hits / 400 < 0.98
    assert off / 400 < 0.5


def test_what_was_not_measured_or_costs_nothing_has_no_difference_at_equal_cost() -> None:
    one, nothing = np.array([1.0, 2.0]), np.zeros(2)
    assert at_equal_cost(np.array([np.nan, 1.0]), one, one, one, 0.95, 1) is None
    assert at_equal_cost(one, nothing, one, one, 0.95, 1) is None


def test_a_dearer_plan_is_told_with_what_it_would_bring_in_proportion() -> None:
    runs = {"today": sold([100, 200, 300, 400]), "pods": sold([130, 240, 330, 440], dearer(1.1, 1.1))}
    verdict = compare(runs, "today")
    told = list(cost_sentences(verdict, "pods", ["bookings", "wins"]))
    assert told[0] == "pods plans 10.0 % more cost than today: not a comparison at equal budget"
    [each] = [each for each in verdict.at_equal_cost if each.metric == "bookings"]
    assert each.difference.mean == pytest.approx(285.0 / 1.1 - 250.0)
    assert told[1].startswith(
        "in proportion, at the cost of today, pods shows no clear difference in bookings (95 %: -"
    )
    clear = compare({**runs, "pods": sold([150, 255, 351, 460], dearer(1.1, 1.1))}, "today")
    assert list(cost_sentences(clear, "pods", ["bookings"]))[1].startswith(
        "in proportion, at the cost of today, pods books 10.5 % more (95 %: "
    )
    assert list(cost_sentences(compare(runs, "today"), "today", ["bookings"])) == []


def test_money_spent_beyond_equal_plans_is_told() -> None:
    dear = dearer(1.003, 1.03)  # not enough to be another plan; spent as if there were commission
    verdict = compare({"today": sold([100, 200]), "pods": sold([100, 200], dear)}, "today")
    assert verdict.costs["pods"].realised_above_percent == pytest.approx(3.0)
    told = list(cost_sentences(verdict, "pods", ["profit"]))
    assert told == ["pods spends 3.0 % more than today, though both plan as good as the same"]


def test_equal_budgets_are_insisted_on_naming_all_that_are_not() -> None:
    refuse_unequal({"today": 1e5, "pods": 1.009e5, "two": 0.991e5}, "today", "EUR")
    with pytest.raises(
        UnequalBudget,
        match=r"today plans 100 kEUR; pods plans 102 kEUR, \+2\.0 %; two plans 98 kEUR, -2\.0 %",
    ):
        refuse_unequal({"today": 1e5, "pods": 1.02e5, "two": 0.98e5, "same": 1e5}, "today", "EUR")
    with pytest.raises(UnequalBudget, match="pods plans 5 EUR"):
        refuse_unequal({"today": 0.0, "pods": 5.0}, "today", "EUR")
