"""Firms whose first answers are known: somebody always there, nobody ever, or only from nine to five."""

from collections.abc import Mapping
from typing import Any

import pytest
from validation.one_firm import world

from gtmsim import engines
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.units import TICKS_PER_WEEK
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures.response import ResponseOdds, ResponseShape
from gtmsim.validation.touches import first_touches

DAY = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 40 per week, intent: 1}}
  stages:
    talk: {session: 1 min, outcomes: {advance: 0.5, lost: 0.5}}
    close: {sessions: 0, opportunity: true}
organisation:
  calendars: {office: {week: {mon-fri: "all day", sat-sun: "all day"}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 5}}
run: {horizon: 20 weeks, warm_up: 2 weeks}
"""
NEVER = {"organisation.teams.rep.people": 0}
OFFICE = {"organisation.calendars.office.week": {"mon-fri": ["09:00-17:00"], "sat-sun": None}}
AT_ONCE = (1.0, 0.0, 0.0, 0.0)


def shares(firms: Mapping[str, Mapping[str, Any]], sent: tuple[float, float] | None = None) -> list[float]:
    shape = ResponseShape("web", {"kind": firms}, sent=sent, shape=AT_ONCE)
    seen = shape.observe(Lab(7), world(DAY), 6).seen
    return list(seen["all firms"].values())


def test_firms_count_alike_by_their_weights() -> None:
    firms = {"there": {"weight": 3}, "nobody": {"weight": 1, **NEVER}}
    assert shares(firms) == pytest.approx([0.75, 0.0, 0.0, 0.25])
    of_one_kind = ResponseShape("web", {"kind": firms}, shape=AT_ONCE).observe(Lab(7), world(DAY), 6)
    assert list(of_one_kind.seen["kind: nobody"].values()) == [0.0, 0.0, 0.0, 1.0]
    assert "0.00 if all firms were of one kind (there) and 1.00 of another (nobody)" in of_one_kind.note
    apart = ResponseShape("web", {"kind": firms}, shape=(0.5, 0.0, 0.0, 0.5)).observe(Lab(7), world(DAY), 6)
    assert apart.mean == pytest.approx(0.25)


def test_who_is_there_from_nine_to_five_answers_then_and_the_rest_in_the_morning_or_on_monday() -> None:
    """A lead at any hour of the week meets 40 open hours and the 5 before opening; 40 of the weekend wait for longer than a day."""
    within, by_next_day, later, never = shares({"office": OFFICE})
    assert within == pytest.approx(45 / 168, abs=0.04)
    assert by_next_day == pytest.approx(83 / 168, abs=0.05)
    assert later == pytest.approx(40 / 168, abs=0.05)
    assert never == 0.0
    assert shares({"office": OFFICE}, sent=(9, 16.9))[0] == pytest.approx(1.0)


def test_where_waiting_does_no_harm_and_nobody_is_chosen_the_odds_are_even() -> None:
    odds = ResponseOdds("web", {"kind": {"office": OFFICE}}).observe(Lab(7), world(DAY), 30)
    assert odds.low < 1.0 < odds.high
    assert odds.high / odds.low < 1.6
    fades = world(DAY, "world.stages.talk.decay={exponent: 1, scale: 1 h}")
    assert ResponseOdds("web", {"kind": {"office": OFFICE}}).observe(Lab(7), fades, 12).low > 3.0


def test_leads_of_the_warm_up_and_of_the_last_month_do_not_count() -> None:
    trace = engines.select("core").trace(lower(world(DAY).scenario), 7, 0)
    records, hours = trace.records, (1.0, 24.0, 720.0)
    leads = records[records[:, RecordCol.WHAT] == What.LEAD, RecordCol.TICK] / TICKS_PER_WEEK
    counted = ((leads >= 2) & (leads < 20 - 720 / 168)).sum()
    assert 0 < counted < len(leads) - 200
    assert first_touches(trace, "web", hours)[: len(hours) + 1].sum() == counted


def test_a_lead_that_is_screened_out_is_none_that_nobody_answers() -> None:
    half = {"policy.handoffs.talk.threshold": 0.75}
    assert shares({"strict": half}) == pytest.approx([1.0, 0.0, 0.0, 0.0])


@pytest.mark.parametrize("shape", [(0.5, 0.5), (0.5, 0.2, 0.2, 0.2)], ids=["too few", "more than all"])
def test_a_shape_that_cannot_be_is_refused(shape: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="`shape` has 4 shares that add up to 1"):
        ResponseShape("web", shape=shape)


def test_hours_that_run_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="`sent` is two hours of a day"):
        ResponseShape("web", shape=AT_ONCE, sent=(17, 9))
