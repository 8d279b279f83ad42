"""What has no effect on how buyers decide: committees of one, trust nobody acts on, indecision that no stage has."""

from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.unused_words import Told, written

_OF_COMMITTEES = ("by_value", "middle", "reaches", "thread", "unmet", "holds", "grows", "care_meets")
_OF_TRUST = ("start", "half_life", "care", "research", "word", "breaks", "discounts", "promises")


def unused_buyers(reach: Reach) -> Told:
    """Yield what has no effect in world.committee, world.trust and world.no_decision."""
    yield from _committee(reach)
    yield from _trust(reach)
    if all(zero(reach.stages[name].outcomes.no_decision) for name in reach.reached):
        yield from written(reach, "world", ["no_decision"], "no stage ends without a decision")


def _committee(reach: Reach) -> Told:
    path, world = "world.committee", reach.scenario.world
    if one(world.committee.size):
        yield from written(reach, path, _OF_COMMITTEES, "size is 1: a single buyer decides")
        return
    if world.customers.term is None:
        reason = "no contracts are kept: world.customers.term is null"
        yield from written(reach, path, ("holds", "grows", "care_meets"), reason)
    elif not any(reach.sources[name].kind == "customers" for name in reach.active):
        yield from written(
            reach, path, ["grows"], "no customer raises a hand: there is no source of customers"
        )


def _trust(reach: Reach) -> Told:
    path, world = "world.trust", reach.scenario.world
    if zero(world.trust.lift) and zero(world.trust.holds):
        yield from written(reach, path, _OF_TRUST, "nobody acts on it: lift and holds are 0")
    if world.customers.term is None:
        yield from written(reach, path, ["holds"], "no contracts are kept: world.customers.term is null")
    if zero(world.trust.mutual):
        yield from written(reach, path, ["mutual_half_life"], "mutual is 0")
    elif zero(reach.scenario.policy.pursuit.sharpness) or not reach.prospecting:
        reason = "nobody chooses between leads and own business: policy.pursuit.sharpness"
        yield from written(reach, path, ("mutual", "mutual_half_life"), reason)
