"""What a deal takes: a buyer who is ready, and hours that leads without a future eat."""

import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_HOUR

WORLD = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {list: {rate: 0 per week, first: 5, intent: 0, scoring: 1}}
  stages: {work: {sessions: 3, session_spread: none, session: 2 h, outcomes: {lost: 1}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {work: 1}}}
  teams: {rep: {people: 5}}
run: {horizon: 2 weeks}
"""

both_engines = pytest.mark.parametrize("engine", ["core", "reference"])


def story(engine: str, *overrides: str) -> Trace:
    return select(engine).trace(lower(loads(WORLD, "deals.yaml", overrides)), 7, 0)


def ticks(trace: Trace, what: What) -> list[int]:
    return [row[RecordCol.TICK] for row in trace.records.tolist() if row[RecordCol.WHAT] == what]


@pytest.mark.mechanism("C32", switch="world.stages.*.clock", shown="baseline.yaml")
@pytest.mark.parametrize(("buyer", "left_after"), [("1 h", 6), ("5 h", 6), ("30 h", 30)])
@both_engines
def test_a_deal_moves_on_when_buyer_and_seller_are_both_done(
    buyer: str, left_after: int, engine: str
) -> None:
    trace = story(
        engine, f"world.stages.work.clock={buyer}", "world.stages.work.outcomes={advance: 1, lost: 0}"
    )
    assert ticks(trace, What.LEFT) == [left_after * TICKS_PER_HOUR] * 5


@pytest.mark.mechanism(
    "C8",
    switch=["policy.handoffs.*.threshold", "policy.handoffs.*.rejects_below"],
    shown="baseline.yaml",
)
@pytest.mark.parametrize(
    ("policy", "hours_a_lead"),
    [
        ([], 6),
        (["policy.handoffs.work.rejects_below=0.5"], 2),
        (["policy.handoffs.work.threshold=0.5"], 0),
    ],
    ids=["chased to the end", "rejected after a session", "never handed over"],
)
@both_engines
def test_a_dead_lead_costs_the_hours_it_is_chased(policy: list[str], hours_a_lead: int, engine: str) -> None:
    trace = story(engine, *policy)
    worked = [row[RecordCol.B] for row in trace.records.tolist() if row[RecordCol.WHAT] == What.DONE]
    assert sum(worked) == 5 * hours_a_lead * TICKS_PER_HOUR
