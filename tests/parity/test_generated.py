"""Both engines tell the same story, whatever the scenario; and their totals are what their records say."""

import os

from hypothesis import HealthCheck, given, note, settings
from parity.story import assert_same_story
from strategies import Map, program_of, scenarios, seeds, text_of

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference

EXAMPLES = int(os.environ.get("GTMSIM_EXAMPLES", "250"))

# The same examples every time, unless somebody hunts: `GTMSIM_EXAMPLES=5000 pytest tests/parity`.
hunt = settings(
    max_examples=EXAMPLES,
    derandomize="GTMSIM_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
quick = settings(hunt, max_examples=max(EXAMPLES // 5, 1))

PLAIN = Reference()
REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")


@hunt
@given(scenarios(), seeds())
def test_both_engines_tell_the_same_story(scenario: Map, seed: tuple[int, int]) -> None:
    note(text_of(scenario))
    assert_same_story(program_of(scenario), *seed, REFERENCE, CORE)


@quick
@given(scenarios(), seeds())
def test_the_rules_as_read_and_as_compiled_tell_the_same_story(scenario: Map, seed: tuple[int, int]) -> None:
    note(text_of(scenario))
    assert_same_story(program_of(scenario), *seed, PLAIN, REFERENCE)
