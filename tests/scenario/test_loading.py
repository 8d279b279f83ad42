import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from scenario.example_texts import FULL, SMALL

from gtmsim.errors import Problem, ScenarioError
from gtmsim.scenario import Distribution, Scenario, Uncertain, load, loads

WEEK = 604_800.0


def problems(text: str, *overrides: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "a.yaml", overrides)
    return caught.value.problems


def test_defaults_stay_unsaid() -> None:
    scenario = loads(SMALL)
    web = scenario.world.sources["web"]
    assert web is not None
    assert web.rate == pytest.approx(12 / WEEK)
    assert (web.kind, web.intent, web.hours, web.last) == ("stream", 0.25, {0: 1.0}, None)
    assert scenario.run.start == date(2027, 1, 4)
    assert scenario.run.horizon == 52 * WEEK


def test_every_field_can_be_written() -> None:
    scenario = loads(FULL)
    web, propose = scenario.world.sources["web"], scenario.world.stages["propose"]
    assert web is not None
    assert propose is not None
    assert web.intent == Uncertain("uniform", 0.12, 0.45, 0.0, 0.0, 1.0)
    assert web.mix == {"smb": 0.7, "enterprise": 0.3}
    assert propose.next == {"won": 1.0}
    assert propose.session == Distribution("fixed", 2700.0)
    assert propose.loss_clock == Distribution("fixed", 30 * 86_400.0)
    office = scenario.organisation.calendars["office"]
    assert office is not None
    assert office.week["thu"] == ((32_400, 43_200), (46_800, 61_200))
    assert office.week["fri"] == ((32_400, 43_200),)
    assert office.holidays == (date(2027, 1, 1), date(2027, 1, 6))
    assert scenario.policy.interrupts == {"demo": {"research": 1.0, "programs": 0.5, "tender": 0.5}}


def test_five_mistakes_are_five_located_errors_at_once() -> None:
    text = SMALL.replace("smb: {}", "smb: {}, large: {}").replace(
        "web: {rate: 12 per week}", "web: {raet: 12 per week, mix: {smb: 0.30, large: 0.75}}"
    )
    text = text.replace("median: 20 min,", "median: 20 minutes,").replace(
        "close: {}", "close: {next: qualify}"
    )
    text = text.replace("people: 3", "people: -2")
    told = [(each.line, each.column, each.path, each.found) for each in problems(text)]
    assert told == [
        (6, 11, "world.sources.web.raet", "raet"),
        (6, 35, "world.sources.web.mix", "1.05"),
        (8, 33, "world.stages.qualify.session.median", "20 minutes"),
        (9, 19, "world.stages.close.next", "qualify"),
        (16, 19, "organisation.teams.rep.people", "-2"),
    ]


def test_a_typo_suggests_the_nearest_name() -> None:
    (problem,) = problems(SMALL.replace("{rate: 12", "{raet: 12"))
    assert problem.hint == "did you mean rate?"


def test_shares_that_do_not_add_up_show_the_sum() -> None:
    text = SMALL.replace("close: {}", "close: {outcomes: {advance: 0.3, lost: 0.5}}")
    (problem,) = problems(text)
    assert (problem.path, problem.found) == ("world.stages.close.outcomes", "0.8")
    assert problem.wanted == "shares add up to 1; advance 0.3 + lost 0.5 + no_decision 0 do not"


def test_a_problem_reads_like_the_file() -> None:
    (problem,) = problems(SMALL.replace("people: 3", "people: 2.50"))
    assert problem.found == "2.50"
    assert problem.wanted == "counts people: 0 to 1000"


@pytest.mark.parametrize(
    "broken", ["world: 3", "world: []", "just text", "[a, b]", "7", "null", "run: {start: {}}"]
)
def test_a_file_of_the_wrong_shape_is_a_problem_never_a_crash(broken: str) -> None:
    assert problems(f"gtmsim: 1\n{broken}\n" if ":" in broken else broken)


