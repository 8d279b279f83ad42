"""A study file is read as strictly as a scenario: everything that is wrong is told at once, with its place and the nearest name."""

from pathlib import Path

import pytest

from gtmsim.errors import ScenarioError
from gtmsim.scenario.files import presets, studies
from gtmsim.shards.asked import read_study

QUEUE = "study: 1\nscenarios: {queue: 'preset:single_queue'}\n"


def told(tmp_path: Path, text: str) -> list[str]:
    """Return every problem of a study file, as line, path, what was found and what would be right."""
    file = tmp_path / "study.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as found:
        read_study(str(file))
    return [f"{each.line} {each.path}: {each.found}: {each.advice}" for each in found.value.problems]


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = """\
study: 2
scenarioss: {}
scenarios:
  a: preset:single_qeue
  b: {file: "preset:single_queue", sets: {}}
  c: {file: "preset:single_queue", set: {organisation.teams.desk.people: many}}
replications: none
seed: -1
metrics: [bookings, bokings]
weekly: perhaps
engine: cor
"""
    problems = told(tmp_path, text)
    for wanted in (
        "1 study: 2: `study: 1`",
        "2 scenarioss: scenarioss: a known field; did you mean scenarios?",
        "4 scenarios.a: preset:single_qeue: a preset: .*did you mean single_queue?",
        "5 scenarios.b.sets: sets: a known field; did you mean set?",
        "6 organisation.teams.desk.people: many",
        "7 replications: none: a whole number, 1 or more",
        "8 seed: -1: a whole number, 0 or more",
        "9 metrics: bokings: .*did you mean bookings?",
        "10 weekly: perhaps: true or false",
        "11 engine: cor: .*did you mean core?",
    ):
        first, _, last = wanted.partition(".*")
        assert any(each.startswith(first) and last in each for each in problems), (wanted, problems)


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("vary: {organisation.teams.desk.poeple: [1, 2]}", "3 .*did you mean organisation.teams.desk.people"),
        ("vary: {organisation.teams.desk.people: [1, few]}", "3 organisation.teams.desk.people: few: "),
        ("vary: {organisation.teams.desk.people: 4..9}\ndesign: latin", "4 points: nothing: how many points"),
        ("vary: {organisation.teams.desk.people: 4..9}\npoints: 3", "4 points: 3: nothing: a grid has all"),
        ("vary: {world.stages.answer.buyer: 1..2}\ndesign: grd", "4 design: grd: .*did you mean grid?"),
        ("design: grid", "3 design: grid: nothing, as nothing is varied"),
        ("vary: 7", "3 vary: 7: a map of paths"),
    ],
)  # fmt: skip
def test_what_is_varied_must_be_there(tmp_path: Path, rest: str, wanted: str) -> None:
    first, _, last = wanted.partition(".*")
    assert any(each.startswith(first) and last in each for each in told(tmp_path, QUEUE + rest + "\n"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("", "nothing"), ("- study", "a study, starting with"), ("study: 1", "scenarios: nothing")],
)
def test_a_file_that_is_no_study_is_refused(tmp_path: Path, text: str, wanted: str) -> None:
    assert any(wanted in each for each in told(tmp_path, text))


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="did you mean cultures_study"):
        read_study("preset:culture_study")
    with pytest.raises(ScenarioError, match="a file that exists"):
        read_study(str(tmp_path / "none.yaml"))


def test_files_are_looked_for_beside_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    (tmp_path / "mine.yaml").write_text("extends: preset:single_queue\n")
    (tmp_path / "one_more.yaml").write_text("organisation: {teams: {desk: {people: 9}}}\n")
    file = tmp_path / "study.yaml"
    file.write_text("study: 1\nscenarios: {a: mine.yaml, b: mine.yaml+one_more.yaml}\n")
    asked = read_study(str(file))
    desks = {name: each.organisation.teams["desk"] for name, each in asked.scenarios.items()}
    assert [name for name, desk in desks.items() if desk is not None and desk.people == 9] == ["b"]


def test_a_shipped_study_can_be_used_and_is_no_scenario() -> None:
    assert set(studies()) == {"cultures_study"}
    assert not set(studies()) & set(presets())
    asked = read_study("preset:cultures_study")
    assert len(asked.scenarios) == 5
    assert "cost" in asked.metrics
