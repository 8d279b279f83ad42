"""More programs, in a world whose answer is known: every program hour brings as many leads, for as long as it is remembered."""

import math

import pytest
from validation.one_firm import world

from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures.effort import EffortResponse, Tell

# Hands go up nearly in proportion to what is remembered: reach and hazards are far from their ends, and nobody becomes a customer.
PROPORTIONAL = """
gtmsim: 1
world:
  segments: {any: {accounts: 20000, in_market: 400 %/year, stay: 4 weeks, deal_value: {fixed: 10 kEUR}}}
  sources: {web: {kind: pool, intent: 1, unprompted: 0, hand_raise: 0.5}}
  awareness: {half_life: 10 weeks, half_saturation: 1000 h}
  stages: {talk: {session: 1 s, outcomes: {advance: 0, lost: 1}}}
organisation:
  calendars: {office: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}, marketer: {function: marketing}}
  teams: {rep: {people: 20}, marketer: {people: 1}}
policy: {standing: {marketer: {programs: 0.2, elsewhere: 0.8}}}
run: {horizon: 20 weeks}
"""


def told(tell: Tell, weeks: int, *texts: str, runs: int = 2) -> float:
    procedure = EffortResponse(tell=tell, weeks=weeks, metric="leads", at=52, people=1)
    firm = world(PROPORTIONAL, *texts)
    tables = Lab(7, jobs=1).tables(procedure.arms(firm), procedure.keys, runs)
    return procedure.told(
        {arm: {key: float(each.mean()) for key, each in rows.items()} for arm, rows in tables.items()}
    )


def test_where_every_hour_brings_as_much_the_elasticity_in_the_long_run_is_nearly_one() -> None:
    assert told("long", 52) == pytest.approx(0.93, abs=0.07)  # less by what saturates


def test_in_the_first_weeks_comes_what_memory_has_taken_up_by_then() -> None:
    taken_up = 1 - (1 - 0.5**1.3) / (1.3 * math.log(2))  # the mean over 13 weeks of 1 - 0.5^(t / 10)
    step = told("short", 13)
    assert math.exp(step * math.log(6)) - 1 == pytest.approx(5 * taken_up, rel=0.15)


def test_the_duration_is_that_of_what_is_remembered() -> None:
    mean_lag = 10 / math.log(2)
    assert told("duration", 104) == pytest.approx(math.log(10) * mean_lag, rel=0.15)
    assert told("duration", 104, "world.awareness.half_life=20 weeks") > 1.5 * told("duration", 104)


def test_a_question_of_no_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        EffortResponse(tell="long", weeks=0)
