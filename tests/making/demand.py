"""Markets to compare the engines on: small segments seen often, several channels, noise, knowledge, products."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Map = dict[str, Any]
UNCERTAIN = {"uncertain": {"low": 0.2, "high": 0.8}}


def clocks() -> SearchStrategy[Map]:
    """Return the clocks of a segment's accounts: episodes come often enough to see an account again."""
    return st.fixed_dictionaries(
        {
            "in_market": st.sampled_from(["1 per day", "4 per day", "2 per week"]),
            "stay": st.sampled_from(["12 h", {"exponential": "2 days"}, {"weibull": "2 days", "shape": 2}]),
        },
        optional={"potential_spread": st.sampled_from([0, 1, UNCERTAIN])},
    )


def channel(kinds: list[str]) -> SearchStrategy[Map]:
    """Return what a channel has of its own."""
    return st.fixed_dictionaries(
        {},
        optional={
            "word_of_mouth": st.sampled_from([0, 0.9]),
            "noise": st.sampled_from(["20 per day", "2 per day", 0]),
            "brand": st.sampled_from([0, 0.5, 1, UNCERTAIN]),
            "half_saturation": st.just("5 h"),
            "commission": st.just(0.1),
            **({"built_by": st.sampled_from(kinds)} if kinds else {}),
        },
    )


def shares_of(names: list[str]) -> SearchStrategy[Map]:
    """Return shares that add up to 1: all to the first or the last, or equal ones."""
    equal = dict.fromkeys(names, round(1 / len(names), 9))
    return st.sampled_from(
        [equal, dict.fromkeys(names, 0) | {names[0]: 1}, dict.fromkeys(names, 0) | {names[-1]: 1}]
    )


def products(segments: list[str]) -> SearchStrategy[Map]:
    """Return things to sell; some are launched later."""
    one = st.fixed_dictionaries(
        {},
        optional={
            "value": st.sampled_from([0.5, 2, {"uncertain": {"low": 0.5, "high": 2}}]),
            "fit": st.just({segments[0]: 1}),
            "launches": st.sampled_from(["2026-12-01", "2027-01-06", "2027-01-08"]),
        },
    )
    return st.fixed_dictionaries({"suite": one}, optional={"starter": one})


def one_of_two(draw: st.DrawFn) -> bool:
    """Toss a coin."""
    return bool(draw(st.booleans()))


@st.composite
def demand(draw: st.DrawFn, said: Map) -> Map:
    """Add to a scenario, now and then, what makes a market of it; what is not drawn is off."""
    world, policy = said["world"], said["policy"]
    kinds = list(dict.fromkeys(kind for each in policy["standing"].values() for kind in each))
    segments = [name for name, one in world["segments"].items() if one is not None]
    pools = [name for name, one in world["sources"].items() if one is not None and one.get("kind") == "pool"]
    for name in segments if pools else []:
        world["segments"][name] |= draw(clocks())
    for name in pools:
        world["sources"][name] |= draw(channel(kinds))
    if pools and one_of_two(draw):
        second = {"kind": "pool", "hand_raise": 0.5, "unprompted": draw(st.sampled_from([0, 0.3]))}
        world["sources"]["second"] = second | draw(channel(kinds))
        pools.append("second")
    if pools and one_of_two(draw):
        policy["channels"] = draw(shares_of(pools))
        policy["budget"] = "5000 EUR per week"
    if segments and one_of_two(draw):
        policy["targeting"] = draw(shares_of(segments))
    if kinds and one_of_two(draw):
        world["knowledge"] = {
            "built_by": draw(st.sampled_from(kinds)),
            "half_known": "2 h",
            "half_life": "1 week",
        }
    if draw(st.integers(0, 3)) == 0:
        world["products"] = draw(products(segments))
        if one_of_two(draw):
            policy["offers"] = {segments[0]: draw(shares_of(list(world["products"])))}
    return said
