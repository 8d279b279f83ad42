"""What makes people quit, what a newcomer brings, what is learned, and when a team grows."""

from collections import Counter

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Close, RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.study.run import run
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_WEEK

OFFICE = """
gtmsim: 1
world:
  segments: {any: {deal_value: 10 kEUR}}
  sources: {list: {rate: 30 per week, first: 10, intent: 1}}
  stages: {talk: {session: 3 h, outcomes: {advance: 0.5, lost: 0.5}, requests: {demo: 2 per week}}}
  requests: {demo: {session: 2 h, lift: 0, hours_saved: 0 h}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}, marketer: {works: {demo: 1}}}
  teams: {rep: {people: 3}, marketer: {people: 2}}
policy: {standing: {marketer: {programs: 1}}}
run: {horizon: 104 weeks}
"""
REP, MARKETER = "organisation.teams.rep", "organisation.teams.marketer"
NO_REQUESTS = "world.stages.talk.requests.demo=0"  # or all that waits would ask, week after week


def story(*overrides: str, text: str = OFFICE, seed: int = 3) -> Trace:
    return select("core").trace(lower(loads(text, "office.yaml", overrides)), seed, 0)


def batch(*overrides: str, replications: int = 40) -> Batch:
    return run(
        lower(loads(OFFICE, "office.yaml", overrides)),
        seed=3,
        replications=replications,
        jobs=1,
        keep="totals",
    ).batch


def told(trace: Trace, what: What) -> list[list[int]]:
    return [row for row in trace.records.tolist() if row[RecordCol.WHAT] == what]


def value(made: Batch, key: str) -> float:
    return float(np.nanmean(next(series.values for series in measured(made) if series.key == key)))


# --- leaving and coming back --------------------------------------------------------------------------------------------------


def test_everybody_may_quit_and_nobody_be_replaced() -> None:
    trace = story(f"{REP}.turnover=1000 per s", f"{MARKETER}.turnover=1000 per s", "run.horizon=9 weeks")
    quits = told(trace, What.QUIT)
    assert [row[RecordCol.TICK] for row in quits] == [TICKS_PER_WEEK] * 5
    after = [row for row in trace.records.tolist() if row[RecordCol.TICK] > TICKS_PER_WEEK]
    assert not [
        row for row in after if row[RecordCol.WHAT] in (What.TAKEN, What.STANDING, What.DONE, What.JOINED)
    ]


def test_who_quits_says_so_before_leaving_and_work_in_hand_goes_back_to_the_queue() -> None:
    all_day = "organisation.calendars.office.week={mon-sun: all day}"
    trace = story(
        f"{REP}.turnover=1000 per s",
        f"{REP}.people=1",
        all_day,
        "world.stages.talk.session=5 days",
        "run.horizon=3 weeks",
    )
    monday = [row for row in trace.records.tolist() if row[RecordCol.TICK] == TICKS_PER_WEEK]
    whats = [row[RecordCol.WHAT] for row in monday]
    quit_at = whats.index(What.QUIT)
    assert whats[quit_at : quit_at + 4] == [What.QUIT, What.INTERRUPTED, What.QUEUED, What.LEFT_TEAM]


def test_a_position_is_filled_again_after_the_search_by_somebody_with_a_skill_of_their_own() -> None:
    said = (f"{REP}.turnover=3 per year", f"{REP}.time_to_hire=4 weeks", f"{REP}.skill_spread=1")
    trace = story(*said)
    gone = {(row[RecordCol.ENTITY], row[RecordCol.A]): row[RecordCol.TICK] for row in told(trace, What.QUIT)}
    hired = told(trace, What.HIRED)
    assert len(hired) > 5
    for row in hired:
        assert row[RecordCol.TICK] == gone[row[RecordCol.ENTITY], row[RecordCol.A] - 1] + 4 * TICKS_PER_WEEK
    assert trace.records.tobytes() != story(*said[:2], f"{REP}.skill_spread=0").records.tobytes()


