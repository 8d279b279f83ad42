import json
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim.program.lower import lower
from gtmsim.scenario import load

Out = pytest.CaptureFixture[str]
ASKED = (
    "desk.yaml",
    "--vary",
    "organisation.teams.desk.people=1..4",
    "--metric",
    "profit",
    "--start",
    "10",
    "-n",
    "10",
)


def test_search_tells_the_best_and_leaves_it_as_a_file(desk: Path, capsys: Out) -> None:
    assert gtmsim("search", *ASKED, "--budget", "+100%", "--out", "found", "-q") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Of 2 structures within +100% organisation.teams.desk.people=")
    assert "on fresh luck" in told
    assert (
        "The best of the 2 compared is chosen with at least 95 %, if it is better than all others by" in told
    )
    assert "2 beyond the budget" in told
    chosen = json.loads(Path("found/search.json").read_text())["best"]
    assert f"--set {chosen['set'][0]}" in told
    assert lower(load("found/best.yaml")).digest == lower(load("desk.yaml", chosen["set"])).digest
    assert Path("found/candidates.parquet").exists()


def test_search_of_two_metrics_tells_the_front_as_json(desk: Path, capsys: Out) -> None:
    assert gtmsim("search", *ASKED, "--metric", "first_touch_hours", "--json", "-q") == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert (data["format"], told.err) == (1, "")
    assert set(data["front"].values()) <= {"surely", "maybe", "no"}
    assert len(data["candidates"]) == 4


def test_search_says_what_it_cannot_do(desk: Path, capsys: Out) -> None:
    assert gtmsim("search", "desk.yaml") == 2
    assert "nothing is varied" in capsys.readouterr().err
    assert gtmsim("search", *ASKED, "--budget", "1 kEUR/year", "-q") == 1
    assert "the cheapest plans 50 kEUR a year" in capsys.readouterr().err
    assert gtmsim("search", *ASKED, "--for", "long") == 2
    assert gtmsim("search", "desk.yaml", "--vary", "organisation.teams.dask.people=1..4") == 1
    assert "did you mean" in capsys.readouterr().err
