import json
from pathlib import Path

import polars as pl
import pytest
from tell.small import desk, desk_run

from gtmsim.scenario import loads
from gtmsim.scenario.render import resolved_text
from gtmsim.scenario.writing import write_bytes
from gtmsim.study.run import Run
from gtmsim.tell.metric_table import MetricTable
from gtmsim.tell.results import save_run
from gtmsim.tell.summary import summary
from gtmsim.units import TICKS_PER_HOUR


def saved(folder: Path, run: Run) -> list[Path]:
    told = summary(run)
    with MetricTable(folder, told.name) as table:
        for batch in run:
            table.add(batch)
        return save_run(folder, run, told, table)


def test_a_run_leaves_its_summary_its_tables_and_the_scenario_it_ran(tmp_path: Path) -> None:
    run = desk_run("organisation.teams.rep.people=3")
    written = saved(tmp_path, run)
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in written}
    assert {file.name for file in written} == {
        "summary.json",
        "metrics.parquet",
        "weekly.parquet",
        "ledger.parquet",
        "scenario.yaml",
    }
    assert json.loads((tmp_path / "summary.json").read_text())["digest"] == run.program.digest
    hours = pl.read_parquet(tmp_path / "ledger.parquet")["hours"].sum()
    assert hours == pytest.approx(run.ledger.sum() / TICKS_PER_HOUR / 4)


def test_a_table_says_in_its_footer_what_made_it(tmp_path: Path) -> None:
    run = desk_run()
    saved(tmp_path, run)
    made = json.loads(pl.read_parquet_metadata(tmp_path / "metrics.parquet")["gtmsim"])
    assert (made["seed"], made["digest"]) == (7, run.program.digest)


def test_the_resolved_scenario_reads_back_as_the_same_scenario() -> None:
    scenario = desk(
        "organisation.teams.rep.people=5",
        "world.requests.demo=null",
        "world.stages.call.requests=null",
        "organisation.roles.rep.works.demo=null",
    )
    assert loads(resolved_text(scenario)).digest == scenario.digest


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_bytes(tmp_path / "taken", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_a_new_file_may_be_read_by_whoever_may_read_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    assert write_bytes(tmp_path / "mine", b"x").stat().st_mode == (tmp_path / "other").stat().st_mode
