"""What is wrong or without effect in plans, and how plans are told."""

import pytest
from planning.firm import DESK, MARKET, traced

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.scenario.mixing import mix
from gtmsim.scenario.unused import unused
from gtmsim.tell.describe import described
from gtmsim.tell.records import Teller


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("world.reporting.benchmark={smal: 1}", "small"),
        ("policy.planning.scorecard={bookings: 0.5, lead: 0.5}", "leads"),
        ("policy.planning.scorecard={bookings: 0.5}", "add up to 1"),
    ],
)
def test_what_nobody_knows_is_told_with_the_nearest_name(change: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        loads(DESK, "firm.yaml", [change])


def test_fields_without_effect_are_told() -> None:
    scenario = loads(
        DESK, "firm.yaml", ["policy.planning.patience=13 weeks", "policy.planning.benchmark=0.5"]
    )
    assert {each.path for each in unused(scenario)} >= {
        "policy.planning.patience",
        "policy.planning.benchmark",
    }


def test_two_ways_of_planning_can_be_mixed() -> None:
    one, other = (
        loads(DESK, "firm.yaml", [f"policy.planning.{each}"]).policy
        for each in ("joint=1", "patience=26 weeks")
    )
    mixed = mix([one, other], [1, 1]).planning
    assert mixed.joint == 0.5
    assert mixed.patience == (52 + 26) / 2 * 7 * 86400


def test_what_is_planned_is_described_and_what_is_decided_is_told() -> None:
    said = "policy.planning={hurdle: 5, patience: 13 weeks, adapt: 0.5, reserve: 1 EUR, budget_floor: 0.5, goal: 1, steer: 0.1}"
    program = lower(loads(MARKET, "firm.yaml", [said, "world.reporting.noise=0.2"]))
    assert "a review every 13 weeks" in described(program)
    assert "Plans" not in described(lower(loads(MARKET, "firm.yaml")))
    trace = traced(MARKET, said, "world.reporting.noise=0.2")
    teller = Teller(program)
    words = {What(int(r[3])).name: teller.told(r) for r in trace.records if 123 <= r[3] <= 129}
    assert words["PROGRAM_CUT"].who == "brand"
    assert "review" in words["DECIDED"].what
