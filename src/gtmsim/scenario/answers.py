"""Which answers requests may get: as written, under pressure, and as the superiors of those who answer would have it."""

from gtmsim.scenario.intake import ANSWERS
from gtmsim.scenario.lines import share_under_sales
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.unsaid import intake_of, situations_met
from gtmsim.scenario.values import central


def may_answer(scenario: Scenario, request: str) -> frozenset[str]:
    """Return the answers that requests of a type may get."""
    intake = intake_of(scenario, request)
    written = [intake, *(intake.in_situation(name) for name in situations_met(scenario))]
    found = {
        name
        for answers in written
        if answers is not None
        for name in ANSWERS
        if central(getattr(answers, name)) > 0
    }
    policy = scenario.policy
    if (
        policy.target is not None
        and central(policy.target) > 0
        and central(policy.pressure) > 0
        and found & {"refer", "self_serve", "deny"}
    ):
        found.add("preempt")
    share, deference = share_under_sales(scenario, request), scenario.organisation.deference
    if share == 1 and deference == 1:
        return frozenset({"preempt"})
    if share > 0 and deference != 0:
        found.add("preempt")
    return frozenset(found)
