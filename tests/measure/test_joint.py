"""Intervals of several differences hold together, and what is called clear is seldom mistaken, however much luck was shared."""

import numpy as np
import pytest

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import clear, each_of, widened
from gtmsim.measure.student import t_quantile

STUDIES, SCENARIOS, RUNS = 2_000, 4, 40


def differences(seed: int, own: float) -> list[list[Estimate]]:
    """Return the differences of four scenarios from one baseline in many studies in which nothing differs in truth.

    `own` is how much luck a scenario has for itself, beside the baseline's, which stands in all four differences.
    """
    draws = np.random.default_rng(seed)
    baseline = draws.normal(size=(STUDIES, 1, RUNS))
    apart = own * draws.normal(size=(STUDIES, SCENARIOS, RUNS)) - baseline
    return [[mean_interval(each) for each in study] for study in apart]


def miss(estimate: Estimate) -> bool:
    return estimate.excludes_zero


@pytest.mark.theory
@pytest.mark.parametrize(("own", "least"), [(3.0, 0.035), (1.0, 0.03), (0.3, 0.012)])
def test_all_joint_intervals_cover_at_once_as_often_as_they_say(own: float, least: float) -> None:
    studies = differences(seed=5, own=own)
    wrong = np.mean([any(miss(widened(each, 0.95, SCENARIOS)) for each in study) for study in studies])
    assert least < wrong < 0.05 + 2.0 * (0.05 * 0.95 / STUDIES) ** 0.5
    alone = np.mean([any(miss(each) for each in study) for study in studies])
    assert alone > 0.06, "each for itself would be wrong too often"


@pytest.mark.theory
def test_with_nothing_different_a_clear_difference_is_called_in_no_more_than_one_study_of_twenty() -> None:
    studies = differences(seed=6, own=1.0)
    assert (
        np.mean([any(clear(study, 0.95)) for study in studies]) < 0.05 + 2.0 * (0.05 * 0.95 / STUDIES) ** 0.5
    )


def estimate(reach: float, count: int = 40) -> Estimate:
    """Return an estimate that lies so many standard errors from zero."""
    half = t_quantile(0.95, count - 1)
    return Estimate(reach, reach - half, reach + half, count, 0.0)


def test_the_second_clearest_need_only_be_as_clear_as_among_one_less() -> None:
    def reach(comparisons: int) -> float:
        return t_quantile(each_of(0.95, comparisons), 39)

    assert clear([estimate(-reach(2) - 0.01), estimate(reach(3) + 0.01), estimate(0.0)], 0.95) == [
        True,
        True,
        False,
    ]
    assert clear([estimate(reach(2) + 0.01), estimate(reach(3) - 0.01), estimate(0.0)], 0.95) == [False] * 3
    assert not widened(estimate(reach(2) + 0.01), 0.95, 3).excludes_zero


def test_one_comparison_is_as_clear_as_its_own_interval() -> None:
    alone = estimate(2.1)
    assert widened(alone, 0.95, 1) is alone
    assert clear([alone], 0.95) == [alone.excludes_zero] == [True]


def test_what_was_not_measured_counts_as_a_comparison_and_is_not_clear() -> None:
    nothing = mean_interval(np.array([np.nan]))
    reach = t_quantile(each_of(0.95, 2), 39)
    assert clear([nothing, estimate(reach - 0.01)], 0.95) == [False, False]
    assert clear([nothing, estimate(reach + 0.01)], 0.95) == [False, True]


def test_a_difference_that_never_varies_is_clear_unless_it_is_nothing() -> None:
    always, never = mean_interval(np.full(5, 3.0)), mean_interval(np.zeros(5))
    assert clear([always, never], 0.95) == [True, False]
