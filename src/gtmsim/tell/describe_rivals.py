"""Rivals of a lowered program in words."""

from collections.abc import Iterator

from gtmsim.amounts import short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, RivalCol, RivalSegmentCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.tell.style import Style
from gtmsim.tell.table import table


def rivals_told(program: Program, style: Style) -> str:
    """Return who else sells, and what that does; nothing where there is nobody."""
    names = present(program).rivals
    if not any(names):
        return ""
    params = Params(program)
    rows = [
        (
            name,
            params.said(Block.RIVAL, row, RivalCol.PRICE),
            f"{params.said(Block.RIVAL, row, RivalCol.VOICE, short)} h",
            ", ".join(_features(program, params, row)),
            _shares(program, params, row, RivalSegmentCol.CUSTOMERS),
            _shares(program, params, row, RivalSegmentCol.PRESENCE),
        )
        for row, name in ids(names)
    ]
    heads = ("rival", "price against ours", "voice a week", "features", "customers", "is in contested deals")
    lines = [table(heads, rows, "lrrlll", style), *(f"  {line}" for line in _of_all(program, params))]
    return "\n".join(lines)


def _features(program: Program, params: Params, rival: int) -> Iterator[str]:
    for column, name in ids(program.names.attributes):
        if params.get(Block.RIVAL_FEATURE, rival, column) > 0.0:
            yield f"{params.share(Block.RIVAL_FEATURE, rival, column)} of {name}"


def _shares(program: Program, params: Params, rival: int, column: RivalSegmentCol) -> str:
    told = (
        f"{params.share(Block.RIVAL_SEGMENT, row, column)} of {name}"
        for place, name in ids(present(program).segments)
        if params.get(Block.RIVAL_SEGMENT, row := rival * program.segments + place, column) > 0.0
    )
    return ", ".join(told)


def _of_all(program: Program, params: Params) -> Iterator[str]:
    lost = params.said(Block.RIVAL, 0, RivalCol.INCUMBENCY)
    yield f"a deal with a rival's own customer has {lost} less on the logit of winning"
    if params.get(Block.RIVAL, 0, RivalCol.MATCH) > 0.0:
        yield f"{params.share(Block.RIVAL, 0, RivalCol.MATCH)} of a rival's price advantage is given as a discount"
    if program.intelligence >= 0:
        by, lift = program.names.kinds[program.intelligence], params.said(Block.RIVAL, 0, RivalCol.KNOWN_LIFT)
        half = params.said(Block.RIVAL, 0, RivalCol.HALF_KNOWN, short)
        yield f"{by} makes rivals known: {half} h a week keep half of it known, and all of it lifts contested deals by {lift}"
