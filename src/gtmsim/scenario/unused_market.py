"""What has no effect in the finite market: segments nobody speaks to, awareness that nothing builds, products nobody is offered."""

from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import alive, built_by_of, half_saturation_of, mix_of, offers_of
from gtmsim.scenario.unused_words import Told, written

_OF_ACCOUNTS = ("in_market", "stay", "potential_spread", "emerges")
_OF_EFFORT = ("half_life", "brand_half_life", "half_saturation", "response", "hour_of_money", "familiarity")
_OF_KNOWLEDGE = ("half_known", "exponent", "half_life", "relevance", "precision", "scoring")


def unused_market(reach: Reach) -> Told:
    """Yield what has no effect in segments, awareness, knowledge, products, and in what policy says about them."""
    yield from _segments(reach)
    yield from _channels(reach)
    yield from _awareness(reach)
    yield from _knowledge(reach)
    yield from _products(reach)
    yield from _policy(reach)


def _segments(reach: Reach) -> Told:
    mixed = {
        name
        for source in reach.active
        if reach.sources[source].kind == "stream"
        for name, share in mix_of(reach.scenario, source).items()
        if not zero(share)
    }
    for name, segment in reach.segments.items():
        path = f"world.segments.{name}"
        pooled = bool(reach.pools) and segment.accounts > 0
        founded = segment.customers_at_start > 0 and reach.scenario.world.customers.term is not None
        if name not in mixed and not pooled and not founded:
            yield path, "no stream has it in its mix, and no pool source speaks to its accounts"
            continue
        if not reach.pools and segment.accounts > 0:
            yield f"{path}.accounts", "pool sources speak to accounts, and there is none"
        if not pooled:
            fields = [field for field in _OF_ACCOUNTS if not founded or field != "potential_spread"]
            yield from written(reach, path, fields, "no pool source speaks to its accounts")
        elif zero(segment.in_market):
            fields = ["stay"] if founded else ["stay", "potential_spread", "emerges"]
            yield from written(reach, path, fields, "in_market is 0")


def _channels(reach: Reach) -> Told:
    for name in reach.pools:
        path = f"world.sources.{name}"
        kind = reach.sources[name].built_by
        if kind is not None and kind not in reach.standing:
            yield f"{path}.built_by", f"nobody does {kind}: no held role has a share of it in policy.standing"
        if not reach.fed:
            yield from written(reach, path, ["brand", "half_saturation"], "nothing builds awareness")


def _awareness(reach: Reach) -> Told:
    path, awareness = "world.awareness", reach.scenario.world.awareness
    kinds = {built_by_of(reach.scenario, name) for name in reach.pools}
    if not reach.pools:
        if reach.written(path):
            yield path, "there is no pool source that sends leads"
    elif not reach.fed and kinds == {None}:
        yield from written(reach, path, _OF_EFFORT, "nothing builds awareness")
    elif not reach.fed:
        doing = " nor ".join(sorted(kind for kind in kinds if kind is not None))
        reason = f"nobody does {doing}: no held role has a share of it in policy.standing"
        if zero(awareness.looks_on):
            yield path, reason
        else:
            yield from written(reach, path, _OF_EFFORT, reason)
    else:
        if all(zero(reach.sources[name].brand) for name in reach.pools):
            yield from written(reach, path, ["brand_half_life"], "no channel puts effort into its brand")
        if zero(reach.scenario.policy.budget):
            yield from written(reach, path, ["hour_of_money"], "there is no program money")
        if all(
            half_saturation_of(reach.scenario, name) is not awareness.half_saturation for name in reach.pools
        ):
            yield from written(reach, path, ["half_saturation"], "every pool source says its own")


def _knowledge(reach: Reach) -> Told:
    path, knowledge = "world.knowledge", reach.scenario.world.knowledge
    if knowledge.built_by is None:
        yield from written(reach, path, _OF_KNOWLEDGE, "nothing builds knowledge: built_by is null")
    elif knowledge.built_by not in reach.standing:
        yield path, f"nobody does {knowledge.built_by}: no held role has a share of it in policy.standing"
    else:
        if not reach.fed:
            yield from written(reach, path, ["relevance"], "there is no effort that could be relevant")
        if all(zero(reach.sources[name].noise) for name in reach.pools):
            yield from written(reach, path, ["precision"], "no pool source brings noise")
        if not reach.scores_matter:
            yield from written(reach, path, ["scoring"], "no hand-off looks at scores")


def _products(reach: Reach) -> Told:
    offered = {
        product
        for segment in reach.segments
        for product, share in offers_of(reach.scenario, segment).items()
        if not zero(share)
    }
    start = reach.scenario.run.start
    for name, product in alive(reach.scenario.world.products).items():
        path = f"world.products.{name}"
        if name not in offered:
            yield path, "policy.offers offers it to nobody"
        elif product.launches is not None and (product.launches - start).days >= reach.ends:
            yield path, "it is launched after the run has ended"


def _policy(reach: Reach) -> Told:
    researched = reach.scenario.world.knowledge.built_by in reach.standing
    if not reach.pools:
        yield from written(reach, "policy", ["budget"], "there is no pool source that sends leads")
    if len(reach.pools) < 2:
        yield from written(reach, "policy", ["channels"], "there are no two pool sources to share effort")
    elif not reach.fed:
        yield from written(reach, "policy", ["channels"], "nothing builds awareness")
    if len(reach.segments) < 2:
        yield from written(reach, "policy", ["targeting"], "there are no two segments to aim at")
    elif not reach.fed and not researched:
        yield from written(reach, "policy", ["targeting"], "there is neither effort nor research to aim")
