"""What is written about careers and has no effect is named; what has one is not."""

import pytest
from scenario.example_texts import SMALL

from gtmsim.errors import ScenarioError
from gtmsim.scenario import loads, unused

REP = "organisation.teams.rep"
GROWING = (
    f"{REP}.openings=2", f"{REP}.time_to_hire=4 weeks", "policy.envelope=1 MEUR/year", "policy.hiring.rep.load=1",
)  # fmt: skip


def told(*overrides: str) -> dict[str, str]:
    return {each.path: each.reason for each in unused(loads(SMALL, "a.yaml", overrides))}


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        ([f"{REP}.time_to_hire=4 weeks"], f"{REP}.time_to_hire"),
        ([f"{REP}.ramp=5 months"], f"{REP}.ramp"),
        ([f"{REP}.turnover=1 per year", f"{REP}.ramp=5 months"], f"{REP}.ramp"),
        (
            [f"{REP}.turnover=1 per year", f"{REP}.time_to_hire=4 weeks", f"{REP}.ramp_start=0.5"],
            f"{REP}.ramp_start",
        ),
        ([f"{REP}.learning_deals=3"], f"{REP}.learning_deals"),
        ([f"{REP}.accelerator=2"], f"{REP}.accelerator"),
        ([f"{REP}.accelerator=2", f"{REP}.commission=0.1"], f"{REP}.accelerator"),
        (GROWING[1:], "policy.hiring.rep"),
        (GROWING[:1] + GROWING[2:], f"{REP}.openings"),
        (GROWING[:2] + GROWING[3:], f"{REP}.openings"),
        (GROWING[:3], f"{REP}.openings"),
        ((*GROWING, "policy.hiring.rep.bookings_gap=1"), "policy.hiring.rep.bookings_gap"),
        (["policy.envelope=1 MEUR/year"], "policy.envelope"),
        (["world.leaving.overload=5"], "world.leaving.overload"),
        ([f"{REP}.turnover=1 per year", "world.leaving.quota=5"], "world.leaving.quota"),
        (["world.dependence=0.5"], "world.dependence"),
        ([f"{REP}.learns=1", "world.dependence=0.5"], "world.dependence"),
        (["policy.switching=10 min"], "policy.switching"),
        (["organisation.specialisation=0.5"], "organisation.specialisation"),
    ],
)
def test_a_part_without_effect_is_named(overrides: list[str], path: str) -> None:
    assert path in told(*overrides)


@pytest.mark.parametrize(
    "overrides",
    [
        [f"{REP}.turnover=28 %/year"],
        [
            f"{REP}.turnover=28 %/year",
            f"{REP}.time_to_hire=4 weeks",
            f"{REP}.ramp=5 months",
            f"{REP}.ramp_start=0.5",
        ],
        [f"{REP}.starts=2027-02-01", f"{REP}.ramp=5 months"],
        [f"{REP}.turnover=28 %/year", "world.leaving={overload: 1, quota: 1}", f"{REP}.quota=1 MEUR/year"],
        [f"{REP}.quota=1 MEUR/year", f"{REP}.commission=0.1", f"{REP}.accelerator=2"],
        [f"{REP}.learns=1", f"{REP}.learning_deals=5"],
        [f"{REP}.turnover=28 %/year", "policy.resumption=1 h"],
        GROWING,
        (*GROWING, "policy.hiring.rep.bookings_gap=1", "policy.target=2 MEUR/year", "policy.hiring_bar=0.2"),
    ],
)
def test_a_part_with_an_effect_is_not(overrides: list[str]) -> None:
    assert told(*overrides) == {}


def test_hiring_is_of_teams_that_are_there() -> None:
    with pytest.raises(ScenarioError, match="did you mean rep"):
        loads(SMALL, "a.yaml", ["policy.hiring.reps.load=1"])


def test_a_team_may_begin_with_openings_only() -> None:
    assert told(*GROWING, f"{REP}.people=0") == {}
