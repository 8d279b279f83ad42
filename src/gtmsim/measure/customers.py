"""What customers are worth: contracts, revenue, how many stay, how much depends on a few, and what was paid of the list price."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import CellTotal, CustomerTotal, TotalBlock
from gtmsim.program.tables import Floats, Ints
from gtmsim.units import CENTS_PER_UNIT

_MONEY = {
    "arr": CustomerTotal.END_CENTS,
    "arr_new": CustomerTotal.NEW_CENTS,
    "arr_expansion": CustomerTotal.EXPANSION_CENTS,
    "arr_churned": CustomerTotal.CHURNED_CENTS,
    "revenue": CustomerTotal.REVENUE_CENTS,
}
_COUNTS = {
    "logos": CustomerTotal.END_LOGOS,
    "logos_won": CustomerTotal.LOGOS_WON,
    "logos_lost": CustomerTotal.LOGOS_LOST,
}
_SHARES = {
    "logo_churn": (CustomerTotal.LOGOS_LOST, CustomerTotal.DUE),
    "grr": (CustomerTotal.KEPT_CENTS, CustomerTotal.DUE_CENTS),
    "nrr": (CustomerTotal.GROWN_CENTS, CustomerTotal.DUE_CENTS),
    "onboarded_share": (CustomerTotal.ONBOARDED, CustomerTotal.SERVED),
}
MONTHS = 12


def customers(sheet: Sheet) -> Iterator[Series]:
    """Yield contracts, revenue and retention by segment, concentration over all, and what was paid of the list price."""
    for metric, place in _MONEY.items():
        yield from _by_segment(sheet, metric, _amount(place, CENTS_PER_UNIT))
    for metric, place in _COUNTS.items():
        yield from _by_segment(sheet, metric, _amount(place, 1))
    for metric, (part, whole) in _SHARES.items():
        yield from _by_segment(sheet, metric, _share(part, whole))
    over_all = sheet.block(TotalBlock.CUSTOMER)[:, -1]
    in_all = _segments(sheet).sum(axis=1)[:, CustomerTotal.END_CENTS]
    yield Series("top5_share", ratio(over_all[:, CustomerTotal.TOP_CENTS], in_all))
    hhi = over_all[:, CustomerTotal.HHI_BILLIONTHS] / 1e9
    yield Series("hhi", np.where(in_all > 0, hhi, np.nan))
    booked = sheet.cells.sum(axis=1)[..., CellTotal.BOOKED_CENTS]
    listed = _segments(sheet)[..., CustomerTotal.LIST_CENTS]
    yield Series("price_realisation", ratio(booked.sum(axis=1), listed.sum(axis=1)))
    yield from sheet.by_id("price_realisation", "segment", sheet.names.segments, ratio(booked, listed))


def payback_months(sheet: Sheet, cost: Floats) -> Floats:
    """Return in how many months what was newly contracted pays back what everything cost."""
    new = _segments(sheet).sum(axis=1)[:, CustomerTotal.NEW_CENTS] / CENTS_PER_UNIT
    return MONTHS * ratio(cost, new)


def revenue(sheet: Sheet) -> Floats:
    """Return recognised revenue by replication."""
    earned: Floats = _segments(sheet).sum(axis=1)[:, CustomerTotal.REVENUE_CENTS] / CENTS_PER_UNIT
    return earned


def _segments(sheet: Sheet) -> Ints:
    return sheet.block(TotalBlock.CUSTOMER)[:, :-1]


def _amount(place: int, unit: int) -> Callable[[Ints], Floats]:
    return lambda table: table[..., place] / unit


def _share(part: int, whole: int) -> Callable[[Ints], Floats]:
    return lambda table: ratio(table[..., part], table[..., whole])


def _by_segment(sheet: Sheet, metric: str, told: Callable[[Ints], Floats]) -> Iterator[Series]:
    table = _segments(sheet)
    yield Series(metric, told(table.sum(axis=1)))
    values = told(table)
    for place, name in ids(sheet.names.segments):
        yield Series(metric, values[:, place], "segment", name)
