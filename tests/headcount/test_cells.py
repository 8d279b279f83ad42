from datetime import date, datetime

import pytest

from gtmsim.headcount.amounts import parse_cost
from gtmsim.headcount.columns import columns_of, money_in
from gtmsim.headcount.dates import order_of, parse_day
from gtmsim.headcount.titles import guess, job_of
from gtmsim.scenario.quantities import Wrong


@pytest.mark.parametrize(
    ("said", "amount", "currency", "period"),
    [
        ("85,000", 85_000, "", "year"),
        ("85.000", 85_000, "", "year"),
        ("85 000", 85_000, "", "year"),
        ("85\u202f000 €", 85_000, "EUR", "year"),
        ("85'000 CHF", 85_000, "CHF", "year"),
        ("85 k€", 85_000, "EUR", "year"),
        ("85k", 85_000, "", "year"),
        ("85,5 k€", 85_500, "EUR", "year"),
        ("€85,000.50", 85_000.5, "EUR", "year"),
        ("85.000,50 €", 85_000.5, "EUR", "year"),
        ("EUR 85000", 85_000, "EUR", "year"),
        ("EUR85000", 85_000, "EUR", "year"),
        ("85 TEUR", 85_000, "EUR", "year"),
        ("85 kEUR/year", 85_000, "EUR", "year"),
        ("$120K per annum", 120_000, "USD", "year"),
        ("£90k p.a.", 90_000, "GBP", "year"),
        ("7,000/month", 7_000, "", "month"),
        ("7 k€ per month", 7_000, "EUR", "month"),
        ("7000 monthly", 7_000, "", "month"),
        ("1,250,000", 1_250_000, "", "year"),
        ("1.25M", 1_250_000, "", "year"),
        (85_000, 85_000, "", "year"),
        (85_000.5, 85_000.5, "", "year"),
    ],
)
def test_a_cost_is_read_as_people_write_it(
    said: str | float, amount: float, currency: str, period: str
) -> None:
    cost = parse_cost(said)
    assert cost.amount == pytest.approx(amount)
    assert (cost.currency, cost.period) == (currency, period)


@pytest.mark.parametrize(
    "said", ["a lot", "-5", "85.000k", "85 k€ or so", "12.34.56", "", True, None, "600/day", "85 %"]
)
def test_a_cost_that_says_nothing_or_two_things_is_refused(said: object) -> None:
    with pytest.raises(Wrong):
        parse_cost(said)  # type: ignore[arg-type]


def test_a_header_tells_period_and_unit_for_cells_that_do_not() -> None:
    assert money_in("Monthly cost (kEUR)") == ("month", "kEUR")
    assert money_in("Fully loaded cost, EUR per year") == ("year", "EUR")
    assert money_in("OTE") == ("", "")
    assert parse_cost(7, "month", "kEUR").a_year == pytest.approx(84_000)
    assert parse_cost("84 k€", "", "kEUR").a_year == pytest.approx(84_000)
    with pytest.raises(Wrong):
        parse_cost("84 k$", "", "kEUR")


def test_headers_are_known_by_their_synonyms_and_the_better_one_is_read() -> None:
    headers = [
        "Employee Name",
        "Title",
        "Department",
        "Base salary (EUR)",
        "Fully-loaded cost",
        "Hire date*",
        "HC",
    ]
    assert columns_of(headers) == {"role": 1, "team": 2, "cost": 4, "name": 0, "start date": 5, "people": 6}
    assert columns_of(["#", "ROLE", "Annual cost"]) == {"role": 1, "cost": 2, "people": 0}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2027-03-15", date(2027, 3, 15)),
        ("15/03/2027", date(2027, 3, 15)),
        ("03/15/2027", date(2027, 3, 15)),
        ("05/05/2027", date(2027, 5, 5)),
        ("3.4.2027", date(2027, 4, 3)),
        ("15 Mar 2027", date(2027, 3, 15)),
        ("2027-03-15 00:00:00", date(2027, 3, 15)),
        (datetime(2027, 3, 15), date(2027, 3, 15)),
        (46461, date(2027, 3, 15)),
        ("46461", date(2027, 3, 15)),
    ],
)
def test_a_date_is_read_where_it_can_mean_one_day_only(said: str | int | datetime, day: date) -> None:
    assert parse_day(said) == day


def test_a_date_with_two_meanings_is_read_as_the_rest_of_its_column_or_refused() -> None:
    with pytest.raises(Wrong, match="2027-04-03 or 2027-03-04"):
        parse_day("03/04/2027")
    assert parse_day("03/04/2027", order_of(["03/04/2027", "15/03/2027"])) == date(2027, 4, 3)
    assert parse_day("03/04/2027", order_of(["03/04/2027", "03/15/2027"])) == date(2027, 3, 4)
    assert order_of(["15/03/2027", "03/15/2027"]) == ""
    with pytest.raises(Wrong, match="exists"):
        parse_day("31/02/2027")


@pytest.mark.parametrize(
    ("title", "job"),
    [
        ("SDR", "sdr"),
        ("BDRs", "sdr"),
        ("Sales Development Representative (EMEA)", "sdr"),
        ("Business Development Representative", "sdr"),
        ("Business Development Manager", "rep"),
        ("Senior Account Executive, Enterprise", "rep"),
        ("AE", "rep"),
        ("Account Director", "rep"),
        ("Sales Engineer", "se"),
        ("Pre-Sales Consultant", "se"),
        ("Product Marketing Manager", "marketer"),
        ("Demand-Gen Lead", "marketer"),
        ("Marketing Operations Manager", "ops"),
        ("RevOps Analyst", "ops"),
        ("Customer Success Manager", "csm"),
        ("Key Account Manager", "csm"),
        ("VP Sales", "sales_lead"),
        ("SDR Manager", "sales_lead"),
        ("Director, Demand Generation", "marketing_lead"),
        ("CMO", "marketing_lead"),
        ("Product Manager", None),
        ("Growth Ninja", None),
    ],
)
def test_a_title_tells_what_its_holder_works(title: str, job: str | None) -> None:
    assert job_of(title) == job


def test_an_unknown_title_is_answered_with_the_nearest_one() -> None:
    assert guess("Acount Exec") == ("account executive", "rep")
    assert guess("Xyzzy") is None
