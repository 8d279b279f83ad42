"""Checks on people: the roles they hold, when they work, and whether somebody may do every kind of work."""

from datetime import date

from gtmsim.scenario.answers import may_answer
from gtmsim.scenario.finding import Findings
from gtmsim.scenario.lines import superiors
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.organisation import Team
from gtmsim.scenario.unsaid import (
    REFERRED,
    alive,
    calendar_of,
    may_work,
    queue_kinds,
    roles_of,
    seller_work,
)
from gtmsim.scenario.values import central


def check_organisation(findings: Findings) -> None:
    """Tell what is wrong with roles, calendars and teams."""
    scenario = findings.scenario
    kinds = queue_kinds(scenario)
    gone = {**scenario.world.stages, **scenario.world.requests}
    for name, role in alive(scenario.organisation.roles).items():
        path = ("organisation", "roles", name)
        findings.names((*path, "works"), role.works, kinds, "a kind of work", gone)
        findings.names((*path, "speed"), role.speed, kinds, "a kind of work", gone)
    for name, team in alive(scenario.organisation.teams).items():
        path = ("organisation", "teams", name)
        _check_team(findings, path, name, team)
        segments = scenario.world.segments
        findings.names((*path, "knows"), team.knows, alive(segments), "a segment", segments)
    if not findings.in_doubt(("organisation", "teams")):
        _check_roles_are_held(findings)
        _check_lines(findings)


def _check_lines(findings: Findings) -> None:
    """Tell superiors who do not exist, and lines that come back to where they begin: each circle once."""
    teams = alive(findings.scenario.organisation.teams)
    told: set[str] = set()
    for name, team in teams.items():
        path = ("organisation", "teams", name, "reports_to")
        if team.reports_to is None or not findings.name(
            path, team.reports_to, teams, "a team", findings.scenario.organisation.teams
        ):
            continue
        if team.reports_to == name:
            findings.add(path, name, "another team: nobody reports to themselves")
            continue
        chain = superiors(teams, name)
        if chain[-1] == name and not told & set(chain):
            told |= set(chain)
            circle = " reports to ".join((name, *chain))
            findings.add(path, team.reports_to, f"a line that ends; {circle}")


def _check_roles_are_held(findings: Findings) -> None:
    """Tell roles that no team holds: whoever declares one believes somebody does its work."""
    organisation = findings.scenario.organisation
    teams = alive(organisation.teams)
    held = {role for name in teams for role, w in roles_of(findings.scenario, name).items() if central(w) > 0}
    for name in alive(organisation.roles):
        if name not in held:
            path = ("organisation", "roles", name)
            wanted = f"a team that holds it, even one of no people; teams are {listing(teams)}; null takes a role away"
            findings.add(path, "a role nobody holds", wanted, key=True)


def _check_team(findings: Findings, path: Path, name: str, team: Team) -> None:
    organisation = findings.scenario.organisation
    roles, calendars = alive(organisation.roles), alive(organisation.calendars)
    if team.roles is not None:
        findings.names((*path, "roles"), team.roles, roles, "a role", organisation.roles)
        if not any(central(weight) > 0 for weight in team.roles.values()):
            findings.add((*path, "roles"), "no role", "at least one role with a weight above 0")
    elif name not in roles:
        wanted = f"roles: {{<role>: 1}}, one of {listing(roles)}; without it the role is {name}, which does not exist"
        findings.add(path, "no role", wanted, suggestion(name, roles), key=True)
    if team.calendar is not None:
        findings.name((*path, "calendar"), team.calendar, calendars, "a calendar", organisation.calendars)
    elif len(calendars) != 1:
        wanted = (
            f"calendar: one of {listing(calendars)}" if calendars else "a calendar in organisation.calendars"
        )
        findings.add(path, "no calendar", wanted, key=True)
    _check_open(findings, path, calendar_of(findings.scenario, name))
    _check_dates(findings, path, team.starts, team.leaves)
    if len(team.members) > team.people and not findings.in_doubt((*path, "people")):
        findings.add(
            (*path, "members"),
            f"{len(team.members)} members",
            f"at most the {team.people} people of the team",
        )
    for person, member in alive(team.members).items():
        at = (*path, "members", person)
        if member.calendar is not None:
            findings.name((*at, "calendar"), member.calendar, calendars, "a calendar", organisation.calendars)
            _check_open(findings, at, member.calendar)
        if member.starts or member.leaves:
            _check_dates(findings, at, member.starts or team.starts, member.leaves or team.leaves)


def _check_open(findings: Findings, path: Path, calendar: str | None) -> None:
    used = alive(findings.scenario.organisation.calendars).get(calendar or "")
    if used is not None and not used.week:
        findings.add((*path, "calendar"), calendar, "a calendar that opens at least once a week")


def _check_dates(findings: Findings, path: Path, starts: date | None, leaves: date | None) -> None:
    if starts is not None and leaves is not None and leaves <= starts:
        findings.add((*path, "leaves"), leaves, f"a date after the start on {starts}")


def check_someone_may(findings: Findings) -> None:
    """Tell every kind of work that comes up and that nobody may do."""
    scenario = findings.scenario
    for name, stage in alive(scenario.world.stages).items():
        if seller_work(stage) and not may_work(scenario, name):
            _nobody(findings, ("world", "stages", name), name, "or sessions: 0 when there is no seller work")
    referred = False
    for name in alive(scenario.world.requests):
        answers = may_answer(scenario, name)
        referred = referred or "refer" in answers
        if answers & {"preempt", "queue"} and not may_work(scenario, name):
            _nobody(
                findings, ("world", "requests", name), name, f"or refer or deny it in policy.intake.{name}"
            )
    if referred and not may_work(scenario, REFERRED):
        _nobody(findings, ("policy", "intake"), REFERRED, "or refer nothing")


def _nobody(findings: Findings, path: Path, kind: str, otherwise: str) -> None:
    wanted = f"a team holding a role with {kind} in its works, {otherwise}"
    findings.add(path, f"nobody may work {kind}", wanted, key=True)
