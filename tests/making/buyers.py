"""Scenarios in which roles are not clear, so that work strays."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

CLARITY = (0, 0.5, 0.9, {"uncertain": {"low": 0.2, "high": 0.8}})


@st.composite
def with_unclear_roles(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with work that reaches the wrong person first, now and then."""
    said = deepcopy(said)
    said["policy"]["role_clarity"] = draw(st.sampled_from(CLARITY))
    said["world"]["misrouting"] = {
        "search": draw(st.sampled_from(["0 h", "30 min"])),
        "wait": draw(st.sampled_from(["0 h", "2 h", "1 day"])),
        "twice": draw(st.sampled_from([0, 0.5, 1])),
    }
    return said


COMMITTEES: tuple[Map, ...] = (
    {"size": 5},
    {"size": {"uncertain": {"low": 1, "high": 12}}, "by_value": 1, "reaches": 1},
    {},
)
TRUSTS: tuple[Map, ...] = (
    {"lift": 1, "holds": 1},
    {"lift": 2, "breaks": 1, "discounts": 2, "word": 1, "mutual": 2},
    {},
)


@st.composite
def with_committees(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with several who decide, trust that moves, and buyers who decide nothing more or less often."""
    said = deepcopy(said)
    said["world"]["committee"] = draw(st.sampled_from(COMMITTEES))
    said["world"]["trust"] = draw(st.sampled_from(TRUSTS))
    said["world"]["no_decision"] = draw(st.sampled_from([1, 0, 0.5, 3]))
    return said
