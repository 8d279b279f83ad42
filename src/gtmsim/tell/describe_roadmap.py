"""Development of a lowered program in words."""

from collections.abc import Iterator

from gtmsim.amounts import short
from gtmsim.program.layout import STREAMS, Block, RoadmapCol, Stream
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params

_FOR = {
    Stream.MARKET: "the market",
    Stream.DEALS: "deals in play",
    Stream.CUSTOMERS: "customers",
    Stream.RIVALS: "what rivals have",
}


def roadmap_told(program: Program) -> str:
    """Return what developers build and for whom: nothing where nothing is developed."""
    return "\n".join(f"  {line}" for line in _lines(program, Params(program)))


def _lines(program: Program, params: Params) -> Iterator[str]:
    if program.developed_by < 0:
        return
    feature, one_off = (
        params.said(Block.ROADMAP, 0, column, lambda hours: f"{short(hours)} h")
        for column in (RoadmapCol.FEATURE_HOURS, RoadmapCol.ONE_OFF_HOURS)
    )
    step = params.share(Block.ROADMAP, 0, RoadmapCol.STEP)
    by = program.names.kinds[program.developed_by]
    yield f"{by} takes {feature} for {step} of what an attribute lacks, {one_off} for a one-off"
    shares = ", ".join(
        f"{params.share(Block.ROADMAP, 0, RoadmapCol.STEERED_BY + stream)} {_FOR[Stream(stream)]}"
        for stream in range(STREAMS)
        if params.get(Block.ROADMAP, 0, RoadmapCol.STEERED_BY + stream) > 0.0
    )
    yield f"it is for {shares}"
    if params.get(Block.ROADMAP, 0, RoadmapCol.PROMISES) > 0.0:
        share = params.share(Block.ROADMAP, 0, RoadmapCol.PROMISES)
        due = params.span(Block.ROADMAP, 0, RoadmapCol.DUE)
        yield f"{share} of what buyers miss is promised them within {due}"
