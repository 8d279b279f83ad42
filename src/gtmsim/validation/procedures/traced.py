"""Numbers that only the records of whole runs tell, replication by replication."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gtmsim import engines
from gtmsim.engines.contract import Trace
from gtmsim.program.tables import Floats, Program

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


def traced(
    lab: "Lab", what: str, program: Program, first: int, count: int, tell: Callable[[Trace], Sequence[float]]
) -> Floats:
    """Return a row a replication, what `tell` reads off its records; `what` names `tell` and everything that decides what it tells.

    The lab keeps the rows, and counts what was run.
    """

    def made() -> Floats:
        engine, before = engines.select(lab.engine), time.monotonic()
        rows = [tell(engine.trace(program, lab.seed, first + place)) for place in range(count)]
        lab.told(count, time.monotonic() - before)
        return np.array(rows, dtype=np.float64)

    return lab.kept(f"{what} {program.digest} {first} {count} {lab.engine}", made)
