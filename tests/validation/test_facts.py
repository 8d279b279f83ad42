from dataclasses import replace
from pathlib import Path

import pytest
from validation.tried import BEGIN, FACTS

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.scenario.where import where
from gtmsim.validation.checks import KEYS as SAID_OF_CHECKS
from gtmsim.validation.facts import FactFile, facts_of, read_facts, shipped
from gtmsim.validation.grounds import grounded
from gtmsim.validation.procedures import procedures

WRONG = """\
facts: 2
X1:
  titel: no title
  question: What?
  grade: E
  source: nobody
  worlds: [single_queue]
  runs: {quick: few}
  checks:
    a: {by: elastisity, metric: wins, target: 0.2 to 0.5}
    b: {by: level, metrik: wins, target: roughly 3}
    c: {by: elasticity, of: world.sources.web.rate, metric: wins, times: [1, 0.5], target: below 0}
"""
NOWHERE = """\
facts: 1
X1:
  title: t
  question: q
  grade: A
  source: s
  worlds: [single_queue, single_quue]
  checks:
    a: {by: level, metric: winz, target: above 0}
    b: {by: elasticity, of: world.sources.wob.rate, metric: wins, target: below 0}
    c: {by: difference, metric: wins, of: {organisation.teams.dsk.people: 3}, target: below 0}
"""


def _told(text: str, folder: Path) -> list[str]:
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        grounded(facts_of([str(file)]))
    return [
        f"{each.line}:{each.column} {each.path} {each.found} | {each.advice}"
        for each in caught.value.problems
    ]


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    told = "\n".join(_told(WRONG, tmp_path))
    assert "1:8 facts 2 | `facts: 1`" in told
    assert "3:3 X1.titel titel | a known field; did you mean title?" in told
    assert "2:1 X1.title nothing | some words" in told
    assert "5:10 X1.grade E | a grade: A, B, C or D, or several, such as A/B" in told
    assert "10:13 X1.checks.a.by elastisity | a procedure: " in told
    assert "did you mean elasticity?" in told
    assert "8:17 X1.runs.quick few | a whole number, 1 or more" in told
    assert "11:20 X1.checks.b.metrik metrik | a field of this procedure; did you mean metric?" in told
    assert "11:8 X1.checks.b.metric nothing | a value: this procedure asks for it" in told
    assert "X1.checks.b.target roughly 3 | a range, such as 0.2 to 0.5" in told
    assert "2 or more factors above 0, each larger than the one before" in told


UNITS = (
    BEGIN
    + """\
  checks:
    half: {by: level, metric: win_rate, target: 40 % to 60}
"""
)


def test_a_target_in_percent_at_one_end_is_told_how_to_be_right(tmp_path: Path) -> None:
    (told,) = _told(UNITS, tmp_path)
    assert (
        "X1.checks.half.target 40 % to 60 | % at both numbers, or at the last for both: 40 % to 60 %" in told
    )


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        ("metric: win_rate, target: 0.4 to 60", "a share: win_rate is told from 0 to 1, as in 0.4 to 0.6 or"),
        ("metric: win_rate, target: below 40", "a share: win_rate is told from 0 to 1"),
        ("metric: wins, target: 40 % to 60 %", "no %: what is seen is told in count, which is no share"),
        ("metric: wins, target: above 3 kEUR", "no EUR: what is seen is told in count"),
        ("metric: cost, target: above 3 kUSD", "no USD: what is seen is told in EUR"),
        ("metric: first_touch_hours, target: above 5 %", "no %: what is seen is told in hours"),
    ],
)
def test_a_target_on_another_scale_than_what_is_seen_is_refused(
    check: str, wanted: str, tmp_path: Path
) -> None:
    said = UNITS.replace("metric: win_rate, target: 40 % to 60", check)
    (told,) = _told(said, tmp_path)
    assert f"9:{said.splitlines()[8].index('target: ') + 9} X1.checks.half.target" in told
    assert wanted in told


