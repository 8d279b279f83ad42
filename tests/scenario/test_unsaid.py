import pytest
from scenario.example_texts import FULL, SMALL

from gtmsim.errors import ScenarioError
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.scenario.unsaid import (
    calendar_of,
    function_of,
    intake_of,
    interrupts_of,
    may_work,
    mix_of,
    next_of,
    opportunity_stages,
    roles_of,
    standing_kinds,
    starts_at,
)


def test_what_a_small_scenario_leaves_unsaid() -> None:
    small = loads(SMALL)
    assert mix_of(small, "web") == {"smb": 1.0}
    assert starts_at(small, "web") == "qualify"
    assert (next_of(small, "qualify"), next_of(small, "close")) == ({"close": 1.0}, {"won": 1.0})
    assert roles_of(small, "rep") == {"rep": 1.0}
    assert calendar_of(small, "rep") == "office"
    assert may_work(small, "close") == ["rep"]


def test_the_second_stage_makes_an_opportunity_unless_a_stage_says_so_or_is_alone() -> None:
    assert opportunity_stages(loads(SMALL)) == ("close",)
    assert opportunity_stages(loads(SMALL, "a", ["world.stages.qualify.opportunity=true"])) == ("qualify",)
    alone = SMALL.replace("    close: {}\n", "").replace(", close: 2", "")
    assert opportunity_stages(loads(alone)) == ("qualify",)


def test_what_is_taken_away_is_skipped() -> None:
    overrides = ["world.stages.qualify=null", "organisation.roles.rep.works.qualify=null"]
    assert starts_at(loads(SMALL, "a", overrides), "web") == "close"


def test_urgent_requests_interrupt_standing_work_unless_something_else_is_written() -> None:
    full = loads(FULL)
    assert standing_kinds(full) == ("research", "programs", "material", "care")
    assert interrupts_of(full)["demo"] == {"research": 1.0, "programs": 0.5, "tender": 0.5}
    unsaid = interrupts_of(loads(FULL, "a", ["policy.interrupts=null"]))
    assert unsaid["tender"] == dict.fromkeys(standing_kinds(full), 0.5)


def test_requests_nobody_decided_about_are_queued() -> None:
    assert intake_of(loads(FULL, "a", ["policy.intake.demo=null"]), "demo").queue == 1.0


@pytest.mark.parametrize(
    ("works", "function"),
    [
        ("{propose: 1, demo: 2, referred: 1}", "sales"),
        ("{propose: 0, demo: 1, referred: 1}", "marketing"),
        ("{demo: 0, referred: 1}", "support"),
        ("{}", "marketing"),
    ],
)
def test_what_a_role_is_for_follows_from_its_work_unless_it_says_so(works: str, function: str) -> None:
    text = FULL.replace("marketer: {works: {demo: 3, tender: 1}}", f"marketer: {{works: {works}}}")
    text = text.replace("{referred: 1}, function: support}", "{referred: 1, demo: 1, tender: 1}}")
    assert function_of(loads(text), "marketer") == function
    said = loads(text, "a", ["organisation.roles.marketer.function=support"])
    assert function_of(said, "marketer") == "support"


def test_a_function_is_one_of_three() -> None:
    with pytest.raises(ScenarioError, match=r"organisation\.roles\.rep\.function"):
        loads(SMALL, "a", ["organisation.roles.rep.function=marketting"])


def test_what_a_role_is_for_changes_nothing_that_runs() -> None:
    said = lower(loads(SMALL, "a", ["organisation.roles.rep.function=support"]))
    unsaid = lower(loads(SMALL))
    assert (said.names.functions, unsaid.names.functions) == (("support",), ("sales",))
    assert said.digest == unsaid.digest
