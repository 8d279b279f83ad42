"""When leads were first answered, read off the records of a run."""

from typing import Any

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol, StageInt, What
from gtmsim.program.tables import Ints
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR

_SOURCE_SHIFT = 16  # of a LEAD record's `a`: source << 16 | segment
_FOREVER = np.int64(1) << 60


def first_touches(
    trace: Trace, source: str, bounds: tuple[float, ...], sent: tuple[float, float] | None = None
) -> Ints:
    """Return how many leads were first taken within each bound of hours and never, then how many of each became opportunities.

    Leads from before the warm-up's end, those too young at the horizon, and those screened out at first are left out.
    """
    program, records = trace.program, trace.records
    what, entity, tick = (records[:, column] for column in (RecordCol.WHAT, RecordCol.ENTITY, RecordCol.TICK))
    latest = int(bounds[-1] * TICKS_PER_HOUR)
    born = (what == What.LEAD) & (
        records[:, RecordCol.A] >> _SOURCE_SHIFT == program.names.sources.index(source)
    )
    born &= (tick >= program.warm_up) & (tick < program.horizon - latest)
    if sent is not None:  # tick 0 is the midnight of a Monday
        hour = tick % TICKS_PER_DAY / TICKS_PER_HOUR
        born &= (tick // TICKS_PER_DAY % 7 < 5) & (hour >= sent[0]) & (hour < sent[1])
    leads, births = entity[born], tick[born]
    opens = program.stage_ints[:, StageInt.OPPORTUNITY] != 0
    entered = what == What.ENTERED
    became = entered.copy()
    became[entered] = opens[records[entered, RecordCol.A]]
    waits = _first(leads, entity, tick, what == What.TAKEN) - births
    screened = _first(leads, entity, tick, what == What.SCREENED)
    handed = screened >= _first(leads, entity, tick, what == What.QUEUED)
    advanced = _first(leads, entity, tick, became) < _FOREVER
    place = np.searchsorted(np.array(bounds) * TICKS_PER_HOUR, waits, side="left")
    classes = len(bounds) + 1
    return np.concatenate(
        [np.bincount(place[each], minlength=classes) for each in (handed, handed & advanced)]
    )


def _first(leads: Ints, entity: Ints, tick: Ints, told: Any) -> Ints:
    """Return when each lead is first told of by some records; long after everything if it is not."""
    known, place = np.unique(entity[told], return_index=True)
    if not len(known):
        return np.full(len(leads), _FOREVER)
    at = np.minimum(np.searchsorted(known, leads), len(known) - 1)
    found: Ints = np.where(known[at] == leads, tick[told][place][at], _FOREVER)
    return found
