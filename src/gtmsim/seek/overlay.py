"""A structure as a file of its own: what it changes, laid over the file it came from."""

from pathlib import Path
from typing import Any

import yaml

from gtmsim.errors import ScenarioError
from gtmsim.program.lower import lower
from gtmsim.scenario import Scenario, loads
from gtmsim.scenario.nodes import split
from gtmsim.scenario.render import resolved_text


def overlay_text(scenario: Scenario, extends: str, sets: tuple[str, ...], question: str, folder: Path) -> str:
    """Return a file in `folder` that says the scenario: few lines over what it extends, or all where those would say another."""
    tree: dict[str | int, Any] = {"extends": extends}
    for text in sets:
        path, _, value = text.partition("=")
        *above, last = split(path)
        place = tree
        for key in above:
            place = place.setdefault(key, {})
        place[last] = yaml.safe_load(value)
    told = f"# {question}\n{yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=120)}"
    try:
        same = lower(loads(told, "best.yaml", folder=folder)).digest == lower(scenario).digest
    except ScenarioError:
        same = False
    return told if same else f"# {question}\n{resolved_text(scenario)}"
