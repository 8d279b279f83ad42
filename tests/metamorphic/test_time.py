"""A world twice as slow is the same world: doubling every time doubles every moment and changes nothing else."""

from datetime import date
from typing import Any

from hypothesis import assume, given
from metamorphic.worlds import EXAMPLES, records, there
from strategies import ALWAYS, MONDAY, Map, day, scenarios

from gtmsim.program.layout import What

IN_TICKS = (What.DONE, What.INTERRUPTED, What.STOOD, What.CUT, What.CUT_STANDING)
DURATIONS = {
    "session", "gap", "clock", "loss_clock", "patience", "time_out", "scale", "recycle_after",
    "sla", "head_start", "hours_saved", "standing_session", "resumption", "horizon",
}  # fmt: skip
# What is counted in days or drawn over time is rounded to ticks, so that twice the time is not twice the ticks.
HOURS = {"1 h": 1, "4 h": 4, "8 h": 8, "1 day": 24, "1 week": 168}
# People quit on Mondays and quarters end on dates, targets and nurture go by the week, however slow the world.
CAREERS = (
    "turnover",
    "time_to_hire",
    "openings",
    "ramp",
    "quota",
    "switching",
    "specialisation",
    "hiring",
    "leaving",
)
BY_DATE = ("customers", "price", "pricing", "launches", "emerges")
OF_THE_MARKET = (
    "knowledge",
    "channels",
    "budget",
    "targeting",
)  # by the week, too, or of sources that are replaced
# What moves on Mondays, or takes hours of its own whatever the world's pace.
OF_THE_FIRM = (
    "attributes",
    "needs",
    "rival",
    "links",
    "hub",
    "roadmap",
    "promises",
    "loyalty",
    "committee",
    "trust",
    "misrouting",
    "role_clarity",
    "reporting",
    "planning",
    "specialists",
    "stale_skill",
)
LEFT_OUT = (
    "score_head_start",
    "request",
    "speed",
    "library",
    "volume",
    "nurtur",
    *CAREERS,
    *BY_DATE,
    *OF_THE_MARKET,
    *OF_THE_FIRM,
)
OF_SOURCES = ("intent", "scoring", "head_start", "starts_at")


def exact(value: Any, key: str = "") -> Any:
    """Return a scenario without what is rounded: every number certain, every duration a multiple of 61 minutes.

    So nobody leaves at the very moment their work is done, when one tick of it stays, however slow the world.
    """
    if key in DURATIONS:
        return f"{61 * HOURS.get(str(value), 2)} min"
    if key == "deal_value" or not isinstance(value, dict):
        return value
    if set(value) == {"uncertain"}:
        said = value["uncertain"]
        return said["mean"] if "mean" in said else (said["low"] + said["high"]) / 2
    return {name: exact(each, name) for name, each in value.items() if not name.startswith(LEFT_OUT)}


def only_exact(scenario: Map) -> Map:
    """Return a scenario of leads that are there from the start, in an organisation that is always open."""
    world, organisation, policy = scenario["world"], scenario["organisation"], scenario["policy"]
    segment = next(iter(there(world["segments"])))
    first = {"mix": {segment: 1}, "rate": 0, "first": 6, "last": 6}
    sources = {
        name: one and first | {field: one[field] for field in OF_SOURCES if field in one}
        for name, one in world["sources"].items()
    }
    handoffs = {name: {"recycle_after": "4 h"} | one for name, one in policy["handoffs"].items()}
    said: Map = exact(
        {
            "gtmsim": 1,
            "world": {**world, "sources": sources},
            "organisation": {**organisation, "calendars": dict.fromkeys(organisation["calendars"], ALWAYS)},
            "policy": {"standing_session": "1 h", "resumption": "2 h", **policy, "handoffs": handoffs},
            "run": {"start": str(MONDAY), "horizon": "1 week"},
        }
    )
    return said


def doubled(value: Any, key: str = "") -> Any:
    """Return the same scenario with everything taking twice as long."""
    if key in DURATIONS:
        amount, unit = str(value).split()
        return f"{2 * int(amount)} {unit}"
    if key in ("starts", "leaves"):
        return day(2 * (date.fromisoformat(value) - MONDAY).days)
    return {name: doubled(each, name) for name, each in value.items()} if isinstance(value, dict) else value


@EXAMPLES
@given(scenarios())
def test_twice_the_time_is_the_same_story_told_slowly(scenario: Map) -> None:
    once = only_exact(scenario)
    told = records(once).tolist()
    # A stage that timed out while in hand ends one second after it is put down: the one span that is a second by nature.
    put_down = {(tick + 1, entity) for tick, _, entity, what, *_ in told if what == What.INTERRUPTED}
    assume(not any((row[0], row[2]) in put_down for row in told if row[3] == What.TIMED_OUT))
    fast = [[2 * tick, phase, entity, what, a, 2 * b if what in IN_TICKS else b]
            for tick, phase, entity, what, a, b in told if what != What.WEEK]  # fmt: skip
    slow = [row for row in records(doubled(once)).tolist() if row[3] != What.WEEK]
    assert slow == fast
