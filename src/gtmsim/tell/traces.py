"""A trace in words: its records, and where two engines first tell different stories."""

from dataclasses import dataclass

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Phase, RecordCol, RunTotal, TotalBlock, What
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.tell.amounts import counted, number
from gtmsim.tell.records import Teller
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table

_BEFORE = 3  # records told before the one that differs


@dataclass(frozen=True)
class Parting:
    """Where two engines part: the number of the first record that differs, or a sum that does although all records agree."""

    record: int | None
    place: str = ""


def parting(one: Trace, other: Trace) -> Parting | None:
    """Return where two traces of one replication first differ, or None: all records, totals, hours and series are equal."""
    shared = min(len(one.records), len(other.records))
    unequal = np.flatnonzero((one.records[:shared] != other.records[:shared]).any(axis=1))
    if len(unequal) or len(one.records) != len(other.records):
        return Parting(int(unequal[0]) if len(unequal) else shared)
    for what in ("totals", "ledger", "weekly"):
        mine, theirs = getattr(one, what), getattr(other, what)
        if not np.array_equal(mine, theirs):
            return Parting(None, unequal_place(one.program, what, mine, theirs))
    return None


def unequal_place(program: Program, what: str, mine: Ints, theirs: Ints) -> str:
    """Return the first sum that differs, with both values: `totals, block KIND, place (2, 5): 17 and 18`."""
    if mine.shape != theirs.shape:
        return f"{what}: shapes {mine.shape} and {theirs.shape}"
    place = tuple(np.argwhere(mine != theirs)[0].tolist())
    values = f"{mine[place]} and {theirs[place]}"
    if what != "totals":
        return f"{what}, place {place}: {values}"
    layout = totals_of(program)
    block = TotalBlock(int(np.searchsorted(layout.at, place[0], side="right")) - 1)
    inside = np.unravel_index(place[0] - int(layout.at[block]), layout.shapes[block])
    return f"totals, block {block.name}, place {tuple(int(i) for i in inside)}: {values}"


def fold_parting(trace: Trace) -> str | None:
    """Return the first sum in which folding the records differs from what the engine added up itself, or None.

    The number of events is left out: what an engine had to do is not in its records.
    """
    from gtmsim.measure.fold import fold

    totals, ledger, weekly = fold(trace.program, trace.records, trace.params)
    kept = trace.totals.copy()
    kept[int(totals_of(trace.program).at[TotalBlock.RUN]) + RunTotal.EVENTS] = 0
    for what, mine, theirs in (("totals", kept, totals), ("ledger", trace.ledger, ledger), ("weekly", trace.weekly, weekly)):
        if not np.array_equal(mine, theirs):
            return unequal_place(trace.program, what, mine, theirs)
    return None


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
