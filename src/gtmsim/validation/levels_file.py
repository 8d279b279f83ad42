"""Files of levels: what a fit may move in which worlds, read with everything that is wrong told at once."""

import math
from collections.abc import Sequence
from pathlib import Path

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario import Scenario
from gtmsim.scenario.files import preset_folders
from gtmsim.scenario.nodes import Key, Node
from gtmsim.shards.fields import Fields, map_of
from gtmsim.validation.levels import Level

SHIPPED = "levels/presets.yaml"
_WANTED = "a file of levels, starting with `levels: 1`"
_KEYS = ("paths", "deviation", "low", "high", "of_one", "worlds", "why")


def shipped_levels() -> Path:
    """Return the file of levels that comes with gtmsim. Raises UsageError where it was not installed."""
    for folder in preset_folders():
        if (folder / SHIPPED).is_file():
            return folder / SHIPPED
    raise UsageError(f"scenarios/{SHIPPED} is not there: name a file of levels")


def read_levels(file: str | Path, world: str, scenario: Scenario) -> tuple[Level, ...]:
    """Return what may move in a world: levels that name it, and those that name none.

    Raises ScenarioError with every problem, each with its place; a level is looked up in the scenario only if it is asked for.
    """
    name = str(file)
    tree, entries, problems = map_of(Path(file), name, _WANTED)
    version = entries.get("levels")
    if version is None or version.scalar != 1:
        at = (version or tree).origin
        found = "nothing" if version is None else version.text()
        problems.append(
            Problem(name, at.line, at.column, "levels", found, "`levels: 1`, the version of the format")
        )
    told = {key: each for key, each in entries.items() if key != "levels"}
    read_in = [_level(name, key, each, world, scenario, problems) for key, each in told.items()]
    if problems:
        raise ScenarioError(name, problems)
    return tuple(each for each in read_in if each is not None)


def _level(
    file: str, key: Key, node: Node, world: str, scenario: Scenario, problems: list[Problem]
) -> Level | None:
    inner = Fields(file, dict(node.entries or {}), problems)
    inner.known_keys(inner.said, _KEYS, (str(key),))
    paths = _words(inner, f"{key}.paths", node, "paths")
    deviation = _number(inner, f"{key}.deviation", "deviation", 0.0)
    if deviation <= 0.0:
        inner.refuse(
            inner.said.get("deviation", node),
            f"{key}.deviation",
            f"{deviation:g}",
            "a number above 0, such as 0.5",
        )
    why = inner.said.get("why")
    found = Level(
        str(key),
        paths,
        deviation,
        why.text() if why is not None else "",
        _number(inner, f"{key}.low", "low", -math.inf),
        _number(inner, f"{key}.high", "high", math.inf),
        of_one=inner.flag("of_one"),
    )
    worlds = _words(inner, f"{key}.worlds", node, "worlds") if "worlds" in inner.said else (world,)
    if world not in worlds or problems:
        return None
    try:
        found.bounds(scenario)
    except UsageError as error:
        inner.refuse(inner.said["paths"], f"{key}.paths", world, str(error))
    return found


def _words(inner: Fields, path: str, node: Node, name: str) -> tuple[str, ...]:
    said = inner.said.get(name)
    items: Sequence[Node] = () if said is None else said.items or (said,)
    if said is None or not all(isinstance(each.scalar, str) for each in items):
        inner.refuse(said or node, path, "nothing" if said is None else said.text(), "a list of words")
        return ()
    return tuple(str(each.scalar) for each in items)


def _number(inner: Fields, path: str, name: str, default: float) -> float:
    said = inner.said.get(name)
    if said is None:
        return default
    if isinstance(said.scalar, int | float) and not isinstance(said.scalar, bool):
        return float(said.scalar)
    inner.refuse(said, path, said.text(), "a number in the unit that the fields are written in")
    return default
