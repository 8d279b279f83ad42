"""Sellers whose wins are known, and luck that is known from arithmetic."""

import numpy as np
import pytest
from validation.one_firm import world

from gtmsim import engines
from gtmsim.program.lower import lower
from gtmsim.units import TICKS_PER_WEEK
from gtmsim.validation.jackknife import jackknife
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures.hours import HoursShare
from gtmsim.validation.procedures.sellers import TopSellers, dealt, share_of_best, year

TEAM = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 60 per week, intent: 1}}
  stages: {talk: {session: 1 h, outcomes: {advance: 0.5, lost: 0.5}}}
organisation:
  calendars: {office: {week: {mon-fri: ["09:00-17:00"]}}}
  roles: {rep: {works: {talk: 1}}, marketer: {}}
  teams: {rep: {people: 4}, marketer: {people: 1}}
policy: {standing: {marketer: {programs: 0.75, research: 0.25}}}
run: {horizon: 60 weeks, warm_up: 8 weeks}
"""
ONE_HAND = (
    "organisation.teams.rep.members={ann: {skill: 3}, bob: {skill: -3}, cas: {skill: -3}, dan: {skill: -3}}"
)


def test_a_part_of_a_person_counts_as_that_part_of_their_wins() -> None:
    assert share_of_best([4, 3, 2, 1, 0], 0.5) == 0.7
    assert share_of_best([4, 3, 2, 1], 0.375) == pytest.approx((4 + 1.5) / 10)
    assert np.isnan(share_of_best([0, 0], 0.2))


def test_luck_alone_gives_the_best_more_than_their_part_and_time_gives_them_more_yet() -> None:
    luck = np.random.default_rng(1)
    told = np.mean([dealt(4, [1.0, 1.0], 0.5, luck) for _ in range(40)])
    # Of 16 ways to deal 4 wins to two, 2 leave a single winner, of whom half a person has half; 8 give 3 to 1, and 6 give 2 to 2.
    assert told == pytest.approx(1 / 8 * 1 / 2 + 1 / 2 * 3 / 4 + 3 / 8 * 1 / 2, abs=0.01)
    assert dealt(4000, [3.0, 1.0], 0.5, luck) == pytest.approx(0.75, abs=0.01)
    assert dealt(4000, [1.0] * 10, 0.2, luck) == pytest.approx(0.2, abs=0.02)


def test_wins_are_counted_for_who_had_the_last_session_and_people_for_how_long_they_were_there() -> None:
    firm = world(
        TEAM, "organisation.teams.rep.turnover=100 %/year", "organisation.teams.rep.time_to_hire=2 weeks"
    )
    trace = engines.select("core").trace(lower(firm.scenario), 7, 0)
    wins, there = year(trace, "rep", 8 * TICKS_PER_WEEK, 60 * TICKS_PER_WEEK)
    assert len(there) > 4, "some have left and others come"
    assert 4 * 52 - 2.1 * 2 * (len(there) - 4) - 4 < sum(there) / TICKS_PER_WEEK < 4 * 52
    assert 0.9 * 30 * 52 < sum(wins.values()) < 1.1 * 30 * 52


def test_where_one_hand_closes_better_the_best_have_more_than_luck_gives_them() -> None:
    even, uneven = (
        TopSellers("rep", top=0.25, beyond="luck").observe(Lab(7), world(TEAM, *sets), 4)
        for sets in ((), (ONE_HAND,))
    )
    assert abs(even.mean) < 0.02
    assert uneven.low > 0.3
    apart = TopSellers("rep", top=0.25, against={"organisation.teams.rep.cost": "1 kEUR/year"})
    assert apart.observe(Lab(7), world(TEAM), 3).mean == 0.0


def test_hours_are_shared_as_the_policy_says_where_nothing_else_is_to_do() -> None:
    share = HoursShare("marketer", ("programs",), ("research",))
    table = Lab(7, jobs=1).tables(share.arms(world(TEAM)), share.keys, 3)
    assert jackknife(share.told, table).mean == pytest.approx(0.75, abs=0.01)
