"""Durations of leads. Means are exact; medians and 90 % points come from histograms."""

from collections.abc import Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.quantiles import quantile_ticks
from gtmsim.measure.sheet import MEAN, Series, Sheet, ratio
from gtmsim.program.layout import Block, CellTotal, Close, StageCol, StageTotal, TotalBlock
from gtmsim.program.tables import Floats
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR

_WON = CellTotal.CLOSED + Close.WON
_QUANTILES = {"median": 0.5, "p90": 0.9}


def waits(sheet: Sheet) -> Iterator[Series]:
    """Yield cycle times and waits: mean, median and p90 over all, means by source, segment or stage."""
    cycles = sheet.by_cell(
        "cycle_days",
        lambda cells: ratio(cells[:, CellTotal.CYCLE_TICKS], cells[:, _WON]) / TICKS_PER_DAY,
        MEAN,
    )
    touches = sheet.by_cell(
        "first_touch_hours",
        lambda cells: (
            ratio(cells[:, CellTotal.FIRST_TOUCH_TICKS], cells[:, CellTotal.FIRST_TOUCHES]) / TICKS_PER_HOUR
        ),
        MEAN,
    )
    yield from _with_quantiles(sheet, cycles, TotalBlock.CYCLE_BINS, TICKS_PER_DAY)
    yield from _with_quantiles(sheet, touches, TotalBlock.FIRST_TOUCH_BINS, TICKS_PER_HOUR)
    yield from _with_quantiles(sheet, _handoffs(sheet), TotalBlock.HANDOFF_WAIT_BINS, TICKS_PER_HOUR)


def sla(sheet: Sheet) -> Iterator[Series]:
    """Yield how many first sessions began within the SLA, over the stages that promise one."""
    stages = sheet.block(TotalBlock.STAGE)
    promised = [
        place
        for place, _ in ids(sheet.names.stages)
        if sheet.program.block(Block.STAGE)[place, StageCol.SLA] > 0.0
    ]
    if not promised:
        return
    met, begun = stages[..., StageTotal.SLA_MET], stages[..., StageTotal.FIRST_TAKEN]
    yield Series("sla_met_share", ratio(met[:, promised].sum(axis=-1), begun[:, promised].sum(axis=-1)))
    for place in promised:
        yield Series(
            "sla_met_share", ratio(met[:, place], begun[:, place]), "stage", sheet.names.stages[place]
        )


def _handoffs(sheet: Sheet) -> Iterator[Series]:
    stages = sheet.block(TotalBlock.STAGE)
    waited, begun = stages[..., StageTotal.FIRST_WAIT_TICKS], stages[..., StageTotal.FIRST_TAKEN]
    yield Series(
        "handoff_wait_hours", ratio(waited.sum(axis=-1), begun.sum(axis=-1)) / TICKS_PER_HOUR, statistic=MEAN
    )
    hours = ratio(waited, begun) / TICKS_PER_HOUR
    for place, name in ids(sheet.names.stages):
        yield Series("handoff_wait_hours", hours[:, place], "stage", name, MEAN)


def _with_quantiles(sheet: Sheet, means: Iterator[Series], bins: TotalBlock, ticks: int) -> Iterator[Series]:
    """Yield means, the first of them over all, and its quantiles. Where the mean is 0, so is everything the first bin holds."""
    over_all = next(means)
    yield over_all
    yield from means
    for statistic, share in _QUANTILES.items():
        binned = quantile_ticks(sheet.block(bins), share) / ticks
        values: Floats = np.where(over_all.values == 0.0, 0.0, binned)
        yield Series(over_all.metric, values, statistic=statistic)
