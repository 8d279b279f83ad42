"""Organisations small enough to be told whole."""

from gtmsim.engines.contract import Trace
from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario, loads
from gtmsim.study.run import Run, run

DESK = """
gtmsim: 1
world:
  segments: {smb: {deal_value: {fixed: 10 kEUR}}}
  sources:
    web: {rate: 20 per week, intent: 1}
  stages:
    call: {session: 30 min, requests: {demo: 5 per week}}
    close:
      sessions: 2
      session: {median: 1 h, sigma: 0.5}
      gap: 1 day
      clock: {median: 2 days, sigma: 1}
      outcomes: {advance: 0.5, lost: 0.3, no_decision: 0.2}
      time_out: 3 weeks
  requests: {demo: {session: 2 h}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles:
    desk: {works: {call: 1}}
    rep: {works: {close: 2, call: 1, demo: 1}}
  teams:
    desk: {people: 1, cost: 50 kEUR/year}
    rep: {people: 2, cost: 100 kEUR/year}
policy:
  standing: {rep: {prospecting: 1}}
run: {horizon: 8 weeks, replications: 4, seed: 7}
"""


def desk(*overrides: str) -> Scenario:
    """Return one person who calls and two who close."""
    return loads(DESK, "desk.yaml", overrides)


def desk_program(*overrides: str) -> Program:
    return lower(desk(*overrides))


def desk_run(*overrides: str, replications: int = 4) -> Run:
    return run(desk_program(*overrides), replications=replications, engine="reference", jobs=1, keep="totals")


def desk_trace(*overrides: str) -> Trace:
    return Reference().trace(desk_program(*overrides), 7, 0)
