"""The bad end of the outcomes, with an interval that holds whatever the distribution."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from gtmsim.errors import UsageError
from gtmsim.measure import risk
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER
from gtmsim.measure.risk import expected_shortfall, order_bounds, tail


@pytest.mark.parametrize("count", [20, 72, 73, 200, 1_000, 10_000])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_a_quantile_lies_outside_its_order_statistics_no_more_often_than_is_said_and_one_closer_would(
    count: int, confidence: float
) -> None:
    first, last = order_bounds(count, 0.05, confidence)
    half = (1.0 - confidence) / 2.0 + 1e-12
    below = binom(count, 0.05)
    assert below.cdf(first - 1) <= half < below.cdf(first)
    assert below.sf(last - 1) <= half
    assert last == 1 or below.sf(last - 2) > half


def test_the_shortfall_is_the_mean_of_the_worst_share_parts_of_a_value_included() -> None:
    assert expected_shortfall(np.arange(1.0, 41.0)) == pytest.approx(1.5)
    assert expected_shortfall(np.arange(1.0, 31.0)) == pytest.approx((1.0 + 0.5 * 2.0) / 1.5)
    assert expected_shortfall(np.array([3.0, 5.0])) == pytest.approx(3.0)
    rows = np.random.default_rng(3).normal(size=(4, 100))
    assert expected_shortfall(rows) == pytest.approx(np.sort(rows)[:, :5].mean(axis=1))


def test_the_bad_side_of_what_should_be_low_is_the_high_one() -> None:
    values = np.random.default_rng(4).normal(10.0, 2.0, 200)
    low, high = tail("profit", values, HIGHER), tail("cost", -values, LOWER)
    assert low.quantile == pytest.approx(np.quantile(values, 0.05))
    assert high.quantile == -low.quantile
    assert (high.quantile_low, high.quantile_high) == (-low.quantile_high, -low.quantile_low)
    assert (high.shortfall_low, high.shortfall_high) == (-low.shortfall_high, -low.shortfall_low)
    assert low.shortfall_low < low.shortfall < low.shortfall_high
    assert low.shortfall < low.quantile


def test_the_same_values_give_the_same_bounds() -> None:
    values = np.random.default_rng(4).normal(10.0, 2.0, 200)
    assert tail("profit", values, HIGHER) == tail("profit", values[::-1], HIGHER)


def test_few_replications_leave_the_far_bound_open() -> None:
    values = np.arange(1.0, 41.0)
    found = tail("profit", values, HIGHER)
    assert found.quantile_low == -math.inf
    assert math.isfinite(found.quantile_high)
    assert math.isfinite(tail("profit", np.arange(1.0, 80.0), HIGHER).quantile_low)


def test_what_was_not_measured_does_not_count() -> None:
    assert tail("cac", np.array([np.nan, 4.0, 4.0]), LOWER).count == 2
    assert tail("cac", np.array([np.nan, 4.0, 4.0]), LOWER).shortfall_low == 4.0
    nothing = tail("cac", np.array([np.nan]), LOWER)
    assert nothing.count == 0
    assert math.isnan(nothing.quantile)


def test_what_has_no_better_side_has_no_worst_outcome() -> None:
    with pytest.raises(UsageError, match="hours has no better side"):
        tail("hours", np.array([1.0, 2.0]), NEITHER)


@pytest.mark.theory
def test_intervals_of_the_bad_end_cover_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(risk, "RESAMPLES", 400)
    draws = np.random.default_rng(8)
    p5, shortfall = -1.6448536, -2.0627128  # of a normal distribution
    found = [tail("profit", draws.normal(size=400), HIGHER) for _ in range(60)]
    assert np.mean([each.quantile_low <= p5 <= each.quantile_high for each in found]) > 0.89
    assert np.mean([each.shortfall_low <= shortfall <= each.shortfall_high for each in found]) > 0.85
    assert np.mean([each.shortfall_low <= 1.1 * shortfall <= each.shortfall_high for each in found]) < 0.6
