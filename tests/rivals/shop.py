"""A shop small enough to reckon with, and two who sell the same: a list of leads, and a market of accounts."""

from functools import lru_cache
from math import exp, log

import numpy as np

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import StockKind, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Ints
from gtmsim.scenario import loads

LEADS = 20_000

LIST = """
gtmsim: 1
world:
  segments: {shop: {contested: 1}}
  sources: {list: {rate: 0, first: 20000, intent: 1}}
  contested_lift: 0
  rivals: {other: {}}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.4, lost: 0.6}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {nobody: {}}
  teams: {nobody: {people: 1}}
run: {horizon: 1 week}
"""

SPACE = """
gtmsim: 1
world:
  attributes: {speed: {}, care: {}}
  segments: {shop: {needs: {speed: 3, care: 1}}}
  sources: {list: {rate: 0, first: 1, intent: 1}}
  products: {tool: {features: {speed: 0.8, care: 0.4}}}
  rivals: {other: {features: {speed: 0.2, care: 0.4}}}
  stages:
    sell: {sessions: 0}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {nobody: {}}
  teams: {nobody: {people: 1}}
run: {horizon: 60 weeks}
"""

MARKET = """
gtmsim: 1
world:
  segments:
    small: {accounts: 300, in_market: 4 per year, stay: 6 weeks, contested: 0.5}
    large: {accounts: 100, in_market: 4 per year, stay: 6 weeks, contested: 0.5}
  sources:
    market: {kind: pool, intent: 1, hand_raise: 0.9, unprompted: 0.8}
  contested_lift: 0
  rivals:
    big: {customers: {small: 0.4, large: 1}, presence: {small: 0.75}}
    quick: {customers: {small: 0.6}}
  rivalry: {incumbency: 0}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.3, lost: 0.5, no_decision: 0.2}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {marketer: {}}
  teams: {marketer: {people: 1}}
policy:
  standing: {marketer: {programs: 1}}
run: {horizon: 52 weeks}
"""


@lru_cache(maxsize=64)
def traced(text: str, *overrides: str) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "shop.yaml", overrides)), 7, 0)


@lru_cache(maxsize=64)
def ran(text: str, *overrides: str, runs: int = 10) -> Batch:
    """Run some replications."""
    return select("core").run(lower(loads(text, "shop.yaml", overrides)), 7, 0, runs)


def told(what: What, text: str, *overrides: str) -> Ints:
    """Return the records of one word."""
    records = traced(text, *overrides).records
    return np.asarray(records[records[:, 3] == what], np.int64)


def stock(kind: StockKind, text: str, *overrides: str, level: int = 0) -> Floats:
    """Return where a weekly stock stood on each Monday."""
    place = traced(text, *overrides).program.stock_first[kind] + level
    records = told(What.STOCK, text, *overrides)
    return np.asarray(records[records[:, 2] == place][:, 5] / 1e6, np.float64)


def metric(key: str, text: str, *overrides: str) -> float:
    """Return the mean over some runs of a metric by its key, such as `rival_deals[rival=big]`."""
    series = measured(ran(text, *overrides), [key.partition("[")[0].partition(".")[0]])
    return float(np.nanmean(next(each.values for each in series if each.key == key)))


def chance(base: float, lift: float) -> float:
    """Return a share moved on the logit scale."""
    return 1 / (1 + exp(-(log(base / (1 - base)) + lift)))


def near(found: float, expected: float, of: int = 10 * LEADS) -> bool:
    """Return whether a share of so many is an expected one, within what luck does."""
    return bool(abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / of))
