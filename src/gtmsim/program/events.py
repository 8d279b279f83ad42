"""What happens at dates, in numbers: when, to how many, and what reorganising costs."""

from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Block, EventCol, EventInt, StockKind
from gtmsim.program.tables import Ints

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def fill_events(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the block of events."""
    for row, event in enumerate(plan.happenings):
        if event is None:
            continue
        sheet.distribution(Block.EVENT, row, EventCol.VALUE, event.acquired_value)
        if event.reorganises is not None:
            for column, number in (
                (EventCol.DIP, event.reorganises.dip),
                (EventCol.RECOVERY, event.reorganises.recovery),
                (EventCol.TIES, event.reorganises.ties),
                (EventCol.QUITS, event.reorganises.quits),
            ):
                sheet.number(Block.EVENT, row, column, number)


def event_rows(plan: "Plan") -> Ints:
    """Return the integer table of the events; a hole happens never."""
    rows = np.full((len(plan.happenings), len(EventInt)), -1, np.int64)
    for row, event in enumerate(plan.happenings):
        if event is None or event.at is None:
            continue
        patched = any((event.world, event.organisation, event.policy))
        rows[row, EventInt.AT] = int(event.at)
        rows[row, EventInt.UNTIL] = -1 if event.until is None or not patched else int(event.until)
        rows[row, EventInt.LOSES] = event.loses_largest
        rows[row, EventInt.REORGANISES] = int(event.reorganises is not None)
    return rows


def acquired_accounts(plan: "Plan") -> Ints:
    """Return event x segment: how many accounts become customers."""
    names = list(plan.segments)
    table = np.zeros((len(plan.happenings), len(names)), np.int64)
    for row, event in enumerate(plan.happenings):
        for segment, accounts in (event.acquires if event is not None else {}).items():
            table[row, names.index(segment)] = accounts
    return table


def bought_at(plan: "Plan", product: str) -> int:
    """Return the tick at which a product is bought with another firm, 0 if it is not."""
    ticks = [
        int(event.at or 0) for event in plan.happenings if event is not None and event.product == product
    ]
    return min(ticks, default=0)


def event_stocks(plan: "Plan") -> dict[StockKind, int]:
    """Return which stocks are kept because something happens: the pace of all, and who is looking in each segment."""
    events = [event for event in plan.happenings if event is not None]
    pools = any(source is not None and source.kind == "pool" for source in plan.sources)
    return {
        StockKind.PACE: int(any(event.reorganises is not None for event in events)),
        StockKind.LOOKING: len(plan.segments) if events and pools else 0,
    }
