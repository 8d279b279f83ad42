"""Scenarios with rivals in the deals, in the space of needs and in the accounts."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

RATES = ("0 %/year", "500 %/year", {"uncertain": {"low": "100 %/year", "high": "3000 %/year"}})
STAYS = ({"fixed": "2 days"}, {"exponential": "1 week"}, {"median": "1 day", "sigma": 1})


@st.composite
def with_rivals(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with somebody else who sells, a hole among them, and prices that are met or not."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    segments = [name for name, each in world["segments"].items() if each is not None]
    attributes = [name for name, each in world.get("attributes", {}).items() if each is not None]
    names = draw(st.sampled_from([["one"], ["one", "two"], ["one", "gone", "two"]]))
    world["rivals"] = {
        name: None if name == "gone" else draw(_rival(segments, attributes, 1 / len(names))) for name in names
    }
    standing = [kind for each in policy["standing"].values() for kind in each]
    world["rivalry"] = {
        "voice": draw(st.sampled_from([0, 0.4, 1])),
        "half_drowned": draw(st.sampled_from(["10 h", "40 h"])),
        "incumbency": draw(st.sampled_from([0, 1])),
        "copy_cost": draw(st.sampled_from([0, 0.5, 1])),
        "intelligence": {
            "built_by": draw(st.sampled_from([*standing, None])),
            "half_known": "2 h",
            "half_life": draw(st.sampled_from(["2 days", "4 weeks"])),
            "lift": draw(st.sampled_from([0, 2])),
        },
    }
    for name in segments:
        contested = draw(st.sampled_from([0, 0.5, 1]))
        world["segments"][name] = {**world["segments"][name], "contested": contested}
    match = draw(st.sampled_from([0, 0.5, 1, {"uncertain": {"low": 0, "high": 1}}]))
    policy["pricing"] = {**policy.get("pricing", {}), "match": match}
    return said


@st.composite
def _rival(draw: st.DrawFn, segments: list[str], attributes: list[str], most: float) -> Map:
    share = st.sampled_from([0, most / 2, most])
    return {
        "features": {name: draw(st.sampled_from([0, 0.5, 1])) for name in attributes},
        "price": draw(st.sampled_from([0.5, 1, 1.5, {"uncertain": {"low": 0.6, "high": 1.1}}])),
        "reacts": draw(st.sampled_from(RATES)),
        "defends": draw(st.sampled_from([0, 0.5, 1, {"uncertain": {"low": 0, "high": 1}}])),
        "copies": draw(st.sampled_from(RATES)),
        "copy_delay": draw(st.sampled_from(["0 h", "1 week", "10 weeks"])),
        "builds": draw(st.sampled_from(RATES)),
        "tracks": draw(st.sampled_from([0, 0.5, 1])),
        "voice": draw(st.sampled_from(["0 h", "5 h"])),
        "presence": {name: draw(share) for name in segments if draw(st.booleans())},
        "customers": {name: draw(share) for name in segments if draw(st.booleans())},
        "stays": draw(st.sampled_from(STAYS)),
    }
