"""Whose hands know a segment, whose experience has gone stale, and what a firm has learnt of selling a product."""

from __future__ import annotations

from math import exp, log


def serves_rather(
    knows_a: float, load_a: int, person_a: int, knows_b: float, load_b: int, person_b: int
) -> bool:
    """Return whether work is kept for a rather than b: who knows the segment better, then who has less to do."""
    if knows_a != knows_b:
        return knows_a > knows_b
    if load_a != load_b:
        return load_a < load_b
    return person_a < person_b


def needs_moved(needs: memoryview, then: memoryview, segment: int, attributes: int) -> float:
    """Return which share of the weight of a segment's needs lies elsewhere than then (0..1)."""
    now_all = 0.0
    then_all = 0.0
    for k in range(attributes):
        now_all = now_all + needs[segment * attributes + k]
        then_all = then_all + then[segment * attributes + k]
    if now_all <= 0.0 or then_all <= 0.0:
        return 0.0
    moved = 0.0
    for k in range(attributes):
        more = needs[segment * attributes + k] / now_all - then[segment * attributes + k] / then_all
        if more > 0.0:
            moved = moved + more
    return moved


def goes_stale(learnt: memoryview[float], moved: memoryview, row: int, segments: int, stale: float) -> float:
    """Let what somebody has learnt of each segment fade as its needs move on; return the experience that is left in all."""
    left = 0.0
    for s in range(segments):
        learnt[row * segments + s] = learnt[row * segments + s] * exp(-stale * moved[s])
        left = left + learnt[row * segments + s]
    return left


def firm_learned(learning: float, wins: int, at: float, most: float) -> float:
    """Return what a firm's wins of a product add to the logit of winning: a power of their number, up to a most either way."""
    if learning <= 0.0:
        return 0.0
    lift = learning * (log(1.0 + wins) - log(1.0 + at))
    if lift > most:
        return most
    if lift < -most:
        return -most
    return lift
