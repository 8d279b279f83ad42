"""What was sold and what it cost, in whole units of the scenario's currency."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from gtmsim.measure.careers import by_name, commissions, salaries
from gtmsim.measure.customers import payback_months, revenue
from gtmsim.measure.material import deal_cost
from gtmsim.measure.registry import names_in
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import (
    Block,
    CellTotal,
    Close,
    PersonCol,
    PersonInt,
    RequestCol,
    RunCol,
    RunTotal,
    SourceCol,
    TeamCol,
    TotalBlock,
)
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_WEEK

_WON = CellTotal.CLOSED + Close.WON


def money(sheet: Sheet) -> Iterator[Series]:
    """Yield bookings and pipeline by source and segment, cost by team and source, and what follows from them.

    A source costs what its leads cost, and the commission on what they brought.
    """
    yield from sheet.by_cell("bookings", lambda cells: cells[:, CellTotal.BOOKED_CENTS] / CENTS_PER_UNIT)
    yield from sheet.by_cell("pipeline", lambda cells: cells[:, CellTotal.PIPELINE_CENTS] / CENTS_PER_UNIT)

    people, commission = salaries(sheet), commissions(sheet)
    sources = sheet.cells.sum(axis=2)
    leads = sources[..., CellTotal.LEADS] * sheet.numbers(Block.SOURCE, SourceCol.COST_CENTS)
    partners = sources[..., CellTotal.BOOKED_CENTS] * sheet.numbers(Block.SOURCE, SourceCol.COMMISSION)
    leads = (leads + partners + sources[..., CellTotal.REPRICED_CENTS]) / CENTS_PER_UNIT
    programs, deals = program_money(sheet), deal_cost(sheet)
    cost = people.sum(axis=1) + leads.sum(axis=1) + commission + programs + deals
    yield Series("cost", cost)
    yield Series("cost", programs, "money", "programs", unless_nothing=True)
    yield from by_name(sheet, people)
    if has_commission(sheet.program):
        yield Series("cost", commission, "pay", "commission")
    yield from sheet.by_id("cost", "source", sheet.names.sources, leads)
    if sheet.may_be_above_zero(Block.REQUEST, RequestCol.COST_CENTS):
        yield Series("cost", deals, "for", "deals")

    cells = sheet.cells.sum(axis=(1, 2))
    earned = cells[:, CellTotal.BOOKED_CENTS] / CENTS_PER_UNIT
    if "revenue" in names_in(sheet.program):
        earned = revenue(sheet)
        yield Series("cac_payback_months", payback_months(sheet, cost))
    yield Series("profit", earned - cost)
    yield Series("cac", ratio(cost, cells[:, _WON]))


def program_money(sheet: Sheet) -> Floats:
    """Return the money spent on programs inside the measured window, by replication."""
    money: Floats = sheet.block(TotalBlock.RUN)[:, RunTotal.PROGRAM_CENTS] / CENTS_PER_UNIT
    return money


def planned_cost(program: Program) -> float:
    """Return what the plan's people and programs cost from the first tick to the horizon, uncertain numbers at their medians.

    Every position that does not begin empty is filled all the time: nobody quits, and nobody is hired to grow.
    """
    programs = sum(
        held(Block.RUN)[0, RunCol.BUDGET_CENTS] * ((until - begin) / TICKS_PER_WEEK)
        for begin, until, held in _between_dates(program, 0)
    )
    return float(planned_salary_cents(program, 0).sum() + programs) / CENTS_PER_UNIT


def planned_salary_cents(program: Program, since: int) -> Floats:
    """Return what each position is planned to cost between `since` and the horizon, in cents, at what it costs at each time."""
    cents = np.zeros(len(program.person_ints))
    for begin, until, held in _between_dates(program, since):
        cents += held(Block.PERSON)[:, PersonCol.COST_CENTS] * employed_ticks(program, begin, until)
    return cents


def _between_dates(program: Program, since: int) -> Iterator[tuple[int, int, Callable[[Block], Floats]]]:
    """Yield from when to when other numbers hold, and what tells a block of them."""
    params = np.concatenate((program.params, program.before))
    dates = [since, *(date for date in program.phase_at.tolist() if date > since), program.horizon]
    for begin, until in pairwise(dates):
        yield begin, until, partial(program.block, params=program.held(params, begin))


def employed_ticks(program: Program, since: int, until: int | None = None) -> Ints:
    """Return how many ticks of each position are planned from `since` to `until` (the horizon), nights and weekends included."""
    starts = np.maximum(program.person_ints[:, PersonInt.STARTS], since)
    leaves = np.minimum(program.person_ints[:, PersonInt.LEAVES], program.horizon if until is None else until)
    planned = program.person_ints[:, PersonInt.OPENING] == 0
    employed: Ints = np.maximum(leaves - starts, 0) * planned
    return employed


def has_commission(program: Program) -> bool:
    """Return whether anybody is paid by what they sell."""
    return bool((program.block(Block.TEAM)[:, TeamCol.COMMISSION] > 0.0).any())
