"""The shipped table of mechanisms says what the tests' marks say."""

import json
import subprocess
import sys
from pathlib import Path

import mechanisms_table
import pytest
from mechanism_marks import marks_in
from mechanisms_table import stale

from gtmsim.mechanisms import IDS, Mechanism, catalogue, catalogue_ids, packaged, table_text

TESTS = Path(__file__).parents[1]
MARKED = """
@pytest.mark.mechanism("C8", switch="policy.handoffs.*.threshold", shown="small.yaml")
def test_nobody_chases(): ...
"""
FACT = """
facts: 1
C5:
  title: t
  question: q
  grade: D
  source: s
  worlds: [single_queue]
  checks: {a: {by: level, metric: wins, target: above 0}}
Q1: {title: t, question: q, grade: D, source: s, tests: [nowhere.py]}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with one shipped scenario and one marked test."""
    for folder in ("tests", "scenarios", "src/gtmsim/mechanisms"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "scenarios/small.yaml").write_text("# Is it?\n")
    (tmp_path / "tests/test_small.py").write_text(MARKED)
    return tmp_path


def faults(repository: Path, text: str, name: str = "test_small.py") -> list[str]:
    (repository / "tests" / name).write_text(text)
    return marks_in(repository)[1]


def test_the_shipped_table_says_what_the_marks_say() -> None:
    assert stale() == "", f"the table is stale: {mechanisms_table.WRITE}"


def test_every_mark_that_pytest_sees_is_read_from_its_source(request: pytest.FixtureRequest) -> None:
    read = {(name, test) for mark in marks_in()[0] for name in mark.ids for test in mark.tests}
    seen = {
        (name, item.nodeid.partition("[")[0])
        for item in request.session.items
        for mark in item.iter_markers("mechanism")
        for said in mark.args
        for name in ([said] if isinstance(said, str) else said)
    }
    assert seen <= read


def test_every_id_of_the_catalogue_is_there_once_with_a_type_and_a_short_title() -> None:
    ids = catalogue_ids()
    last = {"A": 20, "B": 20, "C": 65, "D": 21, "E": 15}
    assert ids == [f"{letter}{number}" for letter, many in last.items() for number in range(1, many + 1)]
    known = {"role", "mech", "claim", "number", "metric", "scenario", "rule", "structure", "policy", "work"}
    for each in catalogue().values():
        assert set(each.types) <= known | {"gap"}, each.id
        assert 2 <= len(each.title.split()) <= 12, each.id
    titles = [each.title for each in catalogue().values()]
    assert len(set(titles)) == len(titles)
    assert packaged(IDS).endswith("\n")


def test_a_table_has_the_same_bytes_in_whatever_order_its_marks_are_found() -> None:
    row = {"switch": ["b", "a", "b"], "tests": ["y", "x"], "shown": []}
    first, second = (table_text(each) for each in ({"C10": row, "C9": row}, {"C9": row, "C10": row}))
    assert first == second
    assert first.index('"C9"') < first.index('"C10"')
    assert first.count('"b"') == 2


def test_a_claim_is_tried_by_a_fact_of_its_id(repository: Path) -> None:
    (repository / "scenarios/facts").mkdir()
    (repository / "scenarios/facts/mine.yaml").write_text(FACT)
    told = mechanisms_table.told(marks_in(repository)[0], repository)
    assert told["C5"] == {"facts": ["facts/mine.yaml"]}
    assert "Q1" not in told
    rows = json.loads(table_text(told))
    assert rows["C5"] == {"switch": [], "tests": [], "shown": [], "facts": ["facts/mine.yaml"]}
    assert "facts" not in rows["C8"]
    assert '+ "C5": {' in stale(repository)
    assert Mechanism("C5", ("claim",), "", facts=("facts/mine.yaml",)).state == "tried"
    assert Mechanism("C5", ("mech",), "", facts=("facts/mine.yaml",)).state == "open"


def test_a_new_mark_makes_the_table_stale_until_it_is_written(repository: Path) -> None:
    assert '+ "C8": {' in stale(repository)
    (repository / mechanisms_table.TABLE).write_text(
        table_text(
            {
                "C8": {
                    "switch": ["policy.handoffs.*.threshold"],
                    "tests": ["tests/test_small.py::test_nobody_chases"],
                    "shown": ["small.yaml"],
                }
            }
        )
    )
    assert stale(repository) == ""
    (repository / "tests/test_small.py").write_text("")
    assert '- "C8": {' in stale(repository)


