"""What a generated scenario may say about help for single deals and about material."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Map = dict[str, Any]

shares = st.sampled_from([0, 0.5, 1, 0.3, {"uncertain": {"low": 0.2, "high": 0.8}}])
ANSWERS = (
    {"preempt": 1},
    {"queue": 0.5, "refer": 0.5},
    {"self_serve": 0.5, "deny": 0.5},
    {"refer": 1},
    {"deny": 1},
    {"self_serve": 1},
)
SITUATIONS = ("beyond", "large", "contested", "customers")


def some_of(fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[Map]:
    """Return a few of the fields, often none."""
    return st.just({}) | st.fixed_dictionaries({}, optional=fields)


def situations() -> SearchStrategy[Map]:
    """Return answers for some situations beside the plain ones."""
    return some_of(dict.fromkeys(SITUATIONS, st.sampled_from(ANSWERS)))


def contested() -> SearchStrategy[Map]:
    """Return what a segment says of rivals."""
    return some_of({"contested": shares})


def request_fields() -> SearchStrategy[Map]:
    """Return what a request costs, and what material spares of it."""
    return some_of({"avoidable": shares, "cost": st.sampled_from(["100 EUR", "5 kEUR"])})


def library(standing: list[str]) -> SearchStrategy[Map]:
    """Return what the library is like."""
    return some_of(
        {
            "built_by": st.sampled_from([*standing, None]),
            "level": shares,
            "half_covered": st.sampled_from(["1 h", "20 h"]),
            "half_life": st.sampled_from(["1 week", {"uncertain": {"low": "1 day", "high": "9 weeks"}}]),
            "lift": st.sampled_from([0, 1, -1]),
            "personas": st.sampled_from(
                [{"user": 1, "buyer": 1}, {"user": 1, "buyer": 0, "boss": 2}, {"one": 1}]
            ),
            "reusable_cost": shares,
            "reuse_gain": st.sampled_from([0.05, 0.5]),
        }
    )


def policy(stages: list[str], requests: list[str]) -> SearchStrategy[Map]:
    """Return plans, pressure, money for deals, and what is made of help."""
    fields: dict[str, SearchStrategy[Any]] = {
        "large_deal": st.sampled_from(["10 kEUR", "1 MEUR"]),
        "planned_help": st.sampled_from(["0 h", "2 h", "40 h"]),
        "target": st.sampled_from(["1 kEUR/year", "100 MEUR/year"]),
        "pressure": shares,
        "deal_budget": st.sampled_from(["0 EUR/year", "20 kEUR/year"]),
        "one_budget": shares,
        "adoption": shares,
        "joint_design": shares,
        "toolkit": st.sampled_from(stages).map(lambda stage: {stage: 1}),
    }
    if requests:
        fields["reusable"] = st.dictionaries(st.sampled_from(requests), shares, max_size=2)
    return some_of(fields)


@st.composite
def woven_in(draw: st.DrawFn, world: Map, plans: Map) -> None:
    """Add some of it to a world and a policy that are there already."""
    for segment in world["segments"].values():
        segment.update(draw(contested()))
    for request in world["requests"].values():
        request.update(draw(request_fields()))
    for intake in plans["intake"].values():
        intake.update(draw(situations()))
    standing = [kind for each in plans["standing"].values() for kind in each]
    world["library"] = draw(library(standing))
    plans |= draw(policy(list(world["stages"]), list(world["requests"])))
