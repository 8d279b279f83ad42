"""A workbook becomes a scenario again, and what is wrong in it is told by sheet and cell, all at once."""

import warnings
from dataclasses import dataclass, field, replace
from io import BytesIO
from os import PathLike, fspath
from pathlib import Path as FilePath
from typing import cast
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gtmsim.errors import Problem, ScenarioError
from gtmsim.scenario import Scenario, loads, render
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Path, dotted
from gtmsim.workbook.book import HOLE, VALUE
from gtmsim.workbook.cells import Cell, is_blank, value_of
from gtmsim.workbook.columns import entry_shape, known
from gtmsim.workbook.guide import QUESTION
from gtmsim.workbook.layout import ANY, FIELDS, README, SETTINGS, Layout, Sheet, key_of, layout

_WANTED = "a workbook (.xlsx) that a spreadsheet can open"


@dataclass(frozen=True)
class Read:
    """What a workbook says: the text of a scenario file, and the scenario it is."""

    text: str
    scenario: Scenario


@dataclass
class _Reader:
    """One pass over a workbook: nested data, the cell each value came from, and what is wrong. Lives for one book."""

    plan: Layout
    data: dict[Key, object] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: str, path: str, found: object, wanted: str, hint: str = "") -> None:
        self.problems.append(Problem(place, 0, 0, path, str(found), wanted, hint))

    def put(self, path: Path, value: object, place: str) -> None:
        """Keep a value, unless another cell has said it already or says it whole."""
        inside = self.data
        for depth, key in enumerate(path[:-1], start=1):
            below = inside.setdefault(key, {})
            if not isinstance(below, dict):
                other = self.places.get(path[:depth], "another cell")
                self.refuse(
                    place, dotted(path), "said twice", f"one of this and {dotted(path[:depth])} in {other}"
                )
                return
            inside = below
        if inside.get(path[-1]):
            self.refuse(place, dotted(path), "said twice", f"one cell for {dotted(path)}")
            return
        inside[path[-1]] = value
        self.places[path] = place


def from_workbook(book: bytes | str | PathLike[str], name: str = "") -> str:
    """Return the text of the scenario a workbook says. Raises `ScenarioError` with every problem, each with its cell."""
    return read_workbook(book, name).text


def read_workbook(book: bytes | str | PathLike[str], name: str = "") -> Read:
    """Return the text and the scenario a workbook says. Raises `ScenarioError` with every problem found."""
    called = name or ("workbook" if isinstance(book, bytes) else fspath(book))
    opened = _opened(book, called)
    reader = _Reader(layout())
    sheets = {sheet.title: sheet for sheet in reader.plan.sheets}
    pages = {page.title: page for page in opened.worksheets}
    for title in pages:
        if title not in (*sheets, SETTINGS, README, FIELDS):
            hint = suggestion(title, [*sheets, SETTINGS])
            reader.refuse(
                f"{title}!A1", "", f"sheet {title}", f"a sheet named {listing([SETTINGS, *sheets], 30)}", hint
            )
    if SETTINGS in pages:
        _settings(reader, pages[SETTINGS])
    for title, sheet in sheets.items():
        if title in pages:
            _rows(reader, pages[title], sheet)
    comments = {"": _opening(pages.get(README), called)}
    text = render(_ordered(reader.data), comments)
    try:
        scenario = loads(text, f"{FilePath(called).stem}.yaml")
    except ScenarioError as error:
        reader.problems += [_placed(problem, reader, called) for problem in error.problems]
    if reader.problems:
        order = [SETTINGS, *sheets]
        raise ScenarioError(
            called, sorted(dict.fromkeys(reader.problems), key=lambda each: _position(each, order))
        )
    return Read(text, scenario)


def _opened(book: bytes | str | PathLike[str], called: str) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and lists it does not know; we read only values
            return load_workbook(BytesIO(book) if isinstance(book, bytes) else fspath(book), data_only=True)
    except FileNotFoundError:
        raise ScenarioError(called, [Problem(called, 0, 0, "", "", "a file that exists")]) from None
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise ScenarioError(called, [Problem(called, 0, 0, "", "no workbook", _WANTED)]) from error


def _opening(page: Worksheet | None, called: str) -> str:
    """Return the comment a scenario file opens with: its question, as the first sheet has it."""
    question = ""
    if page is not None and page["A1"].value == QUESTION and not is_blank(cast(Cell, page["B1"].value)):
        question = str(page["B1"].value).strip()
    return "\n".join(line for line in (question, f"Read from the workbook {FilePath(called).name}.") if line)


def _settings(reader: _Reader, page: Worksheet) -> None:
    known_paths = {dotted(path): path for path in reader.plan.paths}
    sections = {dotted(path[:n]): path[:n] for path in known_paths.values() for n in range(1, len(path))}
    for row in page.iter_rows(min_row=2, max_col=2):
        name, cell = (cast(Cell, each.value) for each in row)
        if is_blank(name) and is_blank(cell):
            continue
        place = f"{page.title}!{row[0].coordinate}"
        path = known_paths.get(str(name).strip()) or sections.get(str(name).strip())
        if path is None:
            found = "nothing" if is_blank(name) else str(name)
            hint = suggestion(found, known_paths)
            reader.refuse(
                place, "", found, f"a setting: {listing(known_paths, 30)}" if not hint else "a setting", hint
            )
        elif not is_blank(cell):
            _take(reader, path, cell, f"{page.title}!{row[1].coordinate}")


def _take(reader: _Reader, path: Path, cell: Cell, place: str) -> None:
    value, problems = value_of(cell, place)
    reader.problems += [replace(problem, path=dotted(path)) for problem in problems]
    if not problems:
        reader.put(path, value, place)


