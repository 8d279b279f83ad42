"""Strata whose mean and doubt are known from sampling theory."""

import numpy as np
import pytest

from gtmsim.measure.student import t_quantile
from gtmsim.validation.strata import Stratum, left_out, mean_of, whole


def test_the_doubt_of_a_mean_is_that_of_stratified_sampling() -> None:
    luck = np.random.default_rng(3)
    strata = [
        Stratum(("a",), 0.25, luck.normal(5, 1, (8, 1))),
        Stratum(("b",), 0.75, luck.normal(1, 3, (12, 1))),
    ]
    seen = left_out(strata, lambda means: float(means[0]))
    error = sum(each.share**2 * each.rows.var(ddof=1) / len(each.rows) for each in strata) ** 0.5
    assert seen.mean == pytest.approx(0.25 * strata[0].rows.mean() + 0.75 * strata[1].rows.mean())
    assert seen.half_width == pytest.approx(t_quantile(0.95, 18) * error)
    assert seen.replications == 20


def test_what_is_left_of_a_population_is_a_population() -> None:
    some = whole([Stratum(("a",), 0.2, np.array([[1.0]])), Stratum(("b",), 0.2, np.array([[3.0]]))])
    assert [each.share for each in some] == [0.5, 0.5]
    assert mean_of(some).tolist() == [2.0]
    assert np.isnan(left_out([], lambda means: float(means[0])).mean)


def test_members_count_alike_however_much_is_seen_of_them() -> None:
    """One has 10 of 10 in the first class, the other 0 of 1000."""
    stratum = Stratum((), 1.0, np.array([[10.0, 0.0, 7.0], [0.0, 1000.0, 7.0]]))
    assert mean_of([stratum.by_firm(2)]).tolist() == [0.5, 0.5]
