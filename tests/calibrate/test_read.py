"""What an importer must survive, and tell."""

from pathlib import Path

import pytest

from gtmsim.calibration.log import as_log
from gtmsim.calibration.read import read_export
from gtmsim.errors import GtmsimError


def export(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-02 09:30:00",
        "2024-01-02T09:30:00.000Z",
        "2024-01-02T09:30:00+01:00",
        "02.01.2024 09:30",
        "01/02/2024 9:30 AM",
    ],
)
def test_common_ways_to_write_a_time_mean_the_same(tmp_path: Path, written: str) -> None:
    log = as_log(read_export(export(tmp_path, leads=f"Lead ID,Create Date\na,{written}\n")))
    assert log.cases["created"].to_list() == [24 + 9.5]


def test_days_without_a_time_are_remembered_as_days(tmp_path: Path) -> None:
    log = as_log(read_export(export(tmp_path, leads="Id,CreatedDate\na,2024-01-02\nb,2024-01-03\n")))
    assert "leads.created_at" in log.date_only


def test_placeholders_are_no_sources_and_unreadable_dates_no_dates(tmp_path: Path) -> None:
    text = "Lead ID,Create Date,Lead Source\na,2024-01-02,Select\nb,soon,web\nc,2024-01-04,web\n"
    log = as_log(read_export(export(tmp_path, leads=text)))
    assert log.cases["source"].to_list() == [None, "web"]
    told = " ".join(log.warnings)
    assert "1 placeholders" in told
    assert "1 values are no date" in told
    assert "1 cases have no creation date" in told


def test_time_running_backwards_loses_the_time_and_keeps_the_fate(tmp_path: Path) -> None:
    deals = "Id,CreatedDate,CloseDate,Stage\na,2024-02-01,2024-01-05,Closed Won\nb,2024-02-01,2024-03-01,Closed Lost\n"
    log = as_log(read_export(export(tmp_path, deals=deals)))
    assert log.cases.sort("case")["end"].to_list() == ["won", "lost"]
    assert log.cases.sort("case")["closed"][0] is None
    assert any("more than a day before" in w for w in log.warnings)


def test_a_lead_finds_its_opportunity_from_either_side(tmp_path: Path) -> None:
    leads = "Lead ID,Create Date,ConvertedOpportunityId\na,2024-01-02,x\nb,2024-01-02,\n"
    deals = (
        "Opportunity ID,Lead ID,Created Date,Close Date,Stage\n"
        "x,,2024-01-05,2024-01-20,Closed Won\ny,b,2024-01-06,2024-01-20,Closed Lost\nz,,2024-01-06,2024-01-20,Closed Won\n"
    )
    log = as_log(read_export(export(tmp_path, leads=leads, opportunities=deals)))
    assert dict(zip(log.cases["case"], log.cases["end"], strict=True)) == {"a": "won", "b": "lost"}
    assert any("1 belong to no lead" in w for w in log.warnings)


def test_a_table_without_its_key_is_left_out_and_said(tmp_path: Path) -> None:
    read = read_export(
        export(
            tmp_path,
            leads="Lead ID,Create Date\na,2024-01-02\n",
            activities="Subject,Start\ncall,2024-01-03\n",
        )
    )
    assert "activities" not in read.tables
    assert any("record_id" in w for w in read.warnings)


def test_a_folder_that_is_none_is_the_users_to_fix(tmp_path: Path) -> None:
    with pytest.raises(GtmsimError, match="not a folder"):
        read_export(tmp_path / "nowhere")
