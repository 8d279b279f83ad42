"""A traced replication read as if it were a log: its leads and first touches, day by day and week by week."""

from dataclasses import dataclass

import numpy as np

from gtmsim import engines
from gtmsim.calibration.arrivals import dispersion_index
from gtmsim.calibration.changes import weeks_of_backlog
from gtmsim.calibration.numbers import Floats
from gtmsim.program.layout import RecordCol, What
from gtmsim.study.run import Run
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_WEEK

MOST = 40  # replications traced; each is kept whole in memory for a moment


@dataclass(frozen=True)
class Traced:
    """One value a traced replication."""

    dispersion: Floats  # daily counts of leads, variance over mean within weekdays
    backlog_sd: Floats  # of the weeks' mean numbers of leads waiting for their first touch


NOTHING = Traced(np.empty(0), np.empty(0))


def traced(done: Run) -> Traced:
    """Return what only single events tell, for the first replications of a run."""
    engine = engines.select(done.engine)
    program = done.program
    dispersion, spread = [], []
    for replication in range(min(done.replications, MOST)):
        records = engine.trace(program, done.seed, replication).records
        born, born_at = _first(records, What.LEAD)
        touched, touched_at = _first(records, What.TAKEN)
        days = np.bincount(born_at // TICKS_PER_DAY, minlength=-(-program.horizon // TICKS_PER_DAY))
        counts: Floats = days[program.warm_up // TICKS_PER_DAY :].astype(np.float64)
        dispersion.append(dispersion_index(counts, np.arange(len(counts)) % 7))
        both = np.isin(born, touched)
        first = touched_at[np.searchsorted(touched, born[both])]
        weeks = weeks_of_backlog(
            born_at[both] / TICKS_PER_HOUR, first / TICKS_PER_HOUR, program.horizon / TICKS_PER_HOUR
        )
        spread.append(float(np.std(weeks[program.warm_up // TICKS_PER_WEEK :])))
    return Traced(np.array(dispersion), np.array(spread))


def _first(records: np.ndarray, what: What) -> tuple[np.ndarray, np.ndarray]:
    """Return the entities with such a record, in order of number, and the tick of the first each has."""
    told = records[records[:, RecordCol.WHAT] == what]
    entities, place = np.unique(told[:, RecordCol.ENTITY], return_index=True)
    return entities, told[place, RecordCol.TICK]
