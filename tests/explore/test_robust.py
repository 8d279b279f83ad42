import json

import numpy as np
import pytest
from explore.drawn import worlds_of

from gtmsim.explore.robust import held_out_regrets, regrets_of, robust, share_interval
from gtmsim.tell.robust import robust_words

# Three worlds, two alternatives: a is better in two of them, and much worse in the last.
THREE = [[10.0, 8.0], [10.0, 9.0], [0.0, 12.0]]


def test_regret_is_what_the_best_makes_more_in_the_same_world() -> None:
    a, b = robust(worlds_of(THREE)).standings
    assert (a.regret.mean, b.regret.mean) == (4.0, 1.0)
    assert (a.largest_regret, a.largest_regret_in) == (12.0, 2)
    assert (b.largest_regret, b.largest_regret_in) == (2.0, 0)
    assert (a.best[0], b.best[0]) == (2 / 3, 1 / 3)
    assert (a.worst, a.worst_in, b.worst, b.worst_in) == (0.0, 2, 8.0, 0)
    assert a.mean.mean == pytest.approx(20 / 3)


def test_where_less_is_better_the_least_is_best() -> None:
    a, b = robust(worlds_of(THREE, better="lower")).standings
    assert (a.regret.mean, b.regret.mean) == (1.0, 4.0)
    assert (a.worst, b.worst) == (10.0, 12.0)


def test_a_tie_is_shared() -> None:
    a, b = robust(worlds_of([[1.0, 1.0], [2.0, 1.0]])).standings
    assert (a.best[0], b.best[0]) == (0.75, 0.25)


def test_regret_lies_between_what_noisy_means_say_and_what_other_luck_says() -> None:
    rng = np.random.default_rng(4)
    true = rng.normal(size=(4000, 3)) * 0.5
    noisy = true[:, :, None] + rng.normal(size=(4000, 3, 6))
    known = regrets_of(true).mean(axis=0)
    above, below = regrets_of(noisy.mean(axis=2)).mean(axis=0), held_out_regrets(noisy).mean(axis=0)
    assert (below < known).all()
    assert (known < above).all()


def test_equal_alternatives_have_no_regret_but_luck() -> None:
    noise = np.random.default_rng(5).normal(size=(2000, 2, 4))
    told = robust(worlds_of(noise))
    assert all(
        each.regret.low > 0.2 for each in told.standings
    )  # half the mean of two normals' spread, sd 1/2 each
    assert all(each.at_least < 0.02 for each in told.standings)
    assert told.beyond_luck == pytest.approx(0.05, abs=0.03)


def test_the_luck_of_a_mean_over_worlds_is_its_standard_error_within_them() -> None:
    rng = np.random.default_rng(6)
    told = robust(worlds_of(3.0 * rng.normal(size=(900, 2, 9))))
    assert told.standings[0].luck == pytest.approx(3.0 / 3.0 / 30.0, rel=0.05)


def test_one_replication_tells_no_luck() -> None:
    told = robust(worlds_of(THREE))
    assert all(np.isnan(each.luck) for each in told.standings)
    assert "give two or more (-n)" in robust_words(told)


def test_an_interval_of_a_share_is_wilsons() -> None:
    # Agresti and Coull (1998), for 10 of 10.
    assert share_interval(10, 10) == pytest.approx((1.0, 0.722, 1.0), abs=0.001)


def test_an_answer_says_who_and_what_it_costs_to_be_wrong() -> None:
    told = robust(worlds_of([[10e3, 8e3], [10e3, 9e3], [0.0, 12e3]]))
    assert told.answer() == (
        "b has the least regret in profit: on average 1.0 kEUR (95 %: 0.0 to 3.5); it is best in 33.3 % of 3 worlds, and at "
        "worst 2 kEUR behind"
    )
    data = json.loads(json.dumps(told.as_json(), allow_nan=False))
    assert data["alternatives"][0]["largest_regret_in"] == "w3"
    assert [each["profit of b"] for each in data["worlds"]] == [8e3, 9e3, 12e3]
    assert told.frame().columns[:4] == ["alternative", "metric", "unit", "mean"]
    assert "b has the least regret" in told._repr_html_()
