"""What has no effect on help for single deals and on material: plans nobody looks at, material nobody makes or uses."""

from gtmsim.scenario.answers import may_answer
from gtmsim.scenario.intake import SITUATIONS
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import alive, material_lift_of, situations_met
from gtmsim.scenario.unused_hub import backs_large_deals
from gtmsim.scenario.unused_planning import reviewed
from gtmsim.scenario.unused_words import Told, written

_WHY_NEVER = {
    "beyond": "no help is planned: policy.planned_help is not said",
    "large": "no deal is large: policy.large_deal is not said",
    "contested": "no segment has contested deals",
    "customers": "no deal is a customer's: there is no source of customers",
}
_OF_THE_BUILDING = ("half_covered", "joint_cost")
_OF_REUSE = ("reusable_cost", "reuse_gain")


def unused_drain(reach: Reach) -> Told:
    """Yield what has no effect in intake by situation, plans, pressure, money for deals and the library."""
    yield from _situations(reach)
    yield from _pressure(reach)
    yield from _money(reach)
    yield from _library(reach)


def _situations(reach: Reach) -> Told:
    policy, met = reach.scenario.policy, situations_met(reach.scenario)
    asked = {name: each for name, each in policy.intake.items() if name in reach.raised}
    for name in asked:
        for situation in SITUATIONS:
            if situation not in met:
                yield from written(reach, f"policy.intake.{name}", [situation], _WHY_NEVER[situation])
    if not any(intake.large for intake in asked.values()) and not backs_large_deals(reach):
        yield from written(
            reach, "policy", ["large_deal"], "no request is answered otherwise for large deals"
        )
    if not reach.raised:
        yield from written(reach, "policy", ["planned_help"], "no deal asks for help")
    answered = any(intake.contested for intake in asked.values())
    if "contested" not in met:
        yield from written(reach, "world", ["contested_lift"], "no segment has contested deals")
    elif (
        zero(reach.scenario.world.contested_lift) and not answered and not alive(reach.scenario.world.rivals)
    ):
        reason = "contested_lift is 0, and no request is answered otherwise"
        for name in reach.segments:
            yield from written(reach, f"world.segments.{name}", ["contested"], reason)


def _pressure(reach: Reach) -> Told:
    policy = reach.scenario.policy
    if zero(policy.pressure):
        if not policy.hiring and not reviewed(reach):
            yield from written(reach, "policy", ["target"], "pressure is 0 and nobody is hired to meet it")
    elif policy.target is None or zero(policy.target):
        yield from written(reach, "policy", ["pressure"], "there is no target to miss")
    elif not any(may_answer(reach.scenario, name) & {"refer", "self_serve", "deny"} for name in reach.raised):
        reason = "every request is taken or queued anyway"
        yield from written(reach, "policy", ["target", "pressure"], reason)


def _money(reach: Reach) -> Told:
    if all(zero(reach.requests[name].cost) for name in reach.raised):
        yield from written(
            reach, "policy", ["deal_budget", "one_budget"], "no request that is raised costs money"
        )
    elif zero(reach.scenario.policy.budget):
        yield from written(reach, "policy", ["one_budget"], "there is no program money: policy.budget is 0")


def _library(reach: Reach) -> Told:
    scenario, library, policy = reach.scenario, reach.scenario.world.library, reach.scenario.policy
    built = library.built_by in reach.standing
    reused = [name for name, share in policy.reusable.items() if name in reach.raised and not zero(share)]
    if not (not zero(material_lift_of(scenario)) or _served(reach) or _spared(reach)):
        reason = "material does nothing: lift is 0, no request is avoidable or answered by self_serve"
        yield from written(reach, "world.library", ["level", "personas"], reason)
        yield from written(reach, "policy", ["adoption"], reason)
    if library.lift is None and library.built_by is None:
        yield from written(reach, "world.library", ["lift"], "nothing builds the library")
    if library.built_by is None:
        yield from written(reach, "world.library", _OF_THE_BUILDING, "nothing builds the library")
        if not reused:
            yield from written(reach, "world.library", ["half_life"], "coverage stays as it is at the start")
    elif not built:
        reason = f"nobody does {library.built_by}: no held role has a share of it in policy.standing"
        yield from written(reach, "world.library", ["half_covered", "joint_cost"], reason)
    elif zero(policy.joint_design):
        yield from written(reach, "world.library", ["joint_cost"], "joint_design is 0")
    if not built:
        yield from written(reach, "policy", ["toolkit"], "nobody makes material")
    for name in policy.reusable:
        if name not in reach.raised:
            yield f"policy.reusable.{name}", "no such request is raised"
    if not reused:
        yield from written(reach, "world.library", _OF_REUSE, "no help is made reusable")


def _served(reach: Reach) -> bool:
    return any("self_serve" in may_answer(reach.scenario, name) for name in reach.raised)


def _spared(reach: Reach) -> bool:
    return any(not zero(reach.requests[name].avoidable) for name in reach.raised)
