import json
from pathlib import Path

import pytest
from cli.commands import gtmsim

Out = pytest.CaptureFixture[str]


def test_a_fine_scenario_passes_without_being_run(desk: Path, capsys: Out) -> None:
    assert gtmsim("check", "desk.yaml", "two.yaml") == 0
    assert capsys.readouterr().out == "desk.yaml: fine\ntwo.yaml: fine\n"


def test_five_mistakes_are_answered_with_five_places(desk: Path, capsys: Out) -> None:
    assert gtmsim("check", "broken.yaml") == 1
    first, *problems = capsys.readouterr().out.splitlines()
    assert first == "broken.yaml has 5 problems"
    assert [line.split()[0] for line in problems] == [
        "broken.yaml:5:25:",
        "broken.yaml:8:37:",
        "broken.yaml:11:35:",
        "broken.yaml:12:26:",
        "broken.yaml:13:7:",
    ]
    assert "did you mean week?" in problems[0]
    assert "did you mean horizon?" in problems[4]


def test_a_broken_file_does_not_hide_a_fine_one(desk: Path, capsys: Out) -> None:
    assert gtmsim("check", "broken.yaml", "desk.yaml") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "desk.yaml: fine"


def test_what_has_no_effect_is_a_fault_only_when_strict(desk: Path, capsys: Out) -> None:
    idle = ("--set", "world.segments.smb.accounts=5")
    assert gtmsim("check", "desk.yaml", *idle) == 0
    assert "world.segments.smb.accounts" in capsys.readouterr().out
    assert gtmsim("check", "desk.yaml", *idle, "--strict") == 1


def test_a_check_can_be_read_by_a_machine(desk: Path, capsys: Out) -> None:
    assert gtmsim("check", "desk.yaml", "broken.yaml", "--json") == 1
    data = json.loads(capsys.readouterr().out)
    fine, broken = data["files"]
    assert (data["format"], data["exit_code"], fine["ok"], broken["ok"]) == (1, 1, True, False)
    assert {"file", "line", "column", "path", "found", "wanted", "hint"} <= set(broken["problems"][0])
    assert len(broken["problems"]) == 5


def test_a_quiet_check_tells_only_what_is_wrong(desk: Path, capsys: Out) -> None:
    assert gtmsim("check", "desk.yaml", "-q") == 0
    assert capsys.readouterr().out == ""


def test_a_program_is_told_in_words_and_as_data(desk: Path, capsys: Out) -> None:
    assert gtmsim("describe", "two.yaml") == 0
    assert capsys.readouterr().out.startswith("two: 4 weeks measured, 2 people\n")
    assert gtmsim("describe", "two.yaml", "--json") == 0
    assert json.loads(capsys.readouterr().out)["names"]["people"] == ["desk 1", "desk 2"]


def test_a_value_is_told_with_the_line_that_sets_it(desk: Path, capsys: Out) -> None:
    assert gtmsim("where", "two.yaml", "organisation.teams.desk.people") == 0
    assert "two.yaml:2:39" in capsys.readouterr().out
    assert gtmsim("where", "two.yaml", "organisation.teams.desk.cost", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["value"], data["written"], data["grade"]) == ("50 kEUR/year", "desk.yaml:12:35", "D")


def test_a_path_nobody_knows_is_a_question_not_understood(desk: Path, capsys: Out) -> None:
    assert gtmsim("where", "desk.yaml", "organisation.teams.dsk.people") == 2
    assert "did you mean organisation.teams.desk?" in capsys.readouterr().err


def test_the_schema_is_json_schema(capsys: Out) -> None:
    assert gtmsim("schema") == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")


def test_shipped_scenarios_are_listed_with_their_questions_and_can_be_checked(capsys: Out) -> None:
    assert gtmsim("presets", "--json") == 0
    presets = json.loads(capsys.readouterr().out)["presets"]
    assert "baseline" in presets
    assert gtmsim("check", "-q", *(f"preset:{name}" for name in presets)) == 0


def test_a_layer_that_suits_several_worlds_is_listed_once_by_its_name(capsys: Out) -> None:
    assert gtmsim("presets", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    for part in ("cultures", "structures"):
        assert told[part]
        assert not any("/" in name for name in told[part])


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_spreadsheet_is_pointed_at_the_workbook(
    command: str, tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.xlsx").write_bytes(b"PK\x03\x04")
    assert gtmsim(command, "people.xlsx") == 1
    told = "".join(capsys.readouterr())
    assert "people.xlsx: a scenario in YAML; gtmsim workbook makes one of a spreadsheet" in told
    assert "UTF-8" not in told
