"""What has no effect after the win, and in prices."""

from gtmsim.scenario.customers import Customers
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.unused_words import Told, written

_OF_CARE = ("half_cared", "half_life", "care")


def unused_customers(reach: Reach) -> Told:
    """Yield what has no effect in world.customers and world.price."""
    world, pricing = reach.scenario.world, reach.scenario.policy.pricing
    path = "world.customers"
    if world.customers.term is None:
        yield from written(reach, path, Customers.model_fields, "term is null: no contracts are kept")
    else:
        yield from _contracts(reach, path, world.customers)
    for name, segment in reach.segments.items():
        if world.customers.term is None:
            reason = "world.customers.term is null: no contracts are kept"
            yield from written(
                reach, f"world.segments.{name}", ["customers_at_start", "customer_value"], reason
            )
        elif segment.customers_at_start == 0:
            reason = "customers_at_start is 0"
            yield from written(reach, f"world.segments.{name}", ["customer_value"], reason)
    if zero(pricing.discount) and zero(pricing.quarter_end) and not alive(world.rivals):
        yield from written(reach, "world.price", ["slope"], "no discount is given: policy.pricing")
    if zero(pricing.discount) and zero(pricing.quarter_end):
        yield from written(reach, "world.price", ["push"], "no discount is given: policy.pricing")
    elif zero(pricing.quarter_end):
        yield from written(reach, "world.price", ["push"], "policy.pricing.quarter_end is 0")


def _contracts(reach: Reach, path: str, said: Customers) -> Told:
    pricing = reach.scenario.policy.pricing
    if said.built_by is None:
        yield from written(reach, path, _OF_CARE, "nothing is care: built_by is null")
    elif said.built_by not in reach.standing:
        reason = f"nobody does {said.built_by}: no held role has a share of it in policy.standing"
        yield from written(reach, path, ["built_by", *_OF_CARE], reason)
    if not any(stage.after_win for name, stage in reach.stages.items() if name in reach.reached):
        yield from written(reach, path, ["onboarding"], "no work follows the win: no stage says after_win")
    if zero(pricing.discount) and zero(pricing.quarter_end) and zero(pricing.match):
        yield from written(reach, path, ["discount"], "no discount is given: policy.pricing")
