"""What has no effect around the hub: links nobody works on, effects that no link carries, limits nobody holds."""

from gtmsim.scenario.hub import Hub
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.unused_words import Told, written

_OF_LINKS = tuple(name for name in Hub.model_fields if name not in ("profile", "training"))
_OF_BUILDING = ("half_aligned", "slow", "steep", "richness", "travel")
_CARRIED = {
    "marketing": ("relevance", "gate"),
    "sales": ("breaks", "backstop"),
    "development": ("rework", "unfiltered"),
    "finance": ("forecast",),
    "management": ("latency",),
    "research": ("research",),
    "press": ("reach",),
    "service": ("service",),
}


def carried(reach: Reach) -> frozenset[str]:
    """Return what the links of a scenario carry."""
    return frozenset(link.carries for link in alive(reach.scenario.world.links).values() if link.carries)


def breaks_promises(reach: Reach) -> bool:
    """Return whether a lack of coherence makes openers forget what campaigns promised."""
    return "sales" in carried(reach) and not zero(reach.scenario.world.hub.effects.breaks)


def backs_large_deals(reach: Reach) -> bool:
    """Return whether large deals want somebody credible behind the seller."""
    return "sales" in carried(reach) and not zero(reach.scenario.world.hub.effects.backstop)


def unused_hub(reach: Reach) -> Told:
    """Yield what has no effect in world.links, world.hub, and in what policy says about them."""
    links, hub = alive(reach.scenario.world.links), reach.scenario.world.hub
    if not links:
        yield from written(reach, "world.hub", _OF_LINKS, "there are no links: world.links")
        yield from written(reach, "policy", ["face_to_face"], "there are no links: world.links")
    else:
        yield from _building(reach, hub)
        yield from _carried_by_nobody(reach)
        if all(zero(link.weight) for link in links.values()):
            yield from (
                (f"world.links.{name}.weight", "no link has a weight above 0")
                for name in links
                if reach.written(f"world.links.{name}.weight")
            )
    stocks = (
        ("profile", hub.profile.built_by, ("half_known", "half_life", "relevance", "saving")),
        ("training", hub.training.built_by, ("half_trained", "half_life", "lift")),
    )
    for name, kind, fields in stocks:
        path = f"world.hub.{name}"
        if kind is None:
            yield from written(reach, path, fields, "built_by is null")
        elif kind not in reach.standing:
            yield path, f"nobody does {kind}: no held role has a share of it in policy.standing"
    pricing = reach.scenario.policy.pricing
    if "finance" not in carried(reach):
        yield from written(reach, "policy.pricing", ["limit"], "no link carries finance: nobody holds it")
    elif zero(pricing.discount) and zero(pricing.quarter_end):
        yield from written(reach, "policy.pricing", ["limit"], "no discount is given")


def _building(reach: Reach, hub: Hub) -> Told:
    path = "world.hub"
    for field, kind in (("built_by", hub.built_by), ("met_by", hub.met_by)):
        if kind is not None and kind not in reach.standing:
            yield (
                f"{path}.{field}",
                f"nobody does {kind}: no held role has a share of it in policy.standing",
            )
    if hub.met_by in reach.standing and len(alive(reach.scenario.world.links)) < 2:
        yield f"{path}.met_by", "there are no two functions that could meet"
    hub_works = hub.built_by in reach.standing
    if not hub_works:
        yield from written(reach, "policy", ["links"], "there is no hub: nobody does its work")
    if not hub_works and hub.met_by not in reach.standing:
        yield from written(reach, path, _OF_BUILDING, "nobody aligns")
        yield from written(reach, "policy", ["face_to_face"], "nobody aligns")
        return
    if zero(reach.scenario.policy.face_to_face):
        reason = "nobody meets in person: policy.face_to_face is 0"
        yield from written(reach, path, ["richness", "travel"], reason)
    if zero(hub.slow):
        yield from written(reach, path, ["steep"], "slow is 0: trust does not matter")


def _carried_by_nobody(reach: Reach) -> Told:
    on_links = carried(reach)
    for what, fields in _CARRIED.items():
        if what not in on_links:
            yield from written(reach, "world.hub.effects", fields, f"no link carries {what}")
    world, planning = reach.scenario.world, reach.scenario.policy.planning
    path = "world.hub.effects"
    if "development" in on_links and world.roadmap.built_by not in reach.standing:
        yield from written(reach, path, _CARRIED["development"], "nobody develops: world.roadmap")
    if "finance" in on_links and zero(planning.informed):
        yield from written(
            reach, path, _CARRIED["finance"], "policy.planning.informed is 0: the past is carried on"
        )
    large = reach.scenario.policy.large_deal
    if "sales" in on_links and (large is None or zero(large)):
        reason = "no deal is large: policy.large_deal is not said"
        yield from written(reach, path, ["backstop"], reason)
