"""Which parameters differ between replications, and their values in each."""

import numpy as np

from gtmsim.program.lower import varied_columns
from gtmsim.program.tables import Floats, Program


def parameter_table(program: Program, seed: int, first: int, count: int) -> Floats:
    """Return replication x slot: the values of `program.slots` in replications `first .. first + count`."""
    if not len(program.slots) or program.scenario is None:
        return np.zeros((count, 0))
    columns = varied_columns(program.scenario, seed, first, count)
    return np.column_stack([np.broadcast_to(columns[int(slot)], (count,)) for slot in program.slots])


def params_of(program: Program, row: Floats) -> Floats:
    """Return the parameters of one replication."""
    params = program.params.copy()
    params[program.slots] = row
    return params
