import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim import engines
from gtmsim.cli import main
from gtmsim.cli.app import app
from gtmsim.engines.contract import Batch
from gtmsim.engines.core import Core
from gtmsim.program.tables import Program
from gtmsim.study import run as study
from gtmsim.study.run import Run

Out = pytest.CaptureFixture[str]


def test_a_command_nobody_knows_ends_with_2_and_the_nearest_one(capsys: Out) -> None:
    assert gtmsim("comapre", "a.yaml") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Did you mean 'compare'?" in told.err
    assert gtmsim("run", "a.yaml", "--json", "--replications", "0") == 2
    data = json.loads(capsys.readouterr().out)
    assert (data["error"], data["exit_code"]) == ("usage", 2)


def test_a_fault_of_ours_ends_with_3_and_says_how_to_see_it_again(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Run:
        raise ZeroDivisionError("a queue of length -1")

    monkeypatch.setattr(study, "run", broken)
    assert gtmsim("run", "desk.yaml") == 3
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("Traceback")
    assert "a fault of ours in `gtmsim run desk.yaml`: ZeroDivisionError: a queue of length -1" in told[-1]
    assert gtmsim("run", "desk.yaml", "--json") == 3
    assert json.loads(capsys.readouterr().out)["error"] == "fault"


class Stopped:
    """An engine that is interrupted in some replication of a program with so many people."""

    name = "core"

    def __init__(self, at: int, people: int = 1) -> None:
        self.at, self.people, self.whole = at, people, Core()

    def run(self, program: Program, seed: int, first: int, count: int) -> Batch:
        if first >= self.at and program.people == self.people:
            raise KeyboardInterrupt
        return self.whole.run(program, seed, first, count)


def test_an_interrupted_run_tells_what_is_finished_and_ends_with_130(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "select", lambda _: Stopped(at=2))
    assert gtmsim("run", "desk.yaml", "-q", "--jobs", "1", "--out", "kept") == 130
    told = capsys.readouterr()
    assert "interrupted: 2 of 6 replications are finished" in told.out
    assert told.err == "interrupted\n"
    assert json.loads(Path("kept/summary.json").read_text())["replications"] == 2


def test_an_interrupt_before_anything_is_finished_leaves_nothing_and_is_json_where_json_was_asked_for(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "select", lambda _: Stopped(at=0))
    for words in (("run", "desk.yaml", "--out", "kept"), ("compare", "desk.yaml", "two.yaml")):
        assert gtmsim(*words, "-q", "--json", "--jobs", "1") == 130
        data = json.loads(capsys.readouterr().out)
        assert (data["error"], data["interrupted"]) == ("interrupted", True)
    assert not list(Path("kept").iterdir())


@pytest.mark.parametrize(("people", "at"), [(1, 3), (2, 3), (2, 5)])
def test_an_interrupted_comparison_tells_as_many_replications_of_each(
    people: int, at: int, desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(engines, "select", lambda _: Stopped(at, people))
        assert gtmsim("compare", "desk.yaml", "two.yaml", "-q", "--json", "--jobs", "1") == 130
    data = json.loads(capsys.readouterr().out)
    assert (data["replications"], data["wanted"], data["interrupted"]) == (at, 6, True)
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-q", "--json", "-n", str(at)) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == data["differences"]


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    told = subprocess.run(
        f"{sys.executable} -m gtmsim describe preset:baseline | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.splitlines()[0].startswith("baseline: ")
    assert told.stdout.splitlines()[1] == "0"
    assert told.stderr == ""


def test_every_command_shows_an_example(capsys: Out) -> None:
    names = [
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    ]
    assert {"check", "describe", "where", "run", "trace", "compare", "calibrate", "schema", "presets"} <= set(
        names
    )
    for name in names:
        assert gtmsim(name, "--help") == 0
        assert f"gtmsim {name}" in capsys.readouterr().out.partition("Example")[2], name


def test_help_and_version_need_nothing_heavy() -> None:
    heavy = "{'numpy', 'polars', 'scipy', 'rich', 'gtmsim.scenario'} & set(sys.modules)"
    code = f"import sys; from gtmsim.cli.app import run_command; run_command(['--help']); print({heavy})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "set()"


def test_a_check_needs_neither_numbers_nor_tables() -> None:
    heavy = "{'numpy', 'polars', 'scipy', 'simpy', 'rich', 'gtmsim.program'} & set(sys.modules)"
    code = f"import sys; from gtmsim.cli.app import run_command; run_command(['check', 'preset:baseline']); print({heavy})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == ["preset:baseline: fine", "set()"]


def test_a_comparison_waits_for_no_library_that_it_does_not_need(desk: Path) -> None:
    heavy = "{'polars', 'scipy', 'simpy', 'rich'} & set(sys.modules)"
    words = ["compare", "desk.yaml", "two.yaml", "--replications", "2", "--jobs", "2", "--verbose"]
    code = f"import sys; from gtmsim.cli.app import run_command; run_command({words}); print({heavy})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=desk)
    assert told.stdout.splitlines()[-1] == "set()"


def test_the_entry_point_leaves_with_the_code(capsys: Out) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("gtmsim ")
