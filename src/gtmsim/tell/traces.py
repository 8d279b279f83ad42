"""A trace in words: its records, and where two engines first tell different stories."""

from gtmsim.amounts import counted, listed, number
from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Phase, RecordCol, What
from gtmsim.program.tables import Ints, Program
from gtmsim.tell.audit import Audit, Parting
from gtmsim.tell.records import Teller
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table


def trace_words(trace: Trace, limit: int, style: Style = PLAIN) -> str:
    """Return the first records of a trace in words, and how many more there are."""
    return records_words(trace.program, trace.records[:limit], len(trace.records), style)


def records_words(program: Program, shown: Ints, records: int, style: Style = PLAIN) -> str:
    """Return the first records of so many in words, and how many more there are."""
    teller = Teller(program)
    rows = [_row(str(place), teller, record) for place, record in enumerate(shown)]
    told = table(("record", "tick", "when", "who", "what"), rows, "rrlll", style, indent="")
    more = records - len(shown)
    return told + (f"\n{counted(more, 'more record', 'more records')}" if more else "")


def parting_words(one: Trace, other: Trace, parted: Parting, style: Style = PLAIN) -> str:
    """Return the whole bug report: the first record that differs as either engine tells it, and the records before."""
    again = f"seed {one.seed}, replication {one.replication}"
    if parted.record is None:
        return f"all records are equal, the sums are not ({one.engine} and {other.engine}): {parted.place} ({again})"
    teller = Teller(one.program)
    rows: list[Row] = [_row("both", teller, record, Tone.WEAK) for record in parted.before]
    for engine, record in parted.told.items():
        if record is not None:
            rows.append(_row(engine, teller, record, Tone.BAD))
        else:
            rows.append((engine, "", "", Cell("no more records", Tone.BAD), ""))
    head = style.title(f"record {number(parted.record)} differs") + f" ({again})"
    told = table(("engine", "tick", "when", "who", "what"), rows, "lrlll", style)
    return "\n".join([head, told, *_raw(parted.told)])


def audit_words(found: Audit, style: Style = PLAIN) -> str:
    """Return what was found about traces: how many records agree, or the first that does not."""
    first = found.kept[0]
    again = f"seed {first.seed}, replication {first.replication}, program {first.program.digest[:16]}"
    lines = []
    if found.parted is not None:
        lines.append(parting_words(found.kept[0], found.kept[1], found.parted, style))
    elif len(found.kept) > 1:
        told = listed(list(found.records))
        lines.append(
            f"{told} tell the same story: {counted(found.records[first.engine], 'equal record')}, equal sums ({again})"
        )
    for engine, records in found.records.items():
        place = found.unfolded.get(engine)
        if place is not None:
            wrong = (
                f"folding the records of {engine} does not give what it added up itself: {place} ({again})"
            )
            lines.append(style.tinted(wrong, Tone.BAD))
        else:
            count = counted(records, "record")
            lines.append(
                f"folding the {count} of {engine} gives its own totals, hours and weekly series, all equal"
            )
    return "\n".join(lines)


def _row(name: str, teller: Teller, record: Ints | list[int], tone: Tone = Tone.PLAIN) -> Row:
    told = teller.told(record)
    return name, number(told.tick), told.when, Cell(told.who, tone), Cell(told.what, tone)


def _raw(told: dict[str, list[int] | None]) -> list[str]:
    """Return the differing records as numbers as well: words may hide a difference, such as in `b` of a shift."""
    lines = []
    for engine, row in told.items():
        if row is not None:
            columns = (f"{column.name.lower()} {row[column]}" for column in RecordCol if column < len(row))
            what = f"{Phase(row[RecordCol.PHASE]).name}, {What(row[RecordCol.WHAT]).name}"
            lines.append(f"  {engine}: {', '.join(columns)} ({what})")
    return lines
