import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cli.commands import gtmsim
from validation.tried import BEGIN, FACTS

from gtmsim.errors import UsageError
from gtmsim.study.values import values
from gtmsim.tell.validation_page import validation_page
from gtmsim.validation import lab, sampled
from gtmsim.validation.finding import Finding, Seen
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures import order
from gtmsim.validation.store import Store
from gtmsim.validation.validate import validate
from gtmsim.validation.worlds_run import WorldsRun

Out = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of two facts: one holds but for a check that cannot, the other is true by definition."""
    file = tmp_path / "queue.yaml"
    file.write_text(FACTS, encoding="utf-8")
    return file


def test_what_is_known_of_a_queue_is_found(file: Path) -> None:
    found = validate(file, jobs=1)
    elasticity, fewer = found["Q1"].seen
    assert (elasticity.verdict, fewer.verdict) == ("holds", "fails")
    assert elasticity.observed.mean == pytest.approx(1.0, abs=0.1)
    assert fewer.observed.high < 0.0
    assert found["Q1"].verdict == "fails"
    assert found["Q2"].verdict == "holds"
    assert found.fails


NOTHING = (
    BEGIN
    + """\
  sets: {run.horizon: 1 week, run.warm_up: 0 weeks}
  runs: {quick: 4, full: 4}
  checks:
    silent:
      by: share_of_worlds
      metric: first_touch_hours
      of: {organisation.teams.desk.people: 2}
      against: {organisation.teams.desk.people: 0}
      target: above 50 %
    refused: {by: order_in_worlds, of: {organisation.teams.desk.people: 2}, later: wins, target: above 50 %}
    wins: {by: level, metric: wins, target: above 0}
  ablations:
    more leads: {world.sources.web.rate: 1 per h}
