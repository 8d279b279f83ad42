"""Scenarios in which the win is not the end: work follows it, contracts run out within days, and prices differ."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from making.loyalty import begin_with_customers, satisfied

Map = dict[str, Any]

TERMS = ("2 days", "30 h", "1 week", {"uncertain": {"low": "1 day", "high": "5 days"}}, None)
RATES = ("0 %/year", "9000 %/year", {"uncertain": {"low": "1000 %/year", "high": "20000 %/year"}})


@st.composite
def with_customers(draw: st.DrawFn, said: Map) -> Map:
    """Return the same scenario with work after the win, contracts, customers who come back, and discounts."""
    said = deepcopy(said)
    world, policy = said["world"], said["policy"]
    after = draw(st.sampled_from([[], ["install"], ["install", "teach"]]))
    for at, name in enumerate(after):
        world["stages"][name] = _after_win(draw, after[at + 1 :])
    _let_somebody_work(said["organisation"], after)
    standing = [kind for each in policy["standing"].values() for kind in each]
    world["customers"] = {
        "term": draw(st.sampled_from(TERMS)),
        "churn": draw(st.sampled_from(RATES)),
        "death": draw(st.sampled_from(RATES)),
        "built_by": draw(st.sampled_from([*standing, None])),
        "half_cared": draw(st.sampled_from(["1 h", "6 min"])),
        "half_life": "3 days",
        "onboarding": draw(st.sampled_from([0, 3])),
        "discount": draw(st.sampled_from([0, 4])),
    }
    if any(source and source.get("kind") == "pool" for source in world["sources"].values()):
        share = st.sampled_from([0.5, 1, {"uncertain": {"low": 0.1, "high": 0.9}}])
        world["sources"]["again"] = {
            "kind": "customers",
            "hand_raise": 0.9,
            "unprompted": 0.5,
            "share": draw(share),
        }
    begin_with_customers(draw, world)
    if draw(st.booleans()):
        world["loyalty"] = satisfied(draw, standing)
    policy["cross_sell"] = draw(st.sampled_from([0, 0.5, 1]))
    policy["pricing"] = {
        "discount": draw(st.sampled_from([0, 0.1])),
        "uplift": draw(st.sampled_from([0, 0.1])),
        "quarter_end": draw(st.sampled_from([0, 0.3, {"uncertain": {"low": 0, "high": 0.5}}])),
    }
    world["price"] = {"push": draw(st.sampled_from(["0 h", "1 week", "90 days"]))}
    return said


def _after_win(draw: st.DrawFn, later: list[str]) -> Map:
    stage: Map = {"after_win": True, "sessions": draw(st.sampled_from([1, 2, 0])), "session": "1 h"}
    for name, ways in (
        ("outcomes", [{"advance": 0.5, "lost": 0.5}, {"lost": 1}]),
        ("clock", ["6 h", {"exponential": "1 day"}]),
        ("time_out", ["8 h"]),
        ("patience", ["3 h", "1 day"]),
        ("decay", [{"exponent": 1}]),
        ("next", ["served", dict.fromkeys([*later[:1], "served"], 1 / len([*later[:1], "served"]))]),
    ):
        if draw(st.booleans()):
            stage[name] = draw(st.sampled_from(ways))
    return stage


def _let_somebody_work(organisation: Map, kinds: list[str]) -> None:
    """Let whoever is there do the work, by the first role they hold."""
    for team in organisation["teams"].values():
        if team and team["people"]:
            for role, weight in team["roles"].items():
                if weight and organisation["roles"].get(role):
                    organisation["roles"][role]["works"].update(dict.fromkeys(kinds, 1))
                    return
