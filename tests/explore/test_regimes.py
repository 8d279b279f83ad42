import json

import numpy as np
import pytest
from explore.drawn import worlds_of

from gtmsim.errors import UsageError
from gtmsim.explore.in_worlds import Worlds
from gtmsim.explore.learn import learn
from gtmsim.explore.regimes import regimes
from gtmsim.explore.robust import robust
from gtmsim.program.tables import Floats
from gtmsim.tell.learn import learn_words
from gtmsim.tell.regimes import regimes_words
from gtmsim.tell.robust import robust_words


def shares(count: int, dimensions: int, seed: int) -> Floats:
    return np.random.default_rng(seed).random((count, dimensions))


def where(better: Floats, lie: Floats, sign: str = "higher") -> Worlds:
    """Return worlds in which a is as much better than b as said, with luck of its own."""
    noise = np.random.default_rng(9).normal(size=(len(lie), 2, 4)) * 0.2
    return worlds_of(np.stack([better, np.zeros(len(lie))], axis=1)[:, :, None] + noise, lie, sign)


@pytest.fixture(scope="module")
def cornered() -> Worlds:
    lie = shares(600, 8, 1)
    return where(np.where((lie[:, 2] > 0.55) & (lie[:, 5] < 0.7), 1.0, -1.0), lie)


def test_a_regime_is_told_by_fresh_worlds_in_the_units_of_its_fields(cornered: Worlds) -> None:
    told = regimes(cornered)
    (box,) = told.where_best
    assert {each.path for each in box.limits} == {"x2", "x5"}
    assert box.density[0] > 0.9
    assert box.coverage[0] > 0.8
    assert told.fresh == 200
    low = next(each for each in box.limits if each.path == "x2").low
    assert float(low) == pytest.approx(0.55, abs=0.06)
    assert "where x" in told.answer()
    assert "x2 above 0.5" in told.answer()


def test_density_in_fresh_worlds_is_what_was_counted_there(cornered: Worlds) -> None:
    (box,) = regimes(cornered).where_best
    fresh = np.arange(600) % 3 == 2
    within = np.ones(600, dtype=np.bool_)
    for each in box.limits:
        column = cornered.shares[:, int(each.path[1:])]
        within &= (column > float(each.low or -1)) & (column <= float(each.high or 2))
    wins = cornered.means[:, 0] > cornered.means[:, 1]
    assert box.worlds == (within & fresh).sum()
    assert box.density[0] == pytest.approx(wins[within & fresh].mean())
    assert box.coverage[0] == pytest.approx(wins[within & fresh].sum() / wins[fresh].sum())


def test_the_worlds_in_which_it_loses_are_told_as_well(cornered: Worlds) -> None:
    boxes = regimes(cornered).where_not
    assert {each.limits[0].path for each in boxes} == {"x2", "x5"}
    assert sum(each.coverage[0] for each in boxes) > 0.9


def test_the_other_alternative_has_the_opposite_regimes(cornered: Worlds) -> None:
    assert regimes(cornered, "b").where_not == regimes(cornered).where_best
    with pytest.raises(UsageError, match="there are a and b"):
        regimes(cornered, "c")


def test_where_less_is_better_the_lower_one_wins(cornered: Worlds) -> None:
    told = regimes(where(-np.asarray(cornered.means[:, 0]), cornered.shares, "lower"))
    assert told.best[0] == pytest.approx(regimes(cornered).best[0], abs=0.02)


def test_noise_has_no_regimes() -> None:
    told = 0
    for seed in range(24):
        lie = shares(300, 20, seed)
        found = regimes(worlds_of(np.random.default_rng(1000 + seed).normal(size=(300, 2)), lie))
        told += bool(found.where_best) + bool(found.where_not)
    assert told <= 2  # of 48, where chance makes one in a hundred look like a regime at most


def test_without_a_regime_the_answer_says_so_and_the_table_is_empty() -> None:
    told = regimes(worlds_of(np.random.default_rng(3).normal(size=(90, 2)), shares(90, 3, 3)))
    assert told.answer().endswith("no number that differs between them tells where")
    assert told.frame().is_empty()


def test_a_regime_as_json_is_plain(cornered: Worlds) -> None:
    data = json.loads(json.dumps(regimes(cornered).as_json(), allow_nan=False))
    (box,) = data["where_best"]
    assert set(box["density"]) == {"share", "low", "high"}
    assert {each["path"] for each in box["limits"]} == {"x2", "x5"}
    assert len(data["worlds"]) == 600


@pytest.mark.parametrize(("ahead", "worlds"), [((4.9, 5.1), "100 %"), ((-1.0, 1.2), "0 %")])
def test_what_is_best_everywhere_says_in_how_many_worlds_by_more_than_luck(
    ahead: tuple[float, float], worlds: str
) -> None:
    told = robust(worlds_of([[ahead, (0.0, 0.0)]] * 20)).answer()
    assert f"ahead by more than luck in {worlds} of them: in none of these" in told


def test_what_is_best_everywhere_has_no_regimes_no_regret_and_nothing_to_learn() -> None:
    everywhere = worlds_of([[2.0, 1.0]] * 30, shares(30, 2, 1))
    assert regimes(everywhere).answer().endswith("no world tells them apart")
    # Wilson's lower end of 30 of 30: 30 / (30 + 1.96²).
    best = "a is best in profit in all of 30 worlds (95 %: 88.6 % or more)"
    assert robust(everywhere).answer() == f"{best}: in none of these does who chooses it regret it"
    assert learn(everywhere).answer() == f"nothing is worth measuring before deciding: {best}"
    for words in (
        regimes_words(regimes(everywhere)),
        robust_words(robust(everywhere)),
        learn_words(learn(everywhere)),
    ):
        assert "30 worlds x 1 replication of each alternative" in words
