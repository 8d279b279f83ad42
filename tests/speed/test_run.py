"""The benchmarks check the work before they tell a rate, and say what they left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import floor, run, worlds
from benchmarks.building import Missing
from benchmarks.race import Lap, ns, race, times


@pytest.fixture(autouse=True)
def short_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor, "queue", lambda *_: worlds.queue(2))


def told(
    capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0, only: str = "floor"
) -> dict[str, Any]:
    assert run.main(["--json", "--quick", "--only", only, *arguments]) == code
    numbers: dict[str, Any] = json.loads(capsys.readouterr().out)
    return numbers


def test_the_floor_is_told_with_the_loop_and_the_theory_beside_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    numbers = told(capsys, "--expected", str(tmp_path / "expected.json"), "--update")
    assert numbers["mm1_ns_per_customer"] > 0 < numbers["mm1_loop_ns_per_customer"]
    assert numbers["measured"] == ["floor"]
    assert numbers["mm1"]["theory"]["wait_hours"]["theory"] == pytest.approx(2 / 3, abs=1e-4)


def test_other_events_than_expected_are_a_failure_without_any_rate(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    expected = tmp_path / "expected.json"
    told(capsys, "--expected", str(expected), "--update")
    told(capsys, "--expected", str(expected))
    counts = json.loads(expected.read_text())
    counts["mm1_short"]["first"] += 1
    expected.write_text(json.dumps(counts))
    numbers = told(capsys, "--expected", str(expected), code=1)
    assert "reference did" in numbers["differs"]["floor"]
    assert "mm1_ns_per_customer" not in numbers


def test_without_an_expectation_no_rate_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    numbers = told(capsys, "--expected", str(tmp_path / "expected.json"), code=1)
    assert "--update records one" in numbers["differs"]["floor"]


def test_what_is_not_installed_is_said_and_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise Missing("a compiler")

    monkeypatch.setattr(floor, "loop", none)
    assert told(capsys)["missing"] == {"floor": "a compiler"}


def test_ctrl_c_tells_what_was_finished(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("benchmarks.cultures.measured", interrupted)
    wanted = ("--only", "cultures", "--expected", str(tmp_path / "expected.json"), "--update")
    numbers = told(capsys, *wanted, code=130)
    assert numbers["interrupted"]
    assert numbers["measured"] == ["floor"]


def test_the_table_tells_the_same_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert (
        run.main(["--quick", "--only", "floor", "--expected", str(tmp_path / "expected.json"), "--update"])
        == 0
    )
    assert "core over loop" in capsys.readouterr().out


def test_those_who_race_take_turns_and_are_compared_lap_by_lap() -> None:
    turns: list[str] = []

    def contender(name: str) -> Any:
        def work(n: int) -> list[int]:
            turns.append(f"{name}{n}")
            return [1]

        return work

    race({"a": contender("a"), "b": contender("b")}, 2, warmed=("b",))
    assert turns == ["b0", "a0", "b0", "a1", "b1"]
    slow = [Lap([10], 3.0, 0.0), Lap([10], 30.0, 0.0), Lap([10], 9.0, 0.0)]
    quick = [Lap([5], 1.0, 0.0), Lap([5], 5.0, 0.0), Lap([5], 1.5, 0.0)]
    assert times(slow, quick) == 3.0
    assert ns(slow) == 0.9e9
