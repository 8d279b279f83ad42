"""A shop small enough to reckon with: what its accounts need, what a product has, and whether they buy."""

from functools import lru_cache

import numpy as np

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Close, StockKind, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Ints
from gtmsim.scenario import loads

SHOP = """
gtmsim: 1
world:
  attributes: {speed: {}, care: {}}
  segments: {shop: {needs: {speed: 3, care: 1}}}
  sources: {list: {rate: 0, first: 20000, intent: 1}}
  products: {tool: {features: {speed: 0.8, care: 0.4}}}
  needs: {fit: 4, usual: 0.5}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.4, lost: 0.3, no_decision: 0.3}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {nobody: {}}
  teams: {nobody: {people: 1}}
run: {horizon: 1 week}
"""


@lru_cache(maxsize=32)
def ran(text: str, *overrides: str, runs: int = 10) -> Batch:
    """Run some replications of a scenario on the core."""
    return select("core").run(lower(loads(text, "shop.yaml", overrides)), 7, 0, runs)


@lru_cache(maxsize=32)
def traced(text: str, *overrides: str) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "shop.yaml", overrides)), 7, 0)


def told(what: What, *overrides: str, text: str = SHOP) -> Ints:
    """Return the records of one word."""
    records = traced(text, *overrides).records
    return np.asarray(records[records[:, 3] == what], np.int64)


def ended(how: Close, *overrides: str, text: str = SHOP) -> float:
    """Return which share of all leads ended in one way."""
    return float(np.mean(told(What.CLOSED, *overrides, text=text)[:, 4] == how))


def won(*overrides: str, text: str = SHOP) -> float:
    """Return which share of all leads was won."""
    return ended(Close.WON, *overrides, text=text)


def stock(kind: StockKind, *overrides: str, text: str = SHOP, level: int = 0) -> Floats:
    """Return where a weekly stock stood on each Monday."""
    place = traced(text, *overrides).program.stock_first[kind] + level
    records = told(What.STOCK, *overrides, text=text)
    return np.asarray(records[records[:, 2] == place][:, 5] / 1e6, np.float64)


def metric(key: str, *overrides: str, text: str = SHOP) -> float:
    """Return the mean over some runs of a metric by its key, such as `product_fit[product=tool]`."""
    series = measured(ran(text, *overrides), [key.partition("[")[0].partition(".")[0]])
    return float(np.mean(next(each.values for each in series if each.key == key)))
