import json
from fractions import Fraction
from pathlib import Path

import pytest
from cli.commands import gtmsim

Out = pytest.CaptureFixture[str]

BUSIER = """\
extends: desk.yaml
world: {sources: {web: {rate: 30 per week}}}
organisation: {teams: {desk: {people: 2}}}
"""


@pytest.fixture
def busier(desk: Path) -> Path:
    (desk / "busier.yaml").write_text(BUSIER)
    return desk


def test_an_explanation_answers_in_a_paragraph_and_its_parts_add_up_as_printed(
    busier: Path, capsys: Out
) -> None:
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--metric", "cost", "-q") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith(
        "busier costs 100.0 % more than desk (95 %: 100.0 to 100.0, 6 paired runs, seed 7)."
    )
    lines = [line.split("  ") for line in told.out.partition("What the levers are")[0].splitlines()]
    rows = {each[1]: [cell.strip() for cell in each[2:] if cell.strip()] for each in lines if len(each) > 3}
    parts = [float(rows[lever][1]) for lever in ("people", "demand")]
    assert sum(parts) == float(rows["the difference"][1])
    assert rows["people"][0] == "100 %"
    assert "100 % of it comes from people; demand brings nothing." in " ".join(told.out.split())
    assert "organisation.teams" in told.out
    assert "desk.people 1 -> 2" in told.out
    assert "The levers do not meet" in told.out


def test_an_explanation_as_json_says_what_it_takes_to_compute_it_again(busier: Path, capsys: Out) -> None:
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--metric", "bookings", "--json", "-q") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == 1
    assert (data["metric"], data["unit"], data["seed"], data["replications"]) == ("bookings", "EUR", 7, 6)
    assert set(data["digests"]) == {
        "desk",
        "busier",
        "desk with people of busier",
        "desk with demand of busier",
    }
    levers = data["by_lever"]["levers"]
    assert [each["lever"] for each in levers] == ["demand", "people"]
    assert levers[1]["changes"] == [{"path": "organisation.teams.desk.people", "before": "1", "after": "2"}]
    brings = sum((Fraction(round(600 * each["brings"]["mean"]), 600) for each in levers), Fraction(0))
    assert float(brings) == pytest.approx(data["difference"]["mean"])
    assert data["by_lever"]["total"] == data["difference"]["mean"]
    assert data["by_lever"]["all_orders"] is True
    assert data["answer"].startswith("busier books ")


def test_what_cannot_be_explained_is_told_with_what_can(busier: Path, capsys: Out) -> None:
    assert gtmsim("explain", "desk.yaml", "desk.yaml", "-q") == 2
    assert "say the same: there is nothing to explain" in capsys.readouterr().err
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--metric", "boookings") == 2
    assert "did you mean bookings?" in capsys.readouterr().err
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--orders", "many") == 2
    assert "--orders takes a number or all, got many" in capsys.readouterr().err
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--orders", "0") == 2
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--by", "leverage") == 2
    assert "did you mean lever?" in capsys.readouterr().err
    assert gtmsim("explain", "desk.yaml", "nowhere.yaml") == 1
    assert "nowhere.yaml" in capsys.readouterr().err


def test_a_difference_is_told_in_money_by_account_and_by_hours(busier: Path, capsys: Out) -> None:
    ways = ("--by", "money", "--by", "account", "--by", "hours")
    assert gtmsim("explain", "desk.yaml", "busier.yaml", *ways, "-n", "2", "-q") == 0
    words = capsys.readouterr().out
    for title in (
        "In money: from desk to busier",
        "By account",
        "From fate to fate",
        "By hours",
        "What another hour",
    ):
        assert title in words
    assert gtmsim("explain", "desk.yaml", "busier.yaml", "--by", "money", "--metric", "wins", "-q") == 2
    assert "profit or bookings can be explained, not wins" in capsys.readouterr().err
