"""What the workbook says about itself: how to read it, what the units and grades mean, and a list of all fields."""

from collections.abc import Iterator

from gtmsim.scenario import quantities as q
from gtmsim.scenario.nodes import dotted
from gtmsim.workbook.about import about
from gtmsim.workbook.columns import entry_shape, known
from gtmsim.workbook.layout import SETTINGS, Layout

QUESTION = "question"
_KINDS = (q.DURATION, q.MONEY, q.RATE, q.MONEY_RATE, q.GROWTH, q.SHARE, q.WEIGHT, q.NUMBER)

GUIDE: tuple[tuple[str, str], ...] = (
    (
        "how to read it",
        "One sheet is one map of ids (segments, stages, teams, ...), one row is one id, one column is one field.",
    ),
    ("", "The order of the rows has meaning: stages follow each other, teams are numbered."),
    (
        "",
        "outcomes.advance is the part `advance` of the field `outcomes`. New parts of a map are new columns, such as mix.NAME.",
    ),
    (
        "",
        "A blank cell is the default; the note on its header says which, and how far to trust it. null takes a value away.",
    ),
    (
        "",
        "The sheet `settings` holds what stands once in a scenario, the sheet `fields` lists everything that could be written.",
    ),
    (
        "back again",
        "gtmsim workbook THIS.xlsx --out scenario.yaml. What is wrong is told by sheet and cell, all at once.",
    ),
    ("units", "Cells hold the same text as a scenario file: a number with its unit."),
    *((kind.name, kind.example) for kind in _KINDS),
    ("time", ", ".join(q.DURATIONS) + "; a month is a twelfth of 365 days"),
    (
        "uncertain",
        "{uncertain: {low: 0.1, high: 0.3}}, {uncertain: {p10: , p50: , p90: }} or {uncertain: {mean: , sd: }}",
    ),
    ("grade A", "meta-analysis or several studies"),
    ("grade B", "one study or large objective data"),
    ("grade C", "a survey with a stated n"),
    ("grade D", "folklore or a guess to vary"),
    ("grade -", "a convenience that claims nothing about the world"),
)


def field_rows(plan: Layout, currency: str) -> Iterator[tuple[str, ...]]:
    """Yield every field: sheet, column, meaning, how it is written, default, grade, source, plausible range."""
    for path, shape in plan.settings.items():
        facts = about(shape, currency)
        yield (
            SETTINGS,
            dotted(path),
            facts.meaning,
            facts.wanted,
            facts.default,
            facts.grade,
            facts.source,
            facts.prior,
        )
    for sheet in plan.sheets:
        for path in known(sheet.item):
            shape_there = entry_shape(sheet.item, path)
            if shape_there is not None:
                facts = about(shape_there, currency)
                row = (facts.meaning, facts.wanted, facts.default, facts.grade, facts.source, facts.prior)
                yield sheet.title, dotted(path) or "value", *row
