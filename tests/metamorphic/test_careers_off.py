"""Careers that are off are off, in whatever way it is said; and members of a team that never grows are no news."""

from copy import deepcopy

from hypothesis import given
from metamorphic.worlds import EXAMPLES, records, there
from strategies import Map, drawn_freely

NOTHING: Map = {"uncertain": {"low": 0, "high": 0}}
OFF: Map = {
    "turnover": "0 %/year",
    "time_to_hire": "1 week",
    "ramp": "0 h",
    "ramp_start": 0,
    "learns": NOTHING,
    "commission": NOTHING,
    "accelerator": 9,
}


@EXAMPLES
@given(drawn_freely())
def test_careers_know_no_difference_between_off_and_never(scenario: Map) -> None:
    never = deepcopy(scenario)
    for team in there(never["organisation"]["teams"]).values():
        team.update(OFF)
    never["organisation"]["specialisation"] = NOTHING
    never["policy"] |= {
        "switching": "0 h",
        "hiring_bar": 1,
        "target": "1 EUR/year",
        "envelope": "1 MEUR/year",
    }
    never["world"] |= {"leaving": {"overload": 9, "drain": 9, "quota": 9}, "dependence": 1}
    assert records(never).tobytes() == records(scenario).tobytes()


@EXAMPLES
@given(drawn_freely())
def test_a_quota_changes_nothing_but_that_it_is_measured(scenario: Map) -> None:
    measured = deepcopy(scenario)
    for team in there(measured["organisation"]["teams"]).values():
        team["quota"] = "1 MEUR/year"
    assert (
        records(measured).tobytes() == records(scenario).tobytes()
    )  # these runs are over before a quarter is
