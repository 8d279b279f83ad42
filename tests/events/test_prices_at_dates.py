"""What is bought costs what it cost then: a price that changes at a date says nothing of what was bought before."""

import numpy as np
import pytest
from customers.shop import metric
from events.firms import DESK, WEEK, told, traced

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.engines.reference import Reference
from gtmsim.explanation.books import books_of
from gtmsim.measure.fold import fold
from gtmsim.measure.metrics import measured
from gtmsim.measure.money import planned_cost
from gtmsim.program.layout import Close, RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Ints
from gtmsim.scenario import loads
from gtmsim.tell.verbs import stream

# From the tenth week on a rep costs twice as much, a lead three times, and twice as many leads come; later a lead is cheap again.
DEAR = (
    DESK.replace("rate: 6 per week", "rate: 6 per week, cost_per_lead: 100 EUR, commission: 0.1").replace(
        "rep: {people: 2}", "rep: {people: 2, cost: 52 kEUR/year}"
    )
    + """
events:
  raise: {at: 10 weeks, organisation: {teams: {rep: {cost: 104 kEUR/year}}}, policy: {budget: 52 kEUR/year}}
  dear: {at: 10 weeks, until: 15 weeks, world: {sources: {web: {rate: 12 per week, cost_per_lead: 300 EUR, commission: 0.4}}}}
"""
)
WINDOW = ("run.warm_up=2 weeks", "run.discount_rate=0", "run.arr_multiple=0", "run.cash_at_start=0")


def ran(*overrides: str) -> Batch:
    return select("core").run(lower(loads(DEAR, "firm.yaml", [*WINDOW, *overrides])), 5, 0, 3)


@pytest.mark.parametrize("price", ["100 EUR", "{uncertain: {low: 20 EUR, high: 500 EUR}}"])
def test_cash_value_and_profit_agree_where_prices_change(price: str) -> None:
    batch = ran(f"world.sources.web.cost_per_lead={price}")
    assert metric(batch, "cash") == pytest.approx(metric(batch, "profit"), abs=0.01)
    assert metric(batch, "value") == pytest.approx(metric(batch, "profit"), abs=0.01)


def test_people_and_leads_cost_what_they_cost_when_they_were_there() -> None:
    costs = {each.key: each.values for each in measured(ran())}
    weeks = 8 * 52_000 + 10 * 104_000
    assert costs["cost[team=rep]"] == pytest.approx(2 * weeks * 7 / 365, abs=0.01)
    story = traced(DEAR, *WINDOW)
    closed = told(story, What.CLOSED)
    leads, dear_leads = counted(told(story, What.LEAD))
    wins, dear_wins = counted(closed[closed[:, RecordCol.A] == Close.WON])
    assert dear_wins > 0
    cost = 100 * leads + 300 * dear_leads + 10_000 * (0.1 * wins + 0.4 * dear_wins)
    assert costs["cost[source=web]"][0] == pytest.approx(cost, abs=0.01)


def counted(records: Ints) -> tuple[int, int]:
    """Return how many came at the usual price and how many while it was dear, in the window."""
    ticks = records[records[:, RecordCol.TICK] >= 2 * WEEK][:, RecordCol.TICK]
    dear = (ticks > 10 * WEEK) & (ticks <= 15 * WEEK)
    return int((~dear).sum()), int(dear.sum())


@pytest.mark.parametrize("engine", ["core", "reference"])
def test_costs_week_by_week_are_what_the_records_say(engine: str) -> None:
    by = select("core") if engine == "core" else Reference(gtmsim._rules)
    story = by.trace(lower(loads(DEAR, "firm.yaml", WINDOW)), 5, 0)
    totals, _, weekly = fold(story.program, story.records, story.params)
    np.testing.assert_array_equal(weekly, story.weekly)
    assert (totals != story.totals).sum() == 1  # how many events rang stands in no record


def test_an_account_bears_the_price_of_its_day() -> None:
    books = books_of(stream(lower(loads(DEAR, "firm.yaml", WINDOW)), seed=5, replication=0))
    assert sum(each.cost for each in books.accounts.values()) == pytest.approx(
        books.costs["leads and partners"], abs=len(books.accounts)
    )


def test_a_plan_costs_what_it_costs_at_each_time() -> None:
    weeks = 20
    people = 2 * (52_000 + 104_000) * 7 / 365 * weeks / 2
    others = planned_cost(lower(loads(DEAR, "firm.yaml", ["organisation.teams.rep.people=0"])))
    assert planned_cost(lower(loads(DEAR, "firm.yaml"))) - others == pytest.approx(people)
