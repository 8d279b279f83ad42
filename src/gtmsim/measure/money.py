"""What was sold and what it cost, in whole units of the scenario's currency."""

from collections.abc import Iterator

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
    leads = sheet.cells[..., CellTotal.LEADS].sum(axis=2) * sheet.costs(Block.SOURCE, SourceCol.COST_CENTS)
    booked = sheet.cells[..., CellTotal.BOOKED_CENTS].sum(axis=2)
    leads = (leads + booked * sheet.costs(Block.SOURCE, SourceCol.COMMISSION)) / CENTS_PER_UNIT
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
    cents = program.block(Block.PERSON)[:, PersonCol.COST_CENTS]
    programs = program.block(Block.RUN)[0, RunCol.BUDGET_CENTS] * (program.horizon / TICKS_PER_WEEK)
    return float((cents * employed_ticks(program, 0)).sum() + programs) / CENTS_PER_UNIT


def employed_ticks(program: Program, since: int) -> Ints:
    """Return how many ticks of each position are planned between `since` and the horizon, nights and weekends included."""
    starts = np.maximum(program.person_ints[:, PersonInt.STARTS], since)
    leaves = np.minimum(program.person_ints[:, PersonInt.LEAVES], program.horizon)
    planned = program.person_ints[:, PersonInt.OPENING] == 0
    employed: Ints = np.maximum(leaves - starts, 0) * planned
    return employed


def has_commission(program: Program) -> bool:
    """Return whether anybody is paid by what they sell."""
    return bool((program.block(Block.TEAM)[:, TeamCol.COMMISSION] > 0.0).any())
