"""What is told beside a verdict: who can be the best, how bad it may come out, when one overtakes another."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from measure.handmade import program
from measure.test_compare import sold

from gtmsim.measure.compare import compare
from gtmsim.measure.crossover import Crossover
from gtmsim.measure.sentences import best_sentence, crossover_sentence
from gtmsim.measure.verdict import Verdict
from gtmsim.tell.best import best_table, risk_table
from gtmsim.tell.verdicts import verdict_words


def verdict(**said: list[float]) -> Verdict:
    draws = np.random.default_rng(3)
    luck = draws.normal(1_000.0, 100.0, 60)
    runs = {
        name: sold((luck + shift + draws.normal(0.0, noise, 60)).tolist())
        for name, (shift, noise) in said.items()
    }
    return compare(runs, next(iter(said)), ["bookings", "wins"], risk=["bookings"])


THREE = {"today": [0.0, 0.0], "pods": [100.0, 30.0], "two": [5.0, 30.0]}


def test_one_that_beats_all_is_the_best_and_several_may_be() -> None:
    clear = verdict(**THREE)
    assert (
        best_sentence(clear, clear.best["bookings"])
        == "pods is the best of 3 on bookings (95 %, 60 paired runs, seed 7)"
    )
    close = verdict(today=[0.0, 0.0], pods=[100.0, 30.0], two=[100.0, 30.0])
    assert best_sentence(close, close.best["bookings"]).startswith(
        "pods and two can still be the best on bookings, today cannot (95 %, "
    )
    equal = best_sentence(clear, clear.best["wins"])
    assert equal.startswith("any of the 3 can still be the best on wins (")


def test_the_table_of_the_best_has_distance_interval_share_and_regret() -> None:
    told = best_table(clear := verdict(**THREE), clear.best["bookings"]).splitlines()
    assert told[0].startswith("Best on bookings")
    head, today, pods, _ = told[-4:]
    assert head.split("  ")[-1].strip() == "mean regret, kcurrency"
    assert today.split()[:2] == ["today", "no"]
    assert pods.split()[:2] == ["pods", "yes"]
    assert " 0.0000 to " in pods


def test_the_best_is_told_of_three_and_not_of_two() -> None:
    assert "Best on bookings" in verdict_words(verdict(**THREE))
    assert "Best on" not in verdict_words(verdict(today=[0.0, 0.0], pods=[100.0, 30.0]))


def test_risk_is_told_with_an_open_bound_where_replications_are_few() -> None:
    (risk,) = verdict(**THREE).risks
    lines = risk_table(verdict(**THREE), risk).splitlines()
    assert lines[0] == "Risk in bookings"
    assert "p5, and the mean of the worst 5 %" in lines[1]
    assert " ? to " in lines[-1]


CROSSED = Crossover("profit", "pods", "today", "EUR", 0.95, 60, 208, 52, 70, 60, 90, 0.8, 71)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {},
            "pods is ahead of today in profit for good from week 70 on (95 %: week 60 to 90, it does in 80 % of 60",
        ),
        ({"high": inf}, "(95 %: week 60 to never, it does in 80 % of"),
        ({"week": 52}, "pods is ahead of today in profit from the start, week 52 (95 %: "),
        (
            {"week": inf, "low": inf, "high": inf, "share": 0.0},
            "pods is not ahead of today in profit by week 208 (95 %: never, it does in 0 %",
        ),
        ({"since": inf, "week": inf}, "pods and today never differ in profit (60 paired runs, seed 7)"),
        ({"low": nan, "high": nan, "count": 1}, "from week 70 on (it does in 80 % of 1 paired run, seed 7)"),
    ],
)
def test_a_crossover_is_told_with_its_doubt(changes: dict[str, float], words: str) -> None:
    assert words in crossover_sentence(verdict(**THREE), replace(CROSSED, **changes))  # type: ignore[arg-type]


def test_a_verdict_is_a_table_and_a_page_as_well() -> None:
    found = verdict(**THREE)
    table = found.frame()
    assert table.shape[0] == 4
    assert table["scenario"].to_list() == ["pods", "two"] * 2
    row = table.row(0, named=True)
    assert row["low"] < row["low_alone"] < row["mean"] < row["high_alone"] < row["high"]
    assert row["correlation"] == found.differences[0].pair.correlation
    assert row["variance_reduction"] > 1.0
    assert row["scenario_mean"] - row["baseline_mean"] == pytest.approx(row["mean"])
    assert found.answer() == "pods is the best of 3 on bookings (95 %, 60 paired runs, seed 7)"
    page = found._repr_html_()
    assert found.answer() in page
    assert "60 replications, seed 7" in page
    assert found.made.digests == {name: program().digest for name in THREE}


def test_value_stands_beside_profit_and_what_earns_more_is_worth_more() -> None:
    found = compare({"today": sold([100, 200]), "pods": sold([300, 400])}, "today")
    metrics = [each.metric for each in found.differences]
    assert metrics[metrics.index("profit") + 1] == "value"
