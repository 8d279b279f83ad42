"""A precision is a share of the mean or an amount in the metric's own unit, and says how many replications it may take."""

from math import inf

import numpy as np
import pytest
from measure.handmade import program
from measure.test_compare import sold

from gtmsim.errors import UsageError
from gtmsim.measure.compare import compare
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.metric import Metric
from gtmsim.measure.precision import gaps, gaps_alone, next_count, precision
from gtmsim.measure.registry import names_in

KNOWN = names_in(program())


@pytest.mark.parametrize(
    ("text", "metric", "half_width"),
    [
        ("2%", "bookings", 0.02 * 400),
        (".5 %", "wins", 0.005 * 400),
        ("50 kEUR", "bookings", 50_000),
        ("90 min", "first_touch_hours", 1.5),
        ("2 weeks", "cycle_days", 14),
        ("0.5 points", "win_rate", 0.005),
        ("3", "wins", 3),
    ],
)
def test_a_half_width_is_told_as_people_would(text: str, metric: str, half_width: float) -> None:
    assert precision(text).half_width(KNOWN[metric], "EUR", -400.0) == pytest.approx(half_width)


@pytest.mark.parametrize(
    ("text", "metric", "message"),
    [
        ("2 weeks", "bookings", "2 weeks is no half-width of bookings: that is money in EUR, kEUR or MEUR"),
        ("50 kEUR", "cycle_days", "50 kEUR is no half-width of cycle_days: that is a unit of time"),
        (
            "50 kEUR",
            "wins",
            "50 kEUR is no half-width of wins: that is a number, such as 5, or a share such as 2%",
        ),
        ("0.01", "win_rate", "that is points, such as '0.5 points'"),
    ],
)
def test_an_amount_of_another_kind_is_refused_with_what_would_be_right(
    text: str, metric: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        precision(text).half_width(KNOWN[metric], "EUR", 1.0)


@pytest.mark.parametrize("text", ["", "0%", "-2%", "sure", "0.0 %", "±5"])
def test_what_can_be_no_precision_is_refused(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"a precision is a share such as 2% or a half-width such as '50 kEUR'"
    ):
        precision(text)


def test_a_difference_is_measured_against_the_mean_of_the_baseline_and_jointly() -> None:
    today, pods, two = (
        [100.0, 200.0, 300.0, 400.0],
        [110.0, 190.0, 330.0, 430.0],
        [100.0, 220.0, 280.0, 480.0],
    )
    verdict = compare({"today": sold(today), "pods": sold(pods), "two": sold(two)}, "today", ["bookings"])
    worst, other = gaps(verdict, ["bookings"], precision("10%"), [KNOWN["bookings"]])
    difference = verdict.difference("bookings", "two")
    assert worst.what == "bookings of two against today"
    assert worst.wanted == pytest.approx(25.0)
    assert worst.half_width == difference.joint.half_width > difference.pair.difference.half_width
    assert worst.times == pytest.approx(difference.joint.half_width / 25.0)
    assert worst.times > other.times


def test_what_has_no_interval_is_far_from_any_precision() -> None:
    nothing = mean_interval(np.array([np.nan, 3.0]))
    (gap,) = gaps_alone([nothing], ["cac"], precision("2%"), [KNOWN["cac"]], "EUR")
    assert gap.times == inf
    zero = Metric("wins", "count", "higher", "")
    (gap,) = gaps_alone([mean_interval(np.zeros(5))], ["wins"], precision("2%"), [zero], "EUR")
    assert gap.times <= 1.0, "nothing is known exactly"


@pytest.mark.parametrize(
    ("count", "times", "most", "wanted"),
    [
        (30, 1.2, 10_000, 44),  # 30 x 1.44
        (30, 1.01, 10_000, 33),  # a tenth more at least
        (30, 5.0, 10_000, 60),  # twice as many at most
        (30, inf, 10_000, 60),
        (600, 1.3, 700, 700),
    ],
)
def test_the_next_stage_is_what_the_last_one_asks_for(
    count: int, times: float, most: int, wanted: int
) -> None:
    assert next_count(count, times, most) == wanted
