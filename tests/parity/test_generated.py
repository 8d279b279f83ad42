"""Both engines tell the same story, whatever the scenario; and their totals are what their records say."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from parity.story import assert_adds_up, assert_same_story
from strategies import Map, program_of, scenarios, seeds, text_of

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.contract import Engine
from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.scenario import load

KEPT = sorted((Path(__file__).parent / "kept").glob("*.yaml"))
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
EXAMPLES = int(os.environ.get("GTMSIM_EXAMPLES", "250"))

# The same examples every time, unless somebody hunts: `GTMSIM_EXAMPLES=5000 pytest tests/parity`.
hunt = settings(
    max_examples=EXAMPLES,
    derandomize="GTMSIM_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
quick = settings(hunt, max_examples=max(EXAMPLES // 5, 1))

reading = Reference()
REFERENCE = Reference(rules=gtmsim._rules)
CORE: Engine = select("core")


@hunt
@given(scenarios(), seeds())
def test_both_engines_tell_the_same_story(scenario: Map, seed: tuple[int, int]) -> None:
    note(text_of(scenario))
    assert_same_story(program_of(scenario), *seed, REFERENCE, CORE)


@quick
@given(scenarios(), seeds())
def test_the_rules_as_read_and_as_compiled_tell_the_same_story(scenario: Map, seed: tuple[int, int]) -> None:
    note(text_of(scenario))
    assert_same_story(program_of(scenario), *seed, reading, REFERENCE)
