"""The hub of a lowered program in words: its links, who keeps them coherent, and what hangs on them."""

from collections.abc import Iterator

from gtmsim.amounts import percent
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, Carries, HubCol, LinkCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params

_LOSES = {
    Carries.MARKETING: (
        (HubCol.RELEVANCE, "of the program effort's relevance"),
        (HubCol.GATE, "of the adoption of material"),
    ),
    Carries.SALES: (
        (HubCol.BREAKS, "of kept promises"),
        (HubCol.BACKSTOP, "off the logit of large deals"),
    ),
    Carries.DEVELOPMENT: (
        (HubCol.REWORK, "of development hours"),
        (HubCol.UNFILTERED, "of the filter on sellers' wishes"),
    ),
    Carries.FINANCE: ((HubCol.FORECAST, "more spread of forecasts"),),
    Carries.MANAGEMENT: ((HubCol.LATENCY, "weeks until decisions"),),
    Carries.RESEARCH: ((HubCol.RESEARCH, "of research"),),
    Carries.PRESS: ((HubCol.REACH, "of reach"),),
    Carries.SERVICE: ((HubCol.SERVICE, "of the effect of care"),),
}


def hub_told(program: Program) -> str:
    """Return the hub in words: nothing where there are neither links nor a profile nor training."""
    return "\n".join((*_links(program), *_stocks(program)))


def _links(program: Program) -> Iterator[str]:
    params, links = Params(program), list(ids(present(program).links))
    if not links:
        return
    for row, name in links:
        carries = int(params.get(Block.LINK, row, LinkCol.CARRIES))
        lost = [
            f"{params.said(Block.HUB, 0, column)} {words}"
            for column, words in (_LOSES[Carries(carries)] if carries >= 0 else ())
            if params.get(Block.HUB, 0, column) > 0.0
        ]
        share = percent(params.get(Block.LINK, row, LinkCol.SHARE))
        yield f"link {name} ({share} of the hub's hours)" + (
            f": without it {', '.join(lost)}" if lost else ""
        )
    by_hub, by_all = (_kind(program, params, column) for column in (HubCol.BUILT_BY, HubCol.MET_BY))
    half = params.said(Block.HUB, 0, HubCol.HALF_ALIGNED)
    if by_hub:
        yield f"{by_hub} is the hub: {half} h a week on a link keep half of it coherent"
    if by_all:
        pairs = params.said(Block.HUB, 0, HubCol.PAIRS)
        yield f"{by_all} are shared by {pairs} pairs of functions"
    if not by_hub and not by_all:
        yield "nobody keeps them coherent"


def _stocks(program: Program) -> Iterator[str]:
    params = Params(program)
    if kind := _kind(program, params, HubCol.PROFILED_BY):
        more, saved = (
            params.share(Block.HUB, 0, column) for column in (HubCol.PROFILE_RELEVANCE, HubCol.PROFILE_SAVING)
        )
        yield f"{kind} keeps a profile of the buyer: up to {more} more relevance, {saved} less talk"
    if kind := _kind(program, params, HubCol.TRAINED_BY):
        yield f"{kind} trains reps: up to {params.said(Block.HUB, 0, HubCol.TRAINING_LIFT)} on the logit of every deal"


def _kind(program: Program, params: Params, column: HubCol) -> str:
    kind = int(params.get(Block.HUB, 0, column))
    return program.names.kinds[kind] if kind >= 0 else ""
