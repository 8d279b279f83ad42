"""What must fit together around the hub: who does its work, and what its links lead to."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.unsaid import alive, standing_kinds


def check_hub(findings: Findings) -> None:
    """Tell work that nobody could do, links to teams that are not there, and hours that would count twice."""
    scenario = findings.scenario
    world, teams = scenario.world, scenario.organisation.teams
    links, hub, path = alive(world.links), world.hub, ("world", "hub")
    for name, link in links.items():
        if link.team is not None and not findings.in_doubt(("organisation", "teams")):
            findings.name(("world", "links", name, "team"), link.team, alive(teams), "a team", teams)
    findings.names(("policy", "links"), scenario.policy.links or {}, links, "a link", world.links)
    kinds: list[tuple[Path, str | None]] = [
        ((*path, "built_by"), hub.built_by),
        ((*path, "met_by"), hub.met_by),
        ((*path, "profile", "built_by"), hub.profile.built_by),
        ((*path, "training", "built_by"), hub.training.built_by),
    ]
    for at, kind in kinds:
        if kind is not None and not findings.in_doubt(("policy", "standing")):
            known = standing_kinds(scenario)
            findings.name(at, kind, known, "a kind of standing work in policy.standing")
    if hub.built_by is not None and hub.met_by == hub.built_by:
        wanted = "another kind of work than the hub's: hours of one kind would count twice"
        findings.add((*path, "met_by"), hub.met_by, wanted)
