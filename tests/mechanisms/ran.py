"""A small world run with a few things said otherwise: what the tests of mechanisms compare."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.measure.metrics import measured
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

SEED = 7


@lru_cache(maxsize=64)
def ran(text: str, *overrides: str, runs: int = 8, engine: str = "core") -> Batch:
    """Run some replications of a scenario."""
    return select(engine).run(lower(loads(text, "small.yaml", overrides)), SEED, 0, runs)


def values(
    metric: str, text: str, *overrides: str, runs: int = 8, engine: str = "core"
) -> npt.NDArray[np.float64]:
    """Return a metric of each run by its key, such as `wins` or `hours[role/kind=rep/talk]`."""
    batch = ran(text, *overrides, runs=runs, engine=engine)
    name = metric.partition("[")[0]
    told = {series.key: series.values for series in measured(batch, [name])}
    return told[metric]


def value(metric: str, text: str, *overrides: str, runs: int = 8, engine: str = "core") -> float:
    """Return the mean of a metric over the runs that could measure it."""
    return float(np.nanmean(values(metric, text, *overrides, runs=runs, engine=engine)))
