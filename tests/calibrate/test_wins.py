"""Which leads were won, after how long, and how long each was watched, whatever the dates of the export are like."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from calibrate.made_wins import Market, export

from gtmsim.calibration import calibrate
from gtmsim.calibration.log import Log, as_log
from gtmsim.calibration.read import read_export
from gtmsim.calibration.sessions import clean
from gtmsim.calibration.stages import funnel
from gtmsim.calibration.wins import Leads, holds_only_wins, leads_of

WINS = {"a": "2023-01-05 18:00:00", "b": "2023-01-03 08:00:00", "c": "2022-12-30 10:00:00"}


def written(folder: Path, created: dict[str, str], wins: dict[str, str]) -> Log:
    folder.mkdir()
    pl.DataFrame({"lead_id": list(created), "created_at": list(created.values())}).write_csv(
        folder / "leads.csv"
    )
    rows = {
        "opportunity_id": [f"o{w}" for w in wins],
        "lead_id": list(wins),
        "closed_at": list(wins.values()),
    }
    pl.DataFrame(rows).with_columns(pl.lit(1).alias("is_won")).write_csv(folder / "opportunities.csv")
    return as_log(read_export(folder))


def by_name(log: Log) -> tuple[list[str], Leads]:
    return log.cases["case"].to_list(), leads_of(log)


def test_a_lead_that_came_on_a_day_came_at_noon(tmp_path: Path) -> None:
    created = {"a": "2023-01-02", "b": "2023-01-03", "c": "2023-01-03", "d": "2023-01-05"}
    names, leads = by_name(written(tmp_path / "days", created, WINS))
    waited, watched = (
        dict(zip(names, leads.waited, strict=True)),
        dict(zip(names, leads.watched, strict=True)),
    )
    assert waited["a"] == pytest.approx(3.25)
    assert waited["b"] == 0.25  # won at eight on the day it came
    assert np.isnan(waited["c"])  # won before it came
    assert np.isnan(waited["d"])
    assert watched["a"] == pytest.approx(3.25)
    assert watched["d"] == pytest.approx(0.25)
    assert leads.wins == 3


def test_a_lead_that_came_at_an_hour_waited_to_the_hour(tmp_path: Path) -> None:
    created = {"a": "2023-01-02 06:00:00", "b": "2023-01-03 07:30:00", "c": "2023-01-03 00:00:00"}
    names, leads = by_name(written(tmp_path / "hours", created, WINS))
    waited = dict(zip(names, leads.waited, strict=True))
    assert waited["a"] == pytest.approx(3.5)
    assert waited["b"] == pytest.approx(0.5 / 24)


def only_wins(folder: Path) -> bool:
    log = as_log(read_export(folder))
    return holds_only_wins(log, funnel(log, clean(log.sessions)))


def test_one_loss_makes_an_export_one_of_wins_and_losses(tmp_path: Path) -> None:
    folder = export(Market(days=60), tmp_path / "made")
    assert only_wins(folder)
    deals = pl.read_csv(folder / "opportunities.csv").with_row_index("i")
    lost = deals.with_columns(
        pl.when(pl.col("i") == 0).then(pl.lit("Closed Lost")).otherwise("stage").alias("stage"),
        pl.when(pl.col("i") == 0).then(0).otherwise("is_won").alias("is_won"),
    )
    lost.drop("i").write_csv(folder / "opportunities.csv")
    assert not only_wins(folder)


def test_a_handful_of_wins_is_too_few_for_a_model_of_winning(tmp_path: Path) -> None:
    folder = export(Market(days=60), tmp_path / "made")
    deals = pl.read_csv(folder / "opportunities.csv").head(12)
    deals.write_csv(folder / "opportunities.csv")
    assert not only_wins(folder)
    assert calibrate(folder).wins is None
