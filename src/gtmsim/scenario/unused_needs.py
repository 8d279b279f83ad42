"""What has no effect in the space of needs: axes without products, trends that nobody follows, research that nobody does."""

from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.unused_words import Told, written

_OF_SPACE = ("drift", "private", "needs")
_OF_NEEDS = ("fit", "usual", *(_OF_TRENDS := ("trend_half_life", "foresight")))
_OF_RESEARCH = ("learned", "noise", "expressed", "foresight")


def unused_needs(reach: Reach) -> Told:
    """Yield what has no effect in needs, in whom research asks, and in what is noticed and aimed at."""
    world = reach.scenario.world
    researched = world.knowledge.built_by in reach.standing
    if alive(world.attributes):
        yield from _space(reach, researched)
    else:
        reason = "world.attributes names nothing that could be needed"
        yield from written(reach, "world.needs", (*_OF_NEEDS, *_OF_RESEARCH, "misjudged"), reason)
        yield from written(reach, "policy.research", ("horizon", "business"), reason)
        for name in reach.segments:
            yield from written(reach, f"world.segments.{name}", _OF_SPACE, reason)
    yield from _urgency(reach)
    yield from _noticing(reach, researched)


def _space(reach: Reach, researched: bool) -> Told:
    needs, products = reach.scenario.world.needs, alive(reach.scenario.world.products)
    segments = reach.segments.values()
    if zero(needs.fit) or not products:
        reason = "there are no products" if not products else "world.needs.fit is 0"
        yield from written(reach, "world.needs", ("usual",), reason)
        for name in reach.segments:
            yield from written(reach, f"world.segments.{name}", ("private",), reason)
    if not products:
        yield from written(reach, "world.needs", ("fit",), "there are no products")
    still = all(zero(segment.drift) for segment in segments)
    if still:
        yield from written(reach, "world.needs", _OF_TRENDS, "no segment's needs drift")
    if not researched:
        reason = "nobody does the research that would hear of it"
        yield from written(reach, "world.needs", _OF_RESEARCH, reason)
        yield from written(reach, "policy.research", ("frame", "horizon", "business"), reason)
    else:
        if still:
            yield from written(reach, "policy.research", ("horizon",), "no segment's needs drift")
        if one(reach.scenario.policy.research.business):
            reason = "policy.research.business is 1: no wish is taken for a need"
            yield from written(reach, "world.needs", ("expressed",), reason)


def _urgency(reach: Reach) -> Told:
    if all(one(segment.urgent) for segment in reach.segments.values()):
        reason = "every episode is urgent: world.segments.*.urgent is 1"
        yield from written(reach, "world.needs", ("not_urgent",), reason)


def _noticing(reach: Reach, researched: bool) -> Told:
    path, segments = "world.knowledge", reach.segments
    emerging = [name for name, segment in segments.items() if segment.emerges is not None]
    if not emerging:
        yield from written(reach, path, ("noticing",), "no segment emerges")
    for name in emerging:
        day = segments[name].emerges
        if day is not None and (day - reach.scenario.run.start).days >= reach.ends:
            yield f"world.segments.{name}.emerges", "it emerges after the run has ended"
    if len(segments) < 2:
        yield from written(reach, path, ("resolution",), "there are no two segments to aim at")
    if not researched:
        yield from written(reach, path, ("at_start",), "nobody does research: nothing is ever known")
