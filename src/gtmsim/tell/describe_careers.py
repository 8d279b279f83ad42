"""Careers in words: who quits and is replaced, how people ramp up and learn, and what they are paid for."""

from collections.abc import Iterator
from functools import partial

from gtmsim.program.layout import Block, TeamCol
from gtmsim.tell.amounts import money, percent, short
from gtmsim.tell.params import Params
from gtmsim.units import TICKS_PER_YEAR


def career(params: Params, currency: str, team: int) -> Iterator[str]:
    """Yield what is special about being in a team."""
    get, span = partial(params.get, Block.TEAM, team), partial(params.span, Block.TEAM, team)
    if params.get(Block.TEAM, team, TeamCol.TURNOVER) > 0.0:
        yearly = params.said(Block.TEAM, team, TeamCol.TURNOVER, lambda rate: percent(rate * TICKS_PER_YEAR))
        search = params.drawn(Block.TEAM, team, TeamCol.TIME_TO_HIRE)
        yield f"{yearly} a year quit, " + (f"replaced after {search}" if search else "never replaced")
    if get(TeamCol.RAMP) > 0.0:
        start = params.share(Block.TEAM, team, TeamCol.RAMP_START)
        yield f"newcomers begin at {start} of their pace and ramp up with {span(TeamCol.RAMP)}"
    if get(TeamCol.LEARNS) != 0.0:
        deals = params.said(Block.TEAM, team, TeamCol.LEARNING_DEALS)
        yield f"experience adds up to {get(TeamCol.LEARNS):+.2f}, 63 % of it after {deals} deals"
    if get(TeamCol.QUOTA) > 0.0:
        yield f"quota {money(get(TeamCol.QUOTA) * TICKS_PER_YEAR, currency)}/year each"
    if get(TeamCol.COMMISSION) > 0.0:
        more = get(TeamCol.ACCELERATOR)
        above = f", times {short(more)} above quota" if more != 1.0 and get(TeamCol.QUOTA) > 0.0 else ""
        yield f"commission {params.share(Block.TEAM, team, TeamCol.COMMISSION)}{above}"
    for column, what in (
        (TeamCol.WEIGHT_GAP, "the bookings gap"),
        (TeamCol.WEIGHT_LOAD, "load above 80 %"),
        (TeamCol.WEIGHT_ACCOUNTS, "customers each"),
    ):
        if get(column) > 0.0:
            yield f"grows with {what} (weight {params.said(Block.TEAM, team, column)})"
