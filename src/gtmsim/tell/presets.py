"""The scenarios that come with gtmsim, each by the question its first line asks."""

from collections.abc import Mapping
from pathlib import Path

from gtmsim.scenario.files import locate, presets
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table


def questions() -> dict[str, str]:
    """Return name and question of every shipped scenario: the first comment of its file."""
    return {name: _first_comment(file) for name, file in presets().items()}


def question_of(name: str) -> str:
    """Return the question a scenario file (or `preset:NAME`) asks, '' if it asks none."""
    _, file = locate(name, None)
    return _first_comment(file)


def _first_comment(file: Path) -> str:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    # The line that gives editors completion is no question.
    comments = (
        line.lstrip("# ") for line in lines if line.startswith("#") and "yaml-language-server" not in line
    )
    return next(comments, "")


def preset_words(told: Mapping[str, str], style: Style = PLAIN) -> str:
    """Return the shipped scenarios and their questions."""
    rows: list[Row] = [(Cell(f"preset:{name}", Tone.STRONG), question) for name, question in told.items()]
    return table(("", ""), rows, "ll", style, indent="")
