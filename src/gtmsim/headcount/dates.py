"""Dates as lists say them. What could be read in two ways is read as the rest of its column, or refused."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from gtmsim.headcount.listing import Cell
from gtmsim.scenario.quantities import Wrong

WANTED = "a date, such as 2027-01-04 or 31/01/2027"
Order: TypeAlias = Literal["day first", "month first", ""]
_SLASHES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_WRITTEN = (
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%b %Y",
    "%B %Y",
)
_SERIALS = range(20_000, 80_000)  # days since 1899-12-30, as spreadsheets count: the years 1954 to 2119
_DAY_ZERO = date(1899, 12, 30)


def order_of(cells: Iterable[Cell]) -> Order:
    """Return whether the dates of a column put the day first, by those that can be read in one way only."""
    pairs = [
        (int(m[1]), int(m[3]))
        for cell in cells
        if isinstance(cell, str) and (m := _SLASHES.fullmatch(cell.strip()))
    ]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first != month_first:
        return "day first" if day_first else "month first"
    return ""


def parse_day(cell: Cell, order: Order = "") -> date:
    """Return the date in a cell. Raises `Wrong`, also for a date that day and month could change places in."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(cell))
    text = cell.strip() if isinstance(cell, str) else ""
    if text.isdigit() and int(text) in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(text))
    if match := _SLASHES.fullmatch(text):
        return _slashes(int(match[1]), int(match[3]), int(match[4]), order, cell)
    if match := _DOTS.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]), cell)
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _spelled(text, cell)


def _slashes(first: int, second: int, year: int, order: Order, cell: Cell) -> date:
    if first == second:
        return _day(year, first, second, cell)
    if first > 12 or (order == "day first" and second <= 12):
        return _day(year, second, first, cell)
    if second > 12 or order == "month first":
        return _day(year, first, second, cell)
    either = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    raise Wrong(cell, f"a date that can be read in one way: {either}")


def _spelled(text: str, cell: Cell) -> date:
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Wrong(cell, WANTED)


def _day(year: int, month: int, day: int, cell: Cell) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong(cell, "a date that exists") from None
