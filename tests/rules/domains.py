"""Where each number of the rulebook may lie. A parameter with a range of its own has a line here."""

import inspect
import math
from array import array
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from gtmsim.program import rules

LARGEST_INT = 2**53
JUST_BELOW_ONE = math.nextafter(1.0, 0.0)


def between(least: float, most: float, *edges: float) -> st.SearchStrategy[float]:
    """Return floats of a range, with its ends and the given edges far more often than chance has it."""
    return st.sampled_from([least, most, *edges]) | st.floats(least, most)


def whole(least: int, most: int, *edges: int) -> st.SearchStrategy[int]:
    """Return ints of a range: ends and edges, small ones that tie, and any."""
    small = st.integers(max(least, -3), min(most, 3))
    return st.sampled_from([least, most, *edges]) | small | st.integers(least, most)


UNIFORM = between(0.0, JUST_BELOW_ONE, 5e-324, 1e-300, 1e-13, 0.075, 0.5, 0.925, 1 - 1e-13)
SHARE = between(0.0, 1.0, 5e-324, 1e-12, 0.25, 0.5, JUST_BELOW_ONE)
POSITIVE = between(0.0, 1e18, 5e-324, 1e-300, 1e-12, 0.5, 1.0, 1.5, 60.0, 1e9, 1e12, 1e15)
SIGNED = POSITIVE | POSITIVE.map(lambda x: -x)
TICKS = whole(0, LARGEST_INT, 31, 32, 33, 63, 64, 65, 3_600, 604_800)
SIGNED_TICKS = TICKS | TICKS.map(lambda x: -x)

FLOATS: dict[str, st.SearchStrategy[float]] = {
    "u": UNIFORM,
    "family": st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0]),
    "b": between(0.0, 1e3, 5e-324, 1e-300, 0.1, 1.0, 2.5),  # sigma or shape
    "spread": st.sampled_from([0.0, 1.0]),
    "sigma": between(0.0, 1e3, 0.5, 2.0),
    "exponent": between(0.0, 1e3, 0.5, 2.0),
    "x": SIGNED | st.sampled_from([1e300, -1e300, 0.5, 1.5, 2.5, 0.49999999999999994]),
    "hazard": between(0.0, 1e3, 5e-324, 1e-300, 1e-9, 1e-3),
    "need": between(5e-324, 40.0, 1e-12, 1.0),
    "lift": between(-1e3, 1e3, 0.0, 0.5, -0.5),
    "weight": between(0.0, 2.0, 0.5, 1.0),
    "mean": between(0.0, 1e18, 1.0, 1.0 + 1e-13, 1.5, 2.0, 60_000.0, 1e6),
    "attempts": st.sampled_from([0.0, 1.0, 3.0, 255.0, 1e6]),
    "log_hazard": SIGNED,
    "planned": between(0.0, 1e18, 100.0, 3_600.0, 604_800.0) | st.just(-1.0),
    "budget_cents": between(0.0, 1e15, 1.0, 1e6) | st.just(-1.0),
    "eagerness_a": SIGNED,
    "eagerness_b": SIGNED,
    "before": SIGNED,
    "quits": SIGNED,
    "of_leads": SIGNED,
    "of_own": SIGNED,
    "shocks": UNIFORM,
    "drift": between(0.0, 10.0, 0.1, 0.5),
    "velocity": between(-1.0, 1.0, 0.0, 0.01, -0.01),
    "doors": between(0.0, 1e3, 0.5, 1.0, 2.5, 63.0, 64.0),
    "growth": SIGNED,
    "satisfied": SIGNED,
    "saving": between(0.0, 0.999, 0.25, 0.5),
    "steep": between(0.0, 20.0, 0.5, 1.0, 2.0),
    "carries": st.sampled_from([-1.0, 0.0, 1.0, 2.0, 7.0]),
    "tracking": between(0.0, 1e3, 0.5, 2.0),
    "clarity": SHARE,
    "wishes": st.sampled_from([0.0, 1.0, 0.0, 1.0, 2.0]),
    "until": st.sampled_from([0.0, 1.0, 2.0]),
    "wished_for": st.sampled_from([1.0, 2.0]),
    "needs": between(0.0, 400.0, 1e-10, 1.0, 80.0),
    "u_common": UNIFORM,
    "u_own": UNIFORM,
    "error": SIGNED,
    "truth": SIGNED,
    "earlier": SIGNED,
    "came": SIGNED,
    "marketing": SIGNED,
    "sales": SIGNED,
    "alike": SIGNED,
    "wanted_share": SHARE | st.just(-1.0),
    "yields": between(0.0, 1e12, 1.0, 100.0) | st.just(-1.0),
    "benchmark": SIGNED,
    "truths": between(0.0, 1e12, 1.0, 100.0) | st.just(-1.0),
    "decided": whole(0, 1000).map(float),
    "opened": whole(-1000, 1000).map(float),
    "ours": SIGNED,
    "own": SHARE | st.just(-1.0),
    "goal": SIGNED,
    "expected": POSITIVE,
    "handed": POSITIVE,
    "conversion": SIGNED,
    "brought": SIGNED,
    "told": SIGNED,
    "voice": between(0.0, 2.0, 0.5, 1.0),
    "counts": SIGNED,
    "there": st.sampled_from([0.0, 1.0]),
    "emerges": between(0.0, 1e7, 604_800.0),
    "noticing": between(0.0, 1e3, 1.0),
}
SHARES = (
    "base chance kept library lost newest_first no_decision observed reading rejects_below"
    " scoring share threshold without_intent line overload drained missed dependence start"
    " gain hours_share known money_share precision reach relevant response"
    " aligned coherence held in_person limit profile slow wanted"
    " usual private built features frame foresight lacking targets parts there resolution"
    " pressure gap adoption avoidable coverage bar pull effect shared_list learning"
    " step feature theirs filtered unfiltered velocity"
    " shared evidence bias joint say adapt kept_share missing right_to_left budget_floor informed steer unseen served noise_share"
)
FLOATS |= dict.fromkeys(SHARES.split(), SHARE)
OF_RIVALS = (
    "history needed rival_features best features parts presence held copies builds tracks copy_cost match"
    " rival_fit usual paid now then pace given"
)
FLOATS |= dict.fromkeys(OF_RIVALS.split(), SHARE) | dict.fromkeys(["met", "voice"], between(0.0, 1e6))

