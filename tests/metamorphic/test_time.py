"""A world twice as slow is the same world: doubling every time doubles every moment and changes nothing else."""

from datetime import date
from typing import Any

from hypothesis import given
from metamorphic.worlds import EXAMPLES, records, there
from strategies import ALWAYS, MONDAY, Map, day, scenarios

from gtmsim.program.layout import What

IN_TICKS = (What.DONE, What.INTERRUPTED, What.STOOD, What.CUT, What.CUT_STANDING)
DURATIONS = {
    "session", "gap", "clock", "loss_clock", "patience", "time_out", "scale", "recycle_after",
    "sla", "head_start", "hours_saved", "standing_session", "resumption", "horizon",
}  # fmt: skip
# What is counted in days or drawn over time is rounded to ticks, so that twice the time is not twice the ticks.
LEFT_OUT = ("score_head_start", "request", "speed")
OF_SOURCES = ("intent", "scoring", "head_start", "starts_at")


def exact(value: Any, key: str = "") -> Any:
    """Return a scenario without what is rounded: every duration known in whole hours, every number certain."""
    if key in DURATIONS:
        return (
            value if value in ("1 h", "2 h", "4 h", "8 h", "1 day", "2 days", "4 days", "1 week") else "2 h"
        )
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
    fast = [[2 * tick, phase, entity, what, a, 2 * b if what in IN_TICKS else b]
            for tick, phase, entity, what, a, b in records(once).tolist() if what != What.WEEK]  # fmt: skip
    slow = [row for row in records(doubled(once)).tolist() if row[3] != What.WEEK]
    assert slow == fast
