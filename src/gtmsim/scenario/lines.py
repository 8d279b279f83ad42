"""Reporting lines: whose superiors lead whither, and how much of a request's answers is theirs.

A line changes nothing but whose requests come first. What people can do is in their roles, whatever they are called and whomever
they report to.
"""

from collections.abc import Mapping

from gtmsim.scenario.model import Scenario
from gtmsim.scenario.organisation import Function, Team
from gtmsim.scenario.unsaid import alive, function_of, may_work, roles_of
from gtmsim.scenario.values import central


def superiors(teams: Mapping[str, Team], name: str) -> list[str]:
    """Return whom a team reports to, and whom they report to, up to nobody or to somebody met before, who then stands last."""
    chain: list[str] = []
    above = teams[name].reports_to
    while above is not None and above in teams:
        chain.append(above)
        if above == name or above in chain[:-1]:
            break
        above = teams[above].reports_to
    return chain


def first_function(scenario: Scenario, team: str) -> Function | None:
    """Return what the first role of a team is for; None if it holds none that exists."""
    known = alive(scenario.organisation.roles)
    for role, weight in roles_of(scenario, team).items():
        if role in known and central(weight) > 0:
            return function_of(scenario, role)
    return None


def under_sales(scenario: Scenario, team: str) -> str | None:
    """Return the first of a team's superiors who sell, if any does."""
    chain = superiors(alive(scenario.organisation.teams), team)
    return next((each for each in chain if first_function(scenario, each) == "sales"), None)


def share_under_sales(scenario: Scenario, request: str) -> float:
    """Return the share of marketing's people who may work on a request, whose superiors sell."""
    teams = alive(scenario.organisation.teams)
    if all(team.reports_to is None for team in teams.values()):
        return 0.0
    able = [name for name in may_work(scenario, request) if first_function(scenario, name) == "marketing"]
    people = sum(teams[name].people for name in able)
    led = sum(teams[name].people for name in able if under_sales(scenario, name) is not None)
    return led / people if people else 0.0
