import pytest

from gtmsim.design import Factor, factor, factors
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario import Scenario, load


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("preset:baseline")


def team(scenario: Scenario) -> str:
    return f"organisation.teams.{next(iter(scenario.organisation.teams))}.people"


def test_values_are_texts_as_a_scenario_writes_them() -> None:
    told = factor("world.x = 3 weeks, 5 weeks,{median: 2 h, sigma: 1}")
    assert told == Factor("world.x", ("3 weeks", "5 weeks", "{median: 2 h, sigma: 1}"))
    assert [told.at(share) for share in (0.0, 0.4, 0.99, 1.0)] == [told.values[n] for n in (0, 1, 2, 2)]


def test_a_range_has_one_unit_and_goes_up_evenly_or_by_ratios() -> None:
    even, ratios = factor("x.y=2..10 weeks"), factor("x.y=1..100 log")
    assert [even.at(share) for share in (0.0, 0.25, 1.0)] == ["2 weeks", "4 weeks", "10 weeks"]
    assert [ratios.at(share) for share in (0.0, 0.5, 1.0)] == ["1", "10", "100"]
    assert factor("x.y=2/week..4/week").at(0.5) == "3/week"
    assert even.number("4 weeks") == 4.0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x.y", "varies nothing"),
        ("x.y=", "varies nothing"),
        ("x.y=1,,2", "varies nothing"),
        ("x.y=1,2,1", "twice"),
        ("x.y=5..2", "5 is not below 2"),
        ("x.y=0..2 log", "not above 0"),
        ("x.y=2 weeks..3 days", "one unit"),
    ],
)
def test_what_varies_nothing_is_told(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        factor(text)


def test_people_come_whole_and_each_number_as_often(baseline: Scenario) -> None:
    (people,) = factors([f"{team(baseline)}=2..5"], baseline)
    assert people.whole
    assert people.levels == ("2", "3", "4", "5")
    assert [people.at(n / 8) for n in range(9)] == ["2", "2", "3", "3", "4", "4", "5", "5", "5"]


def test_everything_that_is_wrong_is_told_at_once_with_the_nearest_name(baseline: Scenario) -> None:
    known = team(baseline)
    with pytest.raises(ScenarioError) as told:
        factors(
            [known.replace("people", "peopel") + "=1,2", f"{known}=1..5000", "run.horizon=4 weks,8 weeks"],
            baseline,
        )
    text = str(told.value)
    assert text.count("peopel") == 1
    assert "does not exist; did you mean" in text
    assert "--vary:2" in text
    assert "weeks" in text


def test_a_field_is_varied_once(baseline: Scenario) -> None:
    with pytest.raises(ScenarioError, match="each field once"):
        factors([f"{team(baseline)}=1,2", f"{team(baseline)}=3,4"], baseline)
