import numpy as np
import pytest

from gtmsim.scenario import Uncertain

U = np.array([0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999])
FORMS = [
    Uncertain("uniform", 0.1, 0.35),
    Uncertain("percentiles", 1.0, 2.0, 6.0),
    Uncertain("normal", 5.0, 1.0),
]


@pytest.mark.parametrize("number", FORMS)
def test_quantiles_rise_and_meet_the_median(number: Uncertain) -> None:
    values = number.quantile(U)
    assert np.all(np.diff(values) > 0)
    assert values[3] == pytest.approx(number.median)


def test_percentiles_are_met_exactly() -> None:
    assert FORMS[1].quantile(np.array([0.1, 0.5, 0.9])) == pytest.approx([1.0, 2.0, 6.0])


@pytest.mark.parametrize("number", FORMS)
def test_clipped_numbers_never_leave_the_domain_even_at_the_ends(number: Uncertain) -> None:
    values = number.clipped(1.5, 4.0).quantile(np.array([0.0, 0.5, 1.0]))
    assert values.min() >= 1.5
    assert values.max() <= 4.0


def test_clipping_twice_keeps_the_narrower_domain() -> None:
    assert FORMS[0].clipped(0, 1).clipped(-5, 0.2) == Uncertain("uniform", 0.1, 0.35, 0.0, 0, 0.2)


def test_quantiles_keep_the_shape_of_what_they_are_asked() -> None:
    assert FORMS[2].quantile(np.full((2, 3), 0.5)).shape == (2, 3)
