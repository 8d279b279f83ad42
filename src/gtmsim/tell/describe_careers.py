"""Careers in words: who quits and is replaced, how people ramp up and learn, and what they are paid for."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from gtmsim.amounts import listed, money, percent, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import Block, TeamCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.units import TICKS_PER_YEAR


def growth(program: Program) -> str:
    """Return in one paragraph what hiring may cost, what makes people quit sooner, and what changing work takes."""
    team = next((place for place, _ in ids(present(program).teams)), -1)
    if team < 0:
        return ""
    params = Params(program)
    currency = program.scenario.world.currency if program.scenario is not None else "currency"
    get = partial(params.get, Block.TEAM, team)
    told = []
    if get(TeamCol.ENVELOPE) > 0.0:
        yearly = [
            money(get(column) * TICKS_PER_YEAR, currency) for column in (TeamCol.ENVELOPE, TeamCol.TARGET)
        ]
        told.append(
            f"every 13 weeks the team that should most grow opens a position, above {get(TeamCol.BAR):g}"
        )
        told.append(f"all filled positions cost {yearly[0]}/year at most, the target is {yearly[1]}/year")
    pulls = (
        (TeamCol.PULL_OVERLOAD, "hours above 90 %"),
        (TeamCol.PULL_DRAIN, "hours on requests"),
        (TeamCol.PULL_QUOTA, "missed quota"),
    )
    weights = [
        f"{what} (weight {params.said(Block.TEAM, team, column)})"
        for column, what in pulls
        if get(column) > 0.0
    ]
    if weights:
        told.append(f"people quit sooner with {listed(weights)}")
    if get(TeamCol.DEPENDENCE) > 0.0:
        told.append(
            f"a helped deal brings {params.share(Block.TEAM, team, TeamCol.DEPENDENCE)} less experience"
        )
    pairs = np.argwhere(params.tables[Block.SWITCH] > 0.0)
    if len(pairs):
        took = params.span(Block.SWITCH, int(pairs[0, 0]), int(pairs[0, 1]))
        told.append(f"work that no single role shares with the last takes {took} of set-up")
    return "; ".join(told)


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
