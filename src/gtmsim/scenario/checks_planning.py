"""Checks on plans: segments a benchmark speaks of, measures a scorecard counts."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.planning import MEASURES
from gtmsim.scenario.unsaid import alive


def check_reporting(findings: Findings) -> None:
    """Tell which segments a benchmark names that nobody knows."""
    world = findings.scenario.world
    path = ("world", "reporting", "benchmark")
    findings.names(path, world.reporting.benchmark, alive(world.segments), "a segment", world.segments)


def check_planning(findings: Findings) -> None:
    """Tell which measures a scorecard names that there are not."""
    scorecard = findings.scenario.policy.planning.scorecard
    findings.names(("policy", "planning", "scorecard"), scorecard, MEASURES, "a measure")
