from math import exp, pi, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from gtmsim.explore.partial import value_of, worth_of
from gtmsim.explore.robust import regrets_of
from gtmsim.program.tables import Floats

AHEAD = 0.3  # b's gain over a, on average


def known(spread: float, ahead: float = AHEAD) -> float:
    """Return what it is worth to know a part of a normal difference with this standard deviation (Raiffa and Schlaifer 1961)."""
    far = ahead / spread
    return ahead * NormalDist().cdf(far) + spread * exp(-far * far / 2) / sqrt(2 * pi) - max(ahead, 0.0)


def normal_worlds(count: int, seed: int) -> tuple[Floats, Floats]:
    """Return world x number and world x alternative: b is ahead by two of the numbers and by luck, the third has no bearing."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, 3))
    apart = AHEAD + 1.0 * x[:, 0] + 0.7 * x[:, 1] + 0.5 * rng.normal(size=count)
    return x, np.stack([np.zeros(count), apart], axis=1)


@pytest.mark.theory
@pytest.mark.parametrize(("place", "spread"), [(0, 1.0), (1, 0.7)])
def test_the_worth_of_a_normal_number_is_what_the_formula_says(place: int, spread: float) -> None:
    told = [value_of(x[:, place], gains) for x, gains in (normal_worlds(4000, seed) for seed in range(49))]
    doubt = float(np.std(told)) / 7.0
    assert np.mean(told) == pytest.approx(known(spread), abs=3 * doubt)
    assert 3 * doubt < 0.05 * known(spread)  # so that five in a hundred off would be seen


@pytest.mark.theory
def test_few_worlds_lean_to_neither_side_by_much() -> None:
    told = np.array(
        [
            [value_of(x[:, place], gains) for place in range(3)]
            for x, gains in (normal_worlds(150, seed) for seed in range(40))
        ]
    )
    high, low, none = told.mean(axis=0)
    assert high == pytest.approx(known(1.0), rel=0.1)
    assert low == pytest.approx(known(0.7), rel=0.15)
    assert none < 0.02 * known(1.0)


def test_an_interval_covers_what_the_formula_says_about_as_often_as_it_should() -> None:
    held = 0
    for seed in range(20):
        x, gains = normal_worlds(200, 500 + seed)
        worth = worth_of(x[:, 0], gains, seed)
        held += worth.low <= known(1.0) <= worth.high
    assert held >= 16


def test_no_number_is_worth_more_than_all_of_them() -> None:
    x = np.random.default_rng(1).random(90)
    steep = np.stack([np.zeros(90), np.where(x < 0.1, -1.0, 40.0 * (x - 0.1))], axis=1)
    assert value_of(x, steep) <= regrets_of(steep)[:, 1].mean()


def test_a_number_with_few_values_is_judged_value_by_value() -> None:
    x = np.tile([0.0, 1.0, 2.0], 100)
    gains = np.stack([np.zeros(300), np.array([1.0, -2.0, 1.5])[x.astype(int)]], axis=1)
    worth = worth_of(x, gains)
    assert worth.value == pytest.approx(2.5 / 3 - 0.5 / 3)
    assert worth.chance == 0.0


def test_of_three_alternatives_the_best_at_each_value_is_taken() -> None:
    x = np.linspace(-1.0, 1.0, 401)
    gains = np.stack([np.zeros(401), x - 0.2, -x - 0.2], axis=1)
    expected = np.maximum(np.abs(x) - 0.2, 0.0).mean()
    assert value_of(x, gains) == pytest.approx(expected, rel=1e-6)


def test_what_never_changes_the_choice_is_worth_nothing_however_much_it_matters() -> None:
    x = np.random.default_rng(2).random(200)
    worth = worth_of(x, np.stack([np.zeros(200), 5.0 + x], axis=1))
    assert (worth.value, worth.low, worth.high) == (0.0, 0.0, 0.0)
    assert worth.chance < 1e-6
    alike = worth_of(x, np.zeros((200, 2)))
    assert (alike.value, alike.chance) == (0.0, 1.0)