INTS: dict[str, st.SearchStrategy[int]] = {
    "what": whole(0, 7),
    "measure": whole(-1, 3),
    "accepted": SIGNED_TICKS,  # of those handed over, less what was turned down that came the week before
    "episode": whole(0, 2**30),
    "attempt": whole(0, 255, 253, 254),
    "stage": whole(0, 255),
    "close": whole(0, 10, 4, 5, 6, 7),
    "ordinal": whole(0, 65_535),
    "nth": whole(0, 2**24 - 1, 65_534, 65_535, 65_536),
    "team": whole(0, 2**20),
    "opening": whole(0, 1),
    "calendar_week": whole(0, 2**20),
    "request": whole(0, 1_023),
    "session": whole(0, 63),
    "answer": whole(0, 4),
    "result": SIGNED_TICKS,
    "territory": whole(-1, 2**24),
    "size": whole(0, 2**31, 3, 50),
    "place": whole(0, 2**20),
    "due_a": SIGNED_TICKS,
    "due_b": SIGNED_TICKS,
    "incumbent": whole(-1, 7),
}


def domain(name: str, type_name: type) -> st.SearchStrategy[Any]:
    """Return where a parameter may lie: by its name, or by its type."""
    if type_name is float:
        return FLOATS.get(name, POSITIVE)
    return INTS.get(name, TICKS) if type_name is int else st.booleans()


# Weekly rules read and write arrays: rows x columns of at most 8 x 8, named by `ROWS`, of numbers as `FLOATS` has them.
ARRAY_PLACES = 64
ROWS = "segments attributes products rivals links levels rows"
PLACES = "segment attribute product rival link level row column k"
INTS |= dict.fromkeys(ROWS.split(), whole(0, 8)) | dict.fromkeys(PLACES.split(), whole(0, 7))
TABLES = ("wishes",)
TYPES = {"float": float, "int": int, "bool": bool, "memoryview": memoryview, "memoryview[float]": memoryview}


@st.composite
def array_of(draw: st.DrawFn, name: str) -> memoryview:
    """Return a full array for a parameter: a few numbers of its domain, over and over; tables have rows that differ."""
    least, most = (ARRAY_PLACES, ARRAY_PLACES) if name in TABLES else (1, 8)
    some = draw(st.lists(FLOATS.get(name, POSITIVE), min_size=least, max_size=most))
    return memoryview(array("d", [some[i % len(some)] for i in range(ARRAY_PLACES)]))


def copies(arguments: list[Any]) -> list[Any]:
    """Return the same arguments, arrays as arrays of their own."""
    return [memoryview(array("d", each)) if isinstance(each, memoryview) else each for each in arguments]


@st.composite
def stretch_of_shares(draw: st.DrawFn) -> dict[str, Any]:
    """Return some shares and a stretch that lies within them."""
    shares = draw(st.lists(SHARE | between(0.0, 1e6), min_size=1, max_size=8))
    first = draw(st.integers(0, len(shares)))
    return {
        "shares": memoryview(array("d", shares)),
        "first": first,
        "count": draw(st.integers(0, len(shares) - first)),
    }


RULES: dict[str, Callable[..., Any]] = {
    name: rule
    for name, rule in inspect.getmembers(rules, inspect.isfunction)
    if rule.__module__.startswith("gtmsim.program.rulebook.")
}


@st.composite
def arguments(draw: st.DrawFn, rule: Callable[..., Any]) -> list[Any]:
    """Return arguments for a rule, by the names and types of its parameters; arrays are new for each call."""
    parameters = inspect.signature(rule).parameters
    known = draw(stretch_of_shares()) if "shares" in parameters else {}
    for name, parameter in parameters.items():
        if name not in known:
            said = TYPES.get(parameter.annotation, parameter.annotation)
            known[name] = draw(array_of(name)) if said is memoryview else draw(domain(name, said))
    return [known[name] for name in parameters]
