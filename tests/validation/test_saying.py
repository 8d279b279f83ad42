"""Arms are told as one would say them."""

import pytest

from gtmsim.validation.procedures.quarters import QuarterEnd
from gtmsim.validation.procedures.saying import called, less, said
from gtmsim.validation.world import Arm


@pytest.mark.parametrize(
    ("arm", "words"),
    [
        ("sales_driven+sdr_team", "sales_driven+sdr_team"),
        ({"lay": "sales_driven", "world.rivals": None}, "sales_driven, world.rivals null"),
        ({"world.sources.web.rate": "1 per h"}, "world.sources.web.rate 1 per h"),
        ("", "the world as it is"),
        ({}, "the world as it is"),
    ],
)
def test_an_arm_is_called_by_its_layers_and_fields(arm: Arm, words: str) -> None:
    assert called(arm) == words


def test_nothing_is_said_of_an_arm_that_lays_nothing_over_the_world() -> None:
    assert (said("", " with "), said("pods", " with ")) == ("", " with pods")


def test_what_is_taken_off_is_the_same_of_another_arm() -> None:
    assert less(None) == ""
    assert less("pods") == ", less the same with pods"
    assert QuarterEnd(against="").design.endswith("of all their days, less the same in the world as it is")
