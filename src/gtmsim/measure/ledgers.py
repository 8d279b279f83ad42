"""What must add up in any totals, whichever engine made them: hours, leads, requests, and Little's law as an identity."""

from collections.abc import Iterator

import numpy as np

from gtmsim.errors import InvariantError
from gtmsim.program.layout import (
    Answer,
    CellTotal,
    DrainTotal,
    KindTotal,
    RequestTotal,
    RoleTotal,
    RunTotal,
    TotalBlock,
    WeekCol,
)
from gtmsim.program.tables import Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.units import TICKS_PER_WEEK


def check_ledgers(program: Program, totals: Ints, weekly: Ints | None = None, first: int = 0) -> None:
    """Raise InvariantError naming every ledger that does not add up.

    `totals` is one replication's vector or a table, one row a replication from `first` on. `weekly` (of the same replications)
    tells how many leads the warm-up made, which bounds what the measured window may have inherited.
    """
    wrong = list(_wrong(program, np.atleast_2d(totals), weekly, first))
    if wrong:
        raise InvariantError("; ".join(wrong))


def _wrong(program: Program, totals: Ints, weekly: Ints | None, first: int) -> Iterator[str]:
    layout = totals_of(program)
    role = layout.block(totals, TotalBlock.ROLE)
    worked = layout.block(totals, TotalBlock.ROLE_KIND).sum(axis=-1)
    told = worked + role[..., RoleTotal.IDLE_TICKS]
    for row, place in np.argwhere(told != role[..., RoleTotal.OPEN_TICKS]).tolist():
        yield (
            f"replication {first + row}, role {program.names.roles[place]}: {told[row, place]} ticks worked and idle, "
            f"{role[row, place, RoleTotal.OPEN_TICKS]} open"
        )

    kind = layout.block(totals, TotalBlock.KIND)
    waited, stood = kind[..., KindTotal.WAIT_TICKS], kind[..., KindTotal.QUEUE_TICKS]
    for row, place in np.argwhere(waited != stood).tolist():
        yield (
            f"replication {first + row}, kind {program.names.kinds[place]}: tasks waited {waited[row, place]} ticks, "
            f"the queue's length adds up to {stood[row, place]}"
        )

    yield from _help(program, totals, first)

    cells = layout.block(totals, TotalBlock.CELL).sum(axis=(1, 2))
    ended = cells[:, CellTotal.CLOSED : CellTotal.BOOKED_CENTS].sum(axis=-1)
    still = layout.block(totals, TotalBlock.RUN)[:, RunTotal.OPEN_LEADS]
    inherited = ended + still - cells[:, CellTotal.LEADS]
    for row in np.flatnonzero(inherited < 0).tolist():
        yield f"replication {first + row}: {-inherited[row]} leads are neither closed nor open"
    made_before = _leads_of_warm_up(program, weekly)
    if made_before is not None and inherited.sum() > made_before:
        yield f"{inherited.sum()} leads closed or open were not made in the window, {made_before} before it"


def _help(program: Program, totals: Ints, first: int) -> Iterator[str]:
    """Tell where requests are neither spared nor answered, and help neither within the plan nor beyond it."""
    layout = totals_of(program)
    table = layout.block(totals, TotalBlock.REQUEST)
    answered = table[..., RequestTotal.ANSWERS : RequestTotal.ANSWERS + len(Answer)].sum(axis=-1)
    told = answered + table[..., RequestTotal.AVOIDED]
    for row, place in np.argwhere(told != table[..., RequestTotal.ASKED]).tolist():
        yield (
            f"replication {first + row}, request {program.names.requests[place]}: {told[row, place]} answered or spared, "
            f"{table[row, place, RequestTotal.ASKED]} asked"
        )
    run = layout.block(totals, TotalBlock.DRAIN)[:, 0]
    split = run[:, DrainTotal.PLANNED_TICKS] + run[:, DrainTotal.UNPLANNED_TICKS]
    displaced = table[..., RequestTotal.DISPLACED_TICKS].sum(axis=-1)
    for row in np.flatnonzero(split != displaced).tolist():
        yield f"replication {first + row}: {split[row]} ticks of help planned and unplanned, {displaced[row]} in all"


def _leads_of_warm_up(program: Program, weekly: Ints | None) -> int | None:
    if program.warm_up == 0:
        return 0
    if weekly is None:
        return None
    return int(weekly[: program.warm_up // TICKS_PER_WEEK, WeekCol.LEADS].sum())
