"""What reps chose and found, and hand-offs that went wrong: counted from records, and told as metrics."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import PursuitTotal, TotalBlock, What

_COUNTED = {
    What.KNOCKED: PursuitTotal.KNOCKED,
    What.DUPLICATE: PursuitTotal.DUPLICATES,
    What.CHOSE: PursuitTotal.DECLINED,
    What.BROKE: PursuitTotal.BROKEN,
    What.NURTURED: PursuitTotal.NURTURED,
    What.CALLED_ON: PursuitTotal.CALLED_ON,
    What.LOOKED_ON: PursuitTotal.LOOKED_ON,
}
_TOLD = {
    "prospecting_sessions": PursuitTotal.KNOCKED,
    "duplicate_touches": PursuitTotal.DUPLICATES,
    "leads_declined": PursuitTotal.DECLINED,
    "message_breaks": PursuitTotal.BROKEN,
    "leads_nurtured": PursuitTotal.NURTURED,
    "calls_on_deals": PursuitTotal.CALLED_ON,
    "looked_on": PursuitTotal.LOOKED_ON,
}


class Pursuits:
    """The fold's view of pursuit: each of its records counts once."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.handlers: dict[int, Callable[[Record], None]] = dict.fromkeys(_COUNTED, self._count)

    def _count(self, r: Record) -> None:
        self.sums.count(TotalBlock.PURSUIT, 0, _COUNTED[What(r.what)])
        if r.what == What.KNOCKED and r.b:
            self.sums.count(TotalBlock.PURSUIT, 0, PursuitTotal.FOUND)

    def finish(self) -> None:
        """Nothing is left to count at the horizon."""


def pursuits(sheet: Sheet) -> Iterator[Series]:
    """Yield how prospecting went, what was declined, called twice, nurtured, and opened with another message."""
    totals = sheet.block(TotalBlock.PURSUIT)[:, 0]
    for metric, place in _TOLD.items():
        yield Series(metric, totals[:, place].astype(np.float64))
    found = ratio(totals[:, PursuitTotal.FOUND], totals[:, PursuitTotal.KNOCKED])
    yield Series("prospecting_found_share", found)
