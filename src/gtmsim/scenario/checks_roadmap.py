"""What must fit together where products are developed: somebody's standing work develops them."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.unsaid import standing_kinds


def check_roadmap(findings: Findings) -> None:
    """Tell a roadmap that nobody builds."""
    built_by = findings.scenario.world.roadmap.built_by
    if built_by is not None and not findings.in_doubt(("policy", "standing")):
        path = ("world", "roadmap", "built_by")
        known = standing_kinds(findings.scenario)
        findings.name(path, built_by, known, "a kind of standing work in policy.standing, of developers")
