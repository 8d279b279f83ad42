import math

import pytest

from gtmsim.amounts import (
    counted,
    decimals,
    duration,
    listed,
    money,
    number,
    percent,
    rate,
    scale_of,
    short,
    signed,
    spanned,
)


@pytest.mark.parametrize(
    ("ticks", "told"),
    [
        (45 * 60, "45 min"),
        (2.5 * 3600, "2.5 h"),
        (86_400, "1 day"),
        (9 * 604_800, "9 weeks"),
        (30 * 86_400, "30 days"),
        (365 * 86_400, "1 year"),
        (100, "100 s"),
        (0, "0 s"),
        (123_456, "34.3 h"),
    ],
)
def test_a_span_is_told_in_the_unit_people_would_use(ticks: float, told: str) -> None:
    assert duration(ticks) == told


def test_money_is_told_in_the_scale_of_its_size() -> None:
    assert money(123_456_789, "EUR") == "1.23 MEUR"
    assert money(9_000_000, "USD") == "90 kUSD"
    assert money(5_000, "EUR") == "50 EUR"


def test_less_than_an_hour_is_told_in_minutes() -> None:
    assert (scale_of("hours", 0.863).unit, scale_of("hours", 0.863).number(0.863)) == ("min", "52")
    assert (scale_of("hours", 1.5).unit, scale_of("hours", 0.0).unit) == ("h", "h")


def test_a_rate_is_told_by_the_week_unless_that_is_too_much_or_too_little() -> None:
    week = 604_800
    assert rate(14 / week) == "14 a week"
    assert rate(0.2 / (365 * 86_400)) == "0.2 a year"
    assert rate(40 / 3600) == "40 an hour"


def test_a_number_shows_two_digits_of_its_doubt() -> None:
    assert decimals(0.023, 12.3) == 3
    assert decimals(4.1, 1_234.0) == 1
    assert decimals(230.0, 1_234.0) == 0


def test_a_number_without_doubt_shows_four_digits_and_never_more_than_five() -> None:
    assert decimals(0.0, 34.667) == 2
    assert decimals(math.nan, 34.667) == 2
    assert decimals(1e-9, 0.5) == 4


def test_what_could_not_be_measured_is_a_dash() -> None:
    assert number(math.nan) == short(math.inf) == "-"
    assert scale_of("EUR", math.nan).number(None) == "-"


def test_zero_has_no_sign() -> None:
    assert (signed(-0.0001, 2), signed(0.0, 1), signed(0.25, 2), signed(-0.25, 2)) == (
        "0.00",
        "0.0",
        "+0.25",
        "-0.25",
    )


def test_small_words() -> None:
    assert (counted(1, "person", "people"), counted(1_200, "record")) == ("1 person", "1,200 records")
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"])) == ("", "a", "a, b and c")
    assert (percent(0.125), percent(1.0)) == ("12.5 %", "100 %")


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "told"),
    [
        (1_240_000.0, 1_200_000.0, 1_280_000.0, "EUR", "1.240 MEUR (95 %: 1.200 to 1.280)"),
        (-900.0, -1_100.0, -700.0, "EUR", "-0.90 kEUR (95 %: -1.10 to -0.70)"),
        (12.0, 10.0, 14.0, "count", "12.0 (95 %: 10.0 to 14.0)"),
        (0.25, 0.2, 0.3, "share", "25.0 % (95 %: 20.0 to 30.0)"),
    ],
)
def test_a_value_and_its_interval_stand_in_one_unit_with_digits_of_the_doubt(
    value: float, low: float, high: float, unit: str, told: str
) -> None:
    assert spanned(value, low, high, unit) == told
