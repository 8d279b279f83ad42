"""Scenarios in which numbers change on a Monday, people are reorganised, and customers leave or are bought at once."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Map = dict[str, Any]

RATES = ("0 per week", "3 per day", {"uncertain": {"low": "1 per week", "high": "9 per week"}})
SHARES = (0, 0.4, 1, {"uncertain": {"low": 0.2, "high": 0.8}})


@st.composite
def with_events(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario for a little more than two weeks, in which something happens after one or two of them."""
    said = deepcopy(said)
    said["run"]["horizon"] = "16 days"
    ways = [_numbers, _reorganised, _lost, _bought]
    said["events"] = {}
    for number in range(draw(st.integers(1, 3))):
        event: Map = {"at": draw(st.sampled_from(["1 week", "2 weeks"]))}
        for way in draw(st.lists(st.sampled_from(ways), min_size=1, max_size=3, unique=True)):
            way(draw, said, event)
        if event["at"] == "1 week" and draw(st.booleans()):
            event["until"] = "2 weeks"
        said["events"][f"event-{number}"] = event
    return said


def _numbers(draw: st.DrawFn, said: Map, event: Map) -> None:
    """Let rates, wishes and what waits in line be others."""
    world: Map = {"segments": {}, "sources": {}, "stages": {}}
    for name, segment in said["world"]["segments"].items():
        if segment is not None:
            world["segments"][name] = {"in_market": draw(st.sampled_from(RATES))}
    for name, source in said["world"]["sources"].items():
        if source is not None and source.get("kind", "stream") == "stream":
            world["sources"][name] = {"rate": draw(st.sampled_from(RATES))}
    for name, stage in said["world"]["stages"].items():
        if stage is not None:
            world["stages"][name] = {"decay": {"exponent": draw(st.sampled_from([0, 1]))}, "clock": "3 h"}
    handoffs = {
        name: {"threshold": draw(st.sampled_from([0, 0.5])), "same_person": 1} for name in world["stages"]
    }
    event["world"] = world
    event["policy"] = {"handoffs": handoffs, "budget": draw(st.sampled_from(["0 EUR/year", "900 kEUR/year"]))}


def _reorganised(draw: st.DrawFn, said: Map, event: Map) -> None:
    event["reorganises"] = {
        "dip": draw(st.sampled_from([0, 0.5, 0.999])),
        "recovery": draw(st.sampled_from(["1 s", "1 week", "1 year"])),
        "ties": draw(st.sampled_from(SHARES)),
        "quits": draw(st.sampled_from([0, 3])),
    }


def _lost(draw: st.DrawFn, said: Map, event: Map) -> None:
    if said["world"].get("customers", {}).get("term"):
        event["loses_largest"] = draw(st.sampled_from([1, 3, 10**9]))


def _bought(draw: st.DrawFn, said: Map, event: Map) -> None:
    """Buy accounts, where there is a market of them, and something to sell."""
    world = said["world"]
    pools = any(source and source.get("kind") == "pool" for source in world["sources"].values())
    products = [
        name
        for name, each in world.get("products", {}).items()
        if each is not None and not each.get("launches")
    ]
    if pools and products and world.get("customers", {}).get("term"):
        alive = [name for name, segment in world["segments"].items() if segment is not None]
        event["acquires"] = {draw(st.sampled_from(alive)): draw(st.sampled_from([1, 5, 10**9]))}
        event["acquired_value"] = draw(st.sampled_from(["9 kEUR", {"median": "9 kEUR", "sigma": 2}, "0 EUR"]))
        event["product"] = draw(st.sampled_from(products))
