"""What must fit together about rivals: names that exist, and no more deals and customers than there are."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.unsaid import alive, standing_kinds
from gtmsim.scenario.values import Number, central

SUM_TOLERANCE = 1e-6


def check_rivals(findings: Findings) -> None:
    """Tell unknown names, shares of a segment above 1, and intelligence that is no standing work."""
    world = findings.scenario.world
    rivals, segments, attributes = alive(world.rivals), alive(world.segments), alive(world.attributes)
    for name, rival in rivals.items():
        path: Path = ("world", "rivals", name)
        findings.names((*path, "features"), rival.features, attributes, "an attribute", world.attributes)
        findings.names((*path, "presence"), rival.presence, segments, "a segment", world.segments)
        findings.names((*path, "customers"), rival.customers, segments, "a segment", world.segments)
    for field, what in (("presence", "contested deals"), ("customers", "accounts")):
        for segment in segments:
            _check_share(findings, field, what, segment)
    built_by = world.rivalry.intelligence.built_by
    if built_by is not None and not findings.in_doubt(("policy", "standing")):
        where: Path = ("world", "rivalry", "intelligence", "built_by")
        known = standing_kinds(findings.scenario)
        findings.name(where, built_by, known, "a kind of standing work in policy.standing")


def _check_share(findings: Findings, field: str, what: str, segment: str) -> None:
    """Tell, at the last rival that adds to it, a sum over rivals of more than there is."""
    shares: dict[str, Number] = {
        name: getattr(rival, field)[segment]
        for name, rival in alive(findings.scenario.world.rivals).items()
        if segment in getattr(rival, field)
    }
    total = sum(central(share) for share in shares.values())
    if total > 1 + SUM_TOLERANCE:
        told = " + ".join(f"{name} {central(share):g}" for name, share in shares.items())
        wanted = f"shares of the {what} of {segment} that add up to 1 at most; {told} do not"
        findings.add(("world", "rivals", list(shares)[-1], field, segment), f"{total:.6g}", wanted)