@pytest.mark.parametrize("words", [[], ["--chekc"], ["--write", "--check"]])
def test_a_command_that_is_not_understood_ends_with_2(words: list[str]) -> None:
    assert mechanisms_table.main(words) == 2


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ('mechanism("A71")', "A71 is no mechanism of the catalogue; did you mean A7?"),
        (
            'mechanism("A7", switch="policy.intke.*.refer")',
            "policy.intke.*.refer is no path of a scenario; did you mean policy.intake?",
        ),
        ('mechanism("A7", switch="policy.intake.*.refer", shown=("small.yaml",))', ""),
        (
            'mechanism("A7", switch="*.intake")',
            "*.intake is no path of a scenario; a scenario has gtmsim, world, organisation, policy, treatment, events, run",
        ),
        (
            'mechanism("A7", switch=["policy.resumption", "policy.resumption.size"])',
            "policy.resumption.size is no path of a scenario; policy.resumption is one value",
        ),
        (
            'mechanism("A7", shown="smal.yaml")',
            "scenarios/smal.yaml does not exist; did you mean small.yaml?",
        ),
        ("mechanism", "a mark names at least one id, such as mechanism('A17')"),
        ("mechanism()", "a mark names at least one id, such as mechanism('A17')"),
        ('mechanism("A7", swich="policy")', "a mark takes ids, switch= and shown=; not swich"),
        ("mechanism(MINE)", "MINE is not written out: a mark takes a text or a list of texts"),
        (
            'mechanism("A7", shown=[SHOWN])',
            "[SHOWN] is not written out: a mark takes a text or a list of texts",
        ),
    ],
)
def test_a_mark_that_says_what_is_not_so_is_told_with_its_line(
    repository: Path, mark: str, said: str
) -> None:
    told = faults(repository, f"@pytest.mark.{mark}\ndef test_it(): ...\n")
    assert told == ([f"tests/test_small.py:1: {said}"] if said else [])


def test_a_mark_stands_on_functions_classes_parameters_or_modules(repository: Path) -> None:
    text = """
pytestmark = [pytest.mark.slow, pytest.mark.mechanism("A1")]

@pytest.mark.mechanism("A2", "A3")
class TestThem:
    @mark.mechanism("A4")
    def test_one(self): ...
    def helper(self): ...

@pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.mechanism("A5"))])
async def test_two(x): ...
"""
    assert faults(repository, text) == []
    one, two = "tests/test_small.py::TestThem::test_one", "tests/test_small.py::test_two"
    assert {mark.ids: mark.tests for mark in marks_in(repository)[0]} == {
        ("A1",): (one, two),
        ("A2", "A3"): (one,),
        ("A4",): (one,),
        ("A5",): (two,),
    }


def test_a_mark_on_nothing_that_is_run_covers_nothing(repository: Path) -> None:
    nowhere = "a mechanism is marked on a test, a class of tests or in pytestmark"
    kept = 'mine = pytest.mark.mechanism("A1")\n'
    assert faults(repository, kept) == [f"tests/test_small.py:1: {nowhere}"]
    helper = '@pytest.mark.mechanism("A1")\ndef helper(): ...\n'
    assert faults(repository, helper) == [f"tests/test_small.py:1: {nowhere}"]
    (repository / "tests/test_small.py").write_text("")
    test = '@pytest.mark.mechanism("A1")\ndef test_it(): ...\n'
    assert faults(repository, test, "helpers.py") == [f"tests/helpers.py:1: {nowhere}"]


def test_a_row_works_with_a_test_and_a_mech_with_a_switch_as_well() -> None:
    def state(kind: str, *tests: str, switch: tuple[str, ...] = ()) -> tuple[str, bool]:
        row = Mechanism("A1", (kind,), "One", switch, tests)
        return row.state, row.works

    assert state("role") == ("open", False)
    assert state("role", "a") == ("works", True)
    assert state("mech", "a") == ("no switch", False)
    assert state("mech", "a", switch=("policy",)) == ("works", True)
    assert state("mech", switch=("policy",)) == ("open", False)
    assert state("claim", "a") == ("tried", True)


def test_a_run_stops_at_a_mark_nobody_knows_whatever_was_to_be_run(repository: Path) -> None:
    for name in ("conftest.py", "mechanism_marks.py"):
        (repository / "tests" / name).write_text((TESTS / name).read_text(encoding="utf-8"))
    (repository / "pytest.ini").write_text("[pytest]\npythonpath = tests\n")
    (repository / "tests/test_small.py").write_text("def test_it(): ...\n")
    (repository / "tests/test_other.py").write_text(MARKED.replace("C8", "C88"))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_small.py"]
    ended = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR
    assert (
        "ERROR: tests/test_other.py:2: C88 is no mechanism of the catalogue; did you mean C8?" in ended.stderr
    )
