"""Being heard of helps whoever sells, sellers with time meet more of those who decide, and who is not answered goes on looking."""

import math

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.measure.fold import fold
from gtmsim.measure.metrics import measured
from gtmsim.program import rules
from gtmsim.program.layout import Close, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  segments: {any: {accounts: 1500, in_market: 600 %/year, stay: 4 weeks, deal_value: {fixed: 20 kEUR}}}
  sources:
    market: {kind: pool, intent: 1, unprompted: 0.5, hand_raise: 0.5}
    own: {kind: prospecting, done_by: hunting, intent: 1}
  awareness: {half_saturation: 1 s}
  stages:
    close: {opportunity: true, session: 1 min, sessions: 1, clock: 2 weeks, outcomes: {advance: 0.3, lost: 0.7}}
  committee: {size: 5, by_value: 0, reaches: 0, thread: 0, unmet: 0}
organisation:
  calendars: {open: {week: {mon-sun: all day}}}
  roles: {rep: {works: {close: 1}}, marketer: {function: marketing}}
  teams: {rep: {people: 3}, marketer: {people: 1}}
policy: {standing: {marketer: {programs: 1}, rep: {hunting: 0.001, resting: 0.999}}}
run: {horizon: 52 weeks, warm_up: 4 weeks}
"""


def told(key: str, *overrides: str, runs: int = 1) -> float:
    batch = select("core").run(lower(loads(WORLD, "heard.yaml", overrides)), 7, 0, runs)
    [series] = [each for each in measured(batch) if each.key == key]
    return float(np.mean(series.values))


def story(*overrides: str) -> Trace:
    return select("core").trace(lower(loads(WORLD, "heard.yaml", overrides)), 7, 0)


def count(trace: Trace, what: What) -> int:
    return int((trace.records[:, 3] == what).sum())


def test_being_heard_of_by_everybody_adds_its_weight_to_the_logit() -> None:
    assert told("win_rate") == pytest.approx(0.3, abs=0.02)
    odds = 0.3 / 0.7 * math.e
    assert told("win_rate", "world.awareness.familiarity=1") == pytest.approx(odds / (1 + odds), abs=0.02)


def test_where_nobody_has_heard_of_us_familiarity_does_nothing() -> None:
    silent = "policy.standing.marketer={programs: 0, resting: 1}"
    assert told("win_rate", silent, "world.awareness.familiarity=1") == told("win_rate", silent)


IN_HAND = (
    "policy.standing.rep={hunting: 1, resting: 0}",
    "world.committee.reaches=1",
    "world.sources.own.doors=1",
)


def test_sellers_call_on_deals_in_hand_until_everybody_there_is_known() -> None:
    assert told("calls_on_deals", *IN_HAND) == 0
    before = told("contacts_met_share", *IN_HAND)
    assert before == pytest.approx(0.4, abs=0.01)  # who asks, and whom the one session meets
    assert told("contacts_met_share", *IN_HAND, "policy.pursuit.own_deals=1") > before + 0.2
    assert told("calls_on_deals", *IN_HAND, "policy.pursuit.own_deals=1", "world.committee.size=1") == 0


def test_a_call_goes_to_the_deal_that_is_worth_most() -> None:
    spread = "world.segments.any.deal_value={median: 20 kEUR, sigma: 1}"
    trace = story(*IN_HAND, spread, "policy.pursuit.own_deals=0.2", "world.committee.reaches=0.5")
    values, called = {}, []
    for _, _, entity, what, _, b in trace.records.tolist():
        if what == What.LEAD:
            values[entity] = b
        elif what == What.CALLED_ON:
            called.append(values[entity])
    assert np.mean(called) > 1.5 * np.mean(list(values.values()))


UNANSWERED = "world.stages.close.decay={exponent: 5, scale: 1 s}"
LATE = "organisation.calendars.open.week.mon-sun=['09:00-10:00']"


@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_a_share_of_those_nobody_has_answered_goes_on_looking(share: float) -> None:
    trace = story(UNANSWERED, LATE, f"world.awareness.looks_on={share}", "world.segments.any.stay=40 weeks")
    records = trace.records
    cold = int(((records[:, 3] == What.CLOSED) & (records[:, 4] == Close.COLD)).sum())
    assert cold > 300
    assert count(trace, What.LOOKED_ON) / cold == pytest.approx(share, abs=3 * math.sqrt(0.25 / cold))


def test_whose_episode_is_over_or_who_has_decided_does_not_look_on() -> None:
    trace = story("world.awareness.looks_on=1")
    assert count(trace, What.CLOSED) > 300
    assert count(trace, What.LOOKED_ON) == 0
    brief = story(UNANSWERED, LATE, "world.awareness.looks_on=1", "world.segments.any.stay=5 s")
    assert count(brief, What.CLOSED) > 30
    assert count(brief, What.LOOKED_ON) == 0


def test_an_attempt_of_somebody_who_looked_on_has_luck_of_its_own_and_is_no_recycled_lead() -> None:
    trace = story(UNANSWERED, LATE, "world.awareness.looks_on=1", "world.segments.any.stay=40 weeks")
    attempts = [b for _, _, _, what, _, b in trace.records.tolist() if what == What.ENTERED]
    assert max(attempts) > 1
    assert count(trace, What.RECYCLED) == 0


@pytest.mark.parametrize("sets", [(), (*IN_HAND, "policy.pursuit.own_deals=0.5"), (UNANSWERED, LATE)])
def test_records_add_up_to_the_totals(sets: tuple[str, ...]) -> None:
    trace = story(*sets, "world.awareness.looks_on=0.5", "world.segments.any.stay=20 weeks")
    totals, _, weekly = fold(trace.program, trace.records, trace.params)
    assert np.count_nonzero(trace.totals - totals) <= 1  # what an engine had to do is not in its records
    assert np.array_equal(weekly, trace.weekly)


@pytest.mark.parametrize("response", [0.3, 0.65, 1.0, 2.0])
def test_half_is_reached_with_the_same_hours_however_returns_diminish(response: float) -> None:
    scale = 40.0 / math.log(2.0)
    assert rules.reached(30.0, 10.0, scale, response) == pytest.approx(0.5)
    assert rules.reached(0.0, 0.0, scale, response) == 0.0
    assert rules.reached(1e9, 0.0, scale, response) == pytest.approx(1.0)


def test_the_first_hours_reach_most_where_returns_diminish_from_the_start() -> None:
    few, twice = (rules.reached(hours, 0.0, 40.0 / math.log(2.0), 0.5) for hours in (0.01, 0.02))
    assert twice / few == pytest.approx(math.sqrt(2.0), rel=0.02)
