"""What happens when two things happen at once: told in a few lines, the same by both engines."""

import pytest
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.program.layout import Phase, RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR

REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")
SET_UP = 1080  # ticks: the usual resumption of 0.3 h
Row = tuple[int, Phase, int, What, int, int]

WORLD = """
gtmsim: 1
world:
  segments: {{any: {{}}}}
  sources:
    list: {{rate: 1 per year, first: {first}, last: {first}, intent: 1}}
    rush: {{rate: 1 per year, first: {rush}, last: {rush}, intent: 1, starts_at: pause}}
  stages:
    first: {{session: {session}, next: won, {stage}}}
    pause: {{sessions: 0, clock: 12 h}}
    hurry: {{session: 1 h}}
organisation:
  calendars: {{always: {{week: {{mon-sun: all day}}}}, late: {{week: {{mon-sun: "12:00-24:00"}}}}}}
  roles:
    all: {{works: {{first: 1, hurry: 2}}}}
    first: {{works: {{first: 1}}}}
  teams:
    all: {{people: 1, calendar: always, {team}}}
    other: {{people: {others}, calendar: {calendar}, roles: {{first: 1}}}}
policy: {{{policy}}}
run: {{horizon: 1 week}}
"""


def story(seed: int = 1, **said: object) -> list[Row]:
    """Return the records that both engines tell of the small world, with what is said filled in."""
    usual = {
        "first": 1,
        "rush": 0,
        "session": "1 h",
        "stage": "",
        "team": "",
        "others": 0,
        "calendar": "always",
        "policy": "",
    }
    trace = assert_same_story(lower(loads(WORLD.format(**{**usual, **said}))), seed, 0, REFERENCE, CORE)
    return [(t, Phase(p), e, What(w), a, b) for t, p, e, w, a, b in trace.records.tolist()]


def of(rows: list[Row], *kinds: What) -> list[Row]:
    """Return the records of some kinds."""
    return [row for row in rows if row[RecordCol.WHAT] in kinds]


def test_leaving_the_moment_the_work_is_done_leaves_a_tick_of_it() -> None:
    rows = story(session="1 day", team="leaves: 2027-01-05", others=1, calendar="late")
    torn = of(rows, What.INTERRUPTED)
    assert [(row[0], row[1], row[5]) for row in torn] == [(TICKS_PER_DAY, Phase.STAFF, TICKS_PER_DAY)]
    resumed = of(rows, What.TAKEN)[-1]
    assert resumed[0] == TICKS_PER_DAY + 12 * TICKS_PER_HOUR
    last = of(rows, What.DONE)[-1]
    assert (last[0], last[2], last[5]) == (resumed[0] + SET_UP + 1, resumed[2], 1)


def test_leads_that_come_at_once_are_all_there_before_the_first_story_begins() -> None:
    rows = [row[3] for row in story(first=3) if row[0] == 0 and row[1] == Phase.ARRIVAL]
    assert rows == [What.LEAD] * 3 + [What.ENTERED, What.QUEUED] * 3


def test_a_time_out_at_the_tick_of_the_end_finds_the_next_session_waiting() -> None:
    rows = story(stage="sessions: 2, session_spread: none, time_out: 1 h")
    assert [row[3] for row in rows if row[0] == TICKS_PER_HOUR] == [
        What.DONE, What.QUEUED, What.WITHDRAWN, What.TIMED_OUT, What.CLOSED
    ]  # fmt: skip


def test_a_session_in_hand_at_the_time_out_is_finished_first() -> None:
    rows = story(stage="time_out: 30 min")
    assert [(row[0], row[3]) for row in of(rows, What.DONE, What.TIMED_OUT)] == [
        (TICKS_PER_HOUR, What.DONE),
        (TICKS_PER_HOUR, What.TIMED_OUT),
    ]


def test_torn_away_work_is_offered_to_idle_people_in_the_same_tick() -> None:
    rows = story(session="1 day", rush=1, others=1, calendar="late", policy="interrupts: {hurry: {first: 1}}")
    noon = [row for row in rows if row[0] == 12 * TICKS_PER_HOUR and row[1] == Phase.MATCH]
    assert [(row[3], row[5]) for row in noon] == [
        (What.INTERRUPTED, 12 * TICKS_PER_HOUR),
        (What.QUEUED, -1),
        (What.TAKEN, 0),
        (What.TAKEN, 1),
    ]


def test_work_that_ends_at_closing_time_ends_then_and_not_at_the_next_opening() -> None:
    rows = story(session="12 h", team="leaves: 2027-01-05", first=2, others=1, calendar="late")
    assert [(row[0], row[4]) for row in of(rows, What.DONE)] == [(12 * TICKS_PER_HOUR, 0), (TICKS_PER_DAY, 1)]


def test_what_is_kept_for_a_leaver_is_left_to_the_others() -> None:
    rows = story(
        first=2, session="10 h", team="leaves: 2027-01-05", others=1, calendar="late",
        stage="sessions: 2, session_spread: none, gap: 1 h", policy="handoffs: {first: {same_person: 1}}",
    )  # fmt: skip
    kept = [(row[0], row[2]) for row in of(rows, What.QUEUED) if row[5] == 0]
    assert [tick for tick, _ in kept] == [11 * TICKS_PER_HOUR, 21 * TICKS_PER_HOUR]
    assert {(row[2], row[5]) for row in of(rows, What.TAKEN) if row[0] > TICKS_PER_DAY} == {
        (task, 1) for _, task in kept
    }


CROWD = """
gtmsim: 1
world:
  segments: {any: {accounts: 4, in_market: 300000 %/year, stay: {fixed: 4 h}}}
  sources:
    crowd: {rate: 2000 per h, first: 4, last: 600, intent: 0.7, scoring: 0.5}
    accounts: {kind: pool, hand_raise: 0.9, unprompted: 0.9}
  stages:
    first:
      {session: 2 s, sessions: 2, gap: 1 s, time_out: 5 s, patience: 3 s, outcomes: {advance: 0.6, lost: 0.4}, without_intent: 1,
       requests: {help: 300 per h}}
    second:
      {session: 1 s, clock: 2 s, loss_clock: 3 s, time_out: 3 s, outcomes: {advance: 0.5, lost: 0.5},
       requests: {help: 900 per h}}
  requests:
    help: {session: 2 s}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {one: {works: {first: 1, second: 2, help: 1}}, two: {works: {first: 2, second: 1, help: 3, referred: 1}}}
  teams: {one: {people: 2}, two: {people: 2}}
policy:
  handoffs: {first: {threshold: 0.2, recycles: 0.5, recycle_after: 2 s, same_person: 0.5}, second: {keeps_owner: 0.5}}
  intake: {help: {preempt: 0.4, queue: 0.4, refer: 0.2}}
  interrupts: {help: {first: 0.5}, second: {first: 1}}
  resumption: {resumption}
run: {horizon: 2 days}
"""


@pytest.mark.parametrize("resumption", ["0 s", "1 s"])
def test_a_crowd_within_minutes_meets_itself_at_every_tick(resumption: str) -> None:
    program = lower(loads(CROWD.replace("{resumption}", resumption)))
    for seed in range(3):
        ticks = assert_same_story(program, seed, 0, REFERENCE, CORE).records[:, RecordCol.TICK]
        assert (ticks[1:] == ticks[:-1]).mean() > 0.6
