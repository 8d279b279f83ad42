"""Workbooks opened, changed and closed as a person would in a spreadsheet."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gtmsim.scenario import Scenario, loads
from gtmsim.workbook import to_workbook

DESK = """\
gtmsim: 1
world:
  segments: {smb: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 20 per week, intent: 1}}
  stages:
    call: {session: 30 min}
    close: {session: 1 h, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {desk: {works: {call: 1, close: 1}}}
  teams: {desk: {people: 2, cost: 50 kEUR/year, members: {anna: {speed: 1.2}}}}
policy: {standing: {desk: {research: 0.4, calls: 0.6}}}
run: {horizon: 4 weeks, replications: 6, seed: 7}
"""


def desk() -> Scenario:
    """Return a small scenario."""
    return loads(DESK, "desk.yaml")


def opened(scenario: Scenario) -> Workbook:
    """Return a scenario's workbook, ready to be changed."""
    return load_workbook(BytesIO(to_workbook(scenario)))


def saved(book: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def page(book: Workbook, title: str) -> Worksheet:
    """Return a sheet by its title."""
    found = book[title]
    assert isinstance(found, Worksheet)
    return found


def column(sheet: Worksheet, header: str) -> int:
    """Return the number of the column under a header."""
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(book: Workbook, title: str, row: int, header: str, value: object) -> str:
    """Write a cell in the column with that header, made if there is none; return where it stands."""
    sheet = page(book, title)
    heads = [cell.value for cell in sheet[1]]
    at = heads.index(header) + 1 if header in heads else len(heads) + 1
    sheet.cell(1, at).value = header
    sheet.cell(row, at).value = value  # type: ignore[assignment]  # whatever a person types
    return f"{title}!{sheet.cell(row, at).coordinate}"
