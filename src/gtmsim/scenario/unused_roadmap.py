"""What has no effect on what is developed."""

from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.roadmap import Roadmap
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.unused_words import Told, written

_POLICY = ("roadmap", "promises")


def unused_roadmap(reach: Reach) -> Told:
    """Yield what has no effect in world.roadmap, policy.roadmap and policy.promises."""
    said, policy = reach.scenario.world.roadmap, reach.scenario.policy
    path = "world.roadmap"
    if said.built_by is None:
        yield from written(reach, path, Roadmap.model_fields, "nobody develops: built_by is null")
        yield from written(reach, "policy", _POLICY, "nothing is developed: world.roadmap.built_by is null")
        return
    if said.built_by not in reach.standing:
        reason = f"nobody does {said.built_by}: no held role has a share of it in policy.standing"
        yield from written(reach, path, Roadmap.model_fields, reason)
    if zero(policy.promises):
        nobody = "nobody promises anything: policy.promises is 0"
        yield from written(reach, path, ("promise_lift", "promise_due", "broken"), nobody)
    elif reach.scenario.world.customers.term is None:
        nobody = "no contracts are kept: world.customers.term is null"
        yield from written(reach, path, ("broken",), nobody)
    if not zero(said.asks) and reach.scenario.world.customers.term is None:
        yield from written(reach, path, ("asks",), "no contracts are kept: world.customers.term is null")
    steering = policy.roadmap
    if not alive(reach.scenario.world.attributes) or not alive(reach.scenario.world.products):
        nothing = "no product has attributes: world.attributes, world.products"
        yield from written(reach, path, ("feature_hours", "step"), nothing)
        if not zero(steering.market):
            yield from written(reach, "policy.roadmap", ("market",), nothing)
    elif zero(steering.market) and zero(steering.rivals):
        nothing = "policy.roadmap gives no hours to the market or to what rivals have"
        yield from written(reach, path, ("feature_hours", "step"), nothing)
