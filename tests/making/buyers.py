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
