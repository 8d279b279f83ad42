"""Which parameters differ between replications, and their values in each."""

from weakref import WeakKeyDictionary

import numpy as np

from gtmsim.program.fill import fill
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Draws, uncertain_numbers
from gtmsim.program.sheet import Sheet
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario

# Filling in takes as long for hundreds of replications as for one, and blocks of a run may be small.
CHUNK = 256
_latest: WeakKeyDictionary[Program, tuple[int, int, Floats]] = WeakKeyDictionary()


def varied_columns(plan: Plan, draws: Draws) -> dict[int, Floats]:
    """Return the column of values of every place of the parameters that depends on an uncertain number.

    Places of earlier dates follow those that hold at the end.
    """
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
    if count >= CHUNK:
        return _drawn(program, program.scenario, seed, first, count)
    start, chunk = first % CHUNK, first // CHUNK
    rows = _chunk(program, program.scenario, seed, chunk)
    if start + count > CHUNK:
        rows = np.concatenate((rows, _chunk(program, program.scenario, seed, chunk + 1)))
    return rows[start : start + count].copy()


def _chunk(program: Program, scenario: Scenario, seed: int, chunk: int) -> Floats:
    """Return the rows of a whole chunk of replications, drawn anew unless they are the last that were asked for."""
    latest = _latest.get(program)
    if latest is not None and latest[:2] == (seed, chunk):
        return latest[2]
    rows = _drawn(program, scenario, seed, chunk * CHUNK, CHUNK)
    _latest[program] = seed, chunk, rows
    return rows


def _drawn(program: Program, scenario: Scenario, seed: int, first: int, count: int) -> Floats:
    columns = varied_columns(Plan(scenario), Draws(uncertain_numbers(scenario), seed, first, count))
    return np.column_stack([np.broadcast_to(columns[int(slot)], (count,)) for slot in program.slots])


def params_of(program: Program, row: Floats) -> Floats:
    """Return the parameters of one replication, those of earlier dates after those that hold at the end."""
    params = np.concatenate((program.params, program.before))
    params[program.slots] = row
    return params
