"""Scenarios in which buyers need something: needs that drift, buyers in no hurry, a segment that emerges, research that asks."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]
UNCERTAIN = {"uncertain": {"low": 0.2, "high": 0.8}}
SHARES = st.sampled_from([0, 0.5, 1, UNCERTAIN])


@st.composite
def with_needs(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario in a space of two needs."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    world["attributes"] = draw(st.sampled_from([{"speed": {}, "care": {}}, {"speed": {}, "gone": None}]))
    world["needs"] = {
        "fit": draw(st.sampled_from([0, 4])),
        "misjudged": draw(st.sampled_from([0, 1])),
        "learned": "1 week",
        "not_urgent": draw(st.sampled_from([1, 5])),
    }
    for one in world["segments"].values():
        if one is not None:
            one |= {
                "needs": {"speed": draw(st.sampled_from([0, 3]))},
                "drift": draw(st.sampled_from([0, 2])),
                "private": draw(SHARES),
                "urgent": draw(SHARES),
            }
            if draw(st.integers(0, 3)) == 0:
                one["emerges"] = draw(st.sampled_from(["2027-01-01", "2027-01-06", "2027-01-12"]))
    for one in (world.get("products") or {}).values():
        if one is not None:
            one["features"] = {"speed": draw(SHARES)}
    knowledge = world.setdefault("knowledge", {})
    knowledge |= {
        "resolution": draw(SHARES),
        "noticing": draw(st.sampled_from(["0 h", "5 h"])),
        "at_start": draw(SHARES),
    }
    horizon = draw(st.sampled_from(["0 weeks", "1 week", "1 year"]))
    policy["research"] = {"frame": draw(SHARES), "horizon": horizon, "business": draw(SHARES)}
    return said
