"""A list of people as it lies in a file: CSV or XLSX becomes headers and rows of cells that know their row and column."""

import csv
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import TypeAlias, cast
from zipfile import BadZipFile

from gtmsim.errors import Problem, ScenarioError
from gtmsim.headcount.columns import ROLE, accepted, columns_of
from gtmsim.scenario.names import suggestion

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None
_SEPARATORS = ",;\t|"
_LOOKED_AT = 20  # rows among which the headers are looked for, since lists often open with a title


@dataclass(frozen=True)
class Row:
    """One row below the headers: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int | None) -> Cell:
        """Return a cell, None where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else None


@dataclass(frozen=True)
class Listing:
    """A list of people: its file, its headers, which column holds what, and its rows."""

    file: str
    headers: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[Row, ...]

    def problem(self, row: Row, what: str, found: object, wanted: str, hint: str = "") -> Problem:
        """Return what is wrong in one cell: file, row, column, header, what was found, what would be right."""
        column = self.columns.get(what)
        header = self.headers[column] if column is not None else what
        told = "nothing" if is_blank(cast(Cell, found)) else str(found)
        return Problem(self.file, row.number, (column or 0) + 1, header, told, wanted, hint)


def read_listing(path: Path) -> Listing:
    """Return the list in a CSV or XLSX file. Raises `ScenarioError` when there is none to be found."""
    name = str(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        pages = _pages(path, name)
    elif path.suffix.lower() in (".xls", ".ods", ".numbers", ".pdf"):
        raise _refused(name, path.suffix, "a list saved as .xlsx or .csv")
    else:
        pages = [_table(path, name)]
    for rows in pages:
        listing = _listing(name, rows)
        if listing is not None:
            return listing
    first = next((row for rows in pages for row in rows if _texts(row)), Row(1, ()))
    texts = _texts(first)
    found = ", ".join(texts) or "nothing"
    wanted = f"a row of headers, one of them for the role: {accepted(ROLE)}"
    raise ScenarioError(name, [Problem(name, first.number, 1, "", found, wanted)])


def is_blank(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _listing(name: str, rows: list[Row]) -> Listing | None:
    for at, row in enumerate(rows[:_LOOKED_AT]):
        headers = ["" if is_blank(cell) else str(cell).strip() for cell in row.cells]
        columns = columns_of(headers)
        alone = sum(1 for header in headers if header) == 1
        if ROLE in columns and (len(columns) > 1 or alone):
            below = [each for each in rows[at + 1 :] if not all(map(is_blank, each.cells))]
            return Listing(name, tuple(headers), columns, tuple(below))
    return None


def _texts(row: Row) -> list[str]:
    return [str(cell).strip() for cell in row.cells if not is_blank(cell)]


def _table(path: Path, name: str) -> list[Row]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        known = [each.name for each in path.parent.glob("*.*")] if path.parent.is_dir() else []
        raise _refused(name, "", "a file that exists", suggestion(path.name, known)) from None
    except OSError as error:
        raise _refused(name, "", "a file that can be read", error.strerror or "") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what a spreadsheet on Windows writes
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    separator = max(_SEPARATORS, key=lambda each: sum(line.count(each) for line in lines))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows, number = [], 1
    for cells in reader:
        rows.append(Row(number, tuple(cells)))
        number = reader.line_num + 1
    return rows


def _pages(path: Path, name: str) -> list[list[Row]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles it does not know; we read only values
            book = load_workbook(path, data_only=True)
    except FileNotFoundError:
        raise _refused(name, "", "a file that exists") from None
    except (InvalidFileException, BadZipFile, KeyError, ValueError):
        raise _refused(name, "no workbook", "a workbook (.xlsx) that a spreadsheet can open") from None
    return [
        [
            Row(number, tuple(cast(Cell, value) for value in values))
            for number, values in enumerate(page.iter_rows(values_only=True), start=1)
        ]
        for page in book.worksheets
    ]


def _refused(name: str, found: str, wanted: str, hint: str = "") -> ScenarioError:
    return ScenarioError(name, [Problem(name, 0, 0, "", found, wanted, hint)])
