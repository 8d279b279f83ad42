"""What factors explain is what an analysis of variance by hand says."""

from itertools import product
from math import isnan

import pytest

from gtmsim.validation.procedures.variance import Variance
from gtmsim.validation.world import Arm

FACTORS: dict[str, dict[str, Arm]] = {
    "a": {"low": {}, "high": {}},
    "b": {"low": {}, "high": {}},
    "c": {"x": {}, "y": {}, "z": {}},
}


def means(told: dict[tuple[str, str, str], float]) -> dict[str, dict[str, float]]:
    return {f"a {a}, b {b}, c {c}": {"wins": value} for (a, b, c), value in told.items()}


def table(a: float, b: float, both: float, c: float) -> dict[str, dict[str, float]]:
    """Return means made of effects of a sum contrast: +1 and -1 for a and b, -1, 0 and 1 for c."""
    sign = {"low": -1.0, "high": 1.0, "x": -1.0, "y": 0.0, "z": 1.0}
    levels = product(*FACTORS.values())
    return means(
        {
            (i, j, k): 5 + a * sign[i] + b * sign[j] + both * sign[i] * sign[j] + c * sign[k]
            for i, j, k in levels
        }
    )


def test_a_group_explains_its_effects_and_those_of_its_levels_together() -> None:
    variance = Variance("wins", FACTORS, ("a", "b"), ("c",))
    ab, c = 4.0 + 1.0 + 9.0, 2.0 / 3.0 * 16.0
    assert variance.told(table(2, 1, 3, 4)) == pytest.approx((ab - c) / (ab + c))
    assert variance.told(table(2, 1, 3, 4.2)) != pytest.approx((ab - c) / (ab + c))
    alone = Variance("wins", FACTORS, ("a",), ("c",))
    assert alone.told(table(2, 1, 3, 4)) == pytest.approx((4.0 - c) / (ab + c))


def test_where_nothing_differs_nothing_is_told() -> None:
    assert isnan(Variance("wins", FACTORS, ("a",), ("b",)).told(table(0, 0, 0, 0)))


@pytest.mark.parametrize(("of", "against"), [(("a",), ("a",)), (("a",), ("d",)), ((), ("a",))])
def test_groups_share_out_the_factors(of: tuple[str, ...], against: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="share out some of a, b, c"):
        Variance("wins", FACTORS, of, against)
