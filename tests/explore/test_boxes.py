import numpy as np
import pytest

from gtmsim.explore.boxes import Flags, find_box, inside
from gtmsim.program.tables import Floats


def cloud(count: int, dimensions: int, seed: int) -> tuple[Floats, np.random.Generator]:
    rng = np.random.default_rng(seed)
    return rng.random((count, dimensions)), rng


def blurred(true: Flags, rng: np.random.Generator, share: float) -> Flags:
    """Return flags of which a share says the contrary."""
    return np.asarray(true ^ (rng.random(len(true)) < share))


@pytest.mark.parametrize("seed", range(5))
def test_a_box_that_is_there_is_found_with_its_sides_and_no_others(seed: int) -> None:
    points, rng = cloud(400, 20, seed)
    true = (points[:, 3] > 0.6) & (points[:, 11] <= 0.5)
    box = find_box(points, blurred(true, rng, 0.05))
    found = {each.place: each for each in box}
    assert set(found) == {3, 11}
    assert found[3].low == pytest.approx(0.6, abs=0.08)
    assert found[11].high == pytest.approx(0.5, abs=0.08)
    assert found[3].high > 0.9
    assert found[11].low < 0.1
    assert all(each.chance < 0.05 / 20 for each in box)


def test_a_band_in_the_middle_has_both_its_sides() -> None:
    points, rng = cloud(600, 5, 1)
    (band,) = find_box(points, blurred((points[:, 2] > 0.3) & (points[:, 2] <= 0.6), rng, 0.05))
    assert band.place == 2
    assert band.low == pytest.approx(0.3, abs=0.07)
    assert band.high == pytest.approx(0.6, abs=0.07)


def test_equal_points_are_never_parted() -> None:
    points = np.repeat([[0.0], [1.0], [2.0]], 40, axis=0)
    (side,) = find_box(points, points[:, 0] == 2.0)
    assert (side.low, side.high) == (1.5, np.inf)
    assert np.array_equal(inside(points, [side]), points[:, 0] == 2.0)


def test_chance_seldom_looks_like_a_box() -> None:
    told = 0
    for seed in range(30):
        points, rng = cloud(200, 20, seed)
        told += bool(find_box(points, rng.random(200) < 0.5))
    assert told <= 8  # fresh points say the rest


def test_what_always_or_never_holds_has_no_box() -> None:
    points, _ = cloud(100, 3, 0)
    assert (
        find_box(points, np.ones(100, dtype=np.bool_))
        == find_box(points, np.zeros(100, dtype=np.bool_))
        == ()
    )
