"""What has no effect in pursuit: choice nobody makes, calls nobody disturbs, nurture nobody gets."""

from collections.abc import Iterator
from typing import TypeAlias

from gtmsim.scenario.policy import Handoff
from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.unsaid import handoff_of
from gtmsim.scenario.unused_hub import breaks_promises

Told: TypeAlias = Iterator[tuple[str, str]]


def unused_around_leads(reach: Reach) -> Told:
    """Yield what has no effect in nurture, duplicate touches and broken promises."""
    scenario = reach.scenario
    nurture = scenario.world.nurture
    handoffs = [handoff_of(scenario, stage) for stage in reach.reached]
    if nurture.built_by is None:
        yield from _written(reach, "world.nurture", ("full", "lift"), "nothing nurtures leads")
    elif nurture.built_by not in reach.standing:
        yield (
            "world.nurture",
            f"nobody does {nurture.built_by}: no held role has a share of it in policy.standing",
        )
    elif all(zero(handoff.recycles) and zero(handoff.nurtures) for handoff in handoffs):
        yield "world.nurture", "no lead is ever put aside: recycles and nurtures are 0"
    if not reach.prospecting or one(scenario.policy.pursuit.shared_list):
        yield from _written(reach, "world", ["duplicate_touch"], "no account is ever called twice")
    if all(one(handoff.message) for handoff in handoffs) and not breaks_promises(reach):
        yield from _written(reach, "world", ["message_break"], "every opener takes up the promise")


def unused_clarity(reach: Reach) -> Told:
    """Yield what has no effect in world.misrouting."""
    if one(reach.scenario.policy.role_clarity):
        reason = "no work goes astray: policy.role_clarity is 1"
        yield from _written(reach, "world.misrouting", ("search", "wait", "twice"), reason)


def unused_learning(reach: Reach) -> Told:
    """Yield what has no effect in specialists, experience that goes stale, and what a firm learns."""
    scenario = reach.scenario
    knows = any(not zero(logit) for team in reach.teams.values() for logit in team.knows.values())
    if not knows:
        yield from _written(
            reach, "policy", ["specialists"], "nobody knows a segment: organisation.teams.*.knows"
        )
    moves = scenario.world.attributes and any(not zero(segment.drift) for segment in reach.segments.values())
    if not moves:
        yield from _written(
            reach, "world", ["stale_skill"], "no needs move: no attributes, or no segment with drift"
        )
    elif all(zero(team.learns) for team in reach.teams.values()):
        yield from _written(
            reach, "world", ["stale_skill"], "nobody learns: organisation.teams.*.learns is 0"
        )
    for name, product in scenario.world.products.items():
        if product is not None and zero(product.learning):
            path = f"world.products.{name}"
            yield from _written(reach, path, ("learnt_at", "learnt_most"), "learning is 0")


def unused_choice(reach: Reach) -> Told:
    """Yield what has no effect in policy.pursuit."""
    path, pursuit = "policy.pursuit", reach.scenario.policy.pursuit
    if not reach.prospecting:
        if reach.written(path):
            yield path, "nobody prospects"
        return
    if one(reach.scenario.world.committee.size):
        reason = "a single buyer decides on every deal: nobody is left to be met"
        yield from _written(reach, path, ["own_deals"], reason)
    if zero(pursuit.sharpness):
        fields = ("tracking", "experience", "learning")
        yield from _written(reach, path, fields, "sharpness is 0: leads always go first")


def unused_targets(reach: Reach, path: str, handoff: Handoff) -> Told:
    """Yield what has no effect in a hand-off's volume target and nurture."""
    if zero(handoff.threshold):
        reason = "threshold is 0: everything is handed over"
        yield from _written(reach, path, ("volume_target", "volume_pull", "nurtures"), reason)
    elif zero(handoff.volume_target):
        yield from _written(reach, path, ["volume_pull"], "volume_target is 0")


def _written(reach: Reach, path: str, fields: tuple[str, ...] | list[str], reason: str) -> Told:
    for field in fields:
        if reach.written(f"{path}.{field}"):
            yield f"{path}.{field}", reason
