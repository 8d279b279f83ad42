"""A trace in words: its records, and where two engines first tell different stories."""

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Phase, RecordCol, What
from gtmsim.program.tables import Ints
from gtmsim.tell.amounts import counted, listed, number
from gtmsim.tell.audit import Audit, Parting
from gtmsim.tell.records import Teller
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table

_BEFORE = 3  # records told before the one that differs


def trace_words(trace: Trace, limit: int, style: Style = PLAIN) -> str:
    """Return the first records of a trace in words, and how many more there are."""
    teller = Teller(trace.program)
    shown = trace.records[:limit]
    rows = [_row(str(place), teller, record) for place, record in enumerate(shown)]
    told = table(("record", "tick", "when", "who", "what"), rows, "rrlll", style, indent="")
    more = len(trace.records) - len(shown)
    return told + (f"\n{counted(more, 'more record', 'more records')}" if more else "")


def parting_words(one: Trace, other: Trace, parted: Parting, style: Style = PLAIN) -> str:
    """Return the whole bug report: the first record that differs as either engine tells it, and the records before."""
    again = f"seed {one.seed}, replication {one.replication}"
    if parted.record is None:
        return f"all records are equal, the sums are not ({one.engine} and {other.engine}): {parted.place} ({again})"
    teller = Teller(one.program)
    first = max(0, parted.record - _BEFORE)
    rows: list[Row] = [
        _row("both", teller, record, Tone.WEAK) for record in one.records[first : parted.record]
    ]
    for trace in (one, other):
        if parted.record < len(trace.records):
            rows.append(_row(trace.engine, teller, trace.records[parted.record], Tone.BAD))
        else:
            rows.append((trace.engine, "", "", Cell("no more records", Tone.BAD), ""))
    head = style.title(f"record {number(parted.record)} differs") + f" ({again})"
    told = table(("engine", "tick", "when", "who", "what"), rows, "lrlll", style)
    return "\n".join([head, told, *_raw(one, other, parted.record)])


def audit_words(found: Audit, style: Style = PLAIN) -> str:
    """Return what was found about traces: how many records agree, or the first that does not."""
    first = found.traces[0]
    again = f"seed {first.seed}, replication {first.replication}, program {first.program.digest[:16]}"
    lines = []
    if found.parted is not None:
        lines.append(parting_words(found.traces[0], found.traces[1], found.parted, style))
    elif len(found.traces) > 1:
        told = listed([trace.engine for trace in found.traces])
        lines.append(
            f"{told} tell the same story: {counted(len(first.records), 'equal record')}, equal sums ({again})"
        )
    for trace in found.traces:
        place = found.unfolded.get(trace.engine)
        if place is not None:
            wrong = f"folding the records of {trace.engine} does not give what it added up itself: {place} ({again})"
            lines.append(style.tinted(wrong, Tone.BAD))
        else:
            count = counted(len(trace.records), "record")
            lines.append(
                f"folding the {count} of {trace.engine} gives its own totals, hours and weekly series, all equal"
            )
    return "\n".join(lines)


def _row(name: str, teller: Teller, record: Ints, tone: Tone = Tone.PLAIN) -> Row:
    told = teller.told(record)
    return name, number(told.tick), told.when, Cell(told.who, tone), Cell(told.what, tone)


def _raw(one: Trace, other: Trace, place: int) -> list[str]:
    """Return the differing records as numbers as well: words may hide a difference, such as in `b` of a shift."""
    lines = []
    for trace in (one, other):
        if place < len(trace.records):
            row = trace.records[place].tolist()
            columns = (f"{column.name.lower()} {row[column]}" for column in RecordCol if column < len(row))
            what = f"{Phase(row[RecordCol.PHASE]).name}, {What(row[RecordCol.WHAT]).name}"
            lines.append(f"  {trace.engine}: {', '.join(columns)} ({what})")
    return lines
