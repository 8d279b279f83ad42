"""Quotas, commission and accelerators, on a story of four deals that anybody can add up."""

import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.timetable import quarter_starts
from gtmsim.scenario import loads
from gtmsim.study.run import run
from gtmsim.units import TICKS_PER_DAY

# Deals of 10,000 close at noon of the days 1, 2, 3 and 90, one a stage; the quarter ends after day 87.
DEALS = """
gtmsim: 1
world:
  segments: {any: {deal_value: 10 kEUR}}
  sources:
    first: {rate: 0, first: 3, intent: 1}
    later: {rate: 0, first: 1, intent: 1, starts_at: wait}
  stages:
    talk: {session: 24 h, next: won}
    wait: {sessions: 0, clock: 90 days}
    sign: {session: 12 h, next: won}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1, sign: 1}}}
  teams: {rep: {people: 1, quota: 80 kEUR/year, commission: 0.1, accelerator: 2}}
run: {horizon: 25 weeks}
"""
QUOTA_CENTS = 8_000_000 / 365 * 87  # of what the run has of the quarter
REP = "organisation.teams.rep"


def story(*overrides: str) -> Trace:
    return select("core").trace(lower(loads(DEALS, "deals.yaml", overrides)), 1, 0)


def paid(*overrides: str) -> list[int]:
    return [
        row[RecordCol.B] for row in story(*overrides).records.tolist() if row[RecordCol.WHAT] == What.PAID
    ]


def test_a_win_pays_its_share_and_more_of_what_is_above_the_quarters_quota() -> None:
    above = 2_000_000 - QUOTA_CENTS
    assert 0 < above < 1_000_000
    assert paid() == [100_000, round(0.1 * (1_000_000 - above) + 0.2 * above), 200_000, 100_000]


def test_without_a_quota_there_is_nothing_to_be_above() -> None:
    assert paid(f"{REP}.quota=null") == [100_000] * 4


def test_without_a_commission_nothing_is_paid_nor_told() -> None:
    assert paid(f"{REP}.commission=0") == []


def test_a_quarter_ends_on_its_date_and_measures_who_was_there_all_through_it() -> None:
    quarters = [row for row in story().records.tolist() if row[RecordCol.WHAT] == What.QUARTER_ENDED]
    assert [row[RecordCol.B] for row in quarters] == [3_000_000]  # the second quarter outlasts the run
    assert quarters[0][RecordCol.A] == pytest.approx(3_000_000 / QUOTA_CENTS * 1e6, abs=1)
    assert quarters[0][RecordCol.TICK] >= 87 * TICKS_PER_DAY
    late = story(f"{REP}.starts=2027-01-05").records.tolist()
    assert not [row for row in late if row[RecordCol.WHAT] == What.QUARTER_ENDED]


def test_commission_is_part_of_the_cost_and_attainment_is_told() -> None:
    made = run(lower(loads(DEALS, "deals.yaml")), seed=1, replications=1, jobs=1, keep="totals").batch
    told = {series.key: float(series.values[0]) for series in measured(made)}
    assert told["cost[pay=commission]"] == pytest.approx(sum(paid()) / 100)
    assert told["cost"] == pytest.approx(told["cost[team=rep]"] + told["cost[pay=commission]"])
    assert told["quota_attainment"] == pytest.approx(3_000_000 / QUOTA_CENTS, rel=1e-5)


def test_quarters_begin_on_calendar_dates_whatever_the_day_a_run_begins() -> None:
    from datetime import date

    starts = quarter_starts(date(2027, 11, 8), 400 * TICKS_PER_DAY)
    days = [date(2027, 11, 8).toordinal() + tick // TICKS_PER_DAY for tick in starts]
    assert [str(date.fromordinal(day)) for day in days] == [
        "2027-10-01", "2028-01-01", "2028-04-01", "2028-07-01", "2028-10-01", "2029-01-01",
    ]  # fmt: skip
