"""What has no effect in satisfaction, service, growth and cross-selling."""

from gtmsim.scenario.loyalty import Loyalty
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unused_words import Told, written

_PARTS = ("usual", "fit", "care", "service", "trust", "overdue")
_OF_SERVICE = ("ticket", "served_by", "patience", "half_life")


def unused_loyalty(reach: Reach) -> Told:
    """Yield what has no effect in world.loyalty, and in what policy says about contracts that go on."""
    world, policy = reach.scenario.world, reach.scenario.policy
    path, said = "world.loyalty", world.loyalty
    if world.customers.term is None:
        reason = "world.customers.term is null: no contracts are kept"
        yield from written(reach, path, Loyalty.model_fields, reason)
        yield from written(reach, "policy.pricing", ["uplift"], reason)
    else:
        yield from _satisfaction(reach, path, said)
        if zero(policy.pricing.uplift):
            yield from written(reach, path, ["uplift"], "policy.pricing.uplift is 0")
    if not any(source.kind == "customers" for name, source in reach.sources.items() if name in reach.active):
        yield from written(reach, "policy", ["cross_sell"], "no source of customers sends leads")
    elif len([product for product in world.products.values() if product is not None]) < 2:
        yield from written(reach, "policy", ["cross_sell"], "there are no two products")


def _satisfaction(reach: Reach, path: str, said: Loyalty) -> Told:
    matters = not (zero(said.gamma) and zero(said.advocates))
    if not matters:
        yield from written(reach, path, _PARTS, "nothing depends on satisfaction: gamma and advocates are 0")
    elif not any(reach.scenario.world.attributes.values()):
        yield from written(reach, path, ["fit"], "world.attributes names nothing that products could have")
    if zero(said.tickets):
        fields = (*_OF_SERVICE, "service") if matters else _OF_SERVICE
        yield from written(reach, path, fields, "tickets is 0: customers raise no support needs")
    elif said.served_by is not None and said.served_by not in reach.standing:
        reason = f"nobody does {said.served_by}: no held role has a share of it in policy.standing"
        yield from written(reach, path, ["served_by"], reason)
    if not zero(said.advocates) and all(zero(reach.sources[name].word_of_mouth) for name in reach.pools):
        yield from written(reach, path, ["advocates"], "no pool source has word_of_mouth")
