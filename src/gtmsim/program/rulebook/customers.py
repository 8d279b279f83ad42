"""After the win: renewal, care, expansion."""

from math import exp

from gtmsim.program.rulebook.numbers import whole_cents


def care_effect(stock: float, customers: int, scale: float) -> float:
    """Return how well customers are cared for, in 0..1: the stock of care hours a customer has, saturating."""
    if customers <= 0 or scale <= 0.0:
        return 0.0
    return 1.0 - exp(-stock / customers / scale)


def care_clock(clock: float, effect: float, ticks: int) -> float:
    """Return the integral of care after it has been what it is for some ticks."""
    return clock + effect * ticks


def mean_care(clock_then: float, clock_now: float, ticks: int) -> float:
    """Return how well customers were cared for on average over some ticks."""
    if ticks <= 0:
        return 0.0
    return (clock_now - clock_then) / ticks


def share_of_term(ticks: int, term: int) -> float:
    """Return how much of a contract's term some ticks are."""
    if ticks >= term:
        return 1.0
    return 1.0 * ticks / term


def churn_log_hazard(
    cared: float, care: float, unboarded: float, onboarding: float, discount: float, discount_effect: float
) -> float:
    """Return what moves a customer's churn hazard, as a logarithm: care against it, missing onboarding and a low price for it.

    Who came for the discount compares again at renewal.
    """
    return onboarding * unboarded + discount_effect * discount - care * cared


def renews(u: float, churn: float, death: float, log_hazard: float, ticks: int) -> bool:
    """Return whether a customer renews: neither left nor died in a term of so many ticks. Nothing we do prevents death."""
    if log_hazard > 60.0:
        log_hazard = 60.0
    return not u < 1.0 - exp(-(churn * exp(log_hazard) + death) * ticks)


def expansion_hazard(effect: float, unprompted: float, prompted: float) -> float:
    """Return the hazard a tick at which a customer who is looking raises a hand: a base, plus what care adds."""
    return unprompted + prompted * effect


def expansion_cents(cents: int, share: float) -> int:
    """Return what an expansion is worth where a first deal would be worth so much."""
    return whole_cents(cents * share)


def billionths(part: int, whole: int) -> int:
    """Return a share in billionths, so that sums of shares are exact whatever their order."""
    if whole <= 0:
        return 0
    share = 1e9 * part / whole
    if share > 1e9:
        share = 1e9
    return int(share + 0.5)
