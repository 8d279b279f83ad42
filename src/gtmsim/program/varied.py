"""Which parameters differ between replications, and their values in each."""

import numpy as np

from gtmsim.program.fill import fill
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Draws
from gtmsim.program.sheet import Sheet
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario


def varied_columns(scenario: Scenario, seed: int, first: int, count: int) -> dict[int, Floats]:
    """Return the column of values of every place of the parameters that depends on an uncertain number.

    Places of earlier dates follow those that hold at the end.
    """
    plan, draws = Plan(scenario), Draws(scenario, seed, first, count)
    width = int(plan.at[-1])
    columns: dict[int, Floats] = {}
    for number, phase in enumerate((plan.phases[-1], *plan.phases[:-1])):
        sheet = Sheet(plan.at, width, draws, plan.shapes)
        fill(sheet, plan.under(phase))
        columns |= {number * width + place: column for place, column in sheet.columns.items()}
    return columns


def parameter_table(program: Program, seed: int, first: int, count: int) -> Floats:
    """Return replication x slot: the values of `program.slots` in replications `first .. first + count`."""
    if not len(program.slots) or program.scenario is None:
        return np.zeros((count, 0))
    columns = varied_columns(program.scenario, seed, first, count)
    return np.column_stack([np.broadcast_to(columns[int(slot)], (count,)) for slot in program.slots])


def params_of(program: Program, row: Floats) -> Floats:
    """Return the parameters of one replication, those of earlier dates after those that hold at the end."""
    params = np.concatenate((program.params, program.before))
    params[program.slots] = row
    return params
