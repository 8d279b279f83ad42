import json

import numpy as np
import pytest

from gtmsim.design.factor import Factor
from gtmsim.design.worlds import Unknown
from gtmsim.tell.validating import leaning_words, validation_words
from gtmsim.validation.drawing import leaning
from gtmsim.validation.result import Validation
from gtmsim.validation.validate import validate

WORLDS = 10

# Of two queues, the one with fewer leads does fewer; how many come in nobody knows well.
FACTS = """\
facts: 1
U1:
  title: Few leads against many
  question: Is more won where fewer come in?
  grade: A
  source: nonsense
  worlds: [single_queue]
  sets:
    run.horizon: 1 week
    run.warm_up: 0 weeks
    world.stages.answer.session: {fixed: 10 min}
    world.sources.web.rate: {uncertain: {low: 0.2 per h, high: 0.6 per h}}
  runs: {quick: 12, full: 24}
  checks:
    more:
      by: difference
      metric: wins
      of: {world.sources.web.rate: 0.4 per h}
      against: {world.sources.web.rate: 0.8 per h}
      target: above 0
    level: {by: level, metric: wins, target: 50 to 83}
    share: {by: share_of_worlds, metric: wins, of: {world.sources.web.rate: 0.4 per h}, each: 2, target: 0.3 to 0.7}
  ablations:
    half the hours: {organisation.calendars.always.week: {mon-sun: ["00:00-12:00"]}}
    nobody there: {organisation.teams.desk.people: 0}
    more leads: {world.sources.web.rate: 1 per h}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    """Return what comes of that fact at the full budget."""
    file = tmp_path_factory.mktemp("facts") / "few.yaml"
    file.write_text(FACTS, encoding="utf-8")
    return validate(file, full=True, worlds=WORLDS, jobs=1)


def test_what_fails_is_told_with_what_brings_it_nearest_to_its_target(found: Validation) -> None:
    more = found["U1"].seen[0]
    assert more.verdict == "fails"
    nobody, half = (each for each in more.ablated if not each.idle)
    assert (nobody.name, half.name) == ("nobody there", "half the hours")
    # With nobody there nothing is won in either, so the estimate moves all the way to nothing.
    assert nobody.observed.mean == 0.0
    assert nobody.nearer == pytest.approx(-more.observed.mean, rel=0.1)
    assert nobody.moved.low > 0.0
    assert half.nearer < nobody.nearer


def test_an_ablation_of_what_the_arms_say_themselves_is_told_as_such(found: Validation) -> None:
    idle = [each for each in found["U1"].seen[0].ablated if each.idle]
    assert [(each.name, each.moved.mean, each.nearer) for each in idle] == [("more leads", 0.0, 0.0)]
    assert "nothing: the arms say themselves what it says" in validation_words(found)


def test_a_level_leans_on_the_input_that_decides_it(found: Validation) -> None:
    level = found["U1"].seen[1].drawn
    assert level is not None
    assert level.worlds == WORLDS
    # 168 hours at 0.2 to 0.6 leads an hour are 34 to 101; half of that range is within 50 to 83.
    assert level.inside[1] < 0.5 < level.inside[2]
    assert level.leaning[0].path == "world.sources.web.rate"
    assert level.leaning[0].correlation > 0.9
    assert level.leaning[0].beyond_noise


def test_what_nothing_leans_on_is_noise() -> None:
    shares = np.random.default_rng(1).random((40, 30))
    inputs = [Unknown(f"x{n}", "a guess", {"": Factor(f"x{n}", low=0.0, high=1.0)}) for n in range(30)]
    unrelated = np.random.default_rng(2).normal(size=40)
    assert not any(each.beyond_noise for each in leaning(unrelated, shares, inputs))
    draws = np.random.default_rng(3)
    alarms = [
        any(each.beyond_noise for each in leaning(draws.normal(size=40), draws.random((40, 10)), inputs[:10]))
        for _ in range(60)
    ]
    assert sum(alarms) <= 9  # 3 are expected of 60; were inputs not counted, 24
    assert leaning(unrelated + 3.0 * shares[:, 7], shares, inputs)[0].path == "x7"
    assert leaning(np.ones(40), shares, inputs) == ()


def test_the_share_of_worlds_in_which_one_arm_does_better_has_an_interval(found: Validation) -> None:
    share = found["U1"].seen[2].observed
    # A rate that is as likely to be below 0.4 as above it.
    assert share.replications == 24
    assert share.low < 0.5 < share.high
    assert share.mean == pytest.approx(0.5, abs=0.12)


def test_all_of_it_is_told_in_words_and_as_data(found: Validation) -> None:
    told = " ".join(validation_words(found).split())
    assert (
        "more in single_queue, what brings it nearest to its target first: with seen (95 %) moved by" in told
    )
    assert f"level in single_queue, in {WORLDS} drawn worlds: within its target in" in told
    assert "it goes most with world.sources.web.rate +" in told
    data = json.loads(json.dumps(found.as_json(), allow_nan=False))
    more, level, _share = data["validation"][0]["checks"]
    assert more["ablations"][0]["name"] == "nobody there"
    assert level["in_drawn_worlds"]["worlds"] == WORLDS


def test_an_input_s_accidental_double_is_not_told_beside_it() -> None:
    draws = np.random.default_rng(3)
    shares = draws.random((50, 12))
    shares[:, 7] = shares[:, 2] + 0.2 * draws.random(50)  # drawn alike by accident
    estimates = 3.0 * shares[:, 2] - 2.0 * shares[:, 5] + 0.1 * draws.normal(size=50)
    inputs = [Unknown(f"x{n}", "a guess", {"": Factor(f"x{n}", low=0.0, high=1.0)}) for n in range(12)]
    sure = [each for each in leaning(estimates, shares, inputs) if each.beyond_noise]
    assert [(each.path, each.alike) for each in sure] == [("x2", ("x7",)), ("x5", ())]
    assert sure[0].correlation > 0.7
    assert sure[1].correlation < -0.8
    assert leaning_words(sure)[0].endswith("(or x7, drawn alike)")
