from tell.small import DESK, desk

from gtmsim.errors import ScenarioError
from gtmsim.scenario import loads
from gtmsim.scenario.unused import unused
from gtmsim.scenario.where import where
from gtmsim.tell.checks import errors_words, fine_words, place_words
from gtmsim.tell.presets import preset_words, questions


def test_a_fine_scenario_is_told_in_a_word() -> None:
    assert fine_words("desk.yaml", desk(), unused(desk())) == "desk.yaml: fine"


def test_what_has_no_effect_is_told_where_it_stands() -> None:
    scenario = loads(
        DESK.replace("time_out: 3 weeks", "time_out: 3 weeks\n      decay: {scale: 2 h}"), "desk.yaml"
    )
    first, second = fine_words("desk.yaml", scenario, unused(scenario)).splitlines()
    assert first == "desk.yaml: can be run; 1 thing without effect"
    assert second == "  desk.yaml:16:15  world.stages.close.decay.scale  the exponent of decay is 0"


def test_every_problem_is_told() -> None:
    try:
        loads(
            DESK.replace("rate: 20 per week", "rate: 20 per weak").replace("people: 1", "people: -1"),
            "desk.yaml",
        )
    except ScenarioError as error:
        first, *rest = errors_words(error).splitlines()
    assert first == "desk.yaml has 2 problems"
    assert ["20 per weak" in rest[0], "organisation.teams.desk.people" in rest[1]] == [True, True]


def test_a_place_says_its_value_its_line_and_how_far_to_trust_it() -> None:
    told = place_words(where(desk(), "world.requests.demo.lift"))
    assert "grade      D: folklore or a guess to vary" in told
    assert "written    default" in told
    assert "desk.yaml:6:17" in place_words(where(desk(), "world.sources.web.rate"))


def test_every_shipped_scenario_opens_with_a_question() -> None:
    told = questions()
    assert told
    assert [name for name, question in told.items() if "?" not in question] == []
    assert preset_words(told).count("preset:") == len(told)
