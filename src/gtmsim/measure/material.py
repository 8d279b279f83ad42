"""What became of help for single deals: planned or not, spared by material, paid for, and of use a second time."""

from collections.abc import Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import Block, DrainTotal, RequestTotal, StageCol, StageTotal, TotalBlock
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Floats
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_HOUR, TICKS_PER_WEEK

_OF_THE_RUN = {
    "requests_pressed": DrainTotal.PRESSED,
    "requests_unfunded": DrainTotal.UNFUNDED,
    "contested_deals": DrainTotal.CONTESTED,
}


def material(sheet: Sheet) -> Iterator[Series]:
    """Yield what the plan for help was worth, what material spared, and how much help served one deal only."""
    run = sheet.block(TotalBlock.DRAIN)[:, 0]
    yield Series("unplanned_help_hours", run[:, DrainTotal.UNPLANNED_TICKS] / TICKS_PER_HOUR)
    for metric, place in _OF_THE_RUN.items():
        yield Series(metric, run[:, place].astype(np.float64))

    table = sheet.block(TotalBlock.REQUEST)
    names = sheet.names.requests
    yield Series("requests_avoided", table[..., RequestTotal.AVOIDED].sum(axis=-1).astype(np.float64))
    yield from sheet.by_id("requests_avoided", "request", names, table[..., RequestTotal.AVOIDED])
    once, again = table[..., RequestTotal.ONE_TIME], table[..., RequestTotal.REUSABLE]
    yield Series("one_time_asset_share", ratio(once.sum(axis=-1), (once + again).sum(axis=-1)))
    yield from sheet.by_id("one_time_asset_share", "request", names, ratio(once, once + again))
    used = table[..., RequestTotal.FOUND] + table[..., RequestTotal.AVOIDED]
    yield Series("asset_reuse", ratio(used.sum(axis=-1), (once + again).sum(axis=-1)))
    yield from _coverage(sheet)


def _coverage(sheet: Sheet) -> Iterator[Series]:
    mondays = sheet.program.weeks - sheet.program.warm_up // TICKS_PER_WEEK
    told = sheet.block(TotalBlock.STAGE)[..., StageTotal.COVERAGE_MICRO] / (MICRO * mondays)
    wanted = sheet.numbers(Block.STAGE, StageCol.SESSIONS) + sheet.numbers(Block.STAGE, StageCol.ASKS) > 0.0
    for place, name in ids(sheet.names.stages):
        yield Series(f"coverage_{name}", np.where(wanted[:, place], told[:, place], np.nan))


def deal_cost(sheet: Sheet) -> Floats:
    """Return the outside money that went to single deals, by replication."""
    cents = sheet.block(TotalBlock.REQUEST)[..., RequestTotal.DEAL_CENTS].sum(axis=-1)
    cost: Floats = cents / CENTS_PER_UNIT
    return cost
