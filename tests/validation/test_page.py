"""The pages on validation: commands typed as shown, tests that are named looked up, the report read."""

import ast
import math
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli.commands import gtmsim
from conftest import REPOSITORY
from validation.tried import FACTS

from gtmsim.tell.validating import validation_words
from gtmsim.tell.validation_page import validation_page
from gtmsim.validation.facts import KEYS, facts_of
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures import procedures
from gtmsim.validation.result import Validation
from gtmsim.validation.target import Target
from gtmsim.validation.validate import validate

Out = pytest.CaptureFixture[str]
PAGE = (REPOSITORY / "docs" / "validating.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def _timeless(text: str) -> list[str]:
    """Return the words of an answer without what another day may change: seconds, versions, line breaks."""
    return re.sub(r"in [\d.,]+ s;|gtmsim [\d.]+,|\s+", " ", text).split()


def test_the_command_on_the_page_answers_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.yaml").write_text(_blocks("yaml")[0], encoding="utf-8")
    assert gtmsim(*shlex.split(_blocks("sh")[0])[1:]) == 0
    told = capsys.readouterr().out
    assert _timeless(told) == _timeless(_blocks("text")[1])
    cited = PAGE.partition("## Cite it")[2].partition("\n## ")[0]
    (digest,) = re.findall(r"digest (\w{12})", told)
    assert f"digest {digest}" in " ".join(cited.split())


def _rows(head: str) -> list[str]:
    """Return what the rows of a table begin with."""
    return re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", _below(head), re.MULTILINE)))


def _below(head: str) -> str:
    return PAGE.partition(f"| {head} |")[2].partition("\n\n")[0]


def test_every_procedure_is_on_the_page() -> None:
    assert sorted(_rows("procedure")) == list(procedures())


def test_every_field_of_a_fact_is_on_the_page() -> None:
    assert sorted(_rows("field")) == sorted((*KEYS, "target"))


def test_the_tests_that_facts_name_exist() -> None:
    named = [test for file in facts_of([]) for fact in file.facts for test in fact.tests]
    assert named
    for each in named:
        file, _, name = each.partition("::")
        module = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in module.body if isinstance(node, ast.FunctionDef)}, each


def test_every_check_that_verification_owes_is_listed() -> None:
    listed = {fact.id for file in facts_of([]) for fact in file.facts if fact.kind == "verification"}
    assert {f"V{number}" for number in range(1, 13)} <= listed


def test_what_levels_were_fitted_to_is_no_evidence() -> None:
    kinds = {fact.id: fact.kind for file in facts_of([]) for fact in file.facts}
    told = {f"P{number}": "calibration" if number < 14 else "verification" for number in range(1, 17)}
    assert {name: kind for name, kind in kinds.items() if name in told or kind == "calibration"} == told


def test_what_levels_were_fitted_to_is_told_apart_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text(
        FACTS.replace("question: Are", "kind: calibration\n  grade: C\n  source: s\n  question: Are").replace(
            "  kind: verification\n", ""
        ),
        encoding="utf-8",
    )
    found = validate(file, worlds=2, jobs=1)
    counted = (
        "Of 1 fact that the model could get wrong, 1 fails; of 1 fact that levels were fitted to, 1 holds"
    )
    assert found.answer() == counted
    told: dict[str, Any] = found.as_json()
    ids = {
        kind: [each["id"] for each in told[kind]] for kind in ("validation", "calibration", "verification")
    }
    assert ids == {"validation": ["Q1"], "calibration": ["Q2"], "verification": []}
    assert [each.drawn is None for each in found["Q2"].seen] == [True]
    words, page = validation_words(found), validation_page(found)
    assert "Calibration (what levels were fitted to; a fit that holds proves nothing)" in words
    could, fitted = (
        page.index("## What the model could get wrong"),
        page.index("## What levels were fitted to"),
    )
    assert could < page.index("### Q1") < fitted < page.rindex("**Q2**")
    assert "**Q2**" not in page[could:fitted]


