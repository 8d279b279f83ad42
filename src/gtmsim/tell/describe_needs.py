"""The space of needs in words: what is needed, how that moves, and who is asked."""

from collections.abc import Iterator

from gtmsim.amounts import duration, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, MarketCol, SegmentCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params


def needs_told(program: Program) -> str:
    """Return what segments need, what fit is worth and what research sees of it; nothing where all of that is off."""
    return "\n".join(f"  {line}" for line in (*_space(program), *_segments(program)))


def _space(program: Program) -> Iterator[str]:
    names, params = present(program), Params(program)
    if not list(ids(names.attributes)):
        return
    if params.get(Block.MARKET, 0, MarketCol.FIT) > 0.0:
        lift = params.said(Block.MARKET, 0, MarketCol.FIT)
        usual = params.share(Block.MARKET, 0, MarketCol.USUAL)
        yield f"a full fit adds {lift} to the logit of winning against none; stages are said for a fit of {usual}"
    for row, name in ids(names.segments):
        weights = [params.get(Block.NEED, row, column) for column, _ in ids(names.attributes)]
        total = sum(weights) or 1.0
        shares = (
            f"{100 * weight / total:.0f} % {attribute}"
            for weight, (_, attribute) in zip(weights, ids(names.attributes), strict=True)
        )
        drift = params.get(Block.SEGMENT, row, SegmentCol.DRIFT)
        moves = f"; drifts by {short(drift)} a root year" if drift > 0.0 else ""
        private = params.get(Block.SEGMENT, row, SegmentCol.PRIVATE)
        own = (
            f"; {params.share(Block.SEGMENT, row, SegmentCol.PRIVATE)} of it are its accounts' own"
            if private > 0.0
            else ""
        )
        yield f"{name} needs {', '.join(shares)}{moves}{own}"
    if program.researched_by >= 0:
        frame = params.share(Block.MARKET, 0, MarketCol.FRAME)
        yield f"research asks {frame} buyers who are no customers, {_ahead(params)}"


def _ahead(params: Params) -> str:
    weeks = params.get(Block.MARKET, 0, MarketCol.HORIZON)
    return f"about needs {short(weeks)} weeks ahead" if weeks > 0.0 else "about needs as they are"


def _segments(program: Program) -> Iterator[str]:
    params = Params(program)
    for row, name in ids(present(program).segments):
        if params.get(Block.SEGMENT, row, SegmentCol.URGENT) < 1.0:
            urgent = params.share(Block.SEGMENT, row, SegmentCol.URGENT)
            times = params.said(Block.MARKET, 0, MarketCol.NOT_URGENT)
            yield f"{urgent} of {name}'s episodes are urgent; the others end undecided {times} times as often"
        emerges = params.get(Block.SEGMENT, row, SegmentCol.EMERGES)
        if emerges > 0.0:
            hours = params.said(Block.MARKET, 0, MarketCol.NOTICING, short)
            yield f"{name} emerges after {duration(emerges)}, to be noticed by {hours} h among buyers"
    if params.get(Block.MARKET, 0, MarketCol.RESOLUTION) > 0.0:
        lost = params.share(Block.MARKET, 0, MarketCol.RESOLUTION)
        yield f"{lost} of the aim at a segment is lost while nothing is known of it"