@pytest.mark.parametrize("value", ["3", "[]", "x", "true", "{a: {b: {c: 1}}}", "1.5", "{1: 2}"])
@pytest.mark.parametrize(
    "path",
    [
        "world", "world.currency", "world.segments", "world.segments.smb", "world.sources.web", "world.sources.web.mix",
        "world.sources.web.hours", "world.stages.close.outcomes", "world.stages.close.next", "world.stages.close.clock",
        "world.stages.close.opportunity", "world.awareness.built_by", "organisation.calendars.office.week",
        "organisation.calendars.office.holidays", "organisation.roles.rep.works", "organisation.teams.rep.members",
        "policy.interrupts", "policy.standing", "policy.handoffs", "run.start", "run.seed", "gtmsim",
    ],
)  # fmt: skip
def test_any_value_anywhere_is_read_or_refused_in_words(path: str, value: str) -> None:
    told: ScenarioError | None = None
    try:
        assert loads(SMALL, "a.yaml", [f"{path}={value}"]).digest
    except ScenarioError as error:
        told = error
    assert told is None or all(problem.wanted and problem.line for problem in told.problems)
    assert "gtmsim.scenario" not in str(told)


@pytest.mark.parametrize(
    ("path", "value"), [("gtmsim", "true"), ("gtmsim", "2"), ("world.stages.close.opportunity", "1")]
)
def test_truth_is_no_number_and_no_number_is_true(path: str, value: str) -> None:
    (problem,) = problems(SMALL, f"{path}={value}")
    assert problem.path == path


def test_the_version_is_required_in_the_end_result() -> None:
    (problem,) = problems(SMALL.replace("gtmsim: 1\n", ""))
    assert problem.path == "gtmsim"


def test_a_broken_currency_is_one_problem_and_not_one_for_each_amount() -> None:
    (problem,) = problems(FULL.replace("currency: CHF", "currency: francs"))
    assert problem.path == "world.currency"


def test_a_scenario_is_frozen() -> None:
    with pytest.raises(ValidationError):
        loads(SMALL).run.seed = 2  # type: ignore[misc]


def test_the_digest_ignores_comments_layout_units_and_unsaid_defaults() -> None:
    other = (
        SMALL.replace("people: 3", "people: 3, speed: 1")
        .replace("20 min", "1200 s")
        .replace("# How", "# Why")
    )
    assert loads(other, "other").digest == loads(SMALL, "small").digest
    assert loads(other, "other") == loads(SMALL, "small")


def test_the_digest_sees_values_and_the_order_of_ids() -> None:
    assert loads(SMALL.replace("people: 3", "people: 4")).digest != loads(SMALL).digest
    first = SMALL.replace("smb: {}", "a: {accounts: 1}, b: {}").replace(
        "12 per week", "12 per week, mix: {a: 1}"
    )
    second = first.replace("a: {accounts: 1}, b: {}", "b: {}, a: {accounts: 1}")
    assert loads(first).digest != loads(second).digest


def test_a_scenario_survives_the_way_to_a_worker_process() -> None:
    scenario = loads(FULL, "full.yaml")
    back = pickle.loads(pickle.dumps(scenario))
    assert isinstance(back, Scenario)
    assert (back, back.name) == (scenario, "full")
    assert back.origin("run.seed") == scenario.origin("run.seed")


def test_the_name_is_the_stem_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pods.yaml"
    file.write_text(SMALL)
    assert load(file).name == "pods"


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "pods.yaml").write_text(SMALL)
    with pytest.raises(ScenarioError, match=r"did you mean pods\.yaml"):
        load(tmp_path / "podz.yaml")


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="UTF-8"):
        load(file)
    with pytest.raises(ScenarioError, match="can be read"):
        load(tmp_path)


def test_reading_scenarios_does_not_load_heavy_libraries() -> None:
    code = "import sys, gtmsim.scenario; print([m for m in ('scipy', 'polars', 'numpy', 'simpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
