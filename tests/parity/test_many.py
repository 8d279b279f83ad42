"""Thousands of accounts, hundreds of people: what the core keeps in sets and lists is what the reference looks through."""

from pathlib import Path

import numpy as np
import pytest
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import load, loads

REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")
SCENARIOS = Path(__file__).parents[2] / "scenarios"

# Sessions and shifts of round lengths, so that people begin and end together; every kind of work may be torn away by another.
HALL = """
gtmsim: 1
world:
  segments: {any: {accounts: 3000, in_market: 2000 %/year, stay: {fixed: 2 days}, potential_spread: 0.4}}
  sources:
    crowd: {rate: 12 per h, first: 150, intent: 0.7, scoring: 0.5}
    accounts: {kind: pool, hand_raise: 0.9, unprompted: 0.5}
    own: {kind: prospecting, done_by: hunting, intent: 0.7, doors: 3, territory: 40}
  awareness: {built_by: programs, half_saturation: 50 h}
  stages:
    first: {session: 30 min, sessions: 2, gap: 15 min, patience: 5 h, outcomes: {advance: 0.6, lost: 0.4},
       requests: {help: 0.1 per h}}
    second: {session: 1 h, clock: 2 h, time_out: 9 h, outcomes: {advance: 0.5, lost: 0.5},
       requests: {help: 0.2 per h, deck: 0.4 per h}}
  requests:
    help: {session: 30 min}
    deck: {session: 15 min}
organisation:
  calendars:
    early: {week: {mon-fri: "06:00-14:00"}}
    late: {week: {mon-fri: "12:00-20:00", sat: "12:00-16:00"}}
  roles:
    seller: {works: {first: 1, second: 2, help: 1}}
    closer: {works: {first: 2, second: 3}}
    helper: {works: {help: 2, deck: 3, first: 1}}
    expert: {works: {deck: 1, help: 3, referred: 2}}
  teams:
    north: {people: 70, calendar: early, roles: {seller: 1}, turnover: 400 %/year, time_to_hire: {fixed: 2 days}}
    south: {people: 50, calendar: late, roles: {seller: 1}, skill_spread: 0.3}
    closers: {people: 25, calendar: early, roles: {closer: 1}}
    desk: {people: 60, calendar: late, roles: {helper: 1}, turnover: 200 %/year, time_to_hire: {fixed: 1 day}}
    experts: {people: 20, calendar: early, roles: {expert: 1}}
policy:
  standing:
    seller: {hunting: 0.7, programs: 0.3}
    helper: {programs: 0.6, care: 0.4}
    expert: {care: 1}
  standing_session: STANDING
  handoffs: {first: {same_person: 0.5, threshold: 0.1}, second: {same_person: 0.9, keeps_owner: 0.5, sla: 1 h}}
  intake:
    help: {preempt: 0.5, queue: 0.2, refer: 0.3}
    deck: {preempt: 0.6, queue: 0.4}
  interrupts: {help: {first: 0.5, deck: 0.5}, second: {first: 1}}
  assignment: ASSIGNMENT
run: {horizon: 60 h}
"""


@pytest.mark.parametrize(("standing", "assignment"), [("2 h", "{}"), ("30 min", "{idle: 1, load: 0.5}")])
def test_a_hall_of_hundreds_chooses_and_interrupts_as_one_looking_through_everybody_does(
    standing: str, assignment: str
) -> None:
    world = HALL.replace("STANDING", standing).replace("ASSIGNMENT", assignment)
    told = assert_same_story(lower(loads(world)), 1, 0, REFERENCE, CORE)
    whats = told.records[:, RecordCol.WHAT]
    for what in (What.INTERRUPTED, What.STOOD, What.TAKEN, What.KNOCKED):
        assert (whats == what).sum() > 30, what.name


LARGE = [
    "run.warm_up=1 week",
    "world.segments.core.accounts=3000",
    "world.segments.adjacent.accounts=2000",
    "world.segments.large.accounts=1000",
    "world.segments.core.customers_at_start=600",
    "world.segments.large.in_market=300 %/year",
    *(
        f"organisation.teams.{team}.people={many}"
        for team, many in {
            "rep": 80,
            "marketer": 60,
            "se": 20,
            "developer": 20,
            "product_manager": 6,
            "csm": 40,
        }.items()
    ),
]


def test_the_whole_firm_with_thousands_of_accounts_and_hundreds_of_people_is_the_same_in_both_engines() -> (
    None
):
    program = lower(load(SCENARIOS / "mid_market.yaml", [*LARGE, "run.horizon=16 days"]))
    assert_same_story(program, 1, 0, REFERENCE, CORE)


def test_a_large_market_goes_on_after_a_branch_as_if_it_had_never_been_put_away() -> None:
    cultures = ("sales_driven", "market_driven")
    programs = [
        lower(load(f"preset:mid_market+{each}", [*LARGE, "run.horizon=60 weeks"])) for each in cultures
    ]
    for batch in CORE.branch(programs, 1, 0, 2):
        alone = CORE.run(batch.program, 1, 0, 2)
        assert np.array_equal(batch.totals, alone.totals)
        assert np.array_equal(batch.weekly, alone.weekly)
