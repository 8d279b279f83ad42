"""Scripts of the documentation answer as commands do: help with an example, nothing begun by a word that is not understood."""

from pathlib import Path
from runpy import run_path

import pytest
from conftest import REPOSITORY

SCRIPTS = sorted((REPOSITORY / "docs").glob("*.py"), key=lambda each: each.stem)

Out = pytest.CaptureFixture[str]


def ran(script: Path, word: str, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("sys.argv", [str(script), word])
    with pytest.raises(SystemExit) as left:
        run_path(str(script), run_name="__main__")
    return left.value.code


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: each.stem)
def test_a_script_tells_what_it_does_with_an_example_and_begins_nothing_it_was_not_asked_for(
    script: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    assert ran(script, "--help", monkeypatch) == 0
    assert f"python docs/{script.name}" in capsys.readouterr().out
    assert ran(script, "--halp", monkeypatch) == 2
    assert "No such option: --halp" in capsys.readouterr().err
