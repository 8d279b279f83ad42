"""A workshop small enough to reckon with: developers round the clock, buyers who are all there at once."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

WORKSHOP = """
gtmsim: 1
world:
  attributes: {speed: {}, safety: {}}
  segments:
    shop: {deal_value: {fixed: 10 kEUR}, needs: {speed: 3, safety: 1}}
  sources: {list: {rate: 0, first: 400, intent: 1}}
  products: {suite: {features: {speed: 0.2, safety: 0.2}}}
  stages:
    sell: {sessions: 0, clock: {exponential: 26 weeks}, outcomes: {advance: 0.5, lost: 0.5}}
  roadmap: {built_by: development, feature_hours: 168 h, one_off_hours: 42 h, upkeep: 0 %/year, gone_stale: 0 %/year}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {developer: {}}
  teams: {developer: {people: 1}}
policy:
  standing: {developer: {development: 1}}
run: {horizon: 27 weeks}
"""
WEEK_HOURS = 168.0
FOR_DEALS = "policy.roadmap={deals: 1}"


@lru_cache(maxsize=32)
def ran(*overrides: str, text: str = WORKSHOP, runs: int = 20) -> Batch:
    """Run some replications of a scenario on the core."""
    return select("core").run(lower(loads(text, "workshop.yaml", overrides)), 7, 0, runs)


@lru_cache(maxsize=128)
def traced(*overrides: str, text: str = WORKSHOP, replication: int = 0) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "workshop.yaml", overrides)), 7, replication)


def metric(batch: Batch, key: str) -> npt.NDArray[np.float64]:
    """Return a metric of each run by its key, such as `velocity` or `product_fit[product=suite].end`."""
    name = key.partition("[")[0].partition(".")[0]
    return next(series.values for series in measured(batch, [name]) if series.key == key)


def told(trace: Trace, what: What) -> list[list[int]]:
    """Return the records of a kind."""
    return [row for row in trace.records.tolist() if row[3] == what]
