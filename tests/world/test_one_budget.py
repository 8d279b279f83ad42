"""One budget for markets and for deals: what single deals cost is missing from the next week's programs."""

from itertools import pairwise

import numpy as np
import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.measure.fold import fold
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import RecordCol, RunTotal, TotalBlock, WeekCol, What
from gtmsim.program.lower import lower
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads, unused
from gtmsim.tell.describe import described

FIRM = """
gtmsim: 1
world:
  segments: {any: {accounts: 400, deal_value: 10 kEUR, in_market: 2 per year, stay: 8 weeks}}
  sources: {market: {kind: pool, intent: 1, hand_raise: 0.6, unprompted: 0.2}}
  awareness: {half_saturation: 20 h, hour_of_money: 100 EUR}
  stages:
    talk: {session: 1 h, clock: 2 weeks, outcomes: {advance: 0.5, lost: 0.5}, requests: {show: 1 per week}}
  requests: {show: {session: 1 h, cost: 900 EUR}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}, marketer: {works: {show: 1}}}
  teams: {rep: {people: 3}, marketer: {people: 3}}
policy: {budget: 2 kEUR per week}
run: {horizon: 30 weeks, warm_up: 4 weeks}
"""
WEEKLY_CENTS = 200_000
ALL_FROM_ONE = "policy.one_budget=1"


def story(*overrides: str) -> Trace:
    return select("core").trace(lower(loads(FIRM, "firm.yaml", overrides)), 5, 0)


def spent(made: Trace, column: WeekCol) -> list[int]:
    cents: list[int] = made.weekly[:, column].tolist()
    return cents


def value(metric: str, *overrides: str) -> float:
    batch = select("core").run(lower(loads(FIRM, "firm.yaml", overrides)), 5, 0, 20)
    return float(
        next(each.values.mean() for each in measured(batch, [metric.partition("[")[0]]) if each.key == metric)
    )


def test_programs_and_deals_have_budgets_of_their_own_unless_written() -> None:
    made = story()
    assert sum(spent(made, WeekCol.DEAL_CENTS)) > 0
    assert set(spent(made, WeekCol.PROGRAM_CENTS)) == {WEEKLY_CENTS}


@pytest.mark.mechanism("A15", switch="policy.one_budget")
@pytest.mark.parametrize("share", [0.25, 1])
def test_what_deals_cost_in_a_week_is_missing_from_the_next_weeks_programs(share: float) -> None:
    made = story(f"policy.one_budget={share}")
    deals, programs = spent(made, WeekCol.DEAL_CENTS), spent(made, WeekCol.PROGRAM_CENTS)
    assert programs == [WEEKLY_CENTS] + [max(0, WEEKLY_CENTS - int(share * cents)) for cents in deals[:-1]]
    assert len(set(programs)) > 2
    assert min(programs) == 0, "never below nothing"


@pytest.mark.mechanism("A16", switch="policy.one_budget")
def test_money_for_deals_leaves_fewer_leads_from_markets_only_when_the_budget_is_one() -> None:
    free = "world.requests.show.cost=0 EUR"
    assert value("leads", ALL_FROM_ONE) < 0.9 * value("leads")
    assert value("leads", free, ALL_FROM_ONE) == value("leads", free) == value("leads")


def test_programs_cost_what_was_really_left_for_them() -> None:
    told = value("cost[money=programs]", ALL_FROM_ONE)
    assert told < value("cost[money=programs]") == 26 * 2_000
    whole = (value("cost", ALL_FROM_ONE), value("cost"))
    deals = (value("cost[for=deals]", ALL_FROM_ONE), value("cost[for=deals]"))
    assert np.diff(whole) - np.diff(deals) == pytest.approx(26 * 2_000 - told)


def test_a_week_that_is_cut_short_costs_its_part() -> None:
    cut = story("run.horizon=16 days", "run.warm_up=0 weeks")
    assert spent(cut, WeekCol.PROGRAM_CENTS) == [
        WEEKLY_CENTS,
        WEEKLY_CENTS,
        round(WEEKLY_CENTS * 2 / 7),
    ]


def test_the_money_of_every_week_is_in_the_records() -> None:
    made = story(ALL_FROM_ONE)
    rows = [row for row in made.records.tolist() if row[RecordCol.WHAT] == What.SPENT]
    assert all(a[RecordCol.A] < b[RecordCol.A] for a, b in pairwise(rows))
    totals, _, weekly = fold(made.program, made.records)
    assert weekly.tolist() == made.weekly.tolist()
    run = totals_of(made.program).block(made.totals, TotalBlock.RUN)
    counted = sum(row[RecordCol.B] for row in rows if row[RecordCol.A] >= 4)
    assert run[RunTotal.PROGRAM_CENTS] == counted
    assert totals_of(made.program).block(totals, TotalBlock.RUN)[RunTotal.PROGRAM_CENTS] == counted


def test_one_budget_is_told_and_where_it_does_nothing_too() -> None:
    assert "one budget" in described(lower(loads(FIRM, "firm.yaml", [ALL_FROM_ONE])))
    assert "one budget" not in described(lower(loads(FIRM)))
    for nothing, reason in (
        ("policy.budget=0 EUR/year", "there is no program money: policy.budget is 0"),
        ("world.requests.show.cost=0 EUR", "no request that is raised costs money"),
    ):
        found = {each.path: each.reason for each in unused(loads(FIRM, "firm.yaml", [ALL_FROM_ONE, nothing]))}
        assert found["policy.one_budget"] == reason
