"""Checks on policy: names of what it is about, and an interrupt relation without circles."""

from collections.abc import Mapping

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.unsaid import alive, interrupts_of, queue_kinds, standing_kinds


def check_policy(findings: Findings) -> None:
    """Tell what is wrong with standing work, hand-offs, intake and interrupts."""
    scenario = findings.scenario
    world, policy = scenario.world, scenario.policy
    stages, requests, roles = alive(world.stages), alive(world.requests), alive(scenario.organisation.roles)
    findings.names(("policy", "standing"), policy.standing, roles, "a role", scenario.organisation.roles)
    findings.names(("policy", "handoffs"), policy.handoffs, stages, "a stage", world.stages)
    findings.names(("policy", "intake"), policy.intake, requests, "a request", world.requests)
    findings.names(("policy", "reusable"), policy.reusable, requests, "a request", world.requests)
    findings.names(("policy", "toolkit"), policy.toolkit or {}, stages, "a stage", world.stages)
    teams = scenario.organisation.teams
    findings.names(("policy", "hiring"), policy.hiring, alive(teams), "a team", teams)
    _check_interrupts(findings)
    path = ("world", "library", "built_by")
    made_by = world.library.built_by
    if made_by is not None and findings.written(path) and not findings.in_doubt(("policy", "standing")):
        findings.name(path, made_by, standing_kinds(scenario), "a kind of standing work in policy.standing")


def _check_interrupts(findings: Findings) -> None:
    scenario = findings.scenario
    queues, standing = queue_kinds(scenario), standing_kinds(scenario)
    gone = {**scenario.world.stages, **scenario.world.requests}
    relation = interrupts_of(scenario)
    if scenario.policy.interrupts is not None:
        path = ("policy", "interrupts")
        findings.names(path, relation, queues, "a kind of work that waits in a queue", gone)
        for kind, victims in relation.items():
            if findings.in_doubt(("policy", "standing")):
                break  # which standing work there is will be known when it is put right
            findings.names((*path, kind), victims, [*queues, *standing], "a kind of work", gone)
    circle = find_circle(
        {kind: [each for each, w in victims.items() if w > 0] for kind, victims in relation.items()}
    )
    if circle:
        told = " interrupts ".join(circle)
        findings.add(
            ("policy", "interrupts", circle[0], circle[1]), told, "interrupts without a circle", key=True
        )


def find_circle(edges: Mapping[str, list[str]]) -> list[str]:
    """Return a way from a kind back to itself, first and last the same, or nothing when there is none."""
    done: set[str] = set()

    def visit(kind: str, way: list[str]) -> list[str]:
        if kind in way:
            return [*way[way.index(kind) :], kind]
        if kind in done:
            return []
        done.add(kind)
        for victim in edges.get(kind, ()):
            if circle := visit(victim, [*way, kind]):
                return circle
        return []

    for kind in edges:
        if circle := visit(kind, []):
            return circle
    return []
