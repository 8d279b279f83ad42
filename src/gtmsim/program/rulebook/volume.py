"""The hand-off under pressure: volume targets, nurture, openers."""

from math import exp


def bar_in_force(threshold: float, bar: float, target: float) -> float:
    """Return the score below which leads are not handed over: what a volume target has made of the threshold."""
    if target <= 0.0 or bar > threshold:
        return threshold
    return bar


def bar_after(threshold: float, bar: float, handed: int, target: float, pull: float) -> float:
    """Return next week's bar: towards letting everybody through as the target is missed, back to the threshold once it is met."""
    if target <= 0.0 or bar > threshold:
        bar = threshold
    if handed < target:
        return bar - pull * bar * ((target - handed) / target)
    return bar + pull * (threshold - bar)


def nurture_clock(clock: float, hours: float, leads: int) -> float:
    """Return the hours of nurture that a lead waiting from the start would have had: last week's are shared among those waiting."""
    if leads < 1:
        return clock
    return clock + hours / leads


def nurture_effect(hours: float, full: float) -> float:
    """Return how much of what nurture can do some hours have done; `full` hours do 63 % of it."""
    if hours <= 0.0:
        return 0.0
    if full <= 0.0:
        return 1.0
    return 1.0 - exp(-hours / full)


def nurtured_score(observed: float, intent: bool, effect: float) -> float:
    """Return a nurtured lead's score: a real wish to buy comes to light, where there is none nothing does."""
    if intent:
        return observed + (1.0 - observed) * effect
    return observed


def keeps_promise(u: float, share: float) -> bool:
    """Return whether the first conversation takes up what the campaign promised."""
    return u < share
