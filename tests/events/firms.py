"""Firms to which something happens at a date, and ways to look at what becomes of them."""

from functools import lru_cache

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol, StockKind, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Ints
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_WEEK

WEEK = TICKS_PER_WEEK

# Accounts look around for a minute four times a year; who raises a hand is lost at once.
MARKET = """
gtmsim: 1
world:
  segments: {any: {accounts: 2000, in_market: 4 per year, stay: {fixed: 1 min}}}
  sources: {market: {kind: pool, hand_raise: 0.5, unprompted: 0.5}, list: {rate: 40 per week, mix: {any: 1}}}
  stages: {talk: {sessions: 0, outcomes: {advance: 0, lost: 1}}}
organisation: {calendars: {always: {week: {mon-sun: all day}}}, roles: {rep: {}}, teams: {rep: {people: 1}}}
run: {horizon: 60 weeks}
"""

# Two reps take deals through four sessions of eight hours, each with whoever had the last one.
DESK = """
gtmsim: 1
world:
  segments: {any: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 6 per week, intent: 1}}
  stages: {sell: {sessions: 4, session_spread: none, session: {fixed: 8 h}, gap: 3 days}}
  requests: {ask: {}}
organisation:
  calendars: {office: {week: {mon-fri: "08:00-16:00"}}}
  roles: {rep: {works: {sell: 1}}, spare: {works: {sell: 0, ask: 1}}, marketer: {works: {ask: 1}}}
  teams: {rep: {people: 2}, spare: {people: 1}, marketer: {people: 1}}
policy:
  standing: {marketer: {programs: 1}}
  handoffs: {sell: {same_person: 1}}
run: {horizon: 20 weeks}
"""

# A hundred customers at once, whose contracts are up for renewal every half year.
SHOP = """
gtmsim: 1
world:
  products: {old: {}, new: {}}
  segments:
    shop: {accounts: 60, deal_value: {median: 10 kEUR, sigma: 1}, in_market: 4 per year, stay: 10 weeks}
    mill: {accounts: 10, in_market: 0 per year}
  sources:
    list: {rate: 0, first: 40, intent: 1, mix: {shop: 1}}
    market: {kind: pool, intent: 1, hand_raise: 0.9, unprompted: 0.9}
  stages: {sell: {sessions: 0, outcomes: {advance: 0.5, lost: 0.5}}}
  customers: {term: 26 weeks, churn: 20 %/year}
organisation: {calendars: {always: {week: {mon-sun: all day}}}, roles: {carer: {}}, teams: {carer: {people: 1}}}
policy: {offers: {shop: {old: 0.5, new: 0.5}, mill: {old: 1}}}
run: {horizon: 70 weeks, warm_up: 10 weeks}
"""


@lru_cache(maxsize=32)
def traced(text: str, *overrides: str, replication: int = 0) -> Trace:
    """Trace a replication on the core."""
    return select("core").trace(lower(loads(text, "firm.yaml", overrides)), 5, replication)


def told(story: Trace, what: What) -> Ints:
    """Return the records of a kind."""
    rows: Ints = story.records[story.records[:, RecordCol.WHAT] == what]
    return rows


def until(story: Trace, tick: int) -> list[list[int]]:
    """Return the records before a tick."""
    rows: list[list[int]] = story.records[story.records[:, RecordCol.TICK] < tick].tolist()
    return rows


def stock(story: Trace, kind: StockKind, level: int = 0) -> list[float]:
    """Return a stock by week."""
    rows = told(story, What.STOCK)
    mine = rows[rows[:, RecordCol.ENTITY] == story.program.stock_first[kind] + level]
    return [b / 1e6 for b in mine[:, RecordCol.B].tolist()]


def ticks_by_entity(story: Trace, what: What) -> dict[int, list[int]]:
    """Return when a kind of record was told of each entity."""
    found: dict[int, list[int]] = {}
    for row in told(story, what).tolist():
        found.setdefault(row[RecordCol.ENTITY], []).append(row[RecordCol.TICK])
    return found


def hours_by_week(story: Trace, kind: str) -> Floats:
    """Return the hours worked on a kind of work, week by week."""
    program = story.program
    column = story.weekly.shape[1] - program.stocks - program.kinds + program.names.kinds.index(kind)
    hours: Floats = story.weekly[:, column] / 3600.0
    return hours
