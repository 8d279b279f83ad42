"""What a check found, in words: problems where they stand, and what has no effect."""

from collections.abc import Sequence

from gtmsim.amounts import counted
from gtmsim.errors import ScenarioError
from gtmsim.scenario import Scenario
from gtmsim.scenario.nodes import split
from gtmsim.scenario.unused import Unused
from gtmsim.scenario.where import Place
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table

_GRADES = {
    "A": "A: meta-analysis or several studies",
    "B": "B: one study or large objective data",
    "C": "C: a survey with a stated n",
    "D": "D: folklore or a guess to vary",
    "-": "none: a convenience that claims nothing about the world",
}


def errors_words(error: ScenarioError, style: Style = PLAIN) -> str:
    """Return every problem of a scenario, one a line: place, path, what was found, what would be right."""
    first, *rest = str(error).splitlines()
    return "\n".join([style.tinted(first, Tone.BAD), *rest])


def fine_words(name: str, scenario: Scenario, found: Sequence[Unused], style: Style = PLAIN) -> str:
    """Return that a scenario can be run, and what in it has no effect."""
    if not found:
        return f"{name}: fine"
    head = f"{name}: can be run; {counted(len(found), 'thing')} without effect"
    rows: list[Row] = [
        (place_of(scenario, each.path), Cell(each.path, Tone.ODD), each.reason) for each in found
    ]
    return f"{style.tinted(head, Tone.ODD)}\n{table(('', '', ''), rows, 'lll', style)}"


def place_of(scenario: Scenario, path: str) -> str:
    """Return where a path is written, `file:line:column` of its key; `default` if nobody wrote it."""
    node = scenario.written.at(split(path)) if scenario.written is not None else None
    return "default" if node is None else str(node.key_origin or node.origin)


def place_words(place: Place, style: Style = PLAIN) -> str:
    """Return what a scenario says at a path, where it comes from, and how far to trust it."""
    rows: list[Row] = [
        ("value", Cell(place.value, Tone.STRONG)),
        ("written", place.told),
        ("means", place.description),
    ]
    whose = "" if place.origin is None else "default's "
    about_default = {
        "default": place.default,
        f"{whose}grade": _GRADES.get(place.grade, place.grade),
        f"{whose}source": place.source,
        "plausible": place.prior,
    }
    rows += list(about_default.items())
    return f"{style.title(place.path)}\n{table(('', ''), [row for row in rows if row[1]], 'll', style)}"


def as_data(scenario: Scenario, found: Sequence[Unused]) -> dict[str, object]:
    """Return what a check says of a scenario without problems as plain data."""
    told = [
        {"path": each.path, "reason": each.reason, "place": place_of(scenario, each.path)} for each in found
    ]
    return {"digest": scenario.digest, "problems": [], "without_effect": told}
