import json

import pytest
from cli.commands import gtmsim

from gtmsim.mechanisms import Mechanism, catalogue
from gtmsim.tell.mechanisms import count_words, detail_words, mechanism_words
from gtmsim.tell.style import Style

Out = pytest.CaptureFixture[str]
ROWS = [
    Mechanism("A1", ("mech",), "One", ("policy.resumption",), ("tests/a.py::test_a", "tests/a.py::test_b"), ("small.yaml",)),
    Mechanism("A2", ("claim",), "Two", (), ("tests/a.py::test_a",)),
    Mechanism("A3", ("mech",), "Three", (), ("tests/a.py::test_a",)),
    Mechanism("A4", ("claim",), "Four"),
]  # fmt: skip


def test_the_whole_catalogue_is_listed_with_how_much_of_it_works(capsys: Out) -> None:
    assert gtmsim("mechanisms") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "state", "tests", "mechanism"]
    assert sum(bool(line) and line[0] in "ABCDE" and line[1].isdigit() for line in lines) == 141
    assert " of 141 work; " in lines[-1]


def test_working_and_missing_ones_make_up_all(capsys: Out) -> None:
    ids = []
    for words in ((), ("--working",), ("--missing",)):
        assert gtmsim("mechanisms", "--json", *words) == 0
        data = json.loads(capsys.readouterr().out)
        ids.append([each["id"] for each in data["mechanisms"]])
        assert all(each["works"] == ("--working" in words) for each in data["mechanisms"] if words)
        assert data["counts"]["rows"] == 141
    assert sorted(ids[1] + ids[2]) == sorted(ids[0])
    assert "C7" in ids[1]
    assert gtmsim("mechanisms", "--working", "--missing") == 2


def test_one_id_tells_its_tests_by_name_and_its_scenarios(capsys: Out) -> None:
    assert gtmsim("mechanisms", "c7", "C7") == 0
    told = capsys.readouterr().out
    assert told.count("A hundred poor leads") == 1
    assert "shown   targeted.yaml" in told
    assert "tests/theory/test_volume_or_aim.py::test_a_win_costs_fifty_leads_worked_or_ten\n" in told
    assert gtmsim("mechanisms", "C7", "A17", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["mechanisms"]
    assert [each["id"] for each in rows] == ["C7", "A17"]
    assert set(rows[0]) == {
        "id",
        "type",
        "title",
        "state",
        "works",
        "switch",
        "tests",
        "shown",
        "facts",
        "why_open",
    }


def test_an_id_nobody_knows_ends_with_2_and_the_nearest(capsys: Out) -> None:
    assert gtmsim("mechanisms", "C7", "D170") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "D170 is no mechanism; did you mean D17?" in told.err
    assert gtmsim("mechanisms", "zeppelin") == 2
    assert "ids are A1 to A20, B1 to B20, C1 to C65, D1 to D21, E1 to E15" in capsys.readouterr().err


def test_switches_and_scenarios_stand_below_their_mechanism() -> None:
    assert mechanism_words(ROWS, ROWS).splitlines() == [
        "id  state      tests  mechanism",
        "A1  works          2  One",
        "                      switch policy.resumption",
        "                      shown small.yaml",
        "A2  tried          1  Two",
        "A3  no switch      1  Three",
        "A4  untried           Four",
        "",
        "2 of 4 work; 1 of 2 claims tried",
    ]
    assert count_words(ROWS[2:]) == "0 of 2 work; 0 of 1 claims tried"


def test_no_name_is_broken_over_lines_when_details_are_told() -> None:
    assert detail_words(ROWS[:1], Style(20)).splitlines() == [
        "A1  One (mech)",
        "  state   works",
        "  switch  policy.resumption",
        "  shown   small.yaml",
        "  tests   tests/a.py::test_a",
        "          tests/a.py::test_b",
    ]


def test_a_word_finds_every_mechanism_whose_title_has_it(capsys: Out) -> None:
    assert gtmsim("mechanisms", "volume", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["mechanisms"]
    assert [each["id"] for each in rows] == ["C4"]
    assert "volume" in rows[0]["title"]


def test_what_is_open_says_why_unless_it_is_a_claim() -> None:
    unexplained = [
        each.id
        for each in catalogue().values()
        if not each.works and "claim" not in each.types and not each.why_open
    ]
    assert unexplained == []


def test_what_works_is_not_called_open() -> None:
    assert [each.id for each in catalogue().values() if each.works and each.why_open] == []
