"""Both engines tell the same story of every question that is laid over a world, through its dates."""

import pytest
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.scenario.files import OVER, PRESET, bare, parts, worlds_of

QUESTIONS = [
    f"{PRESET}{world}{OVER}{bare(name)}" for name in parts("questions") for world in worlds_of(bare(name))[:1]
]
# The reference takes its time: a small market, early dates, and an end soon after.
SMALL = [
    "world.segments.core.accounts=160",
    "world.segments.adjacent.accounts=120",
    "world.segments.large.accounts=40",
    "run.horizon=20 weeks",
    "run.warm_up=2 weeks",
]
AT, UNTIL = "6 weeks", "13 weeks"
REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")


def soon(question: str) -> list[str]:
    """Return what makes a question's events happen early."""
    told = []
    for name, event in load(question).events.items():
        told.append(f"events.{name}.at={AT}")
        if event is not None and event.until is not None:
            told.append(f"events.{name}.until={UNTIL}")
    return told


def test_there_are_questions_to_compare() -> None:
    assert len(QUESTIONS) > 10


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_tell_the_same_story_of_every_question(question: str) -> None:
    small = [*SMALL, "world.segments.core.customers_at_start=6", *soon(question)]
    trace = assert_same_story(lower(load(question, small)), 7, 1, REFERENCE, CORE)
    assert len(trace.records) > 1000
