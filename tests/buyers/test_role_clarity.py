"""Role clarity: what work costs that goes to the wrong person first, whoever reports to whom."""

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.measure.fold import fold
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_HOUR

WORLD = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {list: {rate: 0 per week, first: 300, intent: 1}}
  stages:
    work: {sessions: 2, session_spread: none, session: 2 h, outcomes: {advance: 1}, requests: {demo: 3 per day}}
  requests: {demo: {session: 1 h, lift: 0}}
  misrouting: {search: 1 h, wait: 5 h, twice: 0}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {work: 1}}, marketer: {works: {demo: 1}}}
  teams: {rep: {people: 300}, marketer: {people: 200}}
policy: {intake: {demo: {queue: 1}}}
run: {horizon: 2 weeks}
"""

both_engines = pytest.mark.parametrize("engine", ["core", "reference"])


def story(engine: str, *overrides: str) -> Trace:
    return select(engine).trace(lower(loads(WORLD, "clarity.yaml", overrides)), 7, 0)


def told(key: str, *overrides: str) -> float:
    batch = select("core").run(lower(loads(WORLD, "clarity.yaml", overrides)), 7, 0, 4)
    [series] = [each for each in measured(batch) if each.key == key]
    return float(np.mean(series.values))


def ticks(trace: Trace, what: What) -> list[int]:
    return [row[RecordCol.TICK] for row in trace.records.tolist() if row[RecordCol.WHAT] == what]


@pytest.mark.mechanism(
    ["A4", "E4"],
    switch=["policy.role_clarity", "world.misrouting.wait", "world.misrouting.search"],
    shown="role_clarity.yaml",
)
@pytest.mark.parametrize(
    ("clarity", "search", "wait", "hours"), [(1, 1, 5, 4), (0, 1, 5, 10), (0, 0, 5, 9), (0, 1, 0, 5)]
)
@both_engines
def test_work_that_goes_astray_arrives_later_and_takes_longer(
    clarity: int, search: int, wait: int, hours: int, engine: str
) -> None:
    said = [f"policy.role_clarity={clarity}", "world.stages.work.requests.demo=0 per day"]
    trace = story(engine, *said, f"world.misrouting={{search: {search} h, wait: {wait} h, twice: 0}}")
    late = 1 if clarity == 0 and wait == 0 else 0  # no wait is below one second
    assert set(ticks(trace, What.LEFT)) == {hours * TICKS_PER_HOUR + late}


@pytest.mark.mechanism("A4", switch="world.misrouting.twice", shown="role_clarity.yaml")
@both_engines
def test_what_two_people_do_is_worked_twice(engine: str) -> None:
    unclear = ["policy.role_clarity=0", "world.misrouting={search: 0 h, wait: 1 h, twice: 1}"]
    trace = story(engine, *unclear, "world.stages.work.requests.demo=0 per day")
    assert set(ticks(trace, What.LEFT)) == {7 * TICKS_PER_HOUR}


@pytest.mark.mechanism("A4", switch="policy.role_clarity", shown="role_clarity.yaml")
def test_requests_go_astray_as_well_and_a_share_of_all_work_does() -> None:
    assert told("misrouted_share", "policy.role_clarity=0.75") == pytest.approx(0.25, abs=0.02)
    searched = told("misrouted_hours", "policy.role_clarity=0.75")
    twice = told("duplicated_hours", "policy.role_clarity=0.75", "world.misrouting.twice=1")
    assert searched > 50
    assert searched * 1.05 < twice < 2 * searched  # first sessions of two hours, requests of one


@both_engines
def test_a_request_whose_deal_moves_on_while_it_is_astray_is_nobodys_work(engine: str) -> None:
    said = ["policy.role_clarity=0", "world.misrouting.wait=3 days", "world.stages.work.clock=4 days"]
    trace = story(engine, *said)
    helped = ticks(trace, What.HELPED)
    assert 0 < len(helped) < len(ticks(trace, What.ANSWERED))


@both_engines
def test_totals_are_what_the_records_say(engine: str) -> None:
    trace = story(engine, "policy.role_clarity=0.5", "run.warm_up=1 week", "world.misrouting.twice=0.5")
    totals, ledger, weekly = fold(trace.program, trace.records, trace.params)
    ours = trace.totals.copy()
    events = np.flatnonzero(ours - totals)
    assert len(events) <= 1  # what an engine had to do is not in its records
    assert np.array_equal(ledger, trace.ledger)
    assert np.array_equal(weekly, trace.weekly)


@pytest.mark.mechanism(
    "A3", switch=["policy.role_clarity", "organisation.teams.*.reports_to"], shown="role_clarity.yaml"
)
def test_clear_roles_and_reporting_lines_are_two_different_things() -> None:
    """Roles are made clear on today's chart; who reports to whom changes answers, and sends no work astray."""
    under_sales = "organisation.teams.marketer.reports_to=rep"
    as_today = ["policy.role_clarity=0.75"]
    assert told("misrouted_share", *as_today, under_sales) == pytest.approx(0.25, abs=0.02)
    assert told("requests_asked", under_sales) == told("requests_asked")
    program = lower(loads(WORLD, "clarity.yaml", [under_sales]))
    assert not (select("core").trace(program, 7, 0).records[:, RecordCol.WHAT] == What.MISROUTED).any()


def test_clearer_roles_leave_the_luck_of_everything_else_as_it_was() -> None:
    """What is found astray at a lower clarity is astray at every lower one, and sessions take the time they took."""
    less, more = (story("core", f"policy.role_clarity={clarity}") for clarity in (0.5, 0.8))

    def astray(trace: Trace) -> set[int]:
        rows = trace.records[trace.records[:, RecordCol.WHAT] == What.MISROUTED]
        return {entity for entity in rows[:, RecordCol.ENTITY].tolist() if entity % 65536 == 0}

    assert astray(more) < astray(less)
