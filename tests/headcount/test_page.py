"""The page on lists of people, read as a person would: its list saved, its commands typed, its answers compared."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import REPOSITORY
from openpyxl import load_workbook

from gtmsim.cli.app import run_command

PAGE = (REPOSITORY / "docs" / "headcount.md").read_text(encoding="utf-8")
Out = pytest.CaptureFixture[str]


def blocks(language: str) -> list[str]:
    """Return what the page shows in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def words(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the page's list."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(blocks("csv")[0], encoding="utf-8")
    return tmp_path


def test_every_command_on_the_page_works_and_answers_as_shown(folder: Path, capsys: Out) -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    answers = []
    for command in commands:
        capsys.readouterr()
        assert run_command(shlex.split(command)[1:]) == 0, command
        answers.append(capsys.readouterr().out)
    assert words(answers[0]) == words(blocks("text")[0])
    written = (folder / "northwind.yaml").read_text(encoding="utf-8")
    for line in words(blocks("yaml")[0]):
        assert line in written.splitlines()

    book = load_workbook("northwind.xlsx")
    for title, row, header, value in (("stages", 2, "outcomes.lost", 0.8), ("teams", 3, "people", -1)):
        sheet = book[title]
        column = next(at for at, cell in enumerate(sheet[1], start=1) if cell.value == header)
        sheet.cell(row, column).value = value
    book.save("northwind.xlsx")
    capsys.readouterr()
    assert run_command(["workbook", "northwind.xlsx", "--out", "wrong.yaml"]) == 1
    assert words(capsys.readouterr().err) == words(blocks("text")[2])
    assert not Path("wrong.yaml").exists()


def test_a_title_nobody_knows_is_answered_as_shown(folder: Path, capsys: Out) -> None:
    assert run_command(["new", "--headcount", "people.csv"]) == 1
    assert words(capsys.readouterr().err) == words(blocks("text")[1])
    assert not (folder / "scenario.yaml").exists()
