"""Scenarios in which functions are linked: by a hub, by meetings or by nobody, and their links carry anything."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

CARRIES = ("finance", "marketing", "sales", "development", "management", "research", "press", "service", None)


@st.composite
def with_links(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with links, standing work that aligns, teaches and trains, and a limit on discounts."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    standing = [kind for each in policy["standing"].values() for kind in each]
    some_kind = st.sampled_from([*standing, None])
    carried = draw(st.lists(st.sampled_from(CARRIES), max_size=4))
    world["links"] = {f"link{at}": {"carries": what} for at, what in enumerate(carried)}
    if draw(st.booleans()):
        world["links"]["hole"] = None
    built_by = draw(some_kind)
    met_by = draw(some_kind)
    world["hub"] = {
        "built_by": built_by,
        "met_by": None if met_by == built_by else met_by,
        "half_aligned": draw(st.sampled_from(["6 min", {"uncertain": {"low": "1 h", "high": "9 h"}}])),
        "half_life": "4 days",
        "at_start": draw(st.sampled_from([0, 0.5, 1])),
        "slow": draw(st.sampled_from([0, 0.7, 1])),
        "steep": draw(st.sampled_from([0, 1, 3])),
        "profile": {"built_by": draw(some_kind), "half_known": "1 h"},
        "training": {"built_by": draw(some_kind), "half_trained": "1 h", "lift": 1},
        "effects": {"backstop": 2, "breaks": 1, "gate": draw(st.sampled_from([0, 1]))},
    }
    policy["face_to_face"] = draw(st.sampled_from([0, 0.5]))
    policy["large_deal"] = draw(st.sampled_from([None, "5 kEUR"]))
    policy.setdefault("pricing", {})["limit"] = draw(st.sampled_from([1, 0.02]))
    return said
