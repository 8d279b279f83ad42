"""Firms small enough to reckon with: leads come, some become opportunities, some of those are won, and reviews look back on it."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

DESK = """
gtmsim: 1
world:
  segments:
    small: {deal_value: {fixed: 10 kEUR}}
    large: {deal_value: {fixed: 30 kEUR}}
  sources: {web: {rate: 20 per week, mix: {small: 0.5, large: 0.5}, intent: 1, scoring: 0}}
  stages:
    talk: {sessions: 0}
    close: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {}}
  teams: {rep: {people: 1}}
run: {horizon: 261 weeks, warm_up: 27 weeks}
"""

MARKET = """
gtmsim: 1
world:
  segments:
    small: {accounts: 300, in_market: 1 per year, stay: 10 weeks, deal_value: {fixed: 10 kEUR}}
    large: {accounts: 100, in_market: 1 per year, stay: 10 weeks, deal_value: {fixed: 40 kEUR}}
  sources:
    brand: {kind: pool, intent: 1, hand_raise: 0.6, unprompted: 0, brand: 1}
    own: {kind: prospecting, intent: 1, doors: 20}
  awareness: {half_saturation: 20 h, brand_half_life: 40 weeks, hour_of_money: 100 EUR}
  knowledge: {built_by: research, half_known: 1 h}
  library: {built_by: writing}
  customers: {term: 26 weeks, built_by: care, churn: 60 %/year, half_cared: 6 min}
  stages:
    talk: {session: 30 min, requests: {}}
    close: {session: 30 min, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-13:00"}}}
  roles: {rep: {works: {talk: 1, close: 1}}, marketer: {}}
  teams: {rep: {people: 2, openings: 2, time_to_hire: 1 week, cost: 80 kEUR/year}, marketer: {people: 2, cost: 60 kEUR/year}}
policy:
  standing: {rep: {prospecting: 1}, marketer: {programs: 0.6, research: 0.1, writing: 0.1, care: 0.2}}
  standing_session: 4 h
  budget: 100 kEUR/year
  target: 3 MEUR/year
  hiring: {rep: {bookings_gap: 1}}
  hiring_bar: 0
  envelope: 1 MEUR/year
run: {horizon: 156 weeks, warm_up: 14 weeks}
"""


@lru_cache(maxsize=64)
def ran(text: str, *overrides: str, runs: int = 20) -> Batch:
    """Run some replications of a scenario on the core."""
    return select("core").run(lower(loads(text, "firm.yaml", overrides)), 11, 0, runs)


def traced(text: str, *overrides: str) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "firm.yaml", overrides)), 11, 0)


def metric(batch: Batch, key: str) -> npt.NDArray[np.float64]:
    """Return a metric of each run by its key, such as `bookings` or `effort_share[segment=large]`."""
    name = key.partition("[")[0].removesuffix(".end")
    return next(series.values for series in measured(batch, [name]) if series.key == key)


def mean(batch: Batch, key: str) -> float:
    """Return the mean of a metric over runs, those left out that could not tell it."""
    return float(np.nanmean(metric(batch, key)))
