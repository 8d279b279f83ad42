"""The scenarios that come with gtmsim, each by the question its first line asks."""

from collections.abc import Mapping
from pathlib import Path

from gtmsim.amounts import listed
from gtmsim.scenario.files import OVER, bare, locate, parts, presets, worlds_of
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table


def questions() -> dict[str, str]:
    """Return name and question of every shipped scenario: the first comment of its file."""
    return _openings(presets())


def layers(*folders: str) -> dict[str, str]:
    """Return name and purpose of the shipped parts, to be laid over a scenario with `+`: of some folders, or of all.

    A part that is made for several worlds is told once, with their names.
    """
    told = _openings({bare(name): file for name, file in reversed(parts(*folders).items())})
    return {name: _with_worlds(told[name], worlds_of(name)) for name in reversed(told)}


def _with_worlds(opening: str, worlds: list[str]) -> str:
    return f"{opening} Made for {listed(worlds)}." if worlds else opening


def question_of(name: str) -> str:
    """Return the question a scenario asks, by the name it is loaded by: that of its first layer; '' if it has none."""
    first = name if Path(name).exists() else name.partition(OVER)[0]
    return _opening(locate(first, None)[1])


def _opening(file: Path) -> str:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    # The line that gives editors completion is no question.
    comments = (
        line.lstrip("# ") for line in lines if line.startswith("#") and "yaml-language-server" not in line
    )
    return next(comments, "")


def _openings(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: _opening(file) for name, file in files.items()}


def preset_words(told: Mapping[str, str], style: Style = PLAIN, prefix: str = "preset:") -> str:
    """Return the shipped scenarios and their questions."""
    rows: list[Row] = [(Cell(prefix + name, Tone.STRONG), question) for name, question in told.items()]
    return table(("", ""), rows, "ll", style, indent="")
