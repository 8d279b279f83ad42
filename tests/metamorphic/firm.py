"""One firm with every mechanism at work: the mid-market preset, and what that leaves out."""

from functools import lru_cache
from pathlib import Path

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load

FILE = Path(__file__).parents[2] / "scenarios" / "mid_market.yaml"
WEEKS = 65
STREAM = "list"
SEGMENTS = ("core", "adjacent", "large")
EVERYTHING = (
    "world.sources.list={rate: 3 per week, mix: {core: 0.6, adjacent: 0.3, large: 0.1}, intent: 0.5}",
    *(f"world.segments.{each}.urgent=0.7" for each in SEGMENTS),
    "world.knowledge={at_start: 0.2, resolution: 0.5}",
    "world.stale_skill=20",
    "world.products.platform={learning: 0.2, learnt_at: 30}",
    "world.committee.size=4",
    "world.trust={lift: 1, holds: 1, mutual: 1}",
    "world.loyalty={gamma: 3, advocates: 2, tickets: 2 per year, ticket: 2 h, served_by: care, growth_spread: 0.3, uplift: 2}",
    "world.reporting={noise: 0.5, bias: 0.3, handoff_unseen: 0.3, voice: 0.5, benchmark: {core: 2}, benchmark_conversion: 0.1}",
    "organisation.teams.rep.knows={core: 0.4}",
    "policy.specialists=0.5",
    "policy.role_clarity=0.8",
    "policy.cross_sell=0.5",
    "policy.budget=80 kEUR/year",
    "policy.pricing={limit: 10 %, uplift: 3 %}",
    "policy.planning={adapt: 0.5, joint: 0.5, evidence: 0.5, benchmark: 0.2, goal: 0.5, hurdle: 5, patience: 13 weeks}",
    "policy.planning={reserve: 100 kEUR, informed: 0.5, budget_of_forecast: 0.5, steer: 0.5, delay: 2 weeks}",
    "policy.planning.budget_floor=0.5",
    "events.trouble={at: 26 weeks, world: {customers: {churn: 20 %/year}}, reorganises: {}}",
    f"run.horizon={WEEKS} weeks",
)
# The reference takes its time: the same firm in a small market.
SMALL = tuple(
    f"world.segments.{each}={{accounts: {accounts}, customers_at_start: 6}}"
    for each, accounts in zip(SEGMENTS, (160, 120, 40), strict=True)
)


def firm(*overrides: str) -> Program:
    """Return the program of the firm with everything in it, but for what is said otherwise."""
    return lower(load(FILE, (*EVERYTHING, *overrides)))


@lru_cache(maxsize=4)
def traced(*overrides: str) -> Trace:
    """Trace the firm on the core."""
    # A replication in which every mechanism has something to do: somebody forgets, somebody buys across, somebody quits.
    return select("core").trace(firm(*overrides), 14, 0)
