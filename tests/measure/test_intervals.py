import math

import numpy as np
import pytest

from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER
from gtmsim.measure.pairs import paired


def test_a_mean_of_five_comes_with_the_textbook_interval() -> None:
    found = mean_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.mean == 3.0
    assert found.half_width == pytest.approx(2.776445 * math.sqrt(2.5 / 5.0), rel=1e-6)
    assert (found.low + found.high) / 2 == pytest.approx(3.0)


def test_a_95_percent_interval_covers_the_truth_95_times_in_a_hundred() -> None:
    samples = np.random.default_rng(20).normal(10.0, 3.0, (4_000, 8))
    found = [mean_interval(sample) for sample in samples]
    covered = np.mean([one.low <= 10.0 <= one.high for one in found])
    assert abs(covered - 0.95) < 3 * math.sqrt(0.95 * 0.05 / 4_000)


def test_more_confidence_is_a_wider_interval() -> None:
    values = np.arange(20.0)
    assert mean_interval(values, 0.99).half_width > mean_interval(values, 0.9).half_width


def test_one_replication_tells_no_interval() -> None:
    found = mean_interval(np.array([4.0]))
    assert found.mean == 4.0
    assert not found.has_interval
    assert math.isnan(found.low)
    assert math.isnan(found.half_width)


def test_replications_that_had_nothing_to_measure_do_not_count() -> None:
    found = mean_interval(np.array([1.0, np.nan, 3.0]))
    assert (found.mean, found.count) == (2.0, 2)
    assert mean_interval(np.array([np.nan])).count == 0


def test_values_too_skewed_for_their_number_are_doubtful_however_many_and_even_ones_are_not() -> None:
    draws = np.random.default_rng(5)
    one_in_a_hundred = np.repeat([0.0, 1.0], [119, 1])
    found = mean_interval(one_in_a_hundred)
    assert found.skewness == pytest.approx(10.8, abs=0.05)
    assert found.enough == pytest.approx(25 * found.skewness**2)
    assert found.doubtful
    assert not mean_interval(draws.exponential(size=400)).doubtful
    assert not mean_interval(draws.normal(size=50)).doubtful
    assert not mean_interval(np.full(20, 0.1)).doubtful


def test_a_paired_difference_is_the_mean_of_differences_with_its_own_interval() -> None:
    base = np.array([10.0, 20.0, 30.0, 40.0])
    found = paired(base + np.array([1.0, 2.0, 3.0, 2.0]), base, HIGHER)
    assert found.difference.mean == 2.0
    assert found.difference.half_width == pytest.approx(3.182446 * math.sqrt(2 / 3 / 4), rel=1e-6)
    assert found.correlation is not None
    assert found.correlation > 0.99
    assert found.variance_reduction is not None
    assert found.variance_reduction > 100


def test_only_strictly_better_replications_speak_for_a_scenario() -> None:
    mine, theirs = np.array([1.0, 2.0, 3.0, 0.0]), np.array([1.0, 1.0, 1.0, 1.0])
    assert paired(mine, theirs, HIGHER).probability_better == 0.5
    assert paired(mine, theirs, LOWER).probability_better == 0.25
    assert paired(mine, theirs, NEITHER).probability_better is None


def test_independent_luck_buys_nothing_and_opposite_luck_costs() -> None:
    draws = np.random.default_rng(9)
    one, other = draws.normal(size=(2, 50_000))
    assert paired(one, other, HIGHER).variance_reduction == pytest.approx(1.0, abs=0.05)
    assert paired(one, -one, HIGHER).variance_reduction == pytest.approx(0.5)
    assert paired(one, -one, HIGHER).correlation == pytest.approx(-1.0)


def test_a_scenario_against_itself_differs_in_nothing() -> None:
    values = np.random.default_rng(2).normal(size=40)
    found = paired(values, values, HIGHER)
    assert (found.difference.mean, found.difference.half_width) == (0.0, 0.0)
    assert (found.correlation, found.variance_reduction) == (1.0, math.inf)
    assert found.probability_better == 0.0


def test_a_replication_that_only_one_of_them_measured_is_no_pair() -> None:
    found = paired(np.array([1.0, np.nan, 5.0]), np.array([0.0, 1.0, np.nan]), HIGHER)
    assert (found.difference.count, found.difference.mean) == (1, 1.0)
    assert found.correlation is None


def test_what_is_the_same_in_every_replication_shares_no_luck_whatever_rounding_leaves() -> None:
    salaries = np.full(20, 3_835.616438356164)
    assert salaries.var(ddof=1) > 0.0, "rounding leaves a little"
    found = paired(2.0 * salaries, salaries, LOWER)
    assert (found.correlation, found.variance_reduction) == (None, None)
