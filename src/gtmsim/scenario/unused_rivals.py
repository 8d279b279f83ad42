"""What has no effect about rivals: those nobody meets, what they build in no space, prices and voices that move nothing."""

from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.rivals import Intelligence, Rivalry
from gtmsim.scenario.unsaid import alive, rivals_hold
from gtmsim.scenario.unused_words import Told, written

_OF_BUILDING = ("features", "copies", "copy_delay", "builds", "tracks")
_OF_KNOWING = ("half_known", "half_life", "lift")


def unused_rivals(reach: Reach) -> Told:
    """Yield what has no effect in world.rivals, world.rivalry and in matching rivals."""
    world = reach.scenario.world
    rivals = alive(world.rivals)
    if not rivals:
        fields = [field for field in Rivalry.model_fields if field != "intelligence"]
        yield from written(reach, "world.rivalry", fields, "there are no rivals: world.rivals")
        yield from written(
            reach, "world.rivalry.intelligence", Intelligence.model_fields, "there are no rivals"
        )
        yield from written(reach, "policy.pricing", ["match"], "there are no rivals: world.rivals")
        return
    contested = rivals_hold(reach.scenario) or any(
        not zero(segment.contested) for segment in reach.segments.values()
    )
    for name, rival in rivals.items():
        yield from _rival(reach, f"world.rivals.{name}", contested)
        if not reach.pools:
            reason = "there is no pool source that sends leads"
            yield from written(
                reach, f"world.rivals.{name}", ["voice", "customers", "stays", "defends"], reason
            )
        elif contested and zero(rival.reacts):
            yield from written(
                reach, f"world.rivals.{name}", ["defends"], "reacts is 0: its price never moves"
            )
        if zero(rival.copies):
            yield from written(reach, f"world.rivals.{name}", ["copy_delay"], "copies is 0")
        if zero(rival.builds):
            yield from written(reach, f"world.rivals.{name}", ["tracks"], "builds is 0")
    yield from _of_all(reach, contested)
    if all(zero(rival.voice) for rival in rivals.values()):
        yield from written(
            reach, "world.rivalry", ["voice", "half_drowned"], "no rival says anything: voice is 0"
        )
    if all(zero(rival.copies) for rival in rivals.values()):
        yield from written(reach, "world.rivalry", ["copy_cost"], "no rival copies anything")


def _rival(reach: Reach, path: str, contested: bool) -> Told:
    if not contested:
        reason = "no segment has contested deals"
        yield from written(reach, path, ["price", "reacts", "defends", "presence"], reason)
    if not reach.scenario.world.attributes:
        yield from written(reach, path, _OF_BUILDING, "no attributes are named: world.attributes")


def _of_all(reach: Reach, contested: bool) -> Told:
    known = reach.scenario.world.rivalry.intelligence
    path = "world.rivalry.intelligence"
    if not contested:
        yield from written(reach, "policy.pricing", ["match"], "no segment has contested deals")
        yield from written(reach, path, ["lift"], "no segment has contested deals")
        yield from written(reach, "world.rivalry", ["incumbency"], "no segment has contested deals")
    if known.built_by is None:
        yield from written(reach, path, _OF_KNOWING, "nothing makes rivals known: built_by is null")
    elif known.built_by not in reach.standing:
        yield path, f"nobody does {known.built_by}: no held role has a share of it in policy.standing"