"""
)


def test_a_check_with_nothing_to_measure_is_undecided_and_the_others_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> WorldsRun:
        raise UsageError("no world goes together")

    monkeypatch.setattr(order, "run_worlds", refuse)
    file = tmp_path / "nothing.yaml"
    file.write_text(NOTHING, encoding="utf-8")
    silent, refused, wins = validate(file, full=True, worlds=0, jobs=1)["X1"].seen
    assert [each.verdict for each in (silent, refused, wins)] == ["undecided", "undecided", "holds"]
    assert "no world tells it" in silent.observed.note
    assert refused.observed.note == "single_queue: no world goes together"
    assert silent.observed.replications == refused.observed.replications == 0


def test_arms_that_checks_share_are_run_once(file: Path) -> None:
    found = validate(file, jobs=1)
    # 0.4 per h and 0.8 per h, of which the elasticity, the difference and the ratio ask alike: 8 runs of each.
    assert found.runs == 16


def test_what_is_kept_is_not_run_again_and_tells_the_same(file: Path, tmp_path: Path) -> None:
    once = validate(file, out=tmp_path / "kept", jobs=1)
    again = validate(file, out=tmp_path / "kept", jobs=1)
    assert (once.runs, again.runs) == (16, 0)
    assert once.frame().equals(again.frame())
    more = validate(file, out=tmp_path / "kept", full=True, worlds=0, jobs=1)
    assert more.runs == 2 * (24 - 8)
    assert more.frame().equals(validate(file, full=True, worlds=0, jobs=1).frame())


def test_arms_that_checks_share_are_run_once_in_drawn_worlds(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    begin, _, _ = FACTS.partition("    elasticity:")
    checks = "    {}: {{by: level, metric: {}, target: above 0}}\n".format
    file.write_text(begin + checks("a", "wins"), encoding="utf-8")
    alone = validate(file, worlds=3, jobs=1)
    file.write_text(begin + checks("a", "wins") + checks("b", "leads"), encoding="utf-8")
    both = validate(file, worlds=3, jobs=1)
    assert both.runs == alone.runs == 8 + 3 * sampled.RUNS
    told = [found["Q1"].seen[0].drawn for found in (alone, both)]
    assert all(each is not None for each in told)
    assert len({each.estimates.tobytes() for each in told if each is not None}) == 1


def test_drawn_worlds_that_are_kept_are_not_drawn_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = validate(file, out=tmp_path / "kept", worlds=4, jobs=1)
    told: list[tuple[int, int]] = []
    with monkeypatch.context() as patched:
        patched.setattr(sampled, "_lowered", None)  # whoever calls it fails
        again = validate(
            file,
            out=tmp_path / "kept",
            worlds=4,
            jobs=1,
            progress=lambda done, of, _: told.append((done, of)),
        )
    assert again.runs == 0
    assert once.frame().equals(again.frame())
    drawn = [each.drawn for found in (once, again) for each in found["Q1"].seen]
    for before, after in zip(drawn[:2], drawn[2:], strict=True):
        assert before is not None
        assert after is not None
        assert np.array_equal(before.estimates, after.estimates)
        assert before.leaning == after.leaning
    more = validate(file, out=tmp_path / "kept", worlds=5, jobs=1)["Q1"].seen[0].drawn
    afresh = validate(file, worlds=5, jobs=1)["Q1"].seen[0].drawn
    assert more is not None
    assert afresh is not None
    assert np.array_equal(more.estimates, afresh.estimates)


def test_a_kill_costs_a_block(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "RUNS_AT_ONCE", 4)
    monkeypatch.setattr(lab, "MOST_AT_ONCE", 2)
    blocks = []

    def stopped(*words: Any, **named: Any) -> object:
        blocks.append(named["first"])
        if len(blocks) == 4:
            raise KeyboardInterrupt
        return values(*words, **named)

    monkeypatch.setattr(lab, "values", stopped)
    early = validate(file, out=tmp_path / "kept", jobs=1)
    assert early.interrupted
    assert {each.observed.replications for each in early["Q1"].seen} == {6}
    monkeypatch.setattr(lab, "values", values)
    whole = validate(file, out=tmp_path / "kept", jobs=1)
    assert whole.runs == 16 - early.runs
    assert whole.frame().equals(validate(file, jobs=1).frame())


@pytest.mark.parametrize(("keeps", "blocks"), [(True, 0), (True, 1), (False, 1)])
def test_what_an_interrupt_leaves_is_told(
    keeps: bool, blocks: int, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.setattr(lab, "RUNS_AT_ONCE", 4)
    monkeypatch.setattr(lab, "MOST_AT_ONCE", 2)
    met = []

    def stopped(*words: Any, **named: Any) -> object:
        met.append(named["first"])
        if len(met) > blocks:
            raise KeyboardInterrupt
        return values(*words, **named)

    monkeypatch.setattr(lab, "values", stopped)
    kept = tmp_path / "kept"
    out = ["--out", str(kept)] if keeps else []
    assert gtmsim("validate", str(file), "-q", "--jobs", "1", *out) == 130
    told = capsys.readouterr()
    if blocks:
        assert told.out.startswith("Interrupted, so of what was finished by then: of 1 fact that")
        assert ", digest " in told.out
    else:
        assert told.out.startswith("Interrupted before a check had a result.")
        assert "digest" not in told.out
    left = (
        f"kept: {4 * blocks} runs in {kept}; the same command goes on"
        if keeps
        else "kept: nothing of 4 runs; --out DIR"
    )
    assert left in " ".join(told.err.split())


def test_what_a_procedure_keeps_is_made_once_and_costs_what_it_did(tmp_path: Path) -> None:
    made = []

    def opened() -> Lab:
        return Lab(7, store=Store(tmp_path / "kept", seed=7, engine="core"))

    def make(lab: Lab) -> np.ndarray:
        made.append(1)
        lab.told(5, 2.0)
        return np.arange(3.0)

    first = opened()
    for _ in range(2):
        assert first.kept("firms", lambda: make(first)).tolist() == [0.0, 1.0, 2.0]
    assert (len(made), first.runs, first.asked, first.asked_seconds) == (1, 5, 10, 4.0)
    again = opened()
    again.kept("firms", lambda: make(again))
    assert (len(made), again.runs, again.asked, again.asked_seconds) == (1, 0, 5, 2.0)
    for file in (tmp_path / "kept" / "arrays").iterdir():
        file.write_bytes(file.read_bytes()[:40])  # cut off
    third = opened()
    third.kept("firms", lambda: make(third))
    assert len(made) == 2


def test_a_fact_is_unfinished_while_a_check_is_missing(file: Path) -> None:
    whole = validate(file, jobs=1)["Q1"]
    assert replace(whole, seen=whole.seen[:1]).verdict == "unfinished"
    assert replace(whole, seen=()).verdict == "not run"
    held = replace(whole.seen[1], world="elsewhere", verdict="holds")
    both = replace(whole, seen=(whole.seen[0], held))
    assert both.verdict == "holds"
    some = replace(whole, seen=(whole.seen[0], replace(held, verdict="undecided")))
    assert (some.verdict, some.holds_in, some.fails_in) == ("holds in these worlds", ("single_queue",), ())


def test_facts_with_a_check_that_fails_are_counted_and_stand_first(file: Path) -> None:
    found = validate(file, jobs=1)
    first = found["Q1"]
    held, failed = first.seen
    undecided = replace(held, verdict="undecided")

    def fact(name: str, grade: str, *seen: Seen) -> Finding:
        return replace(first, fact=replace(first.fact, id=name, grade=grade), seen=seen)

    findings = (
        fact("holds", "A", held, replace(held, world="elsewhere")),
        fact("unsure", "A", undecided, undecided),
        fact("fails", "C", failed, failed),
        fact("in some", "A/B", held, replace(failed, world="elsewhere")),
        fact("also", "D", failed, held),
        fact("in others", "C", held, replace(failed, world="elsewhere")),
    )
    several = replace(found, findings=findings)
    order = ["in some", "fails", "in others", "also", "unsure", "holds"]
    assert [each.fact.id for each in several.of("validation")] == order
    counts = "2 fail, 2 hold in some worlds, 1 is undecided and 1 holds (4 have a check that fails)"
    assert several.answer() == f"Of 6 facts that the model could get wrong, {counts}"
    assert f"{counts}." in validation_page(several)
    assert "**holds in single_queue, fails in elsewhere**" in validation_page(several)
    alone = replace(found, findings=findings[3:4])
    assert alone.answer().endswith("1 holds in some worlds (1 has a check that fails)")


def test_runs_of_another_seed_are_refused_with_what_differs(file: Path, tmp_path: Path, capsys: Out) -> None:
    validate(file, out=tmp_path / "kept", jobs=1)
    assert gtmsim("validate", str(file), "--out", str(tmp_path / "kept"), "--seed", "8", "-q") == 1
    assert "holds runs of seed 7, not 8" in " ".join(capsys.readouterr().err.split())


def test_a_seed_that_is_none_and_a_file_for_a_folder_are_told_before_anything_runs(
    file: Path, tmp_path: Path, capsys: Out
) -> None:
    assert gtmsim("validate", str(file), "--seed", "-1") == 2
    assert capsys.readouterr().err == "gtmsim: a seed is a whole number from 0 to 2^63 - 1, got -1\n"
    assert gtmsim("validate", str(file), "--out", str(file)) == 2
    assert f"{file} is a file: name a folder" in " ".join(capsys.readouterr().err.split())


def test_a_failing_fact_is_a_finding_and_an_error_only_when_somebody_is_strict(
    file: Path, capsys: Out
) -> None:
    assert gtmsim("validate", str(file), "-q") == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "Of 1 fact that the model could get wrong, 1 fails; of 1 fact true by definition, 1 holds."
    )
    assert told.index("Validation (the model could get it wrong)") < told.index(
        "Verification (true by definition"
    )
    assert gtmsim("validate", str(file), "-q", "--strict", "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in data["validation"]] == ["Q1"]
    assert [each["id"] for each in data["verification"]] == ["Q2"]
    check = data["validation"][0]["checks"][0]
    assert (check["replications"], check["verdict"], check["target"]) == (8, "holds", "0.9 to 1.1")
    assert data["took"]["runs"] == 16
