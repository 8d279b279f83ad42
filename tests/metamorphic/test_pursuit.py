"""Pursuit that is switched off changes nobody's day, in whatever way it is said to be off."""

from copy import deepcopy

import pytest
from hypothesis import given
from making.pursuit import pursuing
from metamorphic.worlds import EXAMPLES, records
from strategies import Map, drawn_freely

from gtmsim.program.layout import RecordCol, What

NEVER: Map = {"uncertain": {"low": 0, "high": 0}}
ALWAYS: Map = {"uncertain": {"low": 1, "high": 1}}
OFF = {
    "nobody chooses": ("sharpness", 0, NEVER),
    "everybody works from one list": ("shared_list", 1, ALWAYS),
}


@pytest.mark.parametrize("switch", OFF)
def test_off_is_off_however_it_is_said(switch: str) -> None:
    name, off, never = OFF[switch]

    @EXAMPLES
    @given(drawn_freely().flatmap(pursuing))
    def holds(scenario: Map) -> None:
        plain, asked = deepcopy(scenario), deepcopy(scenario)
        plain["policy"]["pursuit"][name] = off
        asked["policy"]["pursuit"][name] = never
        assert records(asked).tobytes() == records(plain).tobytes()

    holds()


@EXAMPLES
@given(drawn_freely().flatmap(pursuing))
def test_calls_that_disturb_nobody_change_nothing_but_their_own_records(scenario: Map) -> None:
    one_list, own_lists = deepcopy(scenario), deepcopy(scenario)
    for said, shared in ((one_list, 1), (own_lists, 0)):
        said["policy"]["pursuit"]["shared_list"] = shared
        said["world"]["duplicate_touch"] = 0
    told = records(own_lists)
    others = told[told[:, RecordCol.WHAT] != What.DUPLICATE]
    assert others.tobytes() == records(one_list).tobytes()
