import io
import json
import sys
from pathlib import Path

import pytest
from headcount.lists import FUNNEL, listed

from gtmsim.cli.app import run_command
from gtmsim.scenario import load

Out = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A person at a terminal who has typed already."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a list."""
    listed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*words: str) -> int:
    return run_command(["new", "--headcount", "people.csv", *words])


def test_json_tells_path_teams_people_assumptions_and_digest(folder: Path, capsys: Out) -> None:
    assert new("--json", "-q", "--out", "ours.yaml") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["path"], told["people"]) == ("ours.yaml", 10)
    assert told["digest"] == load("ours.yaml").digest
    assert told["teams"]["rep"]["people"] == 3
    assert {"path", "value", "why", "grade"} == set(told["assumptions"][0])
    assert run_command(["check", "ours.yaml", "--strict"]) == 0


def test_a_file_that_exists_is_replaced_on_demand_only(folder: Path, capsys: Out) -> None:
    Path("scenario.yaml").write_text("mine")
    assert new() == 2
    assert "--force" in capsys.readouterr().err
    assert Path("scenario.yaml").read_text() == "mine"
    assert new("--force", "-q") == 0
    assert load("scenario.yaml").digest


def test_what_is_wrong_leaves_with_1_or_2_and_writes_nothing(folder: Path, capsys: Out) -> None:
    assert new("--funnel", "nonsense") == 2
    assert new("--role", "nonsense") == 2
    assert new("--preset", "basline") == 2
    assert run_command(["new"]) == 2
    listed(folder, "role\nXyzzy\n")
    assert new("--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == ("people.csv", 2, 1)
    assert not Path("scenario.yaml").exists()


def test_asked_for_on_a_terminal_what_is_not_given_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"\n{FUNNEL}\n2 quarters\n30 kEUR\n\nNorthwind\n"))
    assert new("--ask") == 0
    text = Path("scenario.yaml").read_text()
    assert text.startswith("# What does Northwind bring about")
    assert "1,200 leads in 2 quarters" in text
    assert "mean: 30 kEUR" in text


def test_nothing_is_ever_asked_without_a_terminal_or_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf(io.StringIO):
        def read(self, *_: object) -> str:
            raise AssertionError("nobody is there to answer")

        readline = read  # type: ignore[assignment]  # whichever way it is asked

    monkeypatch.setattr(sys, "stdin", Deaf())
    assert new("--ask", "-q") == 0
    monkeypatch.setattr(Deaf, "isatty", lambda _: True)
    assert new("--force", "-q") == 0


def test_a_preset_alone_is_copied(folder: Path, capsys: Out) -> None:
    assert run_command(["new", "--preset", "volume", "--out", "mine.yaml", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["digest"] == load("preset:volume").digest == load("mine.yaml").digest
    assert sum(team["people"] for team in told["teams"].values()) == told["people"]
