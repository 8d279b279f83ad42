import json
from pathlib import Path

import pytest
from workbook.books import DESK, opened, put, saved

from gtmsim.cli.app import run_command
from gtmsim.scenario import load, loads

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a scenario."""
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text("# Is one person enough?\n" + DESK)
    return tmp_path


def test_there_and_back_again_says_the_same_and_keeps_the_question(capsys: Out) -> None:
    assert run_command(["workbook", "desk.yaml", "--out", "desk.xlsx", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == load("desk.yaml").digest
    assert run_command(["workbook", "desk.xlsx", "--out", "back.yaml"]) == 0
    assert load("back.yaml").digest == load("desk.yaml").digest
    assert Path("back.yaml").read_text().startswith("# Is one person enough?\n")


def test_the_direction_is_told_by_the_names_and_nothing_is_replaced_unasked(capsys: Out) -> None:
    assert run_command(["workbook", "desk.yaml", "--out", "other.yaml"]) == 2
    assert run_command(["workbook", "desk.xlsx", "--out", "other.xlsx"]) == 2
    assert run_command(["workbook", "nowhere.xlsx", "--out", "other.yaml"]) == 1
    Path("desk.xlsx").write_text("mine")
    assert run_command(["workbook", "desk.yaml", "--out", "desk.xlsx"]) == 2
    assert Path("desk.xlsx").read_text() == "mine"
    assert run_command(["workbook", "desk.yaml", "--out", "desk.xlsx", "--force"]) == 0


def test_wrong_cells_leave_with_1_and_write_nothing(capsys: Out) -> None:
    book = opened(loads(DESK))
    cell = put(book, "teams", 2, "people", -1)
    Path("desk.xlsx").write_bytes(saved(book))
    assert run_command(["workbook", "desk.xlsx", "--out", "back.yaml", "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["file"] == cell
    assert not Path("back.yaml").exists()
