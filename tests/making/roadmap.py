"""Scenarios in which products are developed, for whoever it may be, and promises fall due within days."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

STEERED = (
    {"market": 1},
    {"deals": 1},
    {"market": 0.25, "deals": 0.25, "customers": 0.25, "rivals": 0.25},
    {"market": {"uncertain": {"low": 0.3, "high": 0.7}}, "customers": 0.5},
)


@st.composite
def with_roadmap(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with somebody who develops its products, if anybody does standing work."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    standing = [kind for each in policy["standing"].values() for kind in each]
    world["roadmap"] = {
        "built_by": draw(st.sampled_from([*standing, None])),
        "feature_hours": draw(st.sampled_from(["1 s", "3 h", {"uncertain": {"low": "1 h", "high": "9 h"}}])),
        "one_off_hours": draw(st.sampled_from(["1 h", "5 h"])),
        "step": draw(st.sampled_from([0, 0.3, 1])),
        "upkeep": draw(st.sampled_from(["0 %/year", "15 %/year", "5000 %/year"])),
        "built": draw(st.sampled_from(["0 h", "100 h"])),
        "promise_due": draw(st.sampled_from(["1 s", "3 days", "4 weeks"])),
        "asks": draw(st.sampled_from(["0 per year", "40 per year"])),
        "gone_stale": draw(st.sampled_from(["0 %/year", "1000 %/year"])),
        "broken": 3,
    }
    if draw(st.booleans()):
        world.setdefault("attributes", {"speed": {}, "hole": None, "safety": {}})
        products = world.setdefault("products", {}) or {"suite": {}}
        world["products"] = {name: said and {**said} for name, said in products.items()}
    policy["roadmap"] = draw(st.sampled_from(STEERED))
    policy["promises"] = draw(st.sampled_from([0, 0.5, 1]))
    return said
