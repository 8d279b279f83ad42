import json
from pathlib import Path

import polars as pl
import pytest
from cli.commands import gtmsim

from gtmsim.explore import in_worlds
from gtmsim.study import expected

Out = pytest.CaptureFixture[str]
WHERE = ("desk.yaml", "two.yaml", "--vary", "world.sources.web.rate=5..40 per week", "--metric", "profit")


def test_robust_tells_who_has_the_least_regret_and_keeps_every_world(desk: Path, capsys: Out) -> None:
    assert gtmsim("robust", *WHERE, "--worlds", "6", "-n", "2", "--out", "worlds.csv") == 0
    told = capsys.readouterr()
    first = " ".join(told.out.split())
    assert "has the least regret in profit: on average " in first
    assert "A world draws 1 input at once: 1 named." in first
    assert "6 worlds x 2 replications of each alternative, seed 7" in first
    assert "6 worlds x 2 alternatives x 2 replications = 24 runs" in told.err
    assert "worlds: 6 of 6 worlds (100 %)" in told.err
    worlds = pl.read_csv("worlds.csv")
    assert worlds.columns == ["world", "world.sources.web.rate", "profit of desk", "profit of two"]
    assert len(worlds) == 6


def test_robust_as_json_holds_every_world(desk: Path, capsys: Out) -> None:
    assert gtmsim("robust", *WHERE, "--worlds", "4", "-n", "2", "--json", "-q") == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert (data["format"], told.err) == (1, "")
    assert [each["alternative"] for each in data["alternatives"]] == ["desk", "two"]
    assert len(data["worlds"]) == 4
    assert data["drawn"] == [
        {"path": "world.sources.web.rate", "why": "named", "low": "5 per week", "high": "40 per week"}
    ]


def test_what_cannot_be_kept_is_said_before_anything_runs(desk: Path, capsys: Out) -> None:
    Path("worlds.csv").write_text("mine")
    assert gtmsim("robust", *WHERE, "--out", "worlds.csv") == 2
    assert "--force replaces" in capsys.readouterr().err
    assert gtmsim("robust", *WHERE, "--out", "worlds.xlsx") == 2


def test_what_would_take_more_than_a_day_is_refused_after_the_first_world(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expected, "TOO_LONG_SECONDS", 0.0)
    monkeypatch.setattr(in_worlds, "A_WHILE_SECONDS", 0.0)
    assert gtmsim("robust", *WHERE, "--worlds", "3", "-n", "1", "-q") == 1
    assert "--yes begins" in capsys.readouterr().err
    assert gtmsim("robust", *WHERE, "--worlds", "3", "-n", "1", "-q", "--yes") == 0


def test_one_alternative_is_refused_before_anything_is_announced(desk: Path, capsys: Out) -> None:
    assert gtmsim("robust", "desk.yaml") == 2
    assert capsys.readouterr().err == "gtmsim: deciding needs two alternatives or more\n"


def test_regimes_tell_where_more_people_pay(desk: Path, capsys: Out) -> None:
    words = ("--metric", "profit", "--vary", "world.sources.web.rate=5..200 per week")
    assert gtmsim("regimes", "two.yaml", "desk.yaml", *words, "--worlds", "60", "-n", "1", "-q") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "two beats desk in profit in" in told
    assert "where world.sources.web.rate above" in told
    assert "Where two does not win (" in told
    assert gtmsim("regimes", "two.yaml", "desk.yaml", "--of", "other.yaml") == 2


def test_learn_tells_what_is_worth_measuring(desk: Path, capsys: Out) -> None:
    words = ("--metric", "profit", "--vary", "world.sources.web.rate=5..60 per week")
    assert gtmsim("learn", "two.yaml", "desk.yaml", *words, "--worlds", "20", "-n", "2", "-q") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Knowing everything is worth" in told
    assert "20 worlds x 2 replications of each alternative" in told
