"""What programs, partners and products cost and bring, by hand-made totals."""

import pytest
from measure.handmade import EVENTS, WEB, batch, program, put

from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Block, CellTotal, ProductTotal, RunTotal, SourceCol, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

PRODUCTS = """
gtmsim: 1
world:
  segments: {any: {accounts: 10}}
  sources: {site: {kind: pool}}
  products: {suite: {}, gone: null, starter: {value: 2}}
  stages: {talk: {}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 1}}
run: {horizon: 4 weeks, warm_up: 1 week}
"""


def told(made: object, *names: str) -> dict[str, float]:
    return {series.key: float(series.values[0]) for series in measured(made, names)}  # type: ignore[arg-type]


def test_money_spent_on_programs_is_a_cost_of_its_own() -> None:
    made = program(weeks=4, warm_up_weeks=1)
    plain = told(batch(made), "cost")
    spent = batch(made)
    put(spent, TotalBlock.RUN, RunTotal.PROGRAM_CENTS, values=600_000)
    dear = told(spent, "cost")
    assert dear["cost[money=programs]"] == pytest.approx(6_000)
    assert dear["cost"] - plain["cost"] == pytest.approx(6_000)
    assert "cost[money=programs]" not in plain


def test_a_partner_costs_its_commission_on_what_was_won_through_it() -> None:
    made = program()
    made.block(Block.SOURCE)[WEB, SourceCol.COMMISSION] = 0.1
    done = batch(made)
    put(done, TotalBlock.CELL, WEB, 0, CellTotal.BOOKED_CENTS, values=1_000_000)
    put(done, TotalBlock.CELL, EVENTS, 0, CellTotal.BOOKED_CENTS, values=5_000_000)
    costs = told(done, "cost")
    assert costs["cost[source=web]"] == pytest.approx(1_000)
    assert costs["cost[source=events]"] == 0.0


def test_each_product_has_its_leads_wins_and_bookings_and_a_hole_has_none() -> None:
    done = batch(lower(loads(PRODUCTS)))
    for column, value in (
        (ProductTotal.LEADS, 7),
        (ProductTotal.WINS, 2),
        (ProductTotal.BOOKED_CENTS, 300_000),
    ):
        put(done, TotalBlock.PRODUCT, 2, column, values=value)
    found = told(done, "leads", "wins", "bookings")
    assert found["leads[product=starter]"] == 7
    assert found["wins[product=starter]"] == 2
    assert found["bookings[product=starter]"] == 3_000
    assert found["leads[product=suite]"] == 0
    assert not any("gone" in key for key in found)
