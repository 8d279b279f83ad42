"""One account in two worlds: what happened to it in either, side by side, from the moment at which they part."""

from collections.abc import Sequence
from itertools import takewhile, zip_longest
from textwrap import wrap
from typing import NamedTuple

from gtmsim.amounts import counted, duration
from gtmsim.explanation.entries import REQUEST_MASK
from gtmsim.explanation.histories import Histories
from gtmsim.program.layout import Close, Outcome, RecordCol, What
from gtmsim.program.tables import Ints, Program
from gtmsim.tell.records import Teller
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import GAP, Row, table

MOST = 12  # moments that are told of a pair of histories
_LAST = 3  # of them the last ones
_NARROWEST = 20
_AT_ONCE = 60  # ticks
_ENDS_A_STAGE = (What.LEFT, What.COLD, What.REJECTED, What.ABANDONED, What.TIMED_OUT, What.SCREENED)


Both = tuple[int, list[str], list[str]]  # a tick, and what happened then in either world


class Moment(NamedTuple):
    """Something that happened to an account; help for its deal is told where there is room."""

    tick: int
    what: str
    minor: bool = False


def moments(program: Program, records: Ints) -> list[Moment]:
    """Return what happened to an account: a wait when it ends, a stage by its first session, a lost lead by its last stage."""
    teller, told = Teller(program), []
    since, ended, taken = (
        -1,
        -1,
        False,
    )  # when it stood in line and when its stage was left; whether somebody has had it since
    for row in records.tolist():
        tick, what, a, b = (
            row[column] for column in (RecordCol.TICK, RecordCol.WHAT, RecordCol.A, RecordCol.B)
        )
        words = teller.told(row).what
        helps = bool(row[RecordCol.ENTITY] & REQUEST_MASK)
        if what == What.ENTERED:
            since, taken = -1, False
        elif what == What.QUEUED:
            since = tick if since < 0 and not taken and not helps else since
        elif what == What.TAKEN:
            if not taken and not helps:
                words += (
                    f" after {duration(tick - since)} in line" if tick - since >= _AT_ONCE else " at once"
                )
                told.append(Moment(tick, words))
                since, taken = -1, True
        elif what == What.CLOSED and a != Close.WON:
            if ended != tick and a != Close.SERVED:
                told.append(Moment(tick, words))
        elif what == What.LEFT and b == Outcome.ADVANCE:
            continue  # said by what comes next
        else:
            in_line = since >= 0 and what in _ENDS_A_STAGE
            words = f"{words}, {duration(tick - since)} in line" if in_line else words
            told.append(Moment(tick, words, what == What.ANSWERED))
            ended = tick if what in _ENDS_A_STAGE else ended
    return told


def histories_words(
    histories: Histories, programs: tuple[Program, Program], names: tuple[str, str], style: Style = PLAIN
) -> str:
    """Return two histories of an account under the names of their worlds, ready for a terminal."""
    mine, theirs = (
        moments(program, records)
        for program, records in zip(programs, (histories.a, histories.b), strict=True)
    )
    same = len(list(takewhile(lambda both: both[0] == both[1], zip(mine, theirs, strict=False))))
    teller = Teller(programs[0])
    rows = _rows(mine[same:], theirs[same:])
    if len(rows) > MOST:
        rows = _rows(*([each for each in told[same:] if not each.minor] for told in (mine, theirs)))
    shown = rows if len(rows) <= MOST else rows[: MOST - _LAST]
    wide = max(_NARROWEST, (style.width - 2 - len(_when(teller, 0)) - 2 * len(GAP)) // 2)
    lines = [line for row in _before(mine[:same]) + shown for line in _lines(teller, row, wide)]
    if len(rows) > MOST:
        more = counted(len(rows) - MOST, "more moment")
        lines += [("", f"... {more}", "")]
        lines += [line for row in rows[-_LAST:] for line in _lines(teller, row, wide)]
    return table(("", *names), lines, "lll", style)


def _before(same: Sequence[Moment]) -> list[Both]:
    """Return the last of what happened in both, and how much there was of it."""
    if not same:
        return []
    last = same[-1]
    more = f"the same so far, {counted(len(same), 'moment')}" if len(same) > 1 else "the same so far"
    return [(last.tick, [last.what], [more])]


def _rows(mine: Sequence[Moment], theirs: Sequence[Moment]) -> list[Both]:
    """Return what happened in either world by tick."""
    ticks = sorted({moment.tick for moment in (*mine, *theirs)})
    left, right = (
        {tick: [each.what for each in side if each.tick == tick] for tick in ticks} for side in (mine, theirs)
    )
    return [(tick, left[tick], right[tick]) for tick in ticks]


def _lines(teller: Teller, row: Both, wide: int) -> list[Row]:
    tick, mine, theirs = row
    texts = (
        [line for text in side for line in wrap(text, wide, subsequent_indent="  ")]
        for side in (mine, theirs)
    )
    lines: list[Row] = []
    for place, (left, right) in enumerate(zip_longest(*texts, fillvalue="")):
        lines.append(("" if place else _when(teller, tick), left, right))
    return lines


def _when(teller: Teller, tick: int) -> str:
    """Return a date, weekday and clock without seconds."""
    return teller.when(tick).rpartition(":")[0]