def test_the_report_says_what_fails_first_and_keeps_definitions_apart(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text(FACTS, encoding="utf-8")
    found = validate(file, jobs=1)
    page = validation_page(found)
    assert page.startswith("# Is it true?\n")
    assert page.index("## What the model could get wrong") < page.index("## What does not hold, and why")
    assert page.index("### Q1: Twice the leads, twice the wins (fails)") < page.index(
        "## What is true by definition"
    )
    assert "| **Q1** Twice the leads, twice the wins | A | **fails** | 1 of 2 | 1 | 32 |" in page
    assert "| **Q1** Twice the leads, twice the wins | elasticity | single_queue | 0.9 to 1.1 | A | " in page
    assert "| **fails** | 16 |" in page
    assert page.count("| runs in all |") == 3
    assert "verdict  runs each" in validation_words(found)
    rows = found.table()
    assert rows["seed"].unique().to_list() == [7]
    assert rows.columns[-4:] == ["budget", "seed", "engine", "version"]
    assert len(rows) == 3


def test_facts_that_are_not_made_again_in_drawn_worlds_are_named(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    own = "{by: share_of_worlds, each: 1, metric: wins, of: {world.sources.web.rate: 0.4 per h}, target: below 0.5}"
    only, other = FACTS.partition("Q2:")[0], FACTS.partition("Q2:")[1] + FACTS.partition("Q2:")[2]
    said = (
        only.partition("  checks:\n")[0].replace("quick: 8", "quick: 2")
        + f"  checks: {{fewer: {own}}}\n{other}"
    )
    file.write_text(said, encoding="utf-8")
    told = (
        "Not made again in drawn worlds: checks of Q1 whose procedures draw worlds or firms of their own or read single runs; "
        "facts of verification, which are no evidence in any world."
    )
    found = validate(file, worlds=2, jobs=1)
    assert told in " ".join(validation_words(found).split())
    assert f"## How verdicts depend on what is uncertain\n\n{told}" in validation_page(found)
    assert "Not made again" not in validation_words(validate(file, jobs=1))
    file.write_text(only, encoding="utf-8")
    assert "Not made again" not in validation_words(validate(file, worlds=2, jobs=1))


def test_checks_with_nothing_to_measure_in_drawn_worlds_are_named(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    checks = "{wait: {by: level, metric: first_touch_hours, of: {organisation.teams.desk.people: 0}, target: above 0}}"
    file.write_text(f"{FACTS.partition('  checks:')[0]}  checks: {checks}\n", encoding="utf-8")
    told = "Not made again in drawn worlds: Q1 wait in single_queue, where nothing is uncertain, or nothing to be measured."
    assert told in " ".join(validation_words(validate(file, worlds=2, jobs=1)).split())


def test_a_fact_s_own_layers_and_the_steps_that_were_tried_are_told(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    said = FACTS.partition("Q2:")[0].replace(
        "  runs:", "  layers: {idle: {organisation.teams.desk.people: 0}}\n  runs:"
    )
    said = said.replace("of: {world.sources.web.rate: 0.4 per h}", "of: idle")
    file.write_text(f"{said}  tried:\n    - first this\n    - then that\n", encoding="utf-8")
    found = validate(file, jobs=1)
    words, page = validation_words(found), validation_page(found)
    assert "fewer: difference in wins: idle against the world as it is" in words
    assert "layer idle: organisation.teams.desk.people 0" in words
    assert "* layer idle: organisation.teams.desk.people 0" in page
    assert "    first this\n    then that" in words
    assert "**What was tried.**\n* first this\n* then that" in page
    told: dict[str, Any] = found.as_json()
    assert told["validation"][0]["layers"] == {"idle": {"organisation.teams.desk.people": 0}}
    assert told["validation"][0]["tried"] == ["first this", "then that"]


def test_what_was_tried_is_told_of_facts_that_hold_as_well(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text(f"{FACTS.rstrip()}\n  tried: [one thing, another]\n", encoding="utf-8")
    found = validate(file, jobs=1)
    assert found["Q2"].verdict == "holds"
    assert "**What was tried.**\n  * one thing\n  * another" in validation_page(found)
    assert "    one thing\n    another" in validation_words(found)


def test_what_is_undecided_says_how_many_runs_would_decide_it(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"

    def one(target: str) -> Validation:
        checks = f"{{wins: {{by: level, metric: wins, target: {target}}}}}"
        file.write_text(f"{FACTS.partition('  checks:')[0]}  checks: {checks}\n", encoding="utf-8")
        return validate(file, jobs=1)

    mean = one("0 to 1e9")["Q1"].seen[0].observed.mean
    found = one(f"{mean - 3.0} to 1e9")
    (seen,) = found["Q1"].seen
    assert seen.verdict == "undecided"
    assert seen.replications_to_decide == pytest.approx(8 * (seen.observed.half_width / 3.0) ** 2)
    words = "Runs each that would decide, were the truth where it is seen: wins in single_queue about "
    assert words in " ".join(validation_words(found).split())
    assert words in validation_page(found)
    told: dict[str, Any] = found.as_json()
    assert told["validation"][0]["checks"][0]["replications_to_decide"] == pytest.approx(
        seen.replications_to_decide
    )
    assert one(f"{mean} to 1e9")["Q1"].seen[0].replications_to_decide == math.inf
    assert one("0 to 1e9")["Q1"].seen[0].replications_to_decide is None
    assert "Runs each that would decide" not in validation_words(one("0 to 1e9"))


def test_how_many_runs_would_decide_follows_the_side_of_the_interval_that_is_open(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text(FACTS, encoding="utf-8")
    (seen, _) = validate(file, jobs=1)["Q1"].seen

    def needed(low: float, high: float, mean: float, seen_low: float, seen_high: float) -> float | None:
        target = Target(low, high, "")
        observed = Observed(mean, seen_low, seen_high, 100)
        verdict = observed.against(target)
        check = replace(seen.check, target=target)
        return replace(seen, check=check, observed=observed, verdict=verdict).replications_to_decide

    assert needed(0.05, math.inf, 0.02, 0.01, 0.06) == pytest.approx(100 * (0.04 / 0.03) ** 2)
    assert needed(0.0, 1.0, 0.2, -0.1, 0.3) == pytest.approx(100 * (0.3 / 0.2) ** 2)
    assert needed(0.0, 1.0, 0.2, -0.1, 1.8) == pytest.approx(100 * (1.6 / 0.8) ** 2)
    assert needed(0.0, 1.0, 0.2, 0.1, 0.3) is None
    assert needed(0.0, 1.0, 0.0, math.nan, math.nan) is None


def test_money_is_told_in_its_currency(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    checks = "{kilo: {by: level, metric: cost, target: above 1 kEUR}, plain: {by: level, metric: cost, target: above 1000}}"
    file.write_text(f"{FACTS.partition('  checks:')[0]}  checks: {checks}\n", encoding="utf-8")
    found = validate(file, jobs=1)
    first, second = found["Q1"].seen
    assert (first.verdict, first.currency, first.observed) == (second.verdict, "EUR", second.observed)
    told = f"{first.observed.mean / 1000:.4g} kEUR ("
    assert validation_words(found).count(told) == validation_page(found).count(told) == 2
