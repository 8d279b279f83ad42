import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.measure.quantiles import bin_edges, quantile_ticks
from gtmsim.program.layout import BINS
from gtmsim.program.rules import bin_of


@given(st.integers(0, 2**31))
def test_every_duration_lies_between_the_edges_of_its_bin(ticks: int) -> None:
    edges, place = bin_edges(), bin_of(ticks)
    assert edges[place] <= ticks
    assert ticks < edges[place + 1] or place == BINS - 1


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_quantiles_of_a_long_tailed_wait_are_found_within_a_few_percent(share: float) -> None:
    waits = np.random.default_rng(3).lognormal(9.0, 1.3, 20_000).astype(np.int64)
    bins = np.bincount([bin_of(wait) for wait in waits.tolist()], minlength=BINS)
    found = quantile_ticks(np.stack([bins, np.zeros(BINS, np.int64)]), share)
    assert found[0] == pytest.approx(np.quantile(waits, share), rel=0.03)
    assert np.isnan(found[1])


def test_half_of_the_waits_in_the_first_bin_and_half_in_another_meet_at_its_edge() -> None:
    bins = np.zeros(BINS, np.int64)
    bins[[0, bin_of(1000)]] = 5
    assert quantile_ticks(bins, 0.25) == 16.0
    assert quantile_ticks(bins, 0.5) == 32.0
    assert quantile_ticks(bins, 0.75) == pytest.approx((896 * 1024) ** 0.5), "half-way up its bin, by ratio"
