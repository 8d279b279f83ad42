"""Scenarios that last until a review: functions believe, plan, cut and forecast."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

SHARES = (0, 0.5, 1, {"uncertain": {"low": 0.2, "high": 0.8}})
shares = st.sampled_from(SHARES)


@st.composite
def with_plans(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with reviews, one of them a quarter after its start, and sessions long enough to get there soon."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    world["reporting"] = {
        "noise": draw(st.sampled_from([0, 0.5, {"uncertain": {"low": 0.1, "high": 1}}])),
        "bias": draw(shares),
        "handoff_unseen": draw(shares),
        "voice": draw(st.sampled_from([0, 0.5, 3])),
        "benchmark": {
            each: draw(st.sampled_from([0, 1, 3])) for each, one in world["segments"].items() if one
        },
        "benchmark_conversion": draw(shares),
    }
    names: tuple[str, ...] = (
        "shared_reporting",
        "evidence",
        "benchmark",
        "learning",
        "adapt",
        "joint",
        "marketing_decides",
        "goal",
    )
    names += ("right_to_left", "growth", "budget_floor", "informed", "budget_of_forecast", "steer")
    policy["planning"] = {name: draw(shares) for name in names} | {
        "hurdle": draw(st.sampled_from([0, 1, 100])),
        "patience": draw(st.sampled_from(["1 week", "13 weeks"])),
        "delay": draw(st.sampled_from(["0 h", "3 days"])),
        "reserve": draw(st.sampled_from(["0 EUR", "1 EUR"])),
        "scorecard": draw(st.sampled_from([{"bookings": 1}, {"bookings": 0, "leads": 0.5, "margin": 0.5}])),
    }
    policy["target"] = draw(st.sampled_from(["1 kEUR/year", "10 MEUR/year"]))
    policy["standing_session"] = "1 day"
    for handoff in policy["handoffs"].values():
        handoff.update({"threshold": 0.5, "volume_target": "3 per week"})
    said["run"] = {
        **said["run"],
        "horizon": "14 weeks",
        "warm_up": draw(st.sampled_from(["0 weeks", "13 weeks"])),
    }
    return said
