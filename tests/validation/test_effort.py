"""More programs, in a world whose answer is known: every program hour brings as many leads, for as long as it is remembered."""

import math

import numpy as np
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


OURS, ALL = (
    0.2 * 168,
    1.2 * 168,
)  # hours of programs a week: the marketer's, and with one more person who does nothing else
BEGINS, STAY, STEPS = 52, 4, 70  # weeks until more is done, weeks an episode is open, steps a week


def told(tell: Tell, weeks: int, *texts: str, runs: int = 8) -> float:
    procedure = EffortResponse(tell=tell, weeks=weeks, metric="leads", at=BEGINS, people=1)
    firm = world(PROPORTIONAL, *texts)
    tables = Lab(7, jobs=1).tables(procedure.arms(firm), procedure.keys, runs)
    return procedure.told(
        {arm: {key: float(each.mean()) for key, each in rows.items()} for arm, rows in tables.items()}
    )


def leads(efforts: list[float], half_life: float) -> float:
    """Return the hands that go up after `BEGINS` for each episode that opens in a week, by arithmetic.

    What is remembered grows by what was done in the weeks before; of those reached from first to last, half raise their hand.
    """
    kept, stock, reached = 0.5 ** (1 / half_life), 0.0, []
    for effort in efforts:
        reached.append(1 - 0.5 ** (stock / 1000))
        stock = kept * stock + (1 - kept) * effort
    hazard = np.repeat(reached, STEPS) * math.log(2) / STAY / STEPS
    before = np.concatenate(([0.0], np.cumsum(hazard)))
    opened = np.arange(STAY * STEPS)
    still_open = [
        np.exp(before[step - opened] - before[step]).sum() / STEPS
        for step in range(BEGINS * STEPS, len(hazard))
    ]
    return float(hazard[BEGINS * STEPS :] @ still_open)


def arms(weeks: int, half_life: float = 10) -> tuple[float, float, float]:
    """Return the hands that go up with what was done before, with more from then on, and with more from the first day."""
    efforts = ([OURS] * (BEGINS + weeks), [OURS] * BEGINS + [ALL] * weeks, [ALL] * (BEGINS + weeks))
    never, begun, ever = (leads(each, half_life) for each in efforts)
    return never, begun, ever


def test_in_the_long_run_the_elasticity_is_below_one_by_what_saturates() -> None:
    never, _, ever = arms(52)
    assert told("long", 52) == pytest.approx(math.log(ever / never) / math.log(6), rel=0.02)


def test_in_the_first_weeks_comes_what_memory_has_taken_up_by_then() -> None:
    never, begun, _ = arms(13)
    assert told("short", 13) == pytest.approx(math.log(begun / never) / math.log(6), rel=0.02)


@pytest.mark.parametrize("half_life", [10, 20])
def test_the_duration_is_that_of_what_is_remembered(half_life: int) -> None:
    never, begun, ever = arms(104, half_life)
    missing = 104 * (1 - (begun - never) / (ever - never))
    found = told("duration", 104, f"world.awareness.half_life={half_life} weeks")
    assert found == pytest.approx(math.log(10) * missing, rel=0.02)


def test_a_question_of_no_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        EffortResponse(tell="long", weeks=0)