def _rows(reader: _Reader, page: Worksheet, sheet: Sheet) -> None:
    count = len(sheet.ids)
    heads = _headers(reader, page, sheet)
    for row in page.iter_rows(min_row=2):
        values = {at: cast(Cell, each.value) for at, each in enumerate(row, start=1)}
        if all(is_blank(each) for each in values.values()):
            continue
        names = [values.get(at) for at in range(1, count + 1)]
        place = f"{page.title}!{row[0].coordinate}"
        if any(is_blank(name) for name in names):
            told = f"an id in {' and '.join(page.cell(1, at + 1).coordinate[:-1] for at in range(count))}"
            reader.refuse(place, dotted(sheet.path), "nothing", told)
            continue
        ids = [_id(name) for name in names]
        path = _full(sheet.path, ids)
        if not _there(reader, path, ids, place):
            continue
        hole = next((at for at, head in heads.items() if head is None), 0)
        holder = not is_blank(values.get(hole))
        reader.put(path, None if holder else {}, place)
        for at, head in heads.items():
            cell = values.get(at)
            if head is not None and not is_blank(cell):
                where = f"{page.title}!{row[at - 1].coordinate}"
                if holder:
                    reader.refuse(
                        where, dotted(path), str(cell), f"nothing: {HOLE} says that {ids[-1]} is taken away"
                    )
                else:
                    _take(reader, (*path, *head), cell, where)


def _there(reader: _Reader, path: Path, ids: list[str], place: str) -> bool:
    """Return whether a row may stand here: its outer ids exist, and its own is new."""
    inside: object = reader.data
    for depth, key in enumerate(path[:-1], start=1):
        below = inside.get(key) if isinstance(inside, dict) else None
        outer = depth > 2 and key in ids[:-1]
        if outer and not isinstance(below, dict):
            reader.refuse(place, dotted(path), str(key), f"an id that stands in {dotted(path[: depth - 1])}")
            return False
        inside = below if below is not None else {}
    if isinstance(inside, dict) and path[-1] in inside:
        reader.refuse(
            place, dotted(path), str(path[-1]), f"each id once; it stands in {reader.places[path]} already"
        )
        return False
    return True


def _headers(reader: _Reader, page: Worksheet, sheet: Sheet) -> dict[int, Path | None]:
    """Return what each column holds: a path within a row, or None for the column that marks holes."""
    heads: dict[int, Path | None] = {}
    first: dict[Path | None, str] = {}
    for column, cell in enumerate(next(page.iter_rows(min_row=1, max_row=1), ()), start=1):
        if column <= len(sheet.ids) or is_blank(cast(Cell, cell.value)):
            continue
        text = str(cell.value).strip()
        place = f"{page.title}!{cell.coordinate}"
        head = None if text == HOLE else _head(sheet, text)
        if text != HOLE and head is None:
            names = [dotted(each) or VALUE for each in known(sheet.item)]
            hint = suggestion(text, names)
            reader.refuse(
                place,
                dotted(sheet.path),
                text,
                "a known field" if hint else f"a field: {listing(names, 30)}",
                hint,
            )
        elif head in first:
            reader.refuse(
                place, dotted(sheet.path), text, f"each column once; it stands in {first[head]} already"
            )
        else:
            heads[column] = head
            first[head] = place
    return heads


def _head(sheet: Sheet, text: str) -> Path | None:
    """Return the path a header means, or None when the schema knows no such place."""
    if text == VALUE and sheet.item.form != "section":
        return ()
    shape, path = sheet.item, cast(Path, ())
    for part in text.split("."):
        key = key_of(part.strip(), shape)
        below = entry_shape(shape, (key,)) if key != "" else None
        if below is None:
            return None
        shape, path = below, (*path, key)
    return path


def _id(cell: Cell) -> str:
    value, problems = value_of(cell, "")
    return str(cell).strip() if problems or not isinstance(value, str | int) else str(value)


def _full(path: Path, ids: list[str]) -> Path:
    """Return the path of a row: the ids of the outer rows in their places, its own at the end."""
    names = iter(ids)
    return (*(next(names) if key == ANY else key for key in path), ids[-1])


def _ordered(data: dict[Key, object]) -> dict[str, object]:
    """Return the data with its parts in the order of the schema rather than of the sheets."""
    order = [*Scenario.model_fields]
    return {str(key): data[key] for key in sorted(data, key=lambda key: order.index(str(key)))}


def _placed(problem: Problem, reader: _Reader, called: str) -> Problem:
    """Return a problem of the scenario's text at the cell that says so."""
    words = problem.path.split(".") if problem.path else []
    by_words = {tuple(map(str, path)): place for path, place in reader.places.items()}
    parts = [place for path, place in by_words.items() if words and list(path[: len(words)]) == words]
    if parts:  # the value itself, or the first cell of a section that is laid out over several
        return replace(problem, file=parts[0], line=0, column=0)
    for length in range(len(words), 0, -1):
        if place := by_words.get(tuple(words[:length])):
            return replace(problem, file=place, line=0, column=0)
    for sheet in reader.plan.sheets:
        if words and words == [str(key) for key in sheet.path][: len(words)] and ANY not in sheet.path:
            return replace(problem, file=f"{sheet.title}!A1", line=0, column=0)
    return replace(problem, file=f"{SETTINGS}!A1" if words else called, line=0, column=0)


def _position(problem: Problem, order: list[str]) -> tuple[int, int, int]:
    """Return where a problem stands for a reader who goes from sheet to sheet and row to row."""
    title, _, cell = problem.file.rpartition("!")
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :] or 0)
    column = 0
    for letter in letters if title else "":
        column = 26 * column + ord(letter.upper()) - 64
    return (order.index(title) if title in order else len(order)), row, column
