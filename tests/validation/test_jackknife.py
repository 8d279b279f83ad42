import numpy as np
import pytest

from gtmsim.measure.intervals import mean_interval
from gtmsim.validation.jackknife import Means, jackknife


def _ratio(means: Means) -> float:
    return means["a"]["x"] / means["b"]["x"]


def test_of_a_mean_it_is_the_t_interval() -> None:
    values = np.random.default_rng(1).normal(size=12)
    told = jackknife(lambda means: means["a"]["x"], {"a": {"x": values}})
    usual = mean_interval(values)
    assert (told.mean, told.low, told.high) == pytest.approx((usual.mean, usual.low, usual.high))


def test_a_ratio_of_means_lies_in_its_interval_as_often_as_is_said() -> None:
    rng, covered, asked = np.random.default_rng(2), 0, 1200
    for _ in range(asked):
        shared = rng.gamma(4.0, size=24)
        tables = {
            "a": {"x": 3.0 * shared + rng.normal(size=24)},
            "b": {"x": shared + rng.gamma(2.0, size=24)},
        }
        told = jackknife(_ratio, tables)
        covered += told.low <= 12.0 / 6.0 <= told.high
    # Binomial: 95 % of 1,200 with a standard deviation of 0.6 %; a ratio of skewed values covers a little less.
    assert 0.925 < covered / asked < 0.97


def test_shared_luck_counts_for_what_it_is_worth() -> None:
    rng = np.random.default_rng(3)
    shared, noise = 5.0 + rng.normal(size=30), 0.01 * rng.normal(size=30)
    paired = jackknife(_ratio, {"a": {"x": shared + noise}, "b": {"x": shared}})
    apart = jackknife(_ratio, {"a": {"x": rng.permutation(shared) + noise}, "b": {"x": shared}})
    assert paired.half_width < 0.1 * apart.half_width


def test_what_could_not_be_measured_does_not_count() -> None:
    told = jackknife(lambda means: means["a"]["x"], {"a": {"x": np.array([1.0, np.nan, 3.0, 2.0])}})
    usual = mean_interval(np.array([1.0, 3.0, 2.0]))
    assert (told.mean, told.low, told.high) == pytest.approx((usual.mean, usual.low, usual.high))
    one = jackknife(lambda means: means["a"]["x"], {"a": {"x": np.array([1.0, np.nan, np.nan])}})
    assert (one.mean, np.isnan(one.low)) == (1.0, True)
    nothing = jackknife(lambda means: means["a"]["x"], {"a": {"x": np.full(4, np.nan)}})
    assert np.isnan(nothing.mean)


def test_one_replication_tells_no_interval() -> None:
    told = jackknife(lambda means: means["a"]["x"], {"a": {"x": np.array([1.0])}})
    assert (told.mean, told.replications) == (1.0, 1)
    assert np.isnan(told.low)
