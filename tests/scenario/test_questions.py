"""Shipped questions: each can be asked of every culture, and none hides a scenario of the same name."""

import pytest

from gtmsim import load
from gtmsim.scenario.files import bare, parts, presets

QUESTIONS = sorted(parts("questions"))
CULTURES = sorted(set(parts("cultures")) - {"neutral"})  # neutral is what the worlds begin with


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_can_be_asked_of_every_culture(question: str) -> None:
    world, _, name = question.rpartition("/")
    for culture in CULTURES:
        assert load(f"preset:{world}+{name}+{culture}").treated is not None


def test_a_launch_leaves_what_is_offered_before_it_as_it_was() -> None:
    before = load("preset:mid_market").policy.offers
    for name in ("launch", "acquisition"):
        scenario = load(f"preset:mid_market+{name}")
        assert scenario.policy.offers == before
        assert scenario.phases[-1][1].policy.offers != before


@pytest.mark.parametrize("name", sorted(set(presets()) & set(map(bare, parts()))))
def test_a_scenario_with_the_name_of_a_question_is_still_found(name: str) -> None:
    assert load(f"preset:{name}").run.horizon > 0
