"""Who is best in truth is among those that can be, and nobody is further from it than is said, as often as is said."""

import numpy as np
import pytest

from gtmsim.errors import UsageError
from gtmsim.measure.best import Best, _intervals, best, equicoordinate
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats

STUDIES, RUNS = 1_000, 40


def told(values: dict[str, list[float]], better: str = HIGHER) -> Best:
    return best("bookings", "EUR", better, {name: np.array(each, float) for name, each in values.items()})


def test_who_is_clearly_beaten_by_somebody_cannot_be_the_best() -> None:
    found = told({"a": [10, 11, 12, 13], "b": [10.1, 10.9, 12.2, 12.9], "c": [1, 2, 3, 4.1]})
    assert found.possible == ("a", "b")
    a, b, c = found.contenders
    assert a.low < 0.0 < a.high
    assert (c.high, c.possible) == (0.0, False)
    assert c.ahead == pytest.approx(np.mean([1, 2, 3, 4.1]) - 11.525)
    assert a.ahead == pytest.approx(-b.ahead)
    only = told({"a": [10, 11, 12, 13], "c": [1, 2, 3, 4.1]})
    assert only.possible == ("a",)
    assert only.contenders[0].low == 0.0, "the only one that can be best is not behind anybody"


def test_of_two_a_bound_is_that_of_a_one_sided_t_interval() -> None:
    mine, theirs = [5.0, 7.0, 6.0, 9.0], [4.0, 7.5, 5.0, 8.0]
    found = told({"mine": mine, "theirs": theirs}).contenders[0]
    apart = np.subtract(mine, theirs)
    assert found.high == pytest.approx(apart.mean() + 2.353363 * apart.std(ddof=1) / 2, rel=1e-6)


def test_less_is_better_where_it_is() -> None:
    up = told({"a": [3, 4, 5, 6], "b": [1, 2, 3.5, 4]})
    down = told({"a": [-3, -4, -5, -6], "b": [-1, -2, -3.5, -4]}, LOWER)
    assert up.contenders == down.contenders
    assert up.possible == ("a",)


def test_who_was_best_how_often_and_what_choosing_it_costs_is_counted_by_replication() -> None:
    a, b, c = told({"a": [5, 5, 1, 7, np.nan], "b": [5, 2, 4, 1, 9], "c": [5, 2, 4, 2, 9]}).contenders
    assert (a.best_alone, b.best_alone, c.best_alone) == (0.5, 0.0, 0.0)
    assert (a.best_with_others, b.best_with_others, c.best_with_others) == (0.25, 0.5, 0.5)
    assert a.regret.mean == pytest.approx(3 / 4)
    assert b.regret.mean == pytest.approx((0 + 3 + 0 + 6) / 4)
    assert a.regret.count == 4, "what one could not measure drops out for all"


def test_one_replication_excludes_nobody() -> None:
    found = told({"a": [5], "b": [6]})
    assert found.possible == ("a", "b")
    assert np.isnan(found.contenders[0].low)


def test_scenarios_that_never_differ_can_all_be_the_best() -> None:
    found = told({"a": [1, 2, 3], "b": [1, 2, 3]})
    assert found.possible == ("a", "b")
    assert [(each.low, each.high, each.best_with_others) for each in found.contenders] == [
        (0.0, 0.0, 1.0)
    ] * 2


def test_what_has_no_better_side_has_no_best() -> None:
    with pytest.raises(UsageError, match="bookings has no better side"):
        told({"a": [1, 2], "b": [2, 3]}, NEITHER)
    with pytest.raises(UsageError, match="needs two"):
        told({"a": [1, 2]})


@pytest.mark.theory
@pytest.mark.parametrize(
    ("many", "freedom", "point"),
    # C. W. Dunnett (1955), A multiple comparison procedure, JASA 50, table 1a (one-sided, 95 %).
    [(1, 5, 2.02), (2, 5, 2.44), (4, 5, 2.85), (1, 20, 1.72), (2, 20, 2.03), (4, 20, 2.30), (9, 20, 2.60)],
)
def test_the_point_that_equally_correlated_t_variables_stay_below_is_the_tabulated_one(
    many: int, freedom: int, point: float
) -> None:
    assert equicoordinate(0.95, many, freedom) == pytest.approx(point, abs=0.0051)


MEANS = np.array([0.0, -1.5, -1.5, -1.6, -1.5, -2.0, -1.5, -3.0])
EVEN = np.full(8, 0.7)
UNEVEN = np.array([4.0, *[0.2] * 7])


def studies(seed: int, own: Floats) -> Floats:
    """Return study x replication x scenario: luck shared by all, and luck of each scenario's own, so wide."""
    draws = np.random.default_rng(seed)
    shared = draws.normal(size=(STUDIES, RUNS, 1))
    values: Floats = shared + own * draws.normal(size=(STUDIES, RUNS, len(own))) + own.mean() * MEANS
    return values


def coverage(own: Floats, *, spherical: bool, confidence: float = 0.95) -> float:
    """Return how often all intervals hold the distances from the best of the others at once, and the best is among the possible."""
    means = own.mean() * MEANS
    others = [max(mean for place, mean in enumerate(means) if place != each) for each in range(len(means))]
    ahead = means - others
    hits = 0
    for study in studies(11, own):
        _, low, high, possible = _intervals(study, confidence, spherical)
        hits += bool((low <= ahead).all() and (ahead <= high).all() and possible[0])
    return hits / STUDIES


@pytest.mark.theory
def test_intervals_of_the_distance_from_the_best_hold_at_once_as_often_as_they_say() -> None:
    for own in (EVEN, UNEVEN):
        assert coverage(own, spherical=False) > 0.94
    assert coverage(EVEN, spherical=True) > 0.94
    assert coverage(EVEN, spherical=False, confidence=0.7) < 0.9


@pytest.mark.theory
def test_one_width_for_all_pairs_fails_where_they_do_not_vary_equally() -> None:
    assert coverage(UNEVEN, spherical=True) < 0.92


def test_widths_are_those_of_one_sided_comparisons_with_the_best() -> None:
    study = studies(3, EVEN)[0]
    values = {str(place): study[:, place] for place in range(8)}
    robust, even = (best("bookings", "EUR", HIGHER, values, spherical=each) for each in (False, True))
    reach = t_quantile(2 * (1 - 0.05 / 7) - 1, RUNS - 1)
    worst = robust.contenders[7]
    apart = [study[:, 7] - study[:, place] for place in range(7)]
    behind = min(each.mean() - reach * each.std(ddof=1) / RUNS**0.5 for each in apart)
    assert worst.low == pytest.approx(behind)
    assert even.contenders[7].low == pytest.approx(worst.low, rel=0.1)
