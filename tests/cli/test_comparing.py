import json
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim.engines.core import Core

Out = pytest.CaptureFixture[str]


def test_a_comparison_answers_in_a_sentence_with_its_doubt(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml", "two.yaml", "--metric", "first_touch_hours") == 0
    told = capsys.readouterr()
    assert told.out.startswith("two answers a lead ")
    assert "h sooner than desk (95 %: " in told.out.splitlines()[0]
    assert "6 paired runs, seed 7" in told.out
    assert "two is planned to cost 100.0 % more than desk" in " ".join(told.out.split())
    assert told.err.splitlines()[-1].startswith("desk and two: 12 of 12 replications (100 %)")


def test_the_verdict_as_json_has_the_promised_shape(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml", "two.yaml", "--json", "-q") == 0
    data = json.loads(capsys.readouterr().out)
    assert {"seed", "replications", "digest", "version", "scenarios", "differences"} <= set(data)
    assert set(data["scenarios"]) == {"desk", "two"}
    assert set(data["scenarios"]["two"]["bookings"]) == {"mean", "low", "high"}
    keys = {
        "metric",
        "scenario",
        "baseline",
        "mean",
        "low",
        "high",
        "low_alone",
        "high_alone",
        "clear",
        "probability_better",
        "correlation",
        "variance_reduction",
    }
    assert all(set(difference) == keys for difference in data["differences"])
    [bookings] = [each for each in data["differences"] if each["metric"] == "bookings"]
    assert (bookings["scenario"], bookings["baseline"]) == ("two", "desk")
    mean = data["scenarios"]["two"]["bookings"]["mean"] - data["scenarios"]["desk"]["bookings"]["mean"]
    assert bookings["mean"] == pytest.approx(mean)


def test_another_file_may_be_the_baseline(desk: Path, capsys: Out) -> None:
    words = ("--json", "-q", "--metric", "wins", "--metric", "leads")
    assert gtmsim("compare", "desk.yaml", "two.yaml", "--baseline", "two.yaml", *words) == 0
    data = json.loads(capsys.readouterr().out)
    assert {each["baseline"] for each in data["differences"]} == {"two"}
    assert list(data["scenarios"]["desk"]) == ["wins", "leads"]
    assert gtmsim("compare", "desk.yaml", "--baseline", "two.yaml", *words) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == data["differences"]


def test_equal_names_are_told_apart(desk: Path, capsys: Out) -> None:
    Path("plans").mkdir()
    Path("plans/two.yaml").write_text(Path("two.yaml").read_text().replace("desk.yaml", "../desk.yaml"))
    assert gtmsim("compare", "two.yaml", "plans/two.yaml", "--json", "-q") == 0
    assert set(json.loads(capsys.readouterr().out)["scenarios"]) == {"two", "plans/two"}


def test_one_scenario_is_no_comparison(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml") == 2
    assert "needs two scenarios" in capsys.readouterr().err


def test_a_long_comparison_tells_a_first_answer_and_marks_it_as_early(desk: Path, capsys: Out) -> None:
    words = ("compare", "desk.yaml", "two.yaml", "-n", "50", "--metric", "wins")
    assert gtmsim(*words) == 0
    loud = capsys.readouterr()
    (early,) = (line for line in loud.err.splitlines() if line.startswith("early, "))
    assert early.startswith("early, 20 of 50 replications: ")
    assert "20 paired runs, seed 7)" in loud.err.replace("\n", " ")
    assert gtmsim(*words, "-q") == 0
    quiet = capsys.readouterr()
    assert (quiet.out, quiet.err) == (loud.out, "")


def test_a_short_comparison_answers_once(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-n", "20") == 0
    assert "early" not in capsys.readouterr().err


def test_a_misspelt_metric_does_not_cost_a_whole_run(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Core, "run", lambda *_: pytest.fail("something was run"))
    assert gtmsim("compare", "desk.yaml", "two.yaml", "--metric", "bokings", "-n", "5000") == 2
    assert "did you mean bookings?" in capsys.readouterr().err


def test_what_is_wrong_in_two_files_is_told_together(desk: Path, capsys: Out) -> None:
    Path("other.yaml").write_text("extends: desk.yaml\nrun: {horizon: 4 wekks}\n")
    assert gtmsim("compare", "broken.yaml", "other.yaml") == 1
    told = capsys.readouterr().err
    assert "broken.yaml and other.yaml has 6 problems" in told or "6 problems" in told
    assert "other.yaml:2:" in told


def test_of_three_scenarios_it_is_told_first_which_can_be_the_best(desk: Path, capsys: Out) -> None:
    Path("slow.yaml").write_text("extends: desk.yaml\nworld: {stages: {call: {session: 3 h}}}\n")
    words = (
        "compare",
        "desk.yaml",
        "two.yaml",
        "slow.yaml",
        "-n",
        "40",
        "-q",
        "--metric",
        "first_touch_hours",
    )
    assert gtmsim(*words) == 0
    told = capsys.readouterr().out
    assert told.startswith("two is the best of 3 on first_touch_hours (95 %, 40 paired runs, seed 7).")
    assert "Best on first_touch_hours" in told
    assert told.count("(95 % jointly, for all scenarios at once: ") == 1, "said where the word stands first"
    assert "jointly for all 2 scenarios)" in told
    assert gtmsim(*words, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    best = data["best"]["first_touch_hours"]
    assert [each["scenario"] for each in best["contenders"] if each["possible"]] == ["two"]
    assert data["answer"].startswith("two is the best of 3")
    [one] = [each for each in data["differences"] if each["scenario"] == "two"]
    assert one["low"] < one["low_alone"] < one["high_alone"] < one["high"]


def test_precision_ends_with_the_bytes_of_as_many_replications(desk: Path, capsys: Out) -> None:
    words = ("compare", "desk.yaml", "two.yaml", "--metric", "first_touch_hours", "--json")
    assert gtmsim(*words, "--precision", "3%", "-j", "2") == 0
    told = capsys.readouterr()
    count = json.loads(told.out)["replications"]
    assert count > 30
    assert f"{count} replications: first_touch_hours of two against desk is known to within ±" in told.err
    assert "after 30: first_touch_hours of two against desk to within ±" in told.err
    assert gtmsim(*words, "-n", str(count), "-j", "1", "-q") == 0
    assert capsys.readouterr().out == told.out


def test_a_precision_out_of_reach_ends_with_what_was_reached(desk: Path, capsys: Out) -> None:
    words = ("--precision", "1 min", "--metric", "first_touch_hours", "--most", "40", "-q")
    assert gtmsim("compare", "desk.yaml", "two.yaml", *words) == 1
    told = capsys.readouterr()
    assert told.err.startswith(
        "40 replications are not enough: first_touch_hours of two against desk is known to within ±"
    )
    assert "40 paired replications, seed 7" in told.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--precision", "2%", "-n", "50"), "ask for one of them"),
        (("--most", "50"), "a bound on replications needs a precision"),
        (("--precision", "2 weeks"), "2 weeks is no half-width of bookings"),
        (("--precision", "2%", "--metric", "winz"), "did you mean wins?"),
        (("--crossover", "booking"), "did you mean bookings?"),
        (("--risk", "profot"), "did you mean profit?"),
    ],
)
def test_what_makes_no_question_is_said_before_anything_is_run(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.setattr(Core, "run", lambda *_: pytest.fail("something was run"))
    assert gtmsim("compare", "desk.yaml", "two.yaml", *words) == 2
    assert message in capsys.readouterr().err


def test_unequal_budgets_are_refused_where_equal_ones_are_insisted_on(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml", "two.yaml", "--equal-budget") == 1
    assert (
        "not at equal budget: desk plans 3.84 kEUR; two plans 7.67 kEUR, +100.0 %" in capsys.readouterr().err
    )
    Path("same.yaml").write_text("extends: desk.yaml\nworld: {stages: {call: {session: 1 h}}}\n")
    assert gtmsim("compare", "desk.yaml", "same.yaml", "--equal-budget", "-q") == 0


def test_the_week_from_which_a_scenario_is_ahead_and_the_bad_end_are_told_on_demand(
    desk: Path, capsys: Out
) -> None:
    words = ("compare", "desk.yaml", "two.yaml", "-n", "40", "-q", "--crossover", "wins", "--risk", "wins")
    assert gtmsim(*words) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "in wins " in told
    assert "of 40 paired runs, seed 7)" in told
    assert "Risk in wins (outcomes of single replications: p5, and the mean of the worst 5 %" in told
    assert "the worst 5 % of wins are 2 of 40 replications" in told
    assert gtmsim(*words, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    [crossover], [risk] = data["crossovers"], data["risks"]
    assert (crossover["metric"], crossover["horizon"], crossover["count"]) == ("wins", 4, 40)
    assert set(risk["tails"]) == {"desk", "two"}
    assert risk["tails"]["desk"]["quantile_low"] is None, "40 replications bound it on one side only"


def test_hours_stand_side_by_side_on_demand(desk: Path, capsys: Out) -> None:
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-v", "-q") == 0
    assert "Hours by role and kind of work" in capsys.readouterr().out


def test_the_demo_asks_its_question_answers_it_and_tells_where_the_hours_went(capsys: Out) -> None:
    assert gtmsim("demo", "-n", "2", "-q") == 0
    told = capsys.readouterr().out
    assert told.startswith("mid_market  ")
    assert "Which culture serves it best?" in " ".join(told.split())
    for culture in ("competitor_driven", "customer_driven", "market_driven", "sales_driven"):
        assert f"{culture} against mid_market" in told
    assert "neutral against" not in told  # the world has that one itself
    assert "(95 % jointly: " in told
    assert "Hours by role and kind of work" in told
