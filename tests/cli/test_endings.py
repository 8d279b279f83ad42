import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim.cli import main
from gtmsim.cli.app import app
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


def test_an_interrupted_run_tells_what_is_finished_and_ends_with_130(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = study.run

    def stopped(*program: object, **how: object) -> Run:
        finished = whole(*program, **how)  # type: ignore[arg-type]
        return replace(finished, batches=finished.batches[:2], interrupted=True)

    monkeypatch.setattr(study, "run", stopped)
    assert gtmsim("run", "desk.yaml", "-q") == 130
    told = capsys.readouterr()
    assert "interrupted: 2 of 6 replications are finished" in told.out
    assert told.err == "interrupted\n"


def test_a_comparison_interrupted_in_its_first_scenario_tells_what_is_finished(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = study.run

    def stopped(*program: object, **how: object) -> Run:
        finished = whole(*program, **how)  # type: ignore[arg-type]
        return replace(finished, batches=finished.batches[:2], interrupted=True)

    monkeypatch.setattr(study, "run", stopped)
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-q", "--json") == 130
    data = json.loads(capsys.readouterr().out)
    assert data["interrupted"] is True
    assert (data["wanted"], data["finished"]) == (6, {"desk": 2, "two": 0})
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-q") == 130
    told = capsys.readouterr().out
    assert "of 6 replications each, finished: 2 of desk, 0 of two" in told
    assert "desk: 4 weeks, 2 replications, seed 7" in told, "what was computed is told"


def test_an_interrupt_before_anything_is_finished_is_json_where_json_was_asked_for(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = study.run

    def stopped(*program: object, **how: object) -> Run:
        return replace(whole(*program, **how), batches=(), interrupted=True)  # type: ignore[arg-type]

    monkeypatch.setattr(study, "run", stopped)
    assert gtmsim("run", "desk.yaml", "-q", "--json") == 130
    data = json.loads(capsys.readouterr().out)
    assert (data["error"], data["interrupted"]) == ("interrupted", True)


def test_a_comparison_interrupted_in_its_last_scenario_is_told_as_far_as_both_got(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = study.run

    def stopped(*program: object, **how: object) -> Run:
        finished = whole(*program, **how)  # type: ignore[arg-type]
        last = finished.program.people == 2
        return replace(finished, batches=finished.batches[:3], interrupted=True) if last else finished

    monkeypatch.setattr(study, "run", stopped)
    assert gtmsim("compare", "desk.yaml", "two.yaml", "-q", "--json") == 130
    data = json.loads(capsys.readouterr().out)
    assert (data["replications"], data["wanted"], data["interrupted"]) == (3, 6, True)


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
