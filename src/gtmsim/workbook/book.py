"""A scenario becomes a workbook: what is written stands in cells, what is left to its default stays blank."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Path, dotted
from gtmsim.scenario.shape import Shape
from gtmsim.workbook.about import About, about, choices
from gtmsim.workbook.cells import cell_of
from gtmsim.workbook.columns import columns, entry_shape
from gtmsim.workbook.guide import GUIDE, QUESTION, field_rows
from gtmsim.workbook.layout import ANY, FIELDS, README, SETTINGS, Layout, Sheet, layout

HOLE = "(hole)"
VALUE = "value"
_HOLE_MEANS = "yes: the id is taken away, but its place is kept, so that nobody behind it changes number"
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E8EEF4")
_NARROWEST, _WIDEST = 9, 42
_ROWS_TO_CHOOSE_IN = 500


def to_workbook(scenario: Scenario, question: str = "") -> bytes:
    """Return the scenario, with everything it extends, as the bytes of an XLSX file.

    `question` is what the scenario asks, its opening comment. Raises ValueError for a scenario made without a file.
    """
    if scenario.written is None:
        raise ValueError("a workbook shows what was written, and nobody wrote this scenario")
    data = scenario.written.plain()
    assert isinstance(data, dict), "a scenario is a map"
    plan = layout()
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet), "a new workbook has a sheet"
    _readme(first, question)
    _settings(book.create_sheet(SETTINGS), data, plan, scenario.world.currency)
    for sheet in plan.sheets:
        _sheet(book.create_sheet(sheet.title), sheet, data, scenario.world.currency)
    _fields(book.create_sheet(FIELDS), plan, scenario.world.currency)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(data: object, path: Path) -> list[tuple[tuple[str, ...], object]]:
    """Return the rows of a sheet: the ids that lead to each, and what stands there."""
    key, *rest = path or ("",)
    if not path:
        return [((), data)]
    if not isinstance(data, Mapping):
        return []
    if key == ANY:
        return [
            ((str(name), *ids), value)
            for name, below in data.items()
            for ids, value in rows_of(below, tuple(rest))
        ]
    return rows_of(data[key], tuple(rest)) if key in data else []


def _readme(page: Worksheet, question: str) -> None:
    page.title = README
    _put(page, 1, 1, QUESTION, bold=True)
    _put(page, 1, 2, question)
    for at, (left, right) in enumerate(GUIDE, start=3):
        _put(page, at, 1, left, bold=True)
        _put(page, at, 2, right)
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 110
    for row in page.iter_rows(min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _settings(page: Worksheet, data: Mapping[object, object], plan: Layout, currency: str) -> None:
    """Write one row a setting; a map of ids has a row here only when it is written and empty, or taken away."""
    _heads(page, ["setting", VALUE, "means", "default"])
    shapes = [
        *plan.settings.items(),
        *((sheet.path, sheet.item) for sheet in plan.sheets if ANY not in sheet.path),
    ]
    written = _written_whole(data, plan)
    for path, shape in shapes:
        if path in plan.settings or path in written:
            row = page.max_row + 1
            facts = about(shape, currency)
            _put(page, row, 1, dotted(path))
            if path in written:
                _put(page, row, 2, cell_of(written.pop(path)))
            _put(page, row, 3, facts.meaning)
            _put(page, row, 4, facts.default if path in plan.settings else "")
            _choose(page, shape, f"B{row}")
    for path, value in written.items():  # a whole section written as null or {}
        row = page.max_row + 1
        _put(page, row, 1, dotted(path))
        _put(page, row, 2, cell_of(value))
    _widths(page)


def _written_whole(data: object, plan: Layout, path: Path = ()) -> dict[Path, object]:
    """Return what stands in no sheet of its own: settings, and maps and sections written as null or empty."""
    full = isinstance(data, Mapping) and len(data) > 0
    if full and any(sheet.path == path for sheet in plan.sheets):
        return {}
    above = any(len(each) > len(path) and each[: len(path)] == path for each in plan.paths)
    if not (full and above):
        return {path: data} if path else {}
    assert isinstance(data, Mapping), "what is full is a map"
    found: dict[Path, object] = {}
    for key, each in data.items():
        found |= _written_whole(each, plan, (*path, key))
    return found


def _sheet(page: Worksheet, sheet: Sheet, data: object, currency: str) -> None:
    rows = rows_of(data, (*sheet.path, ANY))
    laid = columns(sheet.item, [value for _, value in rows])
    holes = any(value is None for _, value in rows)
    _heads(page, [*sheet.ids, *([HOLE] if holes else [])])
    first = len(sheet.ids) + holes + 1
    if holes:
        _remark(page, 1, first - 1, _HOLE_MEANS)
    for at, path in enumerate(laid.paths, start=first):
        _put(page, 1, at, dotted(path) or VALUE, bold=True)
        shape = entry_shape(sheet.item, path)
        if shape is not None:
            _remark(page, 1, at, _told(about(shape, currency), shape))
            _choose(page, shape, f"{get_column_letter(at)}2:{get_column_letter(at)}{_ROWS_TO_CHOOSE_IN}")
    place = {path: at for at, path in enumerate(laid.paths, start=first)}
    for number, ((ids, value), cells) in enumerate(zip(rows, laid.rows, strict=True), start=2):
        for at, name in enumerate(ids, start=1):
            _put(page, number, at, cell_of(name))
        if value is None:
            _put(page, number, first - 1, "yes")
        for path, each in cells.items():
            _put(page, number, place[path], cell_of(each))
    page.freeze_panes = page.cell(2, len(sheet.ids) + 1).coordinate
    _widths(page)


def _fields(page: Worksheet, plan: Layout, currency: str) -> None:
    _heads(page, ["sheet", "column", "means", "written as", "default", "grade", "source", "plausible"])
    for row in field_rows(plan, currency):
        page.append(list(row))
    _widths(page)


def _told(facts: About, shape: Shape) -> str:
    several = shape.form in ("ids", "map")
    lines = [
        facts.meaning,
        f"written as: {facts.wanted}" if facts.wanted else "",
        "one column an entry, such as NAME.ID; or all of them in this one: {id: value}" if several else "",
        f"blank: {facts.default}" if facts.default else "",
        f"grade {facts.grade}: {facts.source}" if facts.grade not in ("", "-") else "",
        f"plausible: {facts.prior}" if facts.prior else "",
    ]
    return "\n".join(line for line in lines if line)


def _heads(page: Worksheet, names: Sequence[str]) -> None:
    for at, name in enumerate(names, start=1):
        _put(page, 1, at, name, bold=True)
    page.freeze_panes = "A2"


def _put(page: Worksheet, row: int, column: int, value: str | float | bool, *, bold: bool = False) -> None:
    """Write a cell. Text stays text, also when it opens with = and a spreadsheet would compute it."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"
    else:
        cell.value = value
    if bold:
        cell.font = _BOLD
        cell.fill = _SHADE


def _remark(page: Worksheet, row: int, column: int, text: str) -> None:
    lines = text.splitlines() or [""]
    height = 18 * sum(1 + len(line) // 50 for line in lines) + 12
    page.cell(row, column).comment = Comment(ILLEGAL_CHARACTERS_RE.sub(" ", text), "gtmsim", height, 340)


def _choose(page: Worksheet, shape: Shape, cells: str) -> None:
    """Offer the words a field may hold as a list to choose from."""
    words = choices(shape)
    if words:
        offer = DataValidation(
            type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False
        )
        page.add_data_validation(offer)
        offer.add(cells)


def _widths(page: Worksheet) -> None:
    for number, column in enumerate(page.iter_cols(), start=1):
        longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, longest + 2))
