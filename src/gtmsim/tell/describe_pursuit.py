"""What reps go after in a lowered program, in words."""

from collections.abc import Iterator

from gtmsim.amounts import number
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import AimCol, Block, PursuitCol, StageCol, StageInt
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params


def prospecting_words(program: Program, params: Params, _source: int) -> Iterator[str]:
    """Yield how leads are found: by which work, how many doors a session, in whose territory."""
    yield f"found in {program.names.kinds[program.prospected_by]}"
    yield f"{params.said(Block.PURSUIT, 0, PursuitCol.DOORS)} accounts tried a session"
    if params.get(Block.PURSUIT, 0, PursuitCol.OPENS) < 1.0:
        opens = params.share(Block.PURSUIT, 0, PursuitCol.OPENS)
        yield f"{opens} of those who are looking and have never heard of us listen, all of the others"
    if params.get(Block.PURSUIT, 0, PursuitCol.OWN_DEALS) > 0.0:
        own = params.share(Block.PURSUIT, 0, PursuitCol.OWN_DEALS)
        yield f"{own} of sessions go to deals in hand first, to meet who decides there"
    if program.territory >= 0:
        yield f"{number(program.territory)} accounts a person and segment at most"
    aims = [
        (name, params.get(Block.AIM, segment, AimCol.SHARE))
        for segment, name in ids(present(program).segments)
    ]
    in_all = sum(share for _, share in aims)
    if in_all > 0.0:
        yield ", ".join(f"{100 * share / in_all:.0f} % {name}" for name, share in aims if share > 0.0)


def pursuit_words(program: Program) -> list[str]:
    """Return how reps choose between leads and prospecting, and what goes wrong at the hand-off; nothing if nothing does."""
    params = Params(program)
    told: list[str] = []
    if params.get(Block.PURSUIT, 0, PursuitCol.SHARPNESS) > 0.0 and program.prospected_by >= 0:
        sharpness, tracking, experience, learning = (
            params.said(Block.PURSUIT, 0, column)
            for column in (
                PursuitCol.SHARPNESS, PursuitCol.TRACKING, PursuitCol.EXPERIENCE, PursuitCol.LEARNING,
            )
        )  # fmt: skip
        told.append(
            f"who prospects takes a waiting lead with logit {sharpness} x what an hour on leads is believed to bring "
            f"against an hour on own ones + {tracking} - {experience} a year; the latest deal weighs {learning}"
        )
    if params.get(Block.PURSUIT, 0, PursuitCol.SHARED_LIST) < 1.0 and program.prospecting_source >= 0:
        share, costs = (
            params.share(Block.PURSUIT, 0, PursuitCol.SHARED_LIST),
            params.said(Block.PURSUIT, 0, PursuitCol.DUPLICATE_TOUCH),
        )
        told.append(
            f"{share} of calls from a shared list; a call on somebody else's account takes {costs} from its logit"
        )
    if program.nurtured_by >= 0:
        full, lift = (
            params.said(Block.PURSUIT, 0, c) for c in (PursuitCol.NURTURE_FULL, PursuitCol.NURTURE_LIFT)
        )
        kind = program.names.kinds[program.nurtured_by]
        told.append(
            f"leads put aside share the hours of {kind}: {full} h each bring 63 % of {lift} on the logit"
        )
    for stage, name in ids(present(program).stages):
        entered = program.stage_ints[stage][StageInt.ENTRY_STEP] >= 0
        if entered and params.get(Block.STAGE, stage, StageCol.MESSAGE) < 1.0:
            share, costs = (
                params.share(Block.STAGE, stage, StageCol.MESSAGE),
                params.said(Block.PURSUIT, 0, PursuitCol.MESSAGE_BREAK),
            )
            told.append(
                f"{name}: {share} of first conversations take up the promise, others take {costs} from the logit"
            )
    return told
