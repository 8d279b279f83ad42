"""Tables for a terminal: columns in line, numbers to the right, nothing drawn around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from gtmsim.tell.style import PLAIN, Style, Tone

GAP = "  "
_NARROWEST = 24  # a last column that wraps keeps at least so much


@dataclass(frozen=True)
class Cell:
    """A piece of text in a tone."""

    text: str
    tone: Tone = Tone.PLAIN


Row = Sequence["Cell | str"]


def table(
    head: Sequence[str], rows: Sequence[Row], align: str, style: Style = PLAIN, indent: str = "  "
) -> str:
    """Return rows under a head, one letter of `align` a column: l or r. A last column to the left wraps where it is too wide.

    A head of empty texts is left out, and so are blanks at the ends of lines.
    """
    cells = [[each if isinstance(each, Cell) else Cell(each) for each in row] for row in rows]
    heads = [Cell(text, Tone.WEAK) for text in head]
    widths = [
        max((len(row[column].text) for row in (heads, *cells)), default=0) for column in range(len(head))
    ]
    if align.endswith("l"):
        before = len(indent) + sum(widths[:-1]) + len(GAP) * (len(widths) - 1)
        widths[-1] = min(widths[-1], max(_NARROWEST, style.width - before))
    shown = ([heads] if any(head) else []) + cells
    return "\n".join(line for row in shown for line in _lines(row, widths, align, style, indent))


def _lines(row: Sequence[Cell], widths: Sequence[int], align: str, style: Style, indent: str) -> list[str]:
    last = row[-1]
    texts = (
        wrap(last.text, widths[-1]) if align.endswith("l") and len(last.text) > widths[-1] else [last.text]
    )
    lines = []
    for number, text in enumerate(texts):
        before = row[:-1] if number == 0 else [Cell("")] * (len(row) - 1)
        told = [
            _padded(cell, width, side, style)
            for cell, width, side in zip((*before, Cell(text, last.tone)), widths, align, strict=True)
        ]
        lines.append((indent + GAP.join(told)).rstrip())
    return lines


def _padded(cell: Cell, width: int, side: str, style: Style) -> str:
    blank = " " * (width - len(cell.text))
    text = style.tinted(cell.text, cell.tone)
    return blank + text if side == "r" else text + blank


def folded(text: str, style: Style = PLAIN, indent: str = "", hanging: str = "") -> str:
    """Return a paragraph, wrapped to the width; lines after the first are indented by `hanging` as well."""
    return "\n".join(wrap(text, style.width, initial_indent=indent, subsequent_indent=indent + hanging))


def headed(title: str, about: str, style: Style = PLAIN) -> str:
    """Return a heading and a remark, beside it where there is room, else below."""
    if len(title) + 1 + len(about) <= style.width:
        return f"{style.title(title)} {about}"
    return f"{style.title(title)}\n{folded(about, style, '  ')}"


def footed(text: str, style: Style = PLAIN) -> str:
    """Return a remark that nobody needs to read first: wrapped and weak."""
    return "\n".join(style.tinted(line, Tone.WEAK) for line in folded(text, style).splitlines())
