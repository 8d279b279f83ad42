"""Trust: slow to come, slow to go. Of buyers in those who sell, and of marketing and sales in each other."""

from math import exp


def trust_earned(
    care: float, cared: float, research: float, known: float, word: float, customers: float
) -> float:
    """Return what a week earns: care for customers, being asked and listened to, and the word of those who have bought."""
    return care * cared + research * known + word * customers


def trust_lost(
    breaks: float,
    broken: int,
    talks: int,
    discounts: float,
    given: float,
    wins: int,
    promises: float,
    late: int,
    customers: int,
) -> float:
    """Return what a week costs: broken pitches by first conversations, the mean discount, late promises by customers."""
    lost = 0.0
    if talks > 0:
        lost = lost + breaks * (1.0 * broken / talks)
    if wins > 0:
        lost = lost + discounts * (given / wins)
    if customers > 0:
        lost = lost + promises * (1.0 * late / customers)
    return lost


def trust_next(trust: float, kept: float, start: float, earned: float, lost: float) -> float:
    """Return trust (0..1) after a week: it fades towards what strangers give, grows by what it lacks and shrinks by what it is."""
    faded = start + (trust - start) * kept
    return 1.0 - (1.0 - faded * exp(-lost)) * exp(-earned)


def trust_effect(weight: float, trust: float, start: float) -> float:
    """Return what trust is worth against that of strangers."""
    return weight * (trust - start)


def mutual_next(trust: float, kept: float, accepted: int, handed: int) -> float:
    """Return mutual trust after a week: towards the share of hand-offs that were taken and not turned down."""
    if handed <= 0:
        return trust
    if accepted < 0:  # turned down this week, handed over the week before
        accepted = 0
    return kept * trust + (1.0 - kept) * (1.0 * accepted / handed)


def mutual_pull(weight: float, trust: float) -> float:
    """Return what mutual trust adds to the pull to leads: nothing at one half, against them below."""
    return weight * (2.0 * trust - 1.0)
