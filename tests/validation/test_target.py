import math

import pytest

from gtmsim.validation.target import Target, target_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.2 to 0.5", 0.2, 0.5),
        ("-0.5 to -.2", -0.5, -0.2),
        ("20 to 30 %", 0.2, 0.3),
        ("20 % to 30 %", 0.2, 0.3),
        ("above 3 kEUR", 3000.0, math.inf),
        ("1.5 to 2 MEUR", 1.5e6, 2e6),
        ("900 kEUR to 2 MEUR", 9e5, 2e6),
        ("20 plus or minus 5 MXN", 15.0, 25.0),
        ("below 0", -math.inf, 0.0),
        ("above 50 %", 0.5, math.inf),
        ("0.3 plus or minus 0.05", 0.25, 0.35),
        ("30 plus or minus 5 %", 0.25, 0.35),
    ],
)
def test_a_target_says_where_an_estimate_is_to_lie(text: str, low: float, high: float) -> None:
    found = target_of(text)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "2 kEUR to 3",
        "3 EUR to 4 USD",
        "3 % to 4 EUR",
        "3 keur to 4 keur",
        "40 % to 60",
        "30 % plus or minus 5",
        "",
        "0.5",
        "0.5 to 0.2",
        "about 3",
        "below",
        "0.3 plus or minus -1",
        "1..2",
    ],
)
def test_what_is_no_target_is_none(text: str) -> None:
    assert target_of(text) is None


def test_a_check_holds_within_fails_outside_and_is_undecided_between() -> None:
    target = Target(0.2, 0.5, "")
    assert target.verdict(0.2, 0.5) == "holds"
    assert target.verdict(0.5, 0.6) == "undecided"
    assert target.verdict(0.51, 0.6) == "fails"
    assert target.verdict(math.nan, math.nan) == "undecided"


def test_nothing_at_all_is_not_below_nothing() -> None:
    below = Target(-math.inf, 0.0, "")
    assert below.verdict(0.0, 0.0) == "fails"
    assert below.verdict(-0.1, 0.0) == "undecided"
    assert below.verdict(-0.2, -0.1) == "holds"


def test_a_tolerance_is_told_and_counts() -> None:
    target = Target(0.2, 0.5, "0.2 to 0.5").widened(0.1)
    assert target.has(0.55)
    assert target.text == "0.2 to 0.5, tolerance 0.1"
