"""Specialists, experience that goes stale, and what a firm learns from its wins."""

import math
from array import array

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.measure.metrics import measured
from gtmsim.program import rules
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  attributes: {depth: {}, ease: {}}
  segments:
    any: {accounts: 0}
    other: {accounts: 0}
  sources: {list: {rate: 40 per day, mix: {any: 0.5, other: 0.5}, intent: 1}}
  products: {suite: {}}
  stages:
    talk: {session: {exponential: 1 h}, outcomes: {advance: 0.4, lost: 0.6}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams:
    first: {people: 1, roles: {rep: 1}, knows: {any: 1}}
    second: {people: 1, roles: {rep: 1}, knows: {other: 1}}
run: {horizon: 26 weeks}
"""


def told(key: str, *overrides: str) -> float:
    batch = select("core").run(lower(loads(WORLD, "knowing.yaml", overrides)), 7, 0, 3)
    [series] = [each for each in measured(batch) if each.key == key]
    return float(np.nanmean(series.values))


@pytest.mark.mechanism(
    "A11", switch=["policy.specialists", "organisation.teams.*.knows"], shown="specialists.yaml"
)
def test_specialists_win_more_and_let_work_wait() -> None:
    """Who is free takes the right segment half of the time; who knows it takes it always, while the other stands idle."""
    nobody = ["organisation.teams.first.knows={any: 0}", "organisation.teams.second.knows={other: 0}"]
    odds = 0.4 / 0.6 * math.e
    assert told("win_rate", *nobody) == pytest.approx(0.4, abs=0.02)
    assert told("win_rate") == pytest.approx((0.4 + odds / (1 + odds)) / 2, abs=0.02)
    assert told("win_rate", "policy.specialists=1") == pytest.approx(odds / (1 + odds), abs=0.02)
    assert told("handoff_wait_hours", "policy.specialists=1") > 1.3 * told("handoff_wait_hours")


@pytest.mark.mechanism("A11", switch="policy.specialists", shown="specialists.yaml")
@pytest.mark.parametrize("engine", ["core", "reference"])
def test_sessions_are_kept_for_those_who_know_the_segment(engine: str) -> None:
    program = lower(loads(WORLD, "knowing.yaml", ["policy.specialists=1", "run.horizon=2 weeks"]))
    records = select(engine).trace(program, 7, 0).records
    queued = records[records[:, RecordCol.WHAT] == What.QUEUED]
    leads = records[records[:, RecordCol.WHAT] == What.LEAD]
    segments = dict(zip(leads[:, RecordCol.ENTITY], leads[:, RecordCol.A] & 0xFFFF, strict=True))
    assert {(segments[row[RecordCol.ENTITY]], row[RecordCol.B]) for row in queued} == {(0, 0), (1, 1)}


def test_who_has_least_to_do_goes_first_among_equals() -> None:
    assert rules.serves_rather(0.5, 3, 1, 0.4, 0, 0)
    assert rules.serves_rather(0.5, 0, 1, 0.5, 3, 0)
    assert rules.serves_rather(0.5, 1, 0, 0.5, 1, 1)


DRIFT = ["world.segments.any.drift=3", "world.segments.other.drift=3"]
LEARNERS = [
    "organisation.teams.first={people: 1, roles: {rep: 1}, learns: 2, learning_deals: 1000}",
    "organisation.teams.second={people: 1, roles: {rep: 1}, learns: 2, learning_deals: 1000}",
]


@pytest.mark.mechanism(
    "C55", switch=["world.stale_skill", "world.segments.*.drift"], shown="specialists.yaml"
)
def test_who_sells_as_ever_wins_less_as_markets_shift() -> None:
    still, moving = (told("win_rate", *LEARNERS, *drift, "world.stale_skill=20") for drift in ([], DRIFT))
    assert moving < still - 0.02
    assert told("win_rate", *LEARNERS, *DRIFT) == still
    assert told("win_rate", *LEARNERS) == still


def test_experience_fades_by_how_far_the_needs_of_its_segment_have_moved() -> None:
    then, needs = (memoryview(array("d", each)) for each in ([1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 3.0, 1.0]))
    moved = memoryview(array("d", [rules.needs_moved(needs, then, segment, 2) for segment in (0, 1)]))
    assert list(moved) == [0.0, 0.25]
    learnt: memoryview[float] = memoryview(array("d", [4.0, 8.0]))
    assert rules.goes_stale(learnt, moved, 0, 2, 2.0) == pytest.approx(4 + 8 * math.exp(-0.5))
    assert rules.needs_moved(needs, then, 1, 2) != pytest.approx(0.25 * 1.05)


def test_a_firm_learns_from_its_wins() -> None:
    plain, learning = told("win_rate"), told("win_rate", "world.products.suite.learning=0.3")
    behind = told("win_rate", "world.products.suite.learning=0.3", "world.products.suite.learnt_at=100000")
    assert behind < plain < learning


def test_what_a_firm_has_learnt_is_a_power_of_its_wins_and_ends_somewhere() -> None:
    assert rules.firm_learned(0.3, 49, 4.0, 9.0) == pytest.approx(0.3 * math.log(10))
    assert rules.firm_learned(0.3, 49, 4.0, 0.5) == 0.5
    assert rules.firm_learned(0.3, 0, 49.0, 0.5) == -0.5
    assert rules.firm_learned(0.0, 49, 4.0, 9.0) == 0.0


def test_an_unknown_segment_is_told_with_the_nearest_one() -> None:
    with pytest.raises(Exception, match=r"organisation\.teams\.first\.knows.*othr.*other"):
        loads(WORLD, "knowing.yaml", ["organisation.teams.first.knows={othr: 1}"])
