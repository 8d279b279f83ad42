"""From an export to a scenario: what was put in comes out again, and what the export lacks is said."""

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import yaml
from calibrate.made_log import WEEKDAYS, Truth, at, written

from gtmsim.calibration import Calibration, calibrate
from gtmsim.calibration.columns import end_named
from gtmsim.calibration.questions import questions
from gtmsim.errors import GtmsimError
from gtmsim.scenario import load, loads

Tables = dict[str, pl.DataFrame]
Row = dict[str, object]


def row(found: Calibration, path: str) -> Row:
    return found.estimates.row(by_predicate=pl.col("path") == path, named=True)


def covers(found: Calibration, path: str, truth: float, bias: float = 0.0) -> bool:
    """Return whether the truth lies within 1.6 intervals: eight of them at 95 % would miss one in three times."""
    each = row(found, path)
    value, low, high = (float(str(each[k])) for k in ("value", "low", "high"))
    return value - 1.6 * (value - low) - bias * truth <= truth <= value + 1.6 * (high - value) + bias * truth


def test_the_scenario_of_a_log_is_a_valid_scenario_whose_first_line_is_a_question(found: Calibration) -> None:
    scenario = loads(found.yaml, "made")
    assert list(scenario.world.stages) == ["handle_lead", "write_proposal"]
    assert found.yaml.splitlines()[0].startswith("# ")
    assert found.yaml.splitlines()[0].endswith("?") or "?" in found.yaml.splitlines()[0]


def test_what_the_made_up_log_was_made_from_is_found_again(found: Calibration) -> None:
    truth = Truth()
    assert covers(found, "world.sources.leads.rate", truth.per_day * float(WEEKDAYS.sum()))
    assert covers(found, "world.stages.handle_lead.outcomes.advance", truth.advance)
    assert covers(found, "world.stages.write_proposal.outcomes.advance", truth.won)
    assert covers(found, "world.stages.handle_lead.session.median", truth.session_minutes / 60)
    assert covers(found, "world.stages.handle_lead.sessions", truth.sessions, bias=0.05)
    assert covers(found, "world.segments.all.deal_value.median", 20_000)
    assert covers(found, "policy.handoffs.handle_lead.same_person", truth.stays_with_same, bias=0.05)
    assert covers(found, "world.stages.write_proposal.time_out", 24 * truth.time_out_days)


def test_callers_and_closers_are_two_roles_in_office_hours(found: Calibration) -> None:
    scenario = loads(found.yaml, "made")
    works = {frozenset(r.works) for r in scenario.organisation.roles.values() if r}
    assert works == {frozenset({"handle_lead"}), frozenset({"write_proposal"})}
    data = yaml.safe_load(found.yaml)["organisation"]["calendars"]
    assert all(set(c["week"]) == {"mon-fri"} for c in data.values())


def test_every_value_says_where_it_comes_from(found: Calibration) -> None:
    said = ("estimated", "default", "not estimable", "visits in the log")
    silent = []
    data = yaml.safe_load(found.yaml)
    for line in found.yaml.splitlines():
        key = re.match(r"( *)([\w\"-]+):(.*)", line)
        if key is None or line.startswith("#") or key[2] == "gtmsim":
            continue
        if key[3].strip() and not any(s in key[3] for s in said):
            silent.append(line)
    # A part of a commented map needs no comment of its own.
    parents = {"weekdays", "outcomes", "works"}
    parts = {k for v in _maps(data, parents) for k in v}
    assert [line for line in silent if line.split(":")[0].strip().strip('"') not in parts] == []


def _maps(data: object, names: set[str]) -> list[Row]:
    if not isinstance(data, dict):
        return []
    here = [v for k, v in data.items() if k in names and isinstance(v, dict)]
    return here + [m for v in data.values() for m in _maps(v, names)]


def test_the_table_of_estimates_has_doubt_where_it_says_estimated_and_none_elsewhere(
    found: Calibration,
) -> None:
    assert found.estimates.columns == ["path", "value", "low", "high", "status", "reason", "n", "unit"]
    assert set(found.estimates["status"].unique()) == {"estimated", "default", "not estimable"}
    sure = found.estimates.filter(pl.col("status") == "estimated")
    assert sure.select(pl.col("value", "low", "high", "n").null_count()).row(0) == (0, 0, 0, 0)
    assert sure.filter((pl.col("low") > pl.col("value")) | (pl.col("value") > pl.col("high"))).height == 0
    assert found.estimates["reason"].str.len_chars().min() > 0  # type: ignore[operator]


def test_the_same_export_gives_the_same_text(export: Path, found: Calibration) -> None:
    assert calibrate(export).yaml == found.yaml


def test_the_summary_tells_the_logs_own_waits_loads_and_hand_offs(found: Calibration) -> None:
    summary = found.log_summary
    assert 0 < summary["first_touch_working_hours"]["median"] < summary["first_touch_hours"]["mean"]  # type: ignore[index]
    assert summary["loads"]["people"] == 8  # type: ignore[index]
    assert 0 < summary["hand_offs"]["change_person_share"] < 1  # type: ignore[index]
    assert 0.25 < summary["won_share"] < 0.35  # type: ignore[operator]


SALESFORCE = {
    "leads": {"lead_id": "Lead ID", "created_at": "Create Date", "opportunity_id": "ConvertedOpportunityId"},
    "opportunities": {"opportunity_id": "Opportunity ID", "created_at": "CreatedDate", "closed_at": "Close Date"},
    "stage_history": {"record_id": "Opportunity ID", "to_stage": "To Stage", "changed_at": "Last Modified"},
    "activities": {"record_id": "Related To", "type": "Task Subtype", "started_at": "Start", "owner_id": "Assigned"},
}  # fmt: skip