def test_a_position_that_ends_is_not_filled_again() -> None:
    leaves = f"{REP}.leaves=2027-02-15"  # a Monday, as the one on which everybody's searches would end
    trace = story(f"{REP}.turnover=1000 per s", f"{REP}.time_to_hire=5 weeks", leaves, "run.horizon=9 weeks")
    assert len(told(trace, What.QUIT)) == 3
    assert told(trace, What.HIRED) == []


def test_turnover_of_one_team_moves_nobody_elses_luck() -> None:
    def marketers(trace: Trace) -> list[list[int]]:
        return [row for row in told(trace, What.QUIT) if row[RecordCol.ENTITY] >= 3]

    here = f"{MARKETER}.turnover=2 per year", f"{MARKETER}.time_to_hire=3 weeks"
    calm, stormy = story(*here), story(*here, f"{REP}.turnover=9 per year", f"{REP}.time_to_hire=1 week")
    assert marketers(calm)
    assert marketers(calm) == marketers(stormy)


@pytest.mark.mechanism("D20", switch="world.leaving.drain", shown="people_come_and_go.yaml")
@pytest.mark.parametrize(
    ("pull", "team", "more"),
    [
        ("world.leaving.drain=2", "marketer", ["world.sources.list.rate=60 per week", f"{REP}.people=6"]),
        ("world.leaving.overload=30", "rep", ["world.sources.list.rate=60 per week", NO_REQUESTS]),
        ("world.leaving.quota=2", "rep", [f"{REP}.quota=9 MEUR/year"]),
    ],
)
def test_people_quit_sooner_when_something_weighs_on_them(pull: str, team: str, more: list[str]) -> None:
    said = [
        f"organisation.teams.{team}.turnover=50 %/year",
        f"organisation.teams.{team}.time_to_hire=2 weeks",
        *more,
    ]
    assert value(batch(*said, pull), f"quits[team={team}]") > 1.3 * value(batch(*said), f"quits[team={team}]")


def test_nothing_weighs_on_people_who_are_neither_overloaded_nor_drained_nor_behind() -> None:
    said = (f"{REP}.turnover=1 per year", "world.sources.list.rate=1 per week", f"{REP}.quota=1 EUR/year")
    pulls = "world.leaving={overload: 30, drain: 5}"
    assert story(*said, NO_REQUESTS, pulls).records.tobytes() == story(*said, NO_REQUESTS).records.tobytes()


def test_cost_is_what_people_cost_while_they_were_there() -> None:
    said = (
        f"{REP}.turnover=2 per year",
        f"{REP}.time_to_hire=6 weeks",
        f"{REP}.cost=73 kEUR/year",
        "run.warm_up=10 weeks",
    )
    made = batch(*said, replications=1)
    trace = select("core").trace(made.program, 3, 0)
    since: dict[int, int] = {}
    present = 0
    for row in trace.records.tolist():
        if row[RecordCol.WHAT] == What.JOINED:
            since[row[RecordCol.ENTITY]] = max(row[RecordCol.TICK], made.program.warm_up)
        elif row[RecordCol.WHAT] == What.LEFT_TEAM and row[RecordCol.ENTITY] < 3:
            present += max(0, row[RecordCol.TICK] - since.pop(row[RecordCol.ENTITY]))
    present += sum(made.program.horizon - begun for person, begun in since.items() if person < 3)
    assert value(made, "cost[team=rep]") == pytest.approx(73_000 * present / (365 * TICKS_PER_DAY))
    assert present < 2.9 * (made.program.horizon - made.program.warm_up)


