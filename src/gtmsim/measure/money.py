"""What was sold and what it cost, in whole units of the scenario's currency."""

from collections.abc import Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.material import deal_cost
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import Block, CellTotal, Close, PersonCol, PersonInt, RequestCol, SourceCol
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.units import CENTS_PER_UNIT

_WON = CellTotal.CLOSED + Close.WON


def money(sheet: Sheet) -> Iterator[Series]:
    """Yield bookings and pipeline by source and segment, cost by team and source, and what follows from them."""
    yield from sheet.by_cell("bookings", lambda cells: cells[:, CellTotal.BOOKED_CENTS] / CENTS_PER_UNIT)
    yield from sheet.by_cell("pipeline", lambda cells: cells[:, CellTotal.PIPELINE_CENTS] / CENTS_PER_UNIT)

    people = people_cost(sheet)
    leads = sheet.cells[..., CellTotal.LEADS].sum(axis=2) * sheet.numbers(Block.SOURCE, SourceCol.COST_CENTS)
    leads = leads / CENTS_PER_UNIT
    deals = deal_cost(sheet)
    cost = people.sum(axis=1) + leads.sum(axis=1) + deals
    yield Series("cost", cost)
    team_of = sheet.program.person_ints[:, PersonInt.TEAM]
    for place, name in ids(sheet.names.teams):
        yield Series("cost", people[:, team_of == place].sum(axis=1), "team", name)
    yield from sheet.by_id("cost", "source", sheet.names.sources, leads)
    if (sheet.numbers(Block.REQUEST, RequestCol.COST_CENTS) > 0.0).any():
        yield Series("cost", deals, "for", "deals")

    cells = sheet.cells.sum(axis=(1, 2))
    yield Series("profit", cells[:, CellTotal.BOOKED_CENTS] / CENTS_PER_UNIT - cost)
    yield Series("cac", ratio(cost, cells[:, _WON]))


def people_cost(sheet: Sheet) -> Floats:
    """Return each person's cost by replication, while employed inside the measured window."""
    ticks = employed_ticks(sheet.program, sheet.program.warm_up)
    return sheet.numbers(Block.PERSON, PersonCol.COST_CENTS) * ticks / CENTS_PER_UNIT


def planned_cost(program: Program) -> float:
    """Return what the plan's people cost from the first tick to the horizon, uncertain numbers at their medians."""
    cents = program.block(Block.PERSON)[:, PersonCol.COST_CENTS]
    return float((cents * employed_ticks(program, 0)).sum()) / CENTS_PER_UNIT


def employed_ticks(program: Program, since: int) -> Ints:
    """Return for how many ticks, nights and weekends included, each person is employed between `since` and the horizon."""
    starts = np.maximum(program.person_ints[:, PersonInt.STARTS], since)
    leaves = np.minimum(program.person_ints[:, PersonInt.LEAVES], program.horizon)
    employed: Ints = np.maximum(leaves - starts, 0)
    return employed
