"""Leaving a stage."""

from math import exp, log

from gtmsim.program.rulebook.numbers import MOST_POWER, bounded


def advance_chance(base: float, lift: float, intent: bool, without_intent: float) -> float:
    """Return the chance of advancing: the base share, moved on the logit scale, times the multiple for leads without intent."""
    chance = base
    if lift != 0.0 and base > 0.0 and base < 1.0:
        logit = bounded(log(base / (1.0 - base)) + lift, MOST_POWER)
        chance = 1.0 / (1.0 + exp(-logit))
    if intent:
        return chance
    return chance * without_intent


def surely_advances(base: float, intent: bool) -> bool:
    """Return whether nothing can keep a lead with a wish to buy in a stage: there is no logit that moves a share of 1."""
    return intent and base >= 1.0


def stage_lift(deal: float, share: float, here: float) -> float:
    """Return what moves a stage's logit: its share of what moves the whole deal's, and what acts in this stage alone."""
    return share * deal + here


def helped_lift(before: float, lift: float) -> float:
    """Return what help adds to the logit of a stage: the help that moves it most counts, and counts once."""
    if lift * lift > before * before:
        return lift
    return before


def outcome(u: float, chance: float, lost: float, no_decision: float) -> int:
    """Return how a stage is left (`layout.Outcome`): advancing below the chance, the rest split as lost to no decision."""
    if u < chance:
        return 0
    if lost + no_decision <= 0.0:
        return 1
    if u < chance + (1.0 - chance) * (lost / (lost + no_decision)):
        return 1
    return 2
