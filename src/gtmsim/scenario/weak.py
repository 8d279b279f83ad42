"""Which inputs of a scenario are weakly founded: defaults nobody replaced that have an effect, of grade D unless asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from gtmsim.scenario import Scenario
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.reach import Reach
from gtmsim.scenario.unused import without_effect
from gtmsim.scenario.where import where

GUESS = "D"  # folklore or a guess to vary


@dataclass(frozen=True)
class Guess:
    """A weakly founded default that is in effect. `path` has `*` in place of ids where several (`paths`) share the same value."""

    path: str
    value: str
    prior: str
    places: int
    scenarios: tuple[str, ...] = ()
    grade: str = GUESS
    paths: tuple[str, ...] = field(default=(), compare=False)


class _AsWritten(Reach):
    """Answers as if somebody had written every default, so that those without effect are told as well."""

    def written(self, path: str) -> bool:  # noqa: ARG002 - the answer does not depend on it
        return True


def guesses(scenario: Scenario, grades: str = GUESS) -> tuple[Guess, ...]:
    """Return the defaults of these grades that have an effect in a scenario, in its order; ids with the same value together."""
    reach = _AsWritten(scenario)
    idle = {split(path) for path, _ in without_effect(reach)}
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for path, general in _unwritten(scenario, grades):
        keys = split(path)
        if any(keys[:depth] in idle for depth in range(1, len(keys) + 1)):
            continue
        place = where(scenario, path)
        found.setdefault((general, place.value, place.prior, place.grade), []).append(path)
    return tuple(
        Guess(
            paths[0] if len(paths) == 1 else general,
            value,
            prior,
            len(paths),
            grade=grade,
            paths=tuple(paths),
        )
        for (general, value, prior, grade), paths in found.items()
    )


def shared_guesses(scenarios: Mapping[str, Scenario]) -> tuple[Guess, ...]:
    """Return the guesses of several scenarios, each once, with the names of those that make it."""
    told: dict[Guess, list[str]] = {}
    for name, scenario in scenarios.items():
        for guess in guesses(scenario):
            told.setdefault(guess, []).append(name)
    return tuple(replace(guess, scenarios=tuple(names)) for guess, names in told.items())


def _unwritten(scenario: Scenario, grades: str) -> Iterator[tuple[str, str]]:
    """Yield path and general path of every default of these grades that nobody replaced.

    What a treatment leaves out stays as `policy` says it, so it makes no guess of its own.
    """
    every = _within(scenario, scenario, (), (), grades)
    return (each for each in every if not each[0].startswith("treatment."))


def _within(
    scenario: Scenario, value: BaseModel, path: tuple[str, ...], general: tuple[str, ...], grades: str
) -> Iterator[tuple[str, str]]:
    for name, info in type(value).model_fields.items():
        below, here, there = getattr(value, name), (*path, name), (*general, name)
        if isinstance(below, BaseModel):
            yield from _within(scenario, below, here, there, grades)
        elif isinstance(below, Mapping) and _sections(below.values()):
            for key, each in below.items():
                if isinstance(each, BaseModel):
                    yield from _within(scenario, each, (*here, str(key)), (*there, "*"), grades)
        else:
            extra = info.json_schema_extra
            graded = isinstance(extra, dict) and str(extra.get("grade")) in tuple(grades)
            if graded and not _written(scenario, dotted(here)):
                yield dotted(here), dotted(there)


def _written(scenario: Scenario, path: str) -> bool:
    """Return whether somebody wrote a value, and did not only take one away."""
    node = scenario.written.at(split(path)) if scenario.written is not None else None
    return node is not None and not node.is_null


def _sections(values: Iterable[object]) -> bool:
    return any(isinstance(value, BaseModel) for value in values)
