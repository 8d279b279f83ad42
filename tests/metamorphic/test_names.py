"""No number depends on a name."""

from typing import Any

import pytest
from hypothesis import given
from metamorphic.worlds import EXAMPLES, records
from strategies import Map, program_of, scenarios

MAPS = (
    ("world", "segments"),
    ("world", "sources"),
    ("world", "stages"),
    ("world", "requests"),
    ("organisation", "calendars"),
    ("organisation", "roles"),
    ("organisation", "teams"),
)


def renamed(scenario: Map) -> Map:
    """Return the same scenario with other ids everywhere, in the opposite alphabetical order."""
    ids = [each for part, name in MAPS for each in scenario[part][name]]
    ids += [kind for shares in scenario["policy"]["standing"].values() for kind in shares]
    new = {each: f"z{999 - at}" for at, each in enumerate(sorted(set(ids)))}

    def told(value: Any, fields: bool = False) -> Any:
        if isinstance(value, dict):
            # A roadmap is for the market, whatever a source is called.
            return {
                key if fields else new.get(key, key): told(each, fields=key == "roadmap")
                for key, each in value.items()
            }
        return new.get(value, value) if isinstance(value, str) else value

    return {
        part: {name: told(value, fields=name == "roadmap") for name, value in said.items()}
        if isinstance(said, dict)
        else said
        for part, said in scenario.items()
    }


@pytest.mark.mechanism("A20", switch=["organisation.roles", "organisation.teams.*.roles"])
@EXAMPLES
@given(scenarios())
def test_other_names_are_the_same_world(scenario: Map) -> None:
    other = renamed(scenario)
    assert other != scenario
    assert program_of(other).digest == program_of(scenario).digest
    assert records(other).tobytes() == records(scenario).tobytes()
