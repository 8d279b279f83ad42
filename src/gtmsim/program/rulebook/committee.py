"""Committees: how many decide at the buyer's, whom of them the seller has met, and why some decide nothing."""

from math import exp, log

from gtmsim.program.rulebook.numbers import MOST_POWER, bounded


def deciders(cents: int, size: float, by_value: float, middle: float) -> int:
    """Return how many people decide on a deal, 1 to 20: so many on one of middle value, more on a larger one."""
    if size <= 1.0:
        return 1
    more = size - 1.0
    if cents > 0 and middle > 0.0:
        more = more * (1.0 + by_value * (log(1.0 * cents) - log(middle)))
    n = 1.0 + more
    if n > 20.0:
        return 20
    if not n > 1.0:
        return 1
    return int(n + 0.5)


def meets_one_more(u: float, share: float, contacts: int, people: int) -> bool:
    """Return whether a session brings the seller before one more of those who decide."""
    return contacts < people and u < share


def contact_effect(weight: float, contacts: float) -> float:
    """Return what knowing so many of those who decide is worth, against knowing one: it grows with the logarithm."""
    return weight * (log(1.0 + contacts) - log(2.0))


def contacts_now(contacts: float, people: int, pace: float, cared: float) -> float:
    """Return how many at a customer know us after so many ticks of full care: care comes to those it has not met yet."""
    if contacts >= people:
        return contacts
    return people - (people - contacts) * exp(-pace * cared)


def widest(before: float, now: float) -> float:
    """Return the larger of two circles of contacts."""
    if now > before:
        return now
    return before


def whole_contacts(contacts: float, people: int) -> int:
    """Return how many of those who decide on a deal know us when it begins: at least the one who asks."""
    if contacts > people:
        return people
    if contacts > 20.0:
        contacts = 20.0
    if not contacts > 1.0:
        return 1
    return int(contacts)


def expanding_need(need: float, effect: float) -> float:
    """Return what a customer's hand needs to go up, when what contacts are worth is added to the log of its hazard."""
    return need * exp(-bounded(effect, MOST_POWER))


def shared_material(covered: float, people: int) -> float:
    """Return how much of the toolkit reaches those who decide: the mean over them, each with material of their own."""
    if people < 1:
        return covered
    return covered / people


def indecision(times: float, unmet: float, contacts: int, people: int) -> float:
    """Return how much more often a buyer decides nothing: by the world, and by the share of deciders nobody has met."""
    missing = 0.0
    if people > contacts:
        missing = 1.0 - 1.0 * contacts / people
    power = unmet * missing
    if power > 60.0:
        power = 60.0
    return times * exp(power)


def chance_beside(chance: float, lost: float, no_decision: float, factor: float) -> float:
    """Return the chance of advancing when buyers decide nothing so many times as often: what they do instead is the less.

    Advancing, losing and deciding nothing are hazards that compete; one is multiplied, and the shares of all add up to 1 again.
    """
    if factor == 1.0 or lost + no_decision <= 0.0 or chance <= 0.0:
        return chance
    missed = (1.0 - chance) * ((lost + no_decision * factor) / (lost + no_decision))
    return chance / (chance + missed)
