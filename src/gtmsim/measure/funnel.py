"""Counts and rates of leads: how many came, how far they got, how they ended."""

from collections.abc import Callable, Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import (
    CellTotal,
    Close,
    RequestTotal,
    RunTotal,
    SourceInt,
    SourceKind,
    StageTotal,
    TotalBlock,
)
from gtmsim.program.tables import Floats, Ints

_COUNTS = {
    "leads": CellTotal.LEADS,
    "mqls": CellTotal.MQLS,
    "opportunities": CellTotal.OPPORTUNITIES,
    "wins": CellTotal.CLOSED + Close.WON,
    "losses": CellTotal.CLOSED + Close.LOST,
    "no_decisions": CellTotal.CLOSED + Close.NO_DECISION,
    "leads_recycled": CellTotal.RECYCLED,
}
_SOURCED = {
    "opportunities": CellTotal.OPPORTUNITIES,
    "pipeline": CellTotal.PIPELINE_CENTS,
    "wins": CellTotal.CLOSED + Close.WON,
}
_BY_STAGE = {
    "leads": StageTotal.ENTERED,
    "losses": StageTotal.LOST,
    "no_decisions": StageTotal.NO_DECISION,
}
_SALES = [
    close for close in Close if close is not Close.SERVED
]  # how sales end: service after one ends no sale
_ENDED = slice(int(CellTotal.CLOSED), CellTotal.CLOSED + len(_SALES))
_DEPARTED = slice(int(StageTotal.ADVANCED), StageTotal.ABANDONED + 1)


def lead_counts(sheet: Sheet) -> Iterator[Series]:
    """Yield how many leads there were of every sort, by source and segment, and by stage where stages tell."""
    for metric, place in _COUNTS.items():
        yield from sheet.by_cell(metric, _counted(place))
    stages = sheet.block(TotalBlock.STAGE)
    for metric, place in _BY_STAGE.items():
        yield from sheet.by_id(metric, "stage", sheet.names.stages, stages[..., place])
    ends = sheet.cells.sum(axis=(1, 2))[:, _ENDED]
    yield Series("closed", ends.sum(axis=-1).astype(np.float64))
    yield from sheet.by_id("closed", "close", [close.name.lower() for close in _SALES], ends)
    yield Series("open_leads", sheet.block(TotalBlock.RUN)[:, RunTotal.OPEN_LEADS].astype(np.float64))


def rates(sheet: Sheet) -> Iterator[Series]:
    """Yield shares of leads and of stage visits."""
    yield from sheet.by_cell("win_rate", _win_rate)
    yield from sheet.by_cell("leads_never_worked_share", _never_worked)
    stages = sheet.block(TotalBlock.STAGE)
    conversion = ratio(stages[..., StageTotal.ADVANCED], stages[..., _DEPARTED].sum(axis=-1))
    for place, name in ids(sheet.names.stages):
        yield Series(f"conversion_{name}", conversion[:, place])
    rejected, begun = stages[..., StageTotal.REJECTED], stages[..., StageTotal.FIRST_TAKEN]
    yield Series("handoff_rejection_rate", ratio(rejected.sum(axis=-1), begun.sum(axis=-1)))
    yield from sheet.by_id("handoff_rejection_rate", "stage", sheet.names.stages, ratio(rejected, begun))


def marketing_sourced(sheet: Sheet) -> Iterator[Series]:
    """Yield which share came by streams and channels rather than being found by reps or among customers."""
    kinds = sheet.program.source_ints[:, SourceInt.KIND]
    ours = np.isin(kinds, (SourceKind.STREAM, SourceKind.POOL))
    for told, place in _SOURCED.items():
        by_source = sheet.cells[..., place].sum(axis=2)
        share = ratio(by_source[:, ours].sum(axis=1), by_source.sum(axis=1))
        yield Series("marketing_sourced_share", share, "of", told)
        if told == "opportunities":
            yield Series("marketing_sourced_share", share)


def requests(sheet: Sheet) -> Iterator[Series]:
    """Yield how often deals asked for help, and whether it came in time."""
    table = sheet.block(TotalBlock.REQUEST)
    for metric, place in (
        ("requests_asked", RequestTotal.ASKED),
        ("requests_helped", RequestTotal.HELPED),
        ("requests_late", RequestTotal.LATE),
    ):
        yield Series(metric, table[..., place].sum(axis=-1).astype(np.float64))
        yield from sheet.by_id(metric, "request", sheet.names.requests, table[..., place])


def _counted(place: int) -> Callable[[Ints], Floats]:
    return lambda cells: cells[:, place].astype(np.float64)


def _win_rate(cells: Ints) -> Floats:
    return ratio(cells[:, CellTotal.CLOSED + Close.WON], cells[:, CellTotal.DECIDED])


def _never_worked(cells: Ints) -> Floats:
    """Return the share of leads nobody took among all queued for somebody: one left lying is no better than one lost."""
    missed = cells[:, CellTotal.NEVER_WORKED] + cells[:, CellTotal.UNTOUCHED]
    return ratio(missed, missed + cells[:, CellTotal.FIRST_TOUCHES])
