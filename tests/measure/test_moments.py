"""Moments merged portion by portion are those of all values at once, and so are the intervals made of them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.moments import merged, moments
from gtmsim.program.tables import Floats

numbers = st.one_of(
    st.floats(-1e9, 1e9, allow_subnormal=False),
    st.just(0.0),
    st.just(float("nan")),
    st.integers(0, 3).map(float),
)


def by_portions(values: Floats, cuts: list[int]) -> Estimate:
    bounds = [0, *sorted(cut % (len(values) + 1) for cut in cuts), len(values)]
    told = moments(values[None, : bounds[1]])
    for first, last in pairwise(bounds[1:]):
        told = merged(told, moments(values[None, first:last]))
    (estimate,) = told.estimates()
    return estimate


def assert_alike(found: Estimate, plain: Estimate, scale: float) -> None:
    assert found.count == plain.count
    for name in ("mean", "low", "high"):
        assert getattr(found, name) == pytest.approx(
            getattr(plain, name), rel=1e-9, abs=1e-9 * scale, nan_ok=True
        )


@given(st.lists(numbers, max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_however_values_are_parted_mean_and_interval_are_those_of_all(
    told: list[float], cuts: list[int]
) -> None:
    values = np.array(told, np.float64)
    scale = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 0.0
    assert_alike(by_portions(values, cuts), mean_interval(values), scale)


@pytest.mark.parametrize("size", [1, 2, 64, 1000])
def test_a_small_spread_far_from_zero_is_not_lost(size: int) -> None:
    values = 1e9 + np.random.default_rng(3).lognormal(size=4096)
    found, plain = by_portions(values, list(range(0, 4096, size))), mean_interval(values)
    assert found.half_width == pytest.approx(plain.half_width, rel=1e-6)
    assert found.skewness == pytest.approx(plain.skewness, rel=1e-5)


def test_skewness_is_that_of_all_values_though_portions_lean_the_other_way() -> None:
    values = np.concatenate([np.repeat(1.0, 50), [0.0], np.repeat(100.0, 3), [120.0]])
    assert by_portions(values, [10, 51]).skewness == pytest.approx(mean_interval(values).skewness, rel=1e-12)


def test_a_series_that_never_varies_has_neither_spread_nor_shape() -> None:
    (told,) = merged(moments(np.full((1, 7), 0.1)), moments(np.full((1, 3), 0.1))).estimates()
    assert told.mean == pytest.approx(0.1, rel=1e-15)
    assert told.half_width < 1e-15
    assert told.skewness == 0.0


def test_what_was_never_measured_has_no_number_and_one_value_no_interval() -> None:
    never, once = np.array([[np.nan, np.nan], [np.nan, 3.0]]), np.full((2, 1), np.nan)
    nothing, one = merged(moments(never), moments(once)).estimates()
    assert (nothing.count, one.count, one.mean) == (0, 1, 3.0)
    assert np.isnan(nothing.mean)
    assert not one.has_interval
