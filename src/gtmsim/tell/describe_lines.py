"""Who reports to whom, and what that makes of the answers to requests, in words."""

from collections.abc import Iterator

from gtmsim.amounts import listed, percent
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.scenario.lines import share_under_sales, superiors, under_sales
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.values import central


def lines_told(program: Program) -> str:
    """Return the reporting lines in one paragraph; nothing where nobody reports to anybody."""
    return "; ".join(_lines(program.scenario)) if program.scenario is not None else ""


def _lines(scenario: Scenario) -> Iterator[str]:
    teams = alive(scenario.organisation.teams)
    for name in teams:
        if chain := superiors(teams, name):
            seller = under_sales(scenario, name)
            yield f"{name} reports to {' reports to '.join(chain)}" + (
                f" ({seller} sells)" if seller is not None else ""
            )
    deferring: dict[float, list[str]] = {}
    for request in alive(scenario.world.requests):
        share = share_under_sales(scenario, request) * central(scenario.organisation.deference)
        if share > 0.0:
            deferring.setdefault(share, []).append(request)
    for share, requests in deferring.items():
        yield f"as those who sell wish, {percent(share)} of {listed(requests)} is taken at once whatever the intake says"
