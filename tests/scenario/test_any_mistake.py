"""One mistake anywhere in a good file is told, on its own line."""

import pytest
from hypothesis import HealthCheck, given, note, settings
from mistakes import Mistake, mistakes
from strategies import Map, scenarios, text_of

from gtmsim.errors import ScenarioError
from gtmsim.scenario import loads

some = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@some
@given(mistakes())
def test_a_mistake_is_told_where_it_is(mistake: Mistake) -> None:
    note(f"{mistake.text}\nline {mistake.line}: {mistake.done}")
    with pytest.raises(ScenarioError) as caught:
        loads(mistake.text)
    assert mistake.line in [problem.line for problem in caught.value.problems]


@some
@given(scenarios())
def test_a_generated_scenario_without_a_mistake_loads(scenario: Map) -> None:
    loads(text_of(scenario))
