import json
from pathlib import Path

import polars as pl
import pytest
from cli.commands import DESK, gtmsim

from gtmsim.calibration import Calibration
from gtmsim.calibration import sheet as sheets

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> Calibration:
    """Let every export show the desk."""
    rows = [
        ("world.sources.web.rate", 20.0, 18.0, 22.0, "estimated", "80 leads in 4 weeks", 80, "per week"),
        ("world.stages.call.session", 0.5, 0.4, 0.6, "estimated", "median", 80, "h"),
        ("world.stages.call.patience", None, None, None, "not estimable", "nobody is seen leaving", None, ""),
        (
            "world.stages.close.patience",
            None,
            None,
            None,
            "not estimable",
            "nobody is seen leaving",
            None,
            "",
        ),
        ("run.horizon", None, None, None, "default", "as long as the log", None, ""),
    ]
    estimates = pl.DataFrame(rows, schema=sheets.SCHEMA, orient="row")
    log: dict[str, object] = {"won_share": 0.4, "first_touch_hours": {"mean": 9000.0}, "stages": {}}
    told = Calibration(DESK, estimates, log, ("three leads name nobody",))
    monkeypatch.setattr("gtmsim.calibration.calibrate", lambda _: told)
    return told


def calibrate(*words: str) -> int:
    return gtmsim("calibrate", "export", "--out", "lender.yaml", *words)


def test_a_calibration_writes_its_scenario_and_tells_what_is_known_and_what_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    assert calibrate() == 0
    assert (tmp_path / "lender.yaml").read_text() == DESK
    told = capsys.readouterr()
    assert "written: lender.yaml" in told.err
    words = " ".join(told.out.split())
    assert "world.sources.web.rate 20 per week 18 per week to 22 per week 80" in words
    assert "world.stages.call.session 30 min 24 min to 36 min 80" in words
    assert "world.stages.*.patience (2) nobody is seen leaving" in words
    assert "- three leads name nobody" in words
    assert "2 values estimated, 1 chosen, 2 not in the log" in words


def test_the_simulated_numbers_stand_beside_the_logs_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    assert calibrate("--json", "-q") == 0
    data = json.loads(capsys.readouterr().out)
    wait, wins = data["backtest"]["numbers"]
    assert (wait["quantity"], wait["log"], wait["inside"]) == ("first touch", 9000.0, False)
    assert (wins["quantity"], wins["unit"]) == ("won, of all leads", "share")
    assert data["estimates"][0]["path"] == "world.sources.web.rate"
    assert data["warnings"] == ["three leads name nobody"]


def test_without_a_backtest_nothing_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    assert calibrate("--no-backtest") == 0
    assert "Simulated" not in capsys.readouterr().out


def test_a_file_that_exists_is_replaced_only_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lender.yaml").write_text("mine")
    assert calibrate("--no-backtest") == 2
    assert "lender.yaml exists; --force replaces" in capsys.readouterr().err
    assert Path("lender.yaml").read_text() == "mine"
    assert calibrate("--no-backtest", "--force") == 0
    assert Path("lender.yaml").read_text() == DESK
