from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import Map, scenarios, text_of
from workbook.books import DESK, desk, opened, page, put, saved

from gtmsim.scenario import load, loads
from gtmsim.scenario.files import presets
from gtmsim.scenario.model import Scenario
from gtmsim.workbook import from_workbook, to_workbook
from gtmsim.workbook.layout import layout


@pytest.mark.parametrize("name", sorted(presets()))
def test_a_shipped_scenario_says_the_same_after_a_trip_through_a_workbook(name: str) -> None:
    scenario = load(presets()[name])
    assert loads(from_workbook(to_workbook(scenario))).digest == scenario.digest


@settings(max_examples=4)
@given(scenarios())
def test_any_scenario_says_the_same_after_a_trip_through_a_workbook(said: Map) -> None:
    scenario = loads(text_of(said))
    assert loads(from_workbook(to_workbook(scenario))).digest == scenario.digest


@pytest.mark.parametrize(
    "said",
    [
        """
world:
  requests: null
  awareness: null
  segments: {gone: null}
  sources: {web: {mix: {smb: 1}, hours: {0: 1, 9: 3, 17: 0.5}, weekdays: {}}}
  stages: {call: {next: close}, close: {next: {won: 1}}}
policy: {interrupts: {}}
run: {seed: 9223372036854775807}
""",
        """
world:
  awareness: {built_by: null}
  sources: {web: {rate: {uncertain: {p10: 10 per week, p50: 20 per week, p90: 40 per week}}}}
organisation:
  calendars: {office: {holidays: [2027-01-06]}}
  roles: {closer: {works: {close: 2, call: 1}}}
  teams: {closer: {people: 1}, desk: {members: {anna: null, ben: {starts: 2027-01-12}}}}
policy: {interrupts: {call: {}, close: {research: 1}}}
""",
    ],
    ids=["taken away", "in an order of its own"],
)
def test_what_is_seldom_written_comes_back_as_well(tmp_path: Path, said: str) -> None:
    (tmp_path / "desk.yaml").write_text(DESK)
    scenario = loads("extends: desk.yaml\n" + said, folder=tmp_path)
    assert loads(from_workbook(to_workbook(scenario))).digest == scenario.digest


def test_the_order_of_stages_is_the_order_of_their_rows() -> None:
    book = opened(desk())
    sheet = page(book, "stages")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3)]
    for row, values in zip((2, 3), reversed(rows), strict=True):
        for at, value in enumerate(values, start=1):
            sheet.cell(row, at).value = value
    assert list(loads(from_workbook(saved(book))).world.stages) == ["close", "call"]


def test_a_cell_that_is_changed_changes_the_scenario_and_nothing_else(tmp_path: Path) -> None:
    book = opened(desk())
    put(book, "teams", 2, "people", 5)
    put(book, "stages", 2, "requests.demo", "0.2 per week")
    put(book, "requests", 2, "id", "demo")
    put(book, "roles", 2, "works.demo", 3)
    (tmp_path / "desk.yaml").write_text(DESK)
    overlay = """\
extends: desk.yaml
world: {requests: {demo: {}}, stages: {call: {requests: {demo: 0.2 per week}}}}
organisation: {roles: {desk: {works: {demo: 3}}}, teams: {desk: {people: 5}}}
"""
    assert loads(from_workbook(saved(book))).digest == loads(overlay, folder=tmp_path).digest


def test_dates_shares_and_whole_numbers_are_taken_as_a_spreadsheet_keeps_them() -> None:
    book = opened(desk())
    put(book, "teams", 2, "starts", datetime(2027, 1, 11))
    put(book, "sources", 2, "intent", 0.3)
    put(book, "teams", 2, "people", 3.0)
    scenario = loads(from_workbook(saved(book)))
    team, source = scenario.organisation.teams["desk"], scenario.world.sources["web"]
    assert team is not None
    assert source is not None
    assert (str(team.starts), team.people, source.intent) == ("2027-01-11", 3, 0.3)


def test_what_is_left_to_its_default_is_blank_and_the_header_tells_the_default() -> None:
    book = opened(desk())
    sheet = page(book, "stages")
    head = next(cell for cell in sheet[1] if cell.value == "without_intent")
    assert sheet.cell(2, head.column).value is None
    assert head.comment is not None
    assert "blank: 0" in head.comment.text
    assert "grade D" in head.comment.text


def test_every_field_of_the_schema_has_its_place_in_the_workbook() -> None:
    plan = layout()
    parts = {path[0] for path in plan.settings} | {sheet.path[0] for sheet in plan.sheets}
    assert parts == set(Scenario.model_fields)
    titles = [sheet.title for sheet in plan.sheets]
    assert len(titles) == len(set(titles))


def test_the_question_comes_along() -> None:
    text = from_workbook(to_workbook(desk(), "Is one person enough?"))
    assert text.splitlines()[0] == "# Is one person enough?"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = to_workbook(desk(), "=1+1")
    assert from_workbook(book).splitlines()[0] == "# =1+1"
