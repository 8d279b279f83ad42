"""A shipped scenario as the world of a first one: its buyers and what is decided about them, without its people."""

from typing import Any, cast

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.headcount.draft import Draft
from gtmsim.scenario import Scenario, load, loads, render
from gtmsim.scenario.files import OVER, PRESET, presets
from gtmsim.scenario.model import Scenario as Schema
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.unsaid import alive

ORGANISATION = "organisation"


def read_preset(name: str) -> Scenario:
    """Return a shipped scenario by name, layers laid over it with `+`. Raises `UsageError` with the nearest name."""
    bare = name.removeprefix(PRESET)
    first, known = bare.partition(OVER)[0], presets()
    if first not in known:
        raise UsageError(f"--preset {name}: {suggestion(first, known) or 'one of ' + listing(known, 40)}")
    return load(f"{PRESET}{bare}" if OVER in bare else known[bare])


def said_by(preset: Scenario) -> dict[str, Any]:
    """Return everything a shipped scenario says, its layers laid over each other, as plain data."""
    assert preset.written is not None, "a shipped scenario is read from a file"
    return cast(dict[str, Any], preset.written.plain())


def only_week(preset: Scenario, data: dict[str, Any]) -> object:
    """Return when the preset's people work, if they all work alike; None otherwise."""
    calendars = list(alive(preset.organisation.calendars))
    return data[ORGANISATION]["calendars"][calendars[0]].get("week") if len(calendars) == 1 else None


def fitted(draft: Draft, name: str) -> tuple[str, Scenario, list[str]]:
    """Return the text of a draft, the scenario it is, and the paths left out because they spoke of the preset's people.

    Only what is decided and single settings are left out, never an id of the world. Raises `ScenarioError` for the rest.
    """
    left_out: list[str] = []
    while True:  # each round leaves something out, and a preset is not endless
        text = render(draft.values, draft.comments)
        try:
            return text, loads(text, name), left_out
        except ScenarioError as error:
            dropped = [
                problem.path
                for problem in error.problems
                if (problem.path in draft.carried or _may_go(problem.path)) and draft.drop(problem.path)
            ]
            if not dropped:
                raise
            left_out += dropped


def _may_go(path: str) -> bool:
    """Return whether a value of a preset may be left out: not an id of the world, nor anything of the list's people."""
    keys = split(path)
    above = at(root(Schema), keys[:-1]) if len(keys) > 1 else None
    if above is None or keys[0] == ORGANISATION:
        return False
    return keys[0] != "world" or above.form != "ids"


def told(paths: list[str]) -> str:
    """Return in words what was left out."""
    return ", ".join(dict.fromkeys(dotted(split(path)) for path in paths))
