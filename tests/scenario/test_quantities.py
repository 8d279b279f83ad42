import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.scenario import quantities as q
from gtmsim.scenario.forms import Domain, parse_distribution, parse_number
from gtmsim.scenario.quantities import Kind, Wrong
from gtmsim.scenario.values import Distribution, Uncertain

WIDE = Domain(-1e18, 1e18, "any number")
POSITIVE = Domain(0.0, 1e18, "0 or more")


def distribution(value: object) -> Distribution:
    return parse_distribution(value, q.DURATION, "EUR", POSITIVE)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (q.DURATION, "45 min", 2700),
        (q.DURATION, "1 week", 604_800),
        (q.DURATION, "3 weeks", 3 * 604_800),
        (q.DURATION, "1.5 h", 5400),
        (q.DURATION, "12 months", 365 * 86_400),
        (q.DURATION, "4 quarters", 365 * 86_400),
        (q.DURATION, "1e1 s", 10),
        (q.DURATION, 0, 0),
        (q.MONEY, "120 kEUR", 12_000_000),
        (q.MONEY, "50 EUR", 5000),
        (q.MONEY, "1.2 MEUR", 120_000_000),
        (q.RATE, "12 per week", 12 / 604_800),
        (q.RATE, "12/week", 12 / 604_800),
        (q.RATE, "20 %/year", 0.2 / (365 * 86_400)),
        (q.MONEY_RATE, "90 kEUR/year", 9_000_000 / (365 * 86_400)),
        (q.GROWTH, "-3 %/year", -0.03),
        (q.SHARE, "30 %", 0.3),
        (q.SHARE, 0.3, 0.3),
    ],
)
def test_text_with_a_unit_becomes_the_base_unit(kind: Kind, text: object, value: float) -> None:
    assert kind.parse(text, "EUR") == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("kind", "value", "hint"),
    [
        (q.DURATION, 30, "a number needs its unit"),
        (q.DURATION, "20 minutes", "did you mean min?"),
        (q.DURATION, "2 hours", "did you mean h?"),
        (q.DURATION, "2 weks", "did you mean weeks?"),
        (q.MONEY, 20_000, "a number needs its unit"),
        (q.RATE, "12", "a number needs its unit"),
        (q.GROWTH, "3 %/week", "growth is told a year"),
        (q.DURATION, True, ""),
        (q.SHARE, "half", ""),
        (q.NUMBER, "1,5", ""),
        (q.DURATION, None, ""),
    ],
)
def test_a_wrong_unit_says_what_would_be_right(kind: Kind, value: object, hint: str) -> None:
    with pytest.raises(Wrong) as caught:
        kind.parse(value, "EUR")
    assert hint in caught.value.hint
    assert caught.value.wanted


def test_money_of_another_currency_is_refused() -> None:
    with pytest.raises(Wrong, match="scenario's currency is CHF"):
        q.MONEY.parse("20 kEUR", "CHF")


@given(st.floats(0.001, 1e6), st.sampled_from(["s", "min", "h", "day", "days", "weeks", "month", "years"]))
def test_a_duration_of_any_unit_is_its_number_of_units(amount: float, unit: str) -> None:
    one = q.DURATION.parse(f"1 {unit}", "EUR")
    assert q.DURATION.parse(f"{amount!r} {unit}", "EUR") == pytest.approx(amount * one)


def test_a_lognormal_by_mean_and_sd_has_that_mean_and_sd() -> None:
    found = distribution({"mean": "20 min", "sd": "30 min"})
    assert found.family == "lognormal"
    assert isinstance(found.a, float)
    assert isinstance(found.b, float)
    mean = found.a * math.exp(found.b**2 / 2)
    assert mean == pytest.approx(1200)
    assert mean * math.sqrt(math.exp(found.b**2) - 1) == pytest.approx(1800)


def test_a_lognormal_by_percentiles_meets_them() -> None:
    found = distribution({"p10": "1 h", "p50": "2 h", "p90": "4 h"})
    assert isinstance(found.b, float)
    assert found.a == 7200
    assert 7200 * math.exp(1.2815515655 * found.b) == pytest.approx(4 * 3600)


def test_percentiles_that_do_not_rise_are_refused() -> None:
    with pytest.raises(Wrong, match="p10 below p50 below p90"):
        distribution({"p10": "2 h", "p50": "2 h", "p90": "4 h"})


@pytest.mark.parametrize(
    ("written", "family", "a", "b"),
    [
        ("30 days", "fixed", 30 * 86_400, 0),
        ({"fixed": "30 days"}, "fixed", 30 * 86_400, 0),
        (0, "fixed", 0, 0),
        ({"exponential": "3 days"}, "exponential", 3 * 86_400, 0),
        ({"weibull": "3 days", "shape": 0.7}, "weibull", 3 * 86_400, 0.7),
        ({"median": "9 weeks", "sigma": 1.2}, "lognormal", 9 * 604_800, 1.2),
    ],
)
def test_each_form_of_a_distribution(written: object, family: str, a: float, b: float) -> None:
    found = distribution(written)
    assert (found.family, found.a, found.b) == (family, a, b)


def test_a_typo_inside_a_distribution_suggests_the_word() -> None:
    with pytest.raises(Wrong) as caught:
        distribution({"meadian": "2 h", "sigma": 1})
    assert caught.value.hint == "did you mean median?"


def test_a_wrong_part_of_a_distribution_is_found_inside_it() -> None:
    with pytest.raises(Wrong) as caught:
        distribution({"median": {"uncertain": {"low": "2 h", "high": "3 hors"}}, "sigma": 1})
    assert caught.value.at == ("median", "uncertain", "high")


def test_uncertain_numbers_stay_within_the_domain_of_their_field() -> None:
    share = Domain(0.0, 1.0, "a share: 0 to 1")
    found = parse_number({"uncertain": {"mean": 0.9, "sd": 0.3}}, q.SHARE, "EUR", share)
    assert isinstance(found, Uncertain)
    assert (found.lo, found.hi) == (0.0, 1.0)
    with pytest.raises(Wrong, match="a share: 0 to 1"):
        parse_number({"uncertain": {"low": 0.5, "high": 1.5}}, q.SHARE, "EUR", share)


def test_an_uncertain_part_may_stand_inside_a_distribution_but_not_among_percentiles() -> None:
    found = distribution({"median": {"uncertain": {"low": "2 h", "high": "4 h"}}, "sigma": 1})
    assert isinstance(found.a, Uncertain)
    assert found.a.median == 3 * 3600
    with pytest.raises(Wrong, match="cannot be uncertain"):
        distribution({"mean": {"uncertain": {"low": "2 h", "high": "4 h"}}, "sd": "1 h"})
