"""Which share of business marketing brought: what streams and channels sent, of all there was."""

import numpy as np
import pytest
from measure.handmade import ENTERPRISE, EVENTS, SMB, WEB, batch, program, put

from gtmsim.measure.metrics import metrics
from gtmsim.measure.registry import names_in
from gtmsim.program.layout import CellTotal, Close, SourceInt, SourceKind, TotalBlock

WON = CellTotal.CLOSED + Close.WON


@pytest.mark.mechanism("B12", switch="world.sources.*.kind", shown="mid_market.yaml")
def test_what_reps_find_is_not_marketings() -> None:
    sources = np.zeros((2, len(SourceInt)), np.int64)
    sources[EVENTS, SourceInt.KIND] = SourceKind.PROSPECTING
    ran = batch(program(source_ints=sources))
    for column, ours, theirs in (
        (CellTotal.OPPORTUNITIES, 3, 9),
        (WON, 1, 3),
        (CellTotal.PIPELINE_CENTS, 500, 500),
    ):
        put(ran, TotalBlock.CELL, WEB, SMB, column, values=ours)
        put(ran, TotalBlock.CELL, EVENTS, ENTERPRISE, column, values=theirs)
    told = metrics(ran, "made", ["marketing_sourced_share"])
    shares = dict(zip(told["level"].cast(str), told["value"], strict=True))
    assert shares == {"all": 0.25, "opportunities": 0.25, "pipeline": 0.5, "wins": 0.25}


def test_where_everything_is_marketings_the_share_is_not_told() -> None:
    assert "marketing_sourced_share" not in names_in(program())
