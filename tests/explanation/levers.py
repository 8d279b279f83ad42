"""Worlds in which it is known by construction what each lever brings."""

from collections.abc import Sequence

from gtmsim.scenario import Scenario, loads

FUNNELS = """
gtmsim: 1
world:
  segments: {smb: {deal_value: {fixed: 10 kEUR}}}
  sources:
    web: {rate: 3 per week, intent: 1, starts_at: call}
    fair: {rate: 2 per week, intent: 1, starts_at: meet}
  stages:
    call: {session: 30 min, clock: {fixed: 1 day}, outcomes: {advance: 0.5, lost: 0.5}, next: sign}
    meet: {session: 1 h, clock: {fixed: 1 day}, outcomes: {advance: 0.4, lost: 0.6}, next: sign}
    sign: {sessions: 0, outcomes: {advance: 1}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles:
    rep: {works: {call: 1}}
    host: {works: {meet: 1}}
  teams:
    rep: {people: 1, cost: 50 kEUR/year}
    host: {people: 1, cost: 60 kEUR/year}
policy: {}
run: {horizon: 12 weeks, replications: 12, seed: 7}
"""

MORE_LEADS = "world.sources.fair.rate=6 per week"
PICKIER = "policy.handoffs={call: {threshold: 0.6}}"
SURE_TO_WIN = "world.stages.meet.outcomes={advance: 1, lost: 0}"
NEVER_WON = "world.stages.meet.outcomes={advance: 0, lost: 1}"
NOBODY_COMES = "world.sources.fair.rate=0 per week"
SEVEN = (
    MORE_LEADS,
    PICKIER,
    "organisation.teams.rep.people=2",
    "policy.standing={rep: {prospecting: 1}}",
    "policy.target=1 MEUR/year",
    "run.horizon=13 weeks",
    "policy.pursuit.sharpness=1",
)  # a lever each


def funnels(*overrides: str) -> Scenario:
    """Return two ways to sell that share nothing: leads of the web are called by reps, those of fairs are met by hosts."""
    return loads(FUNNELS, "funnels.yaml", overrides)


def both(overrides: Sequence[str], more: Sequence[str]) -> tuple[Scenario, Scenario]:
    """Return the two funnels with some overrides, and with more of them."""
    return funnels(*overrides), funnels(*overrides, *more)
