import json

import numpy as np
import pytest
from explore.drawn import worlds_of

from gtmsim.explore.in_worlds import Worlds
from gtmsim.explore.learn import learn
from gtmsim.explore.robust import robust
from gtmsim.tell.learn import learn_words


@pytest.fixture(scope="module")
def met() -> Worlds:
    """Return worlds in which b is ahead where x1 is high; x0 and x2 have no bearing."""
    rng = np.random.default_rng(7)
    lie = rng.random((300, 3))
    gains = np.stack([np.zeros(300), 4e5 * (lie[:, 1] - 0.4)], axis=1)
    return worlds_of(gains[:, :, None] + 3e4 * rng.normal(size=(300, 2, 4)), lie)


def test_the_number_that_decides_is_the_one_to_measure(met: Worlds) -> None:
    told = learn(met)
    assert told.choice == "b"
    first, *rest = told.lessons
    assert (first.path, first.clear) == ("x1", True)
    assert first.worth.value == pytest.approx(4e5 * 0.4**2 / 2, rel=0.15)
    assert first.worth.low < 4e5 * 0.4**2 / 2 < first.worth.high
    assert not any(each.clear for each in rest)
    assert told.answer().startswith("measuring x1 before deciding is worth up to ")


def test_knowing_everything_is_worth_the_regret_of_the_choice(met: Worlds) -> None:
    told = learn(met)
    chosen = robust(met).standings[1]
    assert told.everything == chosen.regret
    assert told.at_least == pytest.approx(chosen.at_least)
    assert told.lessons[0].worth.value <= told.everything.mean


def test_where_no_number_decides_the_answer_says_so() -> None:
    rng = np.random.default_rng(8)
    told = learn(worlds_of(rng.normal(size=(120, 2, 3)), rng.random((120, 4))))
    assert told.answer().startswith("no single number is clearly worth measuring")
    assert not any(each.clear for each in told.lessons)
    assert " clear " not in learn_words(told)


def test_a_lesson_as_json_and_as_a_table(met: Worlds) -> None:
    data = json.loads(json.dumps(learn(met).as_json(), allow_nan=False))
    assert data["lessons"][0]["path"] == "x1"
    assert data["everything_at_least"] <= data["everything"]["worth"]
    assert learn(met).frame().columns == ["path", "why", "worth", "low", "high", "unit", "chance", "clear"]
    assert "x1" in learn_words(learn(met))
