from pathlib import Path

import pytest
from workbook.books import desk, opened, page, put, saved

from gtmsim.errors import Problem, ScenarioError
from gtmsim.workbook import from_workbook


def problems(book: bytes) -> list[Problem]:
    with pytest.raises(ScenarioError) as raised:
        from_workbook(book, "book.xlsx")
    return list(raised.value.problems)


def test_everything_wrong_is_told_at_once_by_sheet_and_cell() -> None:
    book = opened(desk())
    people = put(book, "teams", 2, "people", -1)
    broken = put(book, "stages", 2, "session", "{median: 3 h")
    unit = put(book, "sources", 2, "rate", "20 per weak")
    unknown = put(book, "roles", 2, "worsk.call", 1)
    role = put(book, "roles", 2, "works.clsoe", 1)
    setting = put(book, "settings", page(book, "settings").max_row + 1, "setting", "run.horizn")
    told = {each.file: each for each in problems(saved(book))}
    assert set(told) == {people, broken, unit, unknown.replace("2", "1"), role, setting}
    assert (told[people].found, told[people].wanted) == ("-1", "counts people: 0 to 1000")
    assert told[unit].hint == "did you mean week?"
    assert told[role].hint == "did you mean close?"
    assert told[setting].hint == "did you mean run.horizon?"


def test_a_row_without_an_id_an_id_twice_and_a_stranger_among_sheets_are_told() -> None:
    book = opened(desk())
    put(book, "segments", 4, "accounts", 12)
    page(book, "stages").cell(4, 1).value = "call"
    book.create_sheet("segmnets")
    put(book, "teams.members", 3, "teams", "dusk")
    put(book, "teams.members", 3, "id", "carl")
    told = {each.file: f"{each.found}; {each.advice}" for each in problems(saved(book))}
    assert told["segments!A4"] == "nothing; an id in A"
    assert told["stages!A4"] == "call; each id once; it stands in stages!A2 already"
    assert told["segmnets!A1"].endswith("did you mean segments?")
    assert told["teams.members!A3"] == "dusk; an id that stands in organisation.teams"


def test_a_value_and_its_parts_cannot_both_be_written() -> None:
    book = opened(desk())
    put(book, "roles", 2, "works", "{call: 1}")
    (told,) = problems(saved(book))
    assert (told.path, told.found) == ("organisation.roles.desk.works", "said twice")


def test_shares_that_do_not_add_up_are_told_at_a_cell_of_their_row() -> None:
    book = opened(desk())
    put(book, "stages", 3, "outcomes.lost", 0.7)
    (told,) = problems(saved(book))
    assert told.file.startswith("stages!")
    assert told.file.endswith("3")
    assert told.found == "1.2"


def test_what_is_no_workbook_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_text("gtmsim: 1")
    with pytest.raises(ScenarioError, match="a workbook"):
        from_workbook(file)
    with pytest.raises(ScenarioError, match="a file that exists"):
        from_workbook(tmp_path / "nowhere.xlsx")