# --- learning -----------------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism("A14", switch="world.dependence", shown="people_come_and_go.yaml")
def test_who_is_helped_to_close_learns_less_and_nothing_at_full_dependence() -> None:
    helped = (
        "world.stages.talk.clock=9 days",
        "world.stages.talk.requests.demo=9 per week",
        f"{MARKETER}.people=20",
    )
    learning = (*helped, f"{REP}.learns=2", f"{REP}.learning_deals=30")
    rates = {
        dependence: value(batch(*learning, f"world.dependence={dependence}", replications=10), "win_rate")
        for dependence in (0, 0.9, 1)
    }
    assert rates[0] > rates[0.9] + 0.02 > rates[1] + 0.04
    all_helped = {
        row[RecordCol.ENTITY] >> 16 for row in told(story(*learning), What.HELPED) if row[RecordCol.B]
    }
    assert len(all_helped) > 0.9 * len(told(story(*learning), What.CLOSED))


def test_nobody_who_learns_nothing_is_changed_by_dependence() -> None:
    assert story("world.dependence=1").records.tobytes() == story().records.tobytes()


def test_experience_leaves_with_whoever_has_it() -> None:
    learning = (f"{REP}.learns=3", f"{REP}.learning_deals=40")
    leaving = (f"{REP}.turnover=3 per year", f"{REP}.time_to_hire=0 h")  # a second is nearly nothing
    stay, go = batch(*learning, replications=10), batch(*learning, *leaving, replications=10)
    assert value(go, "win_rate") < value(stay, "win_rate") - 0.05


# --- growing ------------------------------------------------------------------------------------------------------------------

GROWTH = (
    f"{REP}.people=1", f"{REP}.openings=3", f"{REP}.cost=100 kEUR/year", f"{MARKETER}.cost=10 kEUR/year",
    f"{REP}.time_to_hire=4 weeks", "policy.hiring={rep: {load: 1}}", "policy.hiring_bar=0.1", NO_REQUESTS,
)  # fmt: skip


@pytest.mark.mechanism("C59", switch="policy.hiring", shown="people_come_and_go.yaml")
def test_a_loaded_team_grows_every_thirteen_weeks_until_the_envelope_is_full() -> None:
    for envelope, opened in (
        ("119 kEUR/year", 0),
        ("220 kEUR/year", 1),
        ("320 kEUR/year", 2),
        ("1 MEUR/year", 3),
    ):
        trace = story(*GROWTH, f"policy.envelope={envelope}")
        days = [row[RecordCol.TICK] for row in told(trace, What.OPENED_POSITION)]
        assert days == [13 * (n + 1) * TICKS_PER_WEEK for n in range(opened)]
        began = [row[RecordCol.TICK] for row in told(trace, What.HIRED)]
        assert began == [day + 4 * TICKS_PER_WEEK for day in days]


def test_without_an_envelope_or_above_no_bar_nobody_grows() -> None:
    assert told(story(*GROWTH), What.OPENED_POSITION) == []
    assert (
        told(story(*GROWTH, "policy.envelope=1 MEUR/year", "policy.hiring_bar=0.3"), What.OPENED_POSITION)
        == []
    )


def test_the_bookings_gap_hires_when_the_target_is_missed_and_not_when_it_is_met() -> None:
    gap = (*GROWTH, "policy.envelope=1 MEUR/year", "policy.hiring.rep={load: 0, bookings_gap: 1}")
    wins = Counter(row[RecordCol.A] for row in told(story(*GROWTH), What.CLOSED))[Close.WON]
    booked = wins * 10_000 / 2  # a year
    assert told(story(*gap, f"policy.target={booked / 2} EUR/year"), What.OPENED_POSITION) == []
    assert len(told(story(*gap, f"policy.target={booked * 9} EUR/year"), What.OPENED_POSITION)) == 3


@pytest.mark.mechanism("C59", switch="organisation.teams.*.openings", shown="people_come_and_go.yaml")
def test_more_hands_bring_more_wins_each_less_than_the_one_before() -> None:
    wins = []
    for openings in (0, 1, 2, 3):
        said = (
            *GROWTH,
            "policy.envelope=1 MEUR/year",
            f"{REP}.openings={openings}",
            "world.sources.list.rate=20 per week",
        )
        wins.append(value(batch(*said, replications=10), "wins"))
    gains = np.diff(wins)
    assert gains[0] > gains[1] > gains[2] >= 0
