"""Which parameters differ between replications, and their values in each."""

from weakref import WeakKeyDictionary

import numpy as np

from gtmsim.program.fill import fill
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Draws
from gtmsim.program.sheet import Sheet
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario

# Filling in takes as long for a thousand replications as for one, and blocks of a run are small.
CHUNK = 1024
_latest: WeakKeyDictionary[Program, tuple[int, int, Floats]] = WeakKeyDictionary()


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
    chunks = range(first // CHUNK, (first + count - 1) // CHUNK + 1)
    start = first - chunks[0] * CHUNK
    return np.concatenate([_drawn(program, seed, chunk) for chunk in chunks])[start : start + count].copy()


def _drawn(program: Program, seed: int, chunk: int) -> Floats:
    """Return the rows of a whole chunk of replications, drawn anew unless they were the last that were asked for."""
    latest = _latest.get(program)
    if latest is not None and latest[:2] == (seed, chunk):
        return latest[2]
    assert program.scenario is not None, "asked before"
    columns = varied_columns(program.scenario, seed, chunk * CHUNK, CHUNK)
    table = np.column_stack([np.broadcast_to(columns[int(slot)], (CHUNK,)) for slot in program.slots])
    _latest[program] = seed, chunk, table
    return table


def params_of(program: Program, row: Floats) -> Floats:
    """Return the parameters of one replication, those of earlier dates after those that hold at the end."""
    params = np.concatenate((program.params, program.before))
    params[program.slots] = row
    return params
