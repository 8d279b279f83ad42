import json
from pathlib import Path

import polars as pl
import pytest
from cli.commands import gtmsim

Out = pytest.CaptureFixture[str]
BUSY = ("--set", "world.sources.web.rate=100 per week")
PEOPLE = ("--vary", "organisation.teams.desk.people=1,2,3")


def test_sweep_tells_the_best_point_and_keeps_every_row(desk: Path, capsys: Out) -> None:
    assert (
        gtmsim("sweep", "desk.yaml", *PEOPLE, "--metric", "profit", "-n", "6", "--out", "points.csv", *BUSY)
        == 0
    )
    told = capsys.readouterr()
    assert "profit gains most at organisation.teams.desk.people = 3: " in " ".join(told.out.split())
    out = " ".join(told.out.split())
    assert "3 points and as it is x 6 replications, seed 7" in out
    assert "weakly founded inputs (--json names them)" in out
    assert "4 points x 1 scenario x 6 replications = 24 runs; Ctrl-C keeps what is finished" in told.err
    rows = pl.read_csv("points.csv")
    assert rows["point"].to_list() == ["as it is", "p1", "p2", "p3"]
    assert rows["organisation.teams.desk.people"].to_list() == [1, 1, 2, 3]


def test_sweep_as_json_is_versioned_and_quiet(desk: Path, capsys: Out) -> None:
    assert gtmsim("sweep", "desk.yaml", "two.yaml", *PEOPLE, "-n", "2", "--json", "-q") == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert (data["format"], told.err) == (1, "")
    assert len(data["rows"]) == 8


def test_what_is_kept_is_told_unless_nobody_wants_to_hear(desk: Path, capsys: Out) -> None:
    few = ("sweep", "desk.yaml", *PEOPLE, "-n", "2", "--out", "points.csv", "--force")
    assert gtmsim(*few) == 0
    assert "written: points.csv" in capsys.readouterr().err.splitlines()
    assert gtmsim(*few, "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_what_one_replication_cannot_tell_is_null(desk: Path, capsys: Out) -> None:
    assert gtmsim("sensitivity", "desk.yaml", *PEOPLE, "--tornado", "-n", "1", "--json", "-q") == 0
    now = json.loads(capsys.readouterr().out)["as_is"]
    assert now["mean"] is not None
    assert now["low"] is None
    assert now["high"] is None


def test_what_takes_more_than_a_day_is_not_begun_unless_somebody_insists(desk: Path, capsys: Out) -> None:
    assert gtmsim("sweep", "desk.yaml", *PEOPLE, "-n", "1000000000", "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["error"] == "too_long"
    assert "more than a day; --yes begins" in data["message"]


def test_a_sweep_of_nothing_is_a_usage_error(desk: Path, capsys: Out) -> None:
    assert gtmsim("sweep", "desk.yaml") == 2
    assert "say which fields" in capsys.readouterr().err
    assert gtmsim("sweep", "desk.yaml", "--vary", "organisation.teams.desc.people=1,2") == 1
    assert "did you mean organisation.teams.desk" in capsys.readouterr().err


def test_sensitivity_tells_what_a_difference_depends_on(desk: Path, capsys: Out) -> None:
    words = (
        "--vary",
        "organisation.teams.desk.cost=40..60 kEUR/year",
        "--vary",
        "run.discount_rate",
        "--metric",
        "profit",
    )
    assert (
        gtmsim("sensitivity", "desk.yaml", "--against", "two.yaml", *words, "-n", "3", "--trajectories", "3")
        == 0
    )
    told = capsys.readouterr()
    out = " ".join(told.out.split())
    assert "profit of two less desk depends most on organisation.teams.desk.cost" in out
    assert "3 ways x 3 replications" in out
    assert (
        gtmsim(
            "sensitivity", "desk.yaml", *words, "-n", "2", "--tornado", "--json", "-q", "--out", "bars.csv"
        )
        == 0
    )
    data = json.loads(capsys.readouterr().out)
    assert [each["input"] for each in data["tornado"]] == [
        "organisation.teams.desk.cost",
        "run.discount_rate",
    ]
    assert pl.read_csv("bars.csv").height == 2


def test_sensitivity_by_variance_tells_shares(desk: Path, capsys: Out) -> None:
    words = (
        "--vary",
        "organisation.teams.desk.cost=40..60 kEUR/year",
        "--metric",
        "cost",
        "--method",
        "sobol",
    )
    assert gtmsim("sensitivity", "desk.yaml", *words, "-n", "2", "--points", "8", "-q") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Shares of the variance of cost of desk (Sobol indices, by SALib)" in out


def test_breakeven_tells_where_the_winner_changes(desk: Path, capsys: Out) -> None:
    words = (
        "--vary",
        "organisation.teams.desk.cost=1..9000 kEUR/year",
        "--metric",
        "profit",
        "-n",
        "5",
        *BUSY,
    )
    assert gtmsim("breakeven", "desk.yaml", "two.yaml", *words) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("today two wins: two less desk is ")
    assert "desk wins from organisation.teams.desk.cost = " in out
    assert gtmsim("breakeven", "desk.yaml", "two.yaml", *words, "--json", "-q") == 0
    assert json.loads(capsys.readouterr().out)["fields"][0]["several"] is False


def test_what_is_interrupted_before_a_point_is_finished_says_so_as_json(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gtmsim.explore.sweep.sweep", interrupted)
    assert gtmsim("sweep", "desk.yaml", *PEOPLE, "--json") == 130
    data = json.loads(capsys.readouterr().out)
    assert (data["error"], data["exit_code"], data["interrupted"]) == ("interrupted", 130, True)
