"""A calibrated scenario beside its log: levels that should come back do, and what is fitted says so."""

from dataclasses import replace

import polars as pl
import pytest

from gtmsim.calibration import Calibration
from gtmsim.calibration.backtest import SCHEMA, backtest
from gtmsim.calibration.fitting import _search
from gtmsim.scenario import loads


@pytest.fixture(scope="module")
def told(found: Calibration) -> pl.DataFrame:
    return backtest(found, replications=12, seed=3, jobs=1)


def row(frame: pl.DataFrame, quantity: str, level: str = "") -> dict[str, object]:
    return frame.row(by_predicate=(pl.col("quantity") == quantity) & (pl.col("level") == level), named=True)


def test_the_made_up_organisation_is_simulated_as_it_was(told: pl.DataFrame) -> None:
    assert dict(told.schema) == SCHEMA
    for quantity, level in (
        ("leads a week", ""),
        ("conversion", "handle_lead"),
        ("conversion", "write_proposal"),
        ("won, of all leads", ""),
        ("sessions a week", ""),
        ("lead to win", "median"),
    ):
        each = row(told, quantity, level)
        near = each["simulated"] == pytest.approx(each["log"], rel=0.1)
        assert near or each["inside"], (quantity, level, each)


def test_a_log_that_says_otherwise_is_found_outside_the_band(found: Calibration) -> None:
    lying = replace(found, log_summary={**found.log_summary, "won_share": 0.6})
    each = row(backtest(lying, replications=5, seed=3, jobs=1), "won, of all leads")
    assert not each["inside"]
    assert float(str(each["low"])) <= float(str(each["simulated"])) <= float(str(each["high"])) < 0.6


def test_a_backtest_is_the_same_every_time(found: Calibration, told: pl.DataFrame) -> None:
    assert backtest(found, replications=12, seed=3, jobs=1).equals(told)


def test_the_fitted_speed_is_an_estimate_that_says_how_and_makes_no_evidence_of_its_wait(
    found: Calibration, told: pl.DataFrame
) -> None:
    fitted = found.estimates.filter(pl.col("reason").str.starts_with("fitted"))
    speeds = {t.speed for t in loads(found.yaml, "made").organisation.teams.values() if t}
    assert fitted.height >= 1
    assert set(fitted["status"]) == {"estimated"}
    assert fitted["path"].str.ends_with(".speed").all()
    assert float(f"{fitted['value'][0]:.3g}") in speeds
    assert "fitted" in str(row(told, "first touch", "median")["note"])
    assert row(told, "first touch", "mean")["note"] == ""


def test_the_speed_searched_for_gives_the_wait_wanted() -> None:
    asked: list[float] = []

    def simulated(speed: float, _: int) -> float:
        asked.append(speed)
        return 0.2 / speed**6

    tried = _search(simulated, 1.0, 0.5, 1.0)
    assert min(abs(wait - 1.0) for wait in tried.waits) < 0.02
    assert len(asked) <= 8
    assert tried.speed_for(1.0) == pytest.approx(0.2 ** (1 / 6), rel=0.01)


def test_a_wait_no_speed_can_give_is_answered_by_the_nearest_end() -> None:
    tried = _search(lambda speed, _: 0.2 / speed, 5.0, 0.5, 1.0)
    assert tried.speeds == [0.5, 1.0]
    assert tried.speed_for(5.0) == 0.5
