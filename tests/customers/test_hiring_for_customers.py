"""A team that grows with its customers looks at those who stayed."""

from customers.shop import traced

from gtmsim.program.layout import RecordCol, What

GROWING = """
gtmsim: 1
world:
  segments: {shop: {deal_value: {fixed: 10 kEUR}}}
  sources: {list: {rate: 0, first: 100, intent: 1}}
  stages:
    sell: {sessions: 0}
  customers: {term: 10 weeks, death: 1000 per year}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {carer: {}}
  teams: {carer: {people: 1, openings: 2, cost: 50 kEUR/year, time_to_hire: 1 week}}
policy:
  hiring: {carer: {accounts: 1}}
  hiring_bar: 10
  envelope: 1 MEUR/year
run: {horizon: 30 weeks}
"""


def opened(*overrides: str) -> int:
    return int((traced(GROWING, *overrides).records[:, RecordCol.WHAT] == What.OPENED_POSITION).sum())


def test_customers_who_left_are_nobodys_work() -> None:
    assert opened() == 0, "all hundred have gone when the first review comes"
    assert opened("world.customers.death=0 %/year", "world.customers.churn=0 %/year") == 2


def test_where_no_contracts_are_kept_every_win_stays_a_customer() -> None:
    assert opened("world.customers={term: null, death: null}") == 2
