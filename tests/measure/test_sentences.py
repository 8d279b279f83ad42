from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.made import Made
from gtmsim.measure.pairs import paired
from gtmsim.measure.sentences import sentence
from gtmsim.measure.verdict import Difference, Verdict


def verdict_on(
    today: Sequence[float],
    pods: Sequence[float],
    metric: str = "bookings",
    unit: str = "EUR",
    better: str = "higher",
) -> Verdict:
    mine, theirs = np.array(pods, float), np.array(today, float)
    pair = paired(mine, theirs, better)
    difference = Difference(
        metric, "pods", "today", unit, better, pair, pair.difference, pair.difference.excludes_zero
    )
    return Verdict(
        made=Made(7, 0, len(mine), "core", {}, {"gtmsim": "0"}),
        baseline="today",
        confidence=0.95,
        currency="EUR",
        scenarios={"today": {metric: mean_interval(theirs)}, "pods": {metric: mean_interval(mine)}},
        differences=(difference,),
        costs={},
    )


def told(
    today: Sequence[float],
    pods: Sequence[float],
    metric: str = "bookings",
    unit: str = "EUR",
    better: str = "higher",
) -> str:
    verdict = verdict_on(today, pods, metric, unit, better)
    return sentence(verdict, verdict.differences[0])


def test_more_is_told_with_its_doubt_the_runs_and_the_seed() -> None:
    assert (
        told([100, 110, 90, 105], [105, 114, 93, 109])
        == "pods books 4.0 % more than today (95 %: 2.8 to 5.1, 4 paired runs, seed 7)"
    )


def test_less_is_told_without_minus_signs() -> None:
    assert (
        told([105, 114, 93, 109], [100, 110, 90, 105])
        == "pods books 3.8 % less than today (95 %: 2.8 to 4.8, 4 paired runs, seed 7)"
    )


def test_a_difference_that_may_be_nothing_is_not_called_more() -> None:
    words = told([100, 110, 90, 105], [110, 100, 99, 101])
    assert words.startswith("pods and today show no clear difference in bookings (95 %: -")
    assert "more" not in words


def test_scenarios_that_never_differ_are_said_not_to() -> None:
    assert told([1, 2, 3], [1, 2, 3]) == "pods and today do not differ in bookings (3 paired runs, seed 7)"


def test_one_run_says_that_it_is_the_only_one() -> None:
    assert told([100], [110]) == "pods books 10 EUR more in the only run (seed 7)"


def test_what_no_run_measured_in_both_could_not_be_compared() -> None:
    assert told([np.nan, 1], [1, np.nan], metric="cac").startswith("cac could not be compared")


def test_hours_are_told_as_hours_and_shares_in_points() -> None:
    sooner = told([12, 13, 14, 12], [9, 9.5, 11, 9], metric="first_touch_hours", unit="hours", better="lower")
    assert sooner.startswith("pods answers a lead 3.12 h sooner than today (95 %: ")
    points = told([0.1, 0.12, 0.11], [0.13, 0.15, 0.145], metric="win_rate", unit="share")
    assert points.startswith("pods has a win rate 3.17 points higher than today")


def test_a_metric_without_words_of_its_own_is_higher_or_lower() -> None:
    assert told([5, 6, 7], [8, 9, 10.1], metric="backlog", unit="tasks", better="lower").startswith(
        "pods has backlog 3.03 tasks higher"
    )


def test_a_percentage_of_what_may_be_nothing_is_not_told() -> None:
    assert "EUR" in told([-5, 5, 1, 9], [0, 10, 6, 14.5])


def test_an_interval_never_contradicts_its_sentence_where_the_ratio_would_say_otherwise() -> None:
    clear = told([137, 138, 40, 129], [165, 155, 86, 180])  # the ratio's own interval: -7 to +71 %
    assert clear.startswith("pods books 36 EUR more than today (95 %: 10 to 61, 4 paired runs")
    unclear = told([100, 45, 79, 130], [140, 56, 90, 184])  # the ratio's own interval: 12 to 54 %
    assert "show no clear difference in bookings (95 %: -5 to +63 EUR, 4 paired runs" in unclear


def test_what_is_clear_by_steps_alone_says_so() -> None:
    verdict = verdict_on([100, 110, 90, 105], [105, 114, 93, 109])
    wide = replace(verdict.differences[0].joint, low=-1.0, high=9.0)
    words = sentence(verdict, replace(verdict.differences[0], joint=wide, clear=True))
    assert words.startswith("pods books 4.0 % more than today (95 %: ")
    assert ", clear by Holm's steps, 4 paired runs, seed 7)" in words
    assert "no clear difference" in sentence(
        verdict, replace(verdict.differences[0], joint=wide, clear=False)
    )
