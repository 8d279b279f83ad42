"""What has no effect among reporting lines: superiors who do not sell, teams that answer nothing."""

from gtmsim.scenario.lines import first_function, under_sales
from gtmsim.scenario.reach import Reach, zero
from gtmsim.scenario.unsaid import may_work
from gtmsim.scenario.unused_words import Told, written


def unused_lines(reach: Reach) -> Told:
    """Yield the lines that move no answer, and deference where there is no line."""
    scenario = reach.scenario
    if all(team.reports_to is None for team in reach.teams.values()):
        yield from written(reach, "organisation", ["deference"], "nobody reports to anybody")
        return
    answering = {team for request in reach.raised for team in may_work(scenario, request)}
    below = {team.reports_to for team in reach.teams.values()}
    for name, team in reach.teams.items():
        if team.people == 0 or team.reports_to is None:
            continue
        path = f"organisation.teams.{name}.reports_to"
        if zero(scenario.organisation.deference):
            yield path, "organisation.deference is 0"
        elif under_sales(scenario, name) is None:
            yield path, "none of their superiors sells"
        elif name not in below and (name not in answering or first_function(scenario, name) != "marketing"):
            yield path, "they are not of marketing, or answer no request"
