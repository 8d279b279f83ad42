"""Where two scenarios differ: the innermost paths that both have, with what stands there in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from gtmsim.errors import UsageError
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Path, dotted
from gtmsim.scenario.where import where

NOTHING = "-"


@dataclass(frozen=True)
class Change:
    """One place of a scenario, with its value in the one and in the other."""

    path: str
    before: str
    after: str


def changes_between(one: Scenario, other: Scenario, *parts: str) -> list[Change]:
    """Return every place of some parts (such as `policy`) where two scenarios say something else, in the order of the schema."""
    return [
        Change(dotted(path), _value(one, path), _value(other, path))
        for part in parts
        for path in _differing(getattr(one, part), getattr(other, part), (part,))
    ]


def _differing(before: object, after: object, path: Path) -> Iterator[Path]:
    if isinstance(before, BaseModel) and type(after) is type(before):
        for name in type(before).model_fields:
            yield from _differing(getattr(before, name), getattr(after, name), (*path, name))
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _differing(before.get(key), after.get(key), (*path, key))
    elif before != after:
        yield path


def _value(scenario: Scenario, path: Path) -> str:
    try:
        return where(scenario, dotted(path)).value or NOTHING
    except UsageError:  # an id that only the other one has
        return NOTHING
