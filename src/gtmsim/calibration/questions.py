"""Questions worth asking of a calibrated organisation, as scenarios laid over it: who does what, and two people more.

Each text extends the calibrated file and keeps its headcount, except where more people are the question.
"""

from gtmsim.calibration import Calibration
from gtmsim.scenario import Scenario, loads
from gtmsim.scenario.render import render

LEAST_SPLIT = 0.1


def questions(found: Calibration, baseline: str) -> dict[str, str]:
    """Return file stem -> scenario text, each extending `baseline` (the calibrated file's name).

    `lead_desk` and `one_person` are meant to be compared with each other: the first splits off people for the stages before the
    opportunity, the second lets everyone do everything and keeps every lead with one person.
    """
    scenario = loads(found.yaml, "calibrated")
    texts = {}
    split = _lead_desk(found, scenario)
    if split is not None:
        texts["lead_desk"] = _text(
            "What if people of their own worked the leads, and others the opportunities?", split, baseline
        )
    texts["one_person"] = _text(
        "What if one person took every lead all the way, with as many people as today?",
        _one_person(scenario),
        baseline,
    )
    for role in scenario.organisation.roles:
        team = _largest(scenario, role)
        if team is not None:
            more = scenario.organisation.teams[team].people + 2  # type: ignore[union-attr]
            data: dict[str, object] = {"organisation": {"teams": {team: {"people": more}}}}
            texts[f"two_more_{role}"] = _text(f"What would two people more in {team} change?", data, baseline)
    return texts


def _text(question: str, data: dict[str, object], baseline: str) -> str:
    return render({"extends": baseline, **data}, {"": question})


def _stages(scenario: Scenario) -> list[str]:
    """Return the stages that have people's work."""
    return [
        name for name, stage in scenario.world.stages.items() if stage is not None and stage.sessions != 0
    ]


def _largest(scenario: Scenario, role: str) -> str | None:
    """Return the team with most people in a role."""
    teams = {
        n: t.people
        for n, t in scenario.organisation.teams.items()
        if t is not None and role in (t.roles or {n: 1})
    }
    return max(teams, key=lambda n: teams[n]) if teams else None


def _lead_desk(found: Calibration, scenario: Scenario) -> dict[str, object] | None:
    """Return the overlay that splits each team of a mixed role by hours of work before and after the opportunity begins."""
    stages = list(scenario.world.stages)
    border = next((i for i, s in enumerate(stages) if _stage(scenario, s, "opportunity")), 1)
    early = set(stages[:border])
    hours = _hours(found)
    roles: dict[str, object] = {}
    teams: dict[str, object] = {}
    for name, role in scenario.organisation.roles.items():
        works = [k for k, weight in (role.works if role else {}).items() if weight != 0]
        before = [k for k in works if k in early]
        total = sum(hours.get(k, 0.0) for k in works)
        part = sum(hours.get(k, 0.0) for k in before) / total if total else 0.0
        if not LEAST_SPLIT <= part <= 1 - LEAST_SPLIT:
            continue
        roles[f"{name}_leads"] = {"works": dict.fromkeys(before, 1)}
        roles[name] = {"works": dict.fromkeys(before, 0)}
        for team_name, team in scenario.organisation.teams.items():
            if team is None or name not in (team.roles or {team_name: 1}):
                continue
            leads = round(team.people * part)
            if not 0 < leads < team.people:
                continue
            teams[team_name] = {"people": team.people - leads}
            like = {"calendar": team.calendar, "speed": team.speed}
            teams[f"{team_name}_leads"] = {
                "people": leads,
                "roles": {f"{name}_leads": 1},
                **{k: v for k, v in like.items() if v is not None},
            }
    return {"organisation": {"roles": roles, "teams": teams}} if teams else None


def _one_person(scenario: Scenario) -> dict[str, object]:
    """Return the overlay in which everyone may do everything and every case stays with one person."""
    stages = _stages(scenario)
    return {
        "organisation": {
            "roles": {r: {"works": dict.fromkeys(stages, 1)} for r in scenario.organisation.roles}
        },
        "policy": {"handoffs": {s: {"same_person": 1, "keeps_owner": 1} for s in stages}},
    }


def _stage(scenario: Scenario, stage: str, field: str) -> object:
    return getattr(scenario.world.stages[stage], field, None)


def _hours(found: Calibration) -> dict[str, float]:
    """Return the log's session hours by stage."""
    stages = found.log_summary["stages"]
    assert isinstance(stages, dict)
    return {
        s: v["session_hours"].get("mean", 0.0) * v["session_hours"].get("n", 0.0) for s, v in stages.items()
    }
