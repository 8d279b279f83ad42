"""Checks on pursuit: one way of prospecting at most, in a market there is, by work that somebody does."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.unsaid import alive, standing_kinds


def check_pursuit(findings: Findings) -> None:
    """Tell what is wrong with prospecting, its aim, and nurture."""
    scenario = findings.scenario
    world = scenario.world
    _check_prospecting(findings)
    aim = scenario.policy.pursuit.aim or {}
    findings.names(("policy", "pursuit", "aim"), aim, alive(world.segments), "a segment", world.segments)
    built_by, path = world.nurture.built_by, ("world", "nurture", "built_by")
    if built_by is not None and not findings.in_doubt(("policy", "standing")):
        findings.name(path, built_by, standing_kinds(scenario), "a kind of standing work in policy.standing")


def _check_prospecting(findings: Findings) -> None:
    scenario = findings.scenario
    sources = alive(scenario.world.sources)
    found = [name for name, source in sources.items() if source.kind == "prospecting"]
    for name in found[1:]:
        findings.add(
            ("world", "sources", name, "kind"),
            "prospecting",
            f"one prospecting source at most; {found[0]} is one already",
        )
    for name in found[:1]:
        path = ("world", "sources", name)
        if not any(source.kind == "pool" for source in sources.values()):
            wanted = "a pool source beside it: prospecting finds accounts of the market that are looking"
            findings.add((*path, "kind"), "prospecting", wanted)
        if not findings.in_doubt(("policy", "standing")):
            kinds = standing_kinds(scenario)
            findings.name(
                (*path, "done_by"), sources[name].done_by, kinds, "a kind of standing work in policy.standing"
            )
