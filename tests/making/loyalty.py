"""Scenarios in which customers are there from the start, need support, are satisfied or not, and grow or shrink."""

from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]
WEIGHTS = (0, 1, {"uncertain": {"low": 0.5, "high": 3}})


def begin_with_customers(draw: st.DrawFn, world: Map) -> None:
    """Let some segments begin with customers, no more than there are accounts."""
    pooled = any(source and source.get("kind") == "pool" for source in world["sources"].values())
    for segment in filter(None, world["segments"].values()):
        most = segment.get("accounts", 0) if pooled else 5
        segment["customers_at_start"] = draw(st.integers(0, min(most, 5)))
        segment["customer_value"] = draw(st.sampled_from([None, {"median": "9 kEUR", "sigma": 1}]))


def satisfied(draw: st.DrawFn, standing: list[str]) -> Map:
    """Return what satisfies customers, who serves them and how they grow."""
    said: Map = {
        "gamma": draw(st.sampled_from(WEIGHTS)),
        "usual": draw(st.sampled_from([0, 0.5, 1])),
        "fit": draw(st.sampled_from([0, 2])),
        "service": draw(st.sampled_from([0, 1])),
        "tickets": draw(st.sampled_from(["0 per day", "3 per day"])),
        "served_by": draw(st.sampled_from([*standing, None])),
        "patience": draw(st.sampled_from(["0 h", "2 days", "3 weeks"])),
        "half_life": draw(st.sampled_from(["0 h", "4 days"])),
        "advocates": draw(st.sampled_from(WEIGHTS)),
        "growth": draw(st.sampled_from(["0 %/year", "900 %/year", "-90 %/year"])),
        "growth_spread": draw(st.sampled_from([0, 3, {"uncertain": {"low": 0.5, "high": 3}}])),
    }
    return said
