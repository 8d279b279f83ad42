"""Checks on the finite market: who speaks to it, about what, and with whose hours."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.unsaid import alive, standing_kinds


def check_market(findings: Findings) -> None:
    """Tell what is wrong with channels, targeting, offers and what builds awareness and knowledge."""
    world, policy = findings.scenario.world, findings.scenario.policy
    sources, segments, products = alive(world.sources), alive(world.segments), alive(world.products)
    attributes = alive(world.attributes)
    pools = [name for name, source in sources.items() if source.kind == "pool"]
    findings.names(("policy", "channels"), policy.channels or {}, pools, "a pool source", world.sources)
    findings.names(("policy", "targeting"), policy.targeting or {}, segments, "a segment", world.segments)
    findings.names(("policy", "offers"), policy.offers, segments, "a segment", world.segments)
    for segment, shares in policy.offers.items():
        findings.names(("policy", "offers", segment), shares, products, "a product", world.products)
    for name, product in products.items():
        path = ("world", "products", name, "fit")
        findings.names(path, product.fit, segments, "a segment", world.segments)
        path = ("world", "products", name, "features")
        findings.names(path, product.features, attributes, "an attribute", world.attributes)
    for name, segment_said in segments.items():
        path = ("world", "segments", name, "needs")
        findings.names(path, segment_said.needs, attributes, "an attribute", world.attributes)
    _check_built_by(findings, ("world", "awareness"), world.awareness.built_by)
    _check_built_by(findings, ("world", "knowledge"), world.knowledge.built_by)
    for name, source in sources.items():
        _check_built_by(findings, ("world", "sources", name), source.built_by)


def _check_built_by(findings: Findings, path: Path, kind: str | None) -> None:
    path = (*path, "built_by")
    if kind is not None and findings.written(path) and not findings.in_doubt(("policy", "standing")):
        known = standing_kinds(findings.scenario)
        findings.name(path, kind, known, "a kind of standing work in policy.standing")
