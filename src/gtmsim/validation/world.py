"""The scenario an experiment is made in, and what may be laid over it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from gtmsim.errors import Problem, ScenarioError
from gtmsim.measure.registry import names_in, unit_in
from gtmsim.measure.tally import series_of
from gtmsim.program.lower import lower
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario, load, vary
from gtmsim.scenario.files import OVER, PRESET

LAY = "lay"  # in a map of fields: the layers to lay over the world first
Sets = Mapping[str, Any]  # dotted path -> what a scenario would say there
Arm = str | Sets  # layers such as `sdr_team`, or fields to set, with layers under `lay`


@dataclass(frozen=True)
class World:
    """A scenario by the name its fact gives it, with fields set in every arm. `layers` are the fact's own, by name."""

    name: str
    file: str
    sets: tuple[str, ...] = ()
    folder: str = ""
    layers: Mapping[str, Arm] = field(default_factory=dict, compare=False)

    @property
    def scenario(self) -> Scenario:
        """The world as it is. Raises ScenarioError."""
        return self.arm()

    def arm(self, arm: Arm = "", *texts: str) -> Scenario:
        """Return the world with layers and fields laid over it, then texts `PATH=VALUE`. Raises ScenarioError."""
        there = self.under(arm)
        return _laid(there.file, (*there.sets, *texts))

    def arms(self, said: Mapping[str, Arm | tuple[Arm, ...]]) -> dict[str, Scenario]:
        """Return the world with each of these laid over it, by name. Raises ScenarioError with what is wrong in all of them."""
        found: dict[str, Scenario] = {}
        problems: list[Problem] = []
        for name, arm in said.items():
            try:
                found[name] = self.under(*(arm if isinstance(arm, tuple) else (arm,))).scenario
            except ScenarioError as error:
                problems += error.problems
        if problems:
            raise ScenarioError(self.name, problems)
        return found

    def under(self, *arms: Arm) -> "World":
        """Return the world in which something more holds in every arm, the last said over what was said before."""
        there = self
        for arm in arms:
            there = there._under(arm, self.layers)
        return there

    def _under(self, arm: Arm, own: Mapping[str, Arm]) -> "World":
        names, sets = (arm, {}) if isinstance(arm, str) else (str(arm.get(LAY, "")), arm)
        there = self
        for name in filter(None, names.split(OVER)):
            if name in own:
                there = there._under(own[name], {})  # a fact's own layers lay files, not each other
            else:
                file = beside(name, self.folder) if Path(name).suffix else name
                there = replace(there, file=f"{there.file}{OVER}{file}")
        return replace(there, sets=(*there.sets, *texts_of(sets)))


def world_of(
    name: str, folder: str, sets: Sets | None = None, layers: Mapping[str, Arm] | None = None
) -> World:
    """Return the world that a fact names: a shipped scenario by its name, `preset:NAME` or a file beside the facts, with layers."""
    first, _, over = name.partition(OVER)
    named = first.startswith(PRESET) or bool(Path(first).suffix)
    file = beside(first, folder) if named else PRESET + first
    return World(name, file, (), folder, layers or {}).under(over, sets or {})


def beside(file: str, folder: str) -> str:
    """Return how a file that stands beside another is found from here."""
    return file if file.startswith(PRESET) else str(Path(folder) / file)


def texts_of(sets: Sets) -> tuple[str, ...]:
    """Return fields as `--set` takes them."""
    return tuple(f"{path}={text_of(value)}" for path, value in sets.items() if path != LAY)


def text_of(value: Any) -> str:
    """Return a value as a scenario writes it on one line."""
    return json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=1024)
def program_of(scenario: Scenario) -> Program:
    """Return a scenario lowered, remembered for the next check that asks for the same arm."""
    return lower(scenario)


@remembered
def units_of(program: Program) -> Mapping[str, str]:
    """Return the unit of every series that a program can tell, by its key: money in the scenario's currency."""
    metrics = names_in(program)
    return {series.key: unit_in(metrics[series.metric], program) for series in series_of(program)}


@remembered
def keys_of(program: Program) -> frozenset[str]:
    """Return the key of every series that a program can tell."""
    return frozenset(units_of(program))


@lru_cache(maxsize=64)
def _loaded(file: str) -> Scenario:
    return load(file)


@lru_cache(maxsize=1024)
def _laid(file: str, texts: tuple[str, ...]) -> Scenario:
    return vary(_loaded(file), texts) if texts else _loaded(file)
