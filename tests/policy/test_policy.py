"""A policy is data: dynamics never see a culture, and any mix of two policies is a policy."""

import re
from pathlib import Path

import pytest
import yaml

from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

ROOT = Path(__file__).parents[2]
CULTURES = re.compile(r"(market|sales|customer|competitor)[-_ ]?driven", re.IGNORECASE)

WORLD = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 20 per week, intent: 0.6}}
  stages:
    talk:
      sessions: 2
      clock: {exponential: 5 days}
      outcomes: {advance: 0.4, lost: 0.6}
      requests: {demo: 1 per week, tender: 0.5 per week}
  requests: {demo: {}, tender: {}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}, marketer: {works: {demo: 1, tender: 1}}, support: {works: {referred: 1}}}
  teams: {rep: {people: 2}, marketer: {people: 2}, support: {people: 1}}
run: {horizon: 8 weeks}
"""
ONE = {
    "standing": {"marketer": {"research": 0.27, "programs": 0.73}},
    "handoffs": {"talk": {"sla": "2 h", "rejects_below": 0.3, "newest_first": 0.0, "same_person": 1.0}},
    "intake": {"demo": {"refer": 1.0}, "tender": {"deny": 0.6, "refer": 0.4}},
}
OTHER = {
    "standing": {"marketer": {"research": 0.02, "programs": 0.98}},
    "handoffs": {"talk": {"sla": "24 h", "rejects_below": 0.0, "newest_first": 1.0, "same_person": 0.0}},
    "intake": {"demo": {"preempt": 1.0}, "tender": {"queue": 1.0}},
}


def mixed(a: object, b: object, share: float) -> object:
    """Return the policy between two: numbers and hours in between, what one leaves out counting as nothing."""
    if isinstance(a, dict) or isinstance(b, dict):
        a, b = a or {}, b or {}
        assert isinstance(a, dict)
        assert isinstance(b, dict)
        return {key: mixed(a.get(key), b.get(key), share) for key in {**a, **b}}
    if isinstance(a, str) and isinstance(b, str):
        return f"{share * float(a.split()[0]) + (1 - share) * float(b.split()[0]):g} h"
    return share * float(a or 0.0) + (1 - share) * float(b or 0.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_any_mix_of_two_policies_runs(share: float) -> None:
    text = WORLD + yaml.safe_dump({"policy": mixed(ONE, OTHER, share)}, sort_keys=False)
    trace = Reference().trace(lower(loads(text, "mix.yaml")), seed=7, replication=0)
    assert trace.totals.sum() > 0


@pytest.mark.mechanism(
    "A20",
    switch=["organisation.roles", "organisation.teams.*.roles"],
    shown="structures/mid_market/combined.yaml",
)
def test_two_organisations_with_one_policy_tell_the_same_story() -> None:
    text = WORLD + yaml.safe_dump({"policy": ONE}, sort_keys=False)
    renamed = re.sub(r"\brep\b", "closer", text.replace("marketer", "helper"))
    a, b = (
        Reference().trace(lower(loads(said, "one.yaml")), seed=7, replication=0) for said in (text, renamed)
    )
    assert a.records.tobytes() == b.records.tobytes()


def test_no_culture_is_named_where_things_happen() -> None:
    """Words of the catalogue belong to scenario files; the code decides by numbers."""
    code = [*ROOT.glob("src/gtmsim/**/*.py"), *ROOT.glob("ext/*.p*")]
    assert len(code) > 20
    named = [str(path.relative_to(ROOT)) for path in code if CULTURES.search(path.read_text())]
    assert named == []
