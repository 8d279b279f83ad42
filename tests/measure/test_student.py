"""How far an interval reaches is what a statistics library says, though none is loaded for it."""

import pytest
from scipy.special import stdtrit

from gtmsim.measure.student import share_within, t_quantile

FREEDOMS = (*range(1, 60), 99, 199, 200, 999, 1_000, 9_999, 10_000, 99_999)


@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.8, 0.95, 0.99, 0.9999])
def test_a_t_interval_reaches_as_far_as_the_distribution_says(confidence: float) -> None:
    found = [t_quantile(confidence, freedom) for freedom in FREEDOMS]
    assert found == pytest.approx(stdtrit(FREEDOMS, 0.5 + confidence / 2.0), rel=1e-9)


def test_with_one_degree_of_freedom_half_of_all_lies_within_one_and_all_within_everything() -> None:
    assert share_within(1.0, 1) == pytest.approx(0.5, rel=1e-12)
    assert share_within(0.0, 7) == 0.0
    assert share_within(1e12, 7) == pytest.approx(1.0, rel=1e-12)