def test_salesforce_names_mean_the_same_as_ours(tables: Tables, found: Calibration, tmp_path: Path) -> None:
    renamed = {name: frame.rename(SALESFORCE[name]) for name, frame in tables.items()}
    assert calibrate(written(renamed, tmp_path / "made")).yaml == found.yaml


def without(tables: Tables, *names: str) -> Tables:
    return {n: f for n, f in tables.items() if n not in names}


def drop_ends(tables: Tables) -> Tables:
    return {**tables, "activities": tables["activities"].drop("ended_at")}


def drop_people(tables: Tables) -> Tables:
    return {**tables, "activities": tables["activities"].drop("owner_id")}


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        (lambda t: without(t, "activities"), "world.stages.new.session", "no activities"),
        (lambda t: without(t, "activities", "opportunities"), "world.segments.all.deal_value", "amounts"),
        (drop_ends, "world.stages.handle_lead.session", "0 sessions have a length"),
        (drop_people, "organisation.teams.desk.people", "names anybody"),
        (drop_people, "policy.handoffs.handle_lead.same_person", "name both people"),
    ],
)
def test_what_the_export_lacks_is_not_estimated_and_says_why(
    tables: Tables, tmp_path: Path, change: Callable[[Tables], Tables], path: str, reason: str
) -> None:
    found = calibrate(written(change(tables), tmp_path / "part"))
    loads(found.yaml, "part")
    each = row(found, path)
    assert each["status"] == "not estimable"
    assert reason in str(each["reason"])


def test_opportunities_alone_are_a_log(tables: Tables, tmp_path: Path) -> None:
    found = calibrate(written({"opportunities": tables["opportunities"]}, tmp_path / "deals"))
    loads(found.yaml, "deals")
    assert found.log_summary["won_share"] == pytest.approx(0.5, abs=0.05)


def test_a_folder_without_leads_or_opportunities_says_what_it_has(tables: Tables, tmp_path: Path) -> None:
    folder = written({"activities": tables["activities"]}, tmp_path / "work")
    with pytest.raises(GtmsimError, match=r"neither leads\.csv nor opportunities\.csv .* activities\.csv"):
        calibrate(folder)


def test_a_close_date_on_an_open_row_is_a_forecast(tables: Tables, tmp_path: Path) -> None:
    deals = tables["opportunities"].with_row_index("i")
    open_rows = pl.col("i") % 5 == 0
    changed = deals.with_columns(
        pl.when(open_rows).then(pl.lit("Negotiation")).otherwise("stage").alias("stage"),
        pl.when(open_rows).then(pl.lit("0")).otherwise("is_closed").alias("is_closed"),
        pl.when(open_rows).then(pl.lit("0")).otherwise("is_won").alias("is_won"),
        pl.when(open_rows).then(pl.lit("2031-05-01")).otherwise("closed_at").alias("closed_at"),
    ).drop("i")
    found = calibrate(written({**tables, "opportunities": changed}, tmp_path / "open"))
    assert any("forecast" in w for w in found.warnings)
    assert covers(found, "world.stages.write_proposal.outcomes.advance", 0.4, bias=0.05)


def test_kinds_of_work_that_alternate_are_no_stages(tables: Tables, tmp_path: Path) -> None:
    mixed = (
        tables["activities"]
        .with_row_index("i")
        .with_columns(
            pl.when(pl.col("i") % 2 == 0).then(pl.lit("Call")).otherwise(pl.lit("Email")).alias("type")
        )
    )
    found = calibrate(written({**tables, "activities": mixed.drop("i")}, tmp_path / "mixed"))
    assert list(loads(found.yaml, "mixed").world.stages) == ["new", "proposal"]
    assert any("alternate" in w for w in found.warnings)


def test_months_in_which_nothing_could_be_won_are_left_out_of_the_outcomes(tmp_path: Path) -> None:
    created = [24.0 * (i / 10) for i in range(3000)]
    wins = {i: created[i] + 24 * (5 + i % 20) for i in range(1500, 3000) if i % 4 == 0}
    leads = pl.DataFrame({"lead_id": [str(i) for i in range(3000)], "created_at": [at(c) for c in created]})
    deals = pl.DataFrame(
        {
            "opportunity_id": [f"o{i}" for i in wins],
            "lead_id": [str(i) for i in wins],
            "closed_at": [at(c) for c in wins.values()],
            "is_won": "1",
        }
    )
    found = calibrate(written({"leads": leads, "opportunities": deals}, tmp_path / "broken"))
    assert any("change of regime" in w for w in found.warnings)
    assert row(found, "world.stages.lead.outcomes.advance")["value"] == pytest.approx(0.25, abs=0.03)


@pytest.mark.parametrize(
    ("label", "end"),
    [
        ("Closed Won", "won"),
        ("Closed Lost - cancelled", "no_decision"),
        ("Closed Lost", "lost"),
        ("Unqualified", "lost"),
        ("Proposal", None),
        (None, None),
    ],
)
def test_a_stage_name_says_how_a_case_ended(label: str | None, end: str | None) -> None:
    assert end_named(label) == end


def test_the_questions_laid_over_a_calibrated_file_are_valid_and_keep_its_headcount(
    found: Calibration, tmp_path: Path
) -> None:
    (tmp_path / "made.yaml").write_text(found.yaml)
    people = {}
    for name, text in {"made": found.yaml, **questions(found, "made.yaml")}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
        scenario = load(tmp_path / f"{name}.yaml")
        people[name] = sum(t.people for t in scenario.organisation.teams.values() if t)
    more = {n: p - people["made"] for n, p in people.items()}
    assert all(extra == (2 if name.startswith("two_more") else 0) for name, extra in more.items())
    assert {"one_person"} <= set(more)
