"""One value of a scenario in one cell, written as in a scenario file: `30 min`, `0.25`, `{median: 3 h, sigma: 1}`."""

from datetime import date, datetime, time
from typing import TypeAlias

from gtmsim.errors import Problem
from gtmsim.scenario.reading import read, resolve
from gtmsim.scenario.render import render

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None

NULL = "null"
_OPENING = ("{", "[", '"', "'")
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number, so a longer one is text


def cell_of(value: object) -> str | int | float | bool:
    """Return what a cell holds for a value. Text stands as it is wherever it would not be taken for something else."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if abs(value) < _EXACT else repr(value)
    if isinstance(value, str) and value == value.strip() and _means_itself(value):
        return value
    return render({"v": value}).removeprefix("v: ").rstrip("\n")


def _means_itself(text: str) -> bool:
    return text != "" and not text.startswith(_OPENING) and isinstance(resolve(text), str)


def value_of(cell: Cell, place: str) -> tuple[object, list[Problem]]:
    """Return the value a cell means, and what is wrong with the way it is written. Blank cells are the caller's."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell), []
    if isinstance(cell, bool | int | float):
        return cell, []
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat(), []
    if isinstance(cell, datetime | time):
        wanted = "text or a date; the spreadsheet has made a time of it"
        return None, [Problem(place, 0, 0, "", str(cell), wanted, "format the cell as text")]
    if isinstance(cell, date):
        return cell.isoformat(), []
    text = str(cell).strip()
    if not text.startswith(_OPENING):
        return resolve(text), []
    node, problems = read(text, place)
    told = [Problem(place, 0, 0, "", each.found, each.wanted, each.hint) for each in problems]
    return (node.plain() if node is not None and not problems else None), told


def is_blank(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
