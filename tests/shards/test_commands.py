"""`gtmsim study` as a person would type it."""

import json
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim.shards import disk, running
from gtmsim.shards.folder import StudyFolder

Out = pytest.CaptureFixture[str]


def test_a_study_is_planned_run_looked_at_and_extended(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    assert gtmsim("study", "run", "small.yaml", "--out", "s", "--dry-run", "--json") == 0
    plan = json.loads(capsys.readouterr().out)
    assert (plan["format"], plan["points"], plan["missing"]) == (1, 2, 76)
    assert not Path("s").exists()
    assert gtmsim("study", "run", "small.yaml", "--out", "s", "--part", "1/2", "-q") == 0
    assert "38 of 76 replications are finished" in capsys.readouterr().out
    assert gtmsim("study", "status", "s") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "38 of 76 replications are finished (50 %); nobody is at work," in told
    assert "queue 20 18" in told
    assert gtmsim("study", "run", "--out", "s") == 0
    said = capsys.readouterr()
    assert "38 replications are there already" in said.err
    assert "76 of 76" in said.out
    assert gtmsim("study", "extend", "s", "-n", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["finished"] == 80
    assert gtmsim("study", "status", "s", "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert status["finished"] == status["wanted"] == 80
    assert status["seconds_left"] == 0.0


def test_results_are_told_written_compared_and_computed_again(
    finished: StudyFolder, tmp_path: Path, capsys: Out
) -> None:
    folder, file = str(finished.folder), tmp_path / "rows.csv"
    assert gtmsim("study", "results", folder, "--metric", "wins") == 0
    assert "38 replications of each point, seed 7" in " ".join(capsys.readouterr().out.split())
    assert gtmsim("study", "results", folder, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert {each["point"] for each in data["means"]} == {"queue", "slower"}
    assert set(data["digests"]) == {"queue", "slower"}
    assert gtmsim("study", "results", folder, "--out", str(file), "-q") == 0
    assert len(file.read_text().splitlines()) == 77
    assert gtmsim("study", "results", folder, "--out", str(file), "--weekly") == 0
    assert "first_touch" not in file.read_text()
    capsys.readouterr()
    assert gtmsim("study", "compare", folder, "--metric", "wins") == 0
    assert capsys.readouterr().out.startswith("slower wins ")
    assert gtmsim("study", "compare", folder, "--baseline", "slower", "--json") == 0
    assert json.loads(capsys.readouterr().out)["baseline"] == "slower"
    assert gtmsim("study", "rerun", folder, "--point", "queue", "--replication", "17") == 0
    assert "Identical, to the last bit." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "wanted"),
    [
        (("run", "--out", "nowhere"), 1, "holds no study"),
        (("run", "nowhere.yaml", "--out", "s"), 1, "a file that exists"),
        (("run", "--out", "s", "--part", "3"), 2, "--part is such as 3/20"),
        (("run", "--out", "s", "--cluster", "local:1", "--jobs", "2"), 2, "leave --jobs out"),
        (("status", "nowhere"), 1, "holds no study"),
        (("results", "STUDY", "--metric", "winns"), 2, "did you mean wins?"),
        (("results", "STUDY", "--weekly"), 2, "--out says into which file"),
        (("compare", "STUDY", "--point", "quue"), 2, "did you mean queue?"),
        (("rerun", "STUDY", "--point", "queue", "--replication", "38"), 2, "replications are 0 to 37"),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(
    undisturbed: Path, words: tuple[str, ...], code: int, wanted: str, capsys: Out
) -> None:
    assert gtmsim("study", *(str(undisturbed) if each == "STUDY" else each for each in words)) == code
    assert wanted in " ".join(capsys.readouterr().err.split())


def test_an_interrupted_study_ends_with_130_and_goes_on(
    begun: StudyFolder, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    calls = 0

    def put(file: Path, data: bytes) -> Path:
        nonlocal calls
        calls += 1
        if calls == 7:
            raise KeyboardInterrupt
        return disk.put(file, data)

    with monkeypatch.context() as patch:
        patch.setattr(running, "put", put)
        assert gtmsim("study", "run", "--out", str(begun.folder), "-q") == 130
    assert "the same command goes on from there" in " ".join(capsys.readouterr().out.split())
    assert gtmsim("study", "run", "--out", str(begun.folder), "-q") == 0