def test_shares_and_what_is_relative_may_be_said_in_percent(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    for check in (
        "by: level, metric: win_rate, target: 40 to 60 %",
        "by: level, metric: cost, target: above 3 kEUR",
        "by: level, metric: win_rate, target: 0.9 to 1.2",
        "by: difference, relative: true, metric: wins, of: {world.sources.web.rate: 1 per h}, target: above 5 %",
    ):
        file.write_text(UNITS.replace("by: level, metric: win_rate, target: 40 % to 60", check), "utf-8")
        assert len(grounded([read_facts(file)])) == 1


@pytest.mark.parametrize("text", ["", "- S1\n"], ids=["empty", "a list"])
def test_a_file_that_is_no_map_is_told_what_it_should_be(text: str, tmp_path: Path) -> None:
    (told,) = _told(text, tmp_path)
    assert told.endswith("| a file of facts, starting with `facts: 1`")


def test_worlds_fields_and_metrics_have_to_exist(tmp_path: Path) -> None:
    told = "\n".join(_told(NOWHERE, tmp_path))
    assert (
        "9:28 X1.checks.a winz | a metric that every arm tells; see gtmsim metrics; did you mean wins?"
        in told
    )
    assert (
        "10:29 X1.checks.b single_queue | world.sources.wob does not exist; did you mean world.sources.web?"
        in told
    )
    assert "11:75 X1.checks.c single_queue: organisation.teams.dsk.people" in told
    assert "7:26 X1.worlds single_quue | a preset: " in told
    assert "did you mean single_queue?" in told
    assert told.count("X1.worlds") == 1


LAYERED = """\
facts: 1
X1:
  title: t
  question: q
  grade: E
  source: s
  worlds: [single_queue]
  layers:
    two: {organisation.teams.desk.people: 2}
    bad: {organisation.teams.dsk.people: -2}
    again: two
    none: 3
    idle: {organisation.teams.desk.people: 0}
    a+b: {organisation.teams.desk.people: 3}
  checks:
    far: {by: level, metric: winz, of: two, target: roughly 3}
    bad: {by: level, metric: wins, of: two+bad, target: -2.5 to 4}
    tow: {by: level, metric: wins, of: tow, target: above 0}
    again: {by: level, metric: wins, of: again, target: above 0}
  tried: ""
"""


def test_what_is_wrong_in_form_and_what_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    told = _told(LAYERED, tmp_path)
    assert [each.partition(" | ")[0] for each in told] == [
        "5:10 X1.grade E",
        "10:42 X1.layers single_queue: organisation.teams.dsk.people organisation.teams.dsk",
        "11:12 X1.layers single_queue: two",
        "12:5 X1.layers none",
        "12:11 X1.layers.none 3",
        "13:5 X1.layers idle",
        "14:5 X1.layers a+b",
        "16:30 X1.checks.far winz",
        "16:53 X1.checks.far.target roughly 3",
        "18:40 X1.checks.tow single_queue: tow",
        "20:10 X1.tried ",
    ]
    assert told[1].endswith("did you mean desk?")
    assert "a fact's own lay no others of its own" in told[2]
    assert "none does" in told[5]
    assert told[-2].endswith("did you mean two?")


def test_no_field_of_a_procedure_is_hidden_by_one_that_every_check_has() -> None:
    taken = [
        f"{name}: {key}"
        for name, kind in procedures().items()
        for key in getattr(kind, "__dataclass_fields__", {})
        if key in SAID_OF_CHECKS
    ]
    assert taken == []


def test_a_file_without_a_fact_is_refused(tmp_path: Path) -> None:
    (told,) = _told("facts: 1\n", tmp_path)
    assert told.startswith("1:1  no fact | a fact by its id, a map: title, question")


def test_a_source_that_says_nothing_is_none(tmp_path: Path) -> None:
    (told,) = _told(UNITS.replace("source: s", "source: ''").replace("40 % to 60", "40 to 60 %"), tmp_path)
    assert told.startswith("6:11 X1.source")


def test_a_fact_that_cannot_be_read_is_told_before_an_id_that_nobody_knows(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("facts: 1\nX1: 3\n", "utf-8")
    with pytest.raises(ScenarioError, match="X1"):
        facts_of([str(file), "X1"])


def test_a_fact_s_own_layers_are_laid_in_order_over_a_world(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    said = LAYERED.partition("  layers:")[0].replace("grade: E", "grade: A")
    check = "{{by: level, metric: wins, of: {}, target: above 0}}".format
    checks = f"{{a: {check('two+three')}, b: {check('three+two')}}}"
    layers = "{two: {organisation.teams.desk.people: 2}, three: {organisation.teams.desk.people: 3}}"
    file.write_text(f"{said}  layers: {layers}\n  checks: {checks}\n", "utf-8")
    arms = [task.check.procedure.arms(task.world)["world"] for task in grounded([read_facts(file)])]
    assert [where(each, "organisation.teams.desk.people").value for each in arms] == ["3", "2"]


def test_what_the_shipped_facts_ask_for_is_there() -> None:
    files = facts_of([])
    assert len(files) == len(shipped())
    # In the first world of every check: the others are looked up by whoever runs them.
    checks = [task.check for task in grounded([_in_one_world(each) for each in files])]
    assert len(checks) == sum(len(fact.checks) for file in files for fact in file.facts)


def _in_one_world(file: FactFile) -> FactFile:
    facts = [
        replace(fact, checks=tuple(replace(each, worlds=each.worlds[:1]) for each in fact.checks))
        for fact in file.facts
    ]
    return replace(file, facts=tuple(facts))


def test_facts_are_asked_for_by_id_or_by_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(FACTS, encoding="utf-8")
    assert [each.id for each in facts_of([str(file)])[0].facts] == ["Q1", "Q2"]
    assert [each.id for found in facts_of(["v10"]) for each in found.facts] == ["V10"]
    with pytest.raises(UsageError) as caught:
        facts_of(["S66", "V9", "X99"])
    unknown = str(caught.value).splitlines()
    assert unknown[0] == "S66 is no fact and no file; did you mean S6?"
    assert unknown[1].startswith("X99 is no fact and no file; ")
    assert len(unknown) == 2


ARMS = (
    BEGIN
    + """\
  layers: {sales_driven: {organisation.teams.desk.people: 2}}
  checks:
    both: {by: difference, metric: wins, of: {world.sources.wob.rate: 1}, against: {run.horizom: 2 weeks}, target: above 0}
    alike: {by: difference, metric: wins, of: {organisation.teams.desk.people: 2}, against: sales_driven, target: above 0}
"""
)


def test_all_arms_of_a_check_are_looked_at_at_once(tmp_path: Path) -> None:
    told = "\n".join(_told(ARMS, tmp_path))
    assert "X1.checks.both single_queue: world.sources.wob.rate" in told
    assert "X1.checks.both single_queue: run.horizom" in told


def test_a_difference_of_one_program_from_itself_is_refused(tmp_path: Path) -> None:
    assert "11:12 X1.checks.alike single_queue: of, against | arms that differ" in "\n".join(
        _told(ARMS, tmp_path)
    )


def test_a_layer_of_a_fact_has_a_name_of_its_own(tmp_path: Path) -> None:
    assert "8:12 X1.layers sales_driven | a name that no shipped layer has" in "\n".join(
        _told(ARMS, tmp_path)
    )


WITHOUT = (
    BEGIN
    + """\
  checks:
    share: {by: level, metric: "leads[source=web]", target: above 0}
    one: {by: level, metric: wins, of: {world.sources.web.rate: 1 per h}, target: above 0}
  ablations:
    nobody comes: {world.sources.web: null, world.sources.other: {rate: 1 per h}}
"""
)


def test_an_ablation_that_takes_away_what_a_check_measures_is_told_before_anything_is_run(
    tmp_path: Path,
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(WITHOUT, encoding="utf-8")
    assert len(grounded(facts_of([str(file)]))) == 2
    with pytest.raises(ScenarioError) as caught:
        grounded(facts_of([str(file)]), ablated=True)
    told = [f"{each.line} {each.path} {each.found} | {each.advice}" for each in caught.value.problems]
    assert any(
        each.startswith("12 X1.ablations.nobody comes single_queue: no leads[source=web] under it | ")
        for each in told
    )
    assert any("world.sources.web.rate" in each for each in told)  # which the other check sets
