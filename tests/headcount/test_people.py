from datetime import date, datetime
from pathlib import Path

import pytest
from headcount.lists import PEOPLE, listed
from openpyxl import Workbook

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.headcount import People, read_people

WRONG = """\
Employee;Title;Team;Salary;Start;Leave date
Ada;Growth Ninja;;65k;03/04/2026;
Ben;Acount Exec;;85.000k;2026-02-31;
Cleo;;;;;
Dan;SDR;;-5;soon;
Eva;Growth Ninja;;55 $;2027-02-01;2027-01-01
Fay;SDR;;55 k€;;
Total;;;300;;
"""


def refused(file: Path) -> ScenarioError:
    with pytest.raises(ScenarioError) as raised:
        read_people(file)
    return raised.value


def test_everybody_is_found_below_the_headers_whatever_stands_above_them(tmp_path: Path) -> None:
    found = read_people(listed(tmp_path))
    assert [person.name for person in found.people] == [
        "Ada",
        "Ben",
        "Cleo",
        "Dan",
        "Eva",
        "Finn",
        "Gil",
        "Hana",
        "Ivo",
        "Jo",
    ]
    assert [person.row for person in found.people] == list(range(3, 13))
    assert found.currency == "EUR"
    dan = found.people[3]
    assert dan.cost is not None
    assert (dan.job, dan.team, dan.starts, dan.cost.a_year) == ("rep", "Sales", date(2027, 3, 15), 132_000)


def test_everything_wrong_with_a_list_is_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    error = refused(listed(tmp_path, WRONG))
    told = {(each.line, each.column): (each.path, each.found) for each in error.problems}
    assert told == {
        (2, 2): ("Title", "Growth Ninja (2 rows)"),
        (2, 5): ("Start", "03/04/2026"),
        (3, 2): ("Title", "Acount Exec"),
        (3, 4): ("Salary", "85.000k"),
        (3, 5): ("Start", "2026-02-31"),
        (4, 2): ("Title", "nothing"),
        (5, 4): ("Salary", "-5"),
        (5, 5): ("Start", "soon"),
        (6, 6): ("Leave date", "2027-01-01"),
        (7, 4): ("Salary", "55 k€"),
    }
    hints = {each.found: each.hint for each in error.problems}
    assert hints["Acount Exec"] == 'did you mean account executive (rep)? say --role "Acount Exec=rep"'
    assert 'say --role "Growth Ninja=' in hints["Growth Ninja (2 rows)"]


def test_a_title_is_known_once_somebody_says_what_it_works(tmp_path: Path) -> None:
    file = listed(tmp_path, "role,cost\nGrowth Ninja,65000\nProduct Manager,80000\n")
    roles = {"growth ninja": "marketer", "Product Manager": "ops"}
    assert [person.job for person in read_people(file, roles).people] == ["marketer", "ops"]
    with pytest.raises(UsageError, match="did you mean marketer"):
        read_people(file, {"Growth Ninja": "markter"})
    with pytest.raises(UsageError, match="did you mean growth ninja"):
        read_people(file, {"Growth Nina": "marketer"})


def test_a_row_may_stand_for_several_people(tmp_path: Path) -> None:
    found = read_people(listed(tmp_path, "HC,Title\n3,SDR\n0,CSM\n2,AE\n"))
    assert [(person.job, person.count) for person in found.people] == [("sdr", 3), ("rep", 2)]
    error = refused(listed(tmp_path, "HC,Title\n0.5,SDR\nmany,AE\n"))
    assert [each.found for each in error.problems] == ["0.5", "many"]


def test_a_workbook_and_a_csv_say_the_same(tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Headcount", 2027])
    page = book.create_sheet("People")
    page.append(["Title", "Team", "Cost (k€)", "Start date"])
    page.append(["SDR", "Sales", 65, datetime(2027, 3, 1)])
    page.append(["AE", "Sales", 120.5, None])
    book.save(tmp_path / "people.xlsx")
    text = "Title\tTeam\tCost (k€)\tStart date\nSDR\tSales\t65\t2027-03-01\nAE\tSales\t120,5\t\n"
    by_csv = read_people(listed(tmp_path, text))
    by_book = read_people(tmp_path / "people.xlsx")
    assert by_csv.people == by_book.people
    assert by_book.people[0].starts == date(2027, 3, 1)
    assert by_book.currency == "EUR"


def test_a_comma_that_splits_a_cost_in_two_is_told_where_the_row_runs_over(tmp_path: Path) -> None:
    (problem,) = refused(listed(tmp_path, "role,cost,start\nSDR,65,000,2027-03-01\nAE,65000,\n")).problems
    assert (problem.line, problem.column, problem.found) == (2, 4, "2027-03-01")
    assert "in quotes" in problem.wanted


def test_a_last_day_is_the_day_before_the_first_one_gone(tmp_path: Path) -> None:
    (person,) = read_people(listed(tmp_path, "role,last day\nSDR,2027-06-30\n")).people
    assert person.leaves == date(2027, 7, 1)


def test_a_list_without_a_role_is_refused_with_what_it_has(tmp_path: Path) -> None:
    (problem,) = refused(listed(tmp_path, "Jbo title,cost\nSDR,1\n")).problems
    assert (problem.line, problem.found) == (1, "Jbo title, cost")
    assert problem.wanted.endswith("role, job title, title, position, job role, job, job name or designation")
    assert problem.hint == ""
    (problem,) = refused(listed(tmp_path, "role,cost\n")).problems
    assert problem.found == "no people"
    (problem,) = refused(tmp_path / "poeple.csv").problems
    assert problem.hint == "did you mean people.csv?"
    (problem,) = refused(listed(tmp_path, PEOPLE, "people.xlsx")).problems
    assert problem.wanted.startswith("a workbook")


def test_a_list_from_an_old_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name;role;cost\nZoë;SDR;65 k€\n".encode("cp1252"))
    found: People = read_people(file)
    assert (found.people[0].name, found.currency) == ("Zoë", "EUR")
