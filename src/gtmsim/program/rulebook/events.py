"""What happens at dates: people who find their places again, ties that are lost, accounts that come and go at once."""

from math import exp

from gtmsim.program.rulebook.numbers import bounded, whole_cents, whole_ticks

SLOWEST = 0.001  # nobody stands still
MOST_UNREST = 20.0  # on the log scale of the rate of quitting


def shaken(depth: float, ticks: int, recovery: float) -> float:
    """Return what is left of a shock some ticks after it; half the time it takes to recover leaves 37 % of it."""
    if recovery < 1.0:
        return 0.0
    passed = 2.0 * ticks / recovery
    if passed > 700.0:
        return 0.0
    return depth * exp(-passed)


def pace_left(pace: float, dip: float) -> float:
    """Return the pace of the firm when a dip takes its share of it."""
    left = pace * (1.0 - dip)
    if left < SLOWEST:
        return SLOWEST
    return left


def hastened(hazard: float, quits: float) -> float:
    """Return a rate of quitting that the whole firm's unrest moves on the log scale."""
    if quits == 0.0:
        return hazard
    return hazard * exp(bounded(quits, MOST_UNREST))


def ties_left(lost: float, share: float) -> float:
    """Return the share of ties lost on a day when one more reorganisation cuts its share of those left."""
    return 1.0 - (1.0 - lost) * (1.0 - share)


def loses_tie(u: float, share: float) -> bool:
    """Return whether a deal is nobody's any more after a reorganisation."""
    return u < share


def larger_contract(cents_a: int, account_a: int, cents_b: int, account_b: int) -> bool:
    """Return whether contract a stands before b among the largest; of equal ones the lower account does."""
    if cents_a != cents_b:
        return cents_a > cents_b
    return account_a < account_b


def acquired_cents(value: float) -> int:
    """Return what an acquired contract is worth a year, a cent at least."""
    cents = whole_cents(value)
    if cents < 1:
        return 1
    return cents


def served_need(need: float, rate: float, ticks: int) -> float:
    """Return what is still needed until something begins, after a rate has acted for some ticks; nothing once it is due."""
    left = need - rate * ticks
    if left < 0.0:
        return 0.0
    return left


def begins_after(need: float, rate: float) -> int:
    """Return in how many ticks a rate brings what is needed, or -1 if it never does."""
    if rate <= 0.0:
        return -1
    return whole_ticks(need / rate)


def follows(now: float, before: float, said: float) -> float:
    """Return where a need or a feature stands when another number is said of it: as far from it as before, never below 0."""
    moved = now + (said - before)
    if moved < 0.0:
        return 0.0
    return moved


def share_of(part: int, whole: int) -> float:
    """Return a part as a share of the whole, 0 of nothing."""
    if whole <= 0:
        return 0.0
    return (part + 0.0) / whole
