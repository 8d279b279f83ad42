"""The lender that we ship is what its log gives, and the organisations laid over it really differ in who does what."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from gtmsim.calibration import Calibration
from gtmsim.calibration.questions import questions
from gtmsim.measure.metrics import measured
from gtmsim.measure.money import planned_cost
from gtmsim.program.layout import PersonInt
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.study.run import Run, run

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OVERLAYS = ("lead_desk", "one_person", "two_more_desk", "two_more_validate_desk")
NUMBER = re.compile(r"^(-?[\d.]+)( .*)?$")


def leaves(data: Any, path: str = "") -> dict[str, object]:
    if isinstance(data, dict):
        return {k: v for key, each in data.items() for k, v in leaves(each, f"{path}.{key}").items()}
    return {path: data}


def split(value: object) -> tuple[float, str]:
    """Return a quantity's number and unit."""
    told = NUMBER.match(str(value))
    return (float(told[1]), told[2] or "") if told else (0.0, str(value))


def assert_same_numbers(found: str, kept: str) -> None:
    """Another machine's exp may differ in the last bit, and with it the third digit that is written."""
    mine, theirs = leaves(yaml.safe_load(found)), leaves(yaml.safe_load(kept))
    assert mine.keys() == theirs.keys()
    for path, value in theirs.items():
        (a, unit), (b, wanted) = split(mine[path]), split(value)
        assert unit == wanted, path
        assert a == pytest.approx(b, rel=0.01), path


@pytest.mark.data
@pytest.mark.slow
def test_calibrating_the_log_again_gives_the_lender(loans: Calibration) -> None:
    assert_same_numbers(loans.yaml, (SCENARIOS / "lender.yaml").read_text())


@pytest.mark.data
@pytest.mark.slow
def test_its_questions_are_the_overlays_that_are_shipped(loans: Calibration) -> None:
    asked = questions(loans, "lender.yaml")
    assert set(asked) == set(OVERLAYS)
    for name, text in asked.items():
        assert_same_numbers(text, (SCENARIOS / f"{name}.yaml").read_text())


def short(name: str) -> Run:
    """Return a few weeks of an organisation."""
    program = lower(load(SCENARIOS / f"{name}.yaml", ["run.horizon=9 weeks"]))
    return run(program, seed=5, replications=3, jobs=1, keep="totals")


@pytest.mark.parametrize("name", ["lead_desk", "one_person"])
def test_organisations_compared_have_as_many_people_at_the_same_cost(name: str) -> None:
    today, other = (lower(load(SCENARIOS / f"{each}.yaml")) for each in ("lender", name))
    assert other.people == today.people
    assert planned_cost(other) == pytest.approx(planned_cost(today))


def test_one_person_keeps_every_case_and_a_lead_desk_never_calls_after_an_offer() -> None:
    desk, one, today = short("lead_desk"), short("one_person"), short("lender")
    changed = {n: told(r, "person_change_share") for n, r in (("desk", desk), ("one", one), ("today", today))}
    assert changed["one"] < 0.01
    assert 0.5 < changed["desk"] < changed["today"]
    assert hours(desk, "desk_leads", "complete_application") > 0
    assert hours(desk, "desk_leads", "call_after_offer") == 0
    assert hours(desk, "desk", "complete_application") == 0
    assert hours(today, "validate_desk", "complete_application") == 0
    assert hours(one, "validate_desk", "complete_application") > 0


def hours(done: Run, role: str, kind: str) -> int:
    """Return what the people of a role worked on a kind of work."""
    names = done.program.names
    mine = done.program.person_ints[:, PersonInt.ROLE] == names.roles.index(role)
    return int(done.ledger[mine, names.kinds.index(kind)].sum())


def told(done: Run, metric: str) -> float:
    return float(next(s.values for s in measured(done.batch, [metric]) if s.key == metric).mean())


def test_two_people_more_make_first_touches_faster() -> None:
    assert told(short("two_more_desk"), "first_touch_hours") < told(short("lender"), "first_touch_hours")
