"""How far parts are apart, of means whose answer is known."""

from math import isnan

import pytest

from gtmsim.validation.procedures.spread import Spread

PARTS = ("source=a", "source=b", "source=c")


def means(wins: tuple[float, ...], leads: tuple[float, ...]) -> dict[str, dict[str, float]]:
    seen = {f"wins[{part}]": value for part, value in zip(PARTS, wins, strict=True)}
    return {"world": seen | {f"leads[{part}]": value for part, value in zip(PARTS, leads, strict=True)}}


def test_the_best_part_stands_over_the_worst() -> None:
    spread = Spread("wins", "leads", PARTS)
    assert spread.told(means((2, 6, 3), (10, 10, 30))) == pytest.approx(6.0)
    assert spread.told(means((2, 6.3, 3), (10, 10, 30))) == pytest.approx(6.3)
    assert set(spread.keys) == means((1, 1, 1), (1, 1, 1))["world"].keys()


def test_a_part_of_which_nothing_came_tells_nothing() -> None:
    assert isnan(Spread("wins", "leads", PARTS).told(means((2, 0, 3), (10, 10, 30))))
    assert isnan(Spread("wins", "leads", PARTS).told(means((2, 1, 3), (10, 0, 30))))


def test_one_part_is_no_spread() -> None:
    with pytest.raises(ValueError, match="two parts or more"):
        Spread("wins", "leads", ("source=a", "source=a"))
