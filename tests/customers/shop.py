"""A shop small enough to reckon with: leads that are there at once, all of them buy, and what becomes of them."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import CustomerTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads

SHOP = """
gtmsim: 1
world:
  segments: {shop: {deal_value: {fixed: 10 kEUR}}}
  sources: {list: {rate: 0, first: 400, intent: 1}}
  stages:
    sell: {sessions: 0}
  customers: {term: 26 weeks, churn: 40 %/year, death: 20 %/year}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {carer: {}}
  teams: {carer: {people: 1}}
run: {horizon: 27 weeks}
"""

LIST = "world.sources.list.first=4000"  # for what is compared with a formula

MARKET = """
gtmsim: 1
world:
  segments: {shop: {accounts: 200, deal_value: {fixed: 10 kEUR}, in_market: 2 per year, stay: 10 weeks}}
  sources:
    market: {kind: pool, intent: 1, hand_raise: 0.9, unprompted: 0.9}
    customers: {kind: customers, intent: 1, hand_raise: 0.6, unprompted: 0}
  stages:
    sell: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}
  customers: {term: 52 weeks, built_by: care}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {carer: {}}
  teams: {carer: {people: 2}}
policy:
  standing: {carer: {care: 1}}
run: {horizon: 156 weeks}
"""


@lru_cache(maxsize=16)
def ran(text: str, *overrides: str, runs: int = 20) -> Batch:
    """Run some replications of a scenario on the core."""
    return select("core").run(lower(loads(text, "shop.yaml", overrides)), 7, 0, runs)


def traced(text: str, *overrides: str) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "shop.yaml", overrides)), 7, 0)


def total(batch: Batch, what: CustomerTotal) -> Ints:
    """Return a total of customers in each run, over all segments."""
    table = totals_of(batch.program).block(batch.totals, TotalBlock.CUSTOMER)
    return np.asarray(table[:, :-1, int(what)].sum(axis=1), np.int64)


def metric(batch: Batch, key: str) -> npt.NDArray[np.float64]:
    """Return a metric of each run by its key, such as `grr` or `arr[segment=smb]`."""
    name = key.partition("[")[0].partition(".")[0]
    return next(series.values for series in measured(batch, [name]) if series.key == key)
