"""How buyers decide and how work finds its people, in words."""

from collections.abc import Iterator

from gtmsim.measure.buyers import committees
from gtmsim.measure.clarity import unclear
from gtmsim.measure.levels import ids
from gtmsim.program.layout import Block, BuyerCol, PersonInt, ProductCol, RunCol, StockKind, StructureCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params


def buyers_told(program: Program) -> str:
    """Return who decides, and whom buyers trust: nothing where a single buyer decides as stages say and trusts nobody."""
    params = Params(program)
    return "\n".join(f"  {line}" for line in (*_committee(program, params), *_trust(program, params)))


def _committee(program: Program, params: Params) -> Iterator[str]:
    if committees(program):
        size, thread = (params.said(Block.BUYER, 0, column) for column in (BuyerCol.SIZE, BuyerCol.THREAD))
        yield f"{size} people decide on a usual deal; {params.share(Block.BUYER, 0, BuyerCol.REACHES)} of sessions meet one more"
        yield f"knowing them adds {thread} x ln((1 + contacts) / 2) to the logit of winning, and keeps customers"
    if params.get(Block.BUYER, 0, BuyerCol.NO_DECISION) != 1.0:
        yield f"buyers decide nothing {params.said(Block.BUYER, 0, BuyerCol.NO_DECISION)} times as often as stages say"


def _trust(program: Program, params: Params) -> Iterator[str]:
    if program.stock_levels[StockKind.TRUST] > 0:
        lift, holds = (
            params.said(Block.BUYER, 0, column) for column in (BuyerCol.TRUST_LIFT, BuyerCol.TRUST_HOLDS)
        )
        yield f"trust adds up to {lift} to the logit of winning, and takes up to {holds} off the log of the rate of leaving"
    if params.get(Block.RUN, 0, RunCol.FAMILIARITY) != 0.0:
        weight = params.said(Block.RUN, 0, RunCol.FAMILIARITY)
        yield f"where everybody has heard of us, that adds {weight} to the logit of winning"
    if params.get(Block.RUN, 0, RunCol.LOOKS_ON) > 0.0:
        share = params.share(Block.RUN, 0, RunCol.LOOKS_ON)
        yield f"{share} of buyers whose hand nobody takes up go on looking"
    if program.stock_levels[StockKind.MUTUAL_TRUST] > 0:
        pull = params.said(Block.BUYER, 0, BuyerCol.MUTUAL)
        yield f"hand-offs taken or turned down move the pull to leads by up to {pull} either way"


def knowing_told(program: Program) -> str:
    """Return who knows which segment and what that does, what goes stale and what the firm learns; nothing where nothing is so."""
    return "\n".join(f"  {line}" for line in _knowing(program, Params(program)))


def _knowing(program: Program, params: Params) -> Iterator[str]:
    knows = program.block(Block.KNOWS)
    for team, name in ids(program.names.teams):
        rows = program.person_ints[:, PersonInt.TEAM] == team
        for segment, told in ids(program.names.segments):
            if rows.any() and knows[rows][0, segment] != 0.0:
                person = int(rows.argmax())
                yield f"{name} knows {told}: {params.said(Block.KNOWS, person, segment)} on the logit of winning"
    if params.get(Block.STRUCTURE, 0, StructureCol.SPECIALISTS) > 0.0:
        share = params.share(Block.STRUCTURE, 0, StructureCol.SPECIALISTS)
        yield f"{share} of sessions are kept for whoever knows the segment best"
    if params.get(Block.STRUCTURE, 0, StructureCol.STALE) > 0.0:
        stale = params.said(Block.STRUCTURE, 0, StructureCol.STALE)
        yield f"experience fades at {stale} for all the weight of needs that moves elsewhere"
    for product, name in ids(program.names.products):
        if params.get(Block.PRODUCT, product, ProductCol.LEARNING) > 0.0:
            learning = params.said(Block.PRODUCT, product, ProductCol.LEARNING)
            yield f"the firm learns to sell {name}: {learning} on the logit of winning for each e-fold of wins"


def clarity_told(program: Program) -> str:
    """Return what becomes of work whose owner is not clear: nothing where everything is."""
    return "\n".join(f"  {line}" for line in _clarity(program)) if unclear(program) else ""


def _clarity(program: Program) -> Iterator[str]:
    params = Params(program)
    yield f"{params.share(Block.STRUCTURE, 0, StructureCol.CLARITY)} of work reaches the right person at once"
    wait = params.span(Block.STRUCTURE, 0, StructureCol.SEARCH_WAIT)
    search = params.span(Block.STRUCTURE, 0, StructureCol.SEARCH)
    yield f"the rest stands in the right line after {wait}, and takes {search} longer"
    yield f"{params.share(Block.STRUCTURE, 0, StructureCol.TWICE)} of that is done by the wrong person as well"
