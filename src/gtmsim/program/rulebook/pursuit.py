"""What reps pursue: doors, territories, and what they believe an hour to bring."""

from math import exp

from gtmsim.program.rulebook.numbers import MOST_POWER, bounded


def doors_tried(doors: float) -> int:
    """Return how many accounts one session of prospecting tries: 1 to 63."""
    if doors > 63.0:
        return 63
    if not doors > 1.0:
        return 1
    return int(doors + 0.5)


def patch_size(territory: int, accounts: int, people: int) -> int:
    """Return how many accounts of a segment are one person's own; without territories (-1) everybody has them all."""
    if territory < 0 or people < 1:
        return accounts
    size = accounts // people
    if size > territory:
        size = territory
    if size < 1:
        return 1
    return size


def door(u: float, territory: int, size: int, place: int, accounts: int) -> int:
    """Return which account of a segment the person at a place tries, by its rank; -1 if their patch lies beyond the last."""
    mark = u * size
    if mark > 1e9:
        return -1
    tried = int(mark)
    if territory >= 0:
        tried = tried + place * size
    if tried < accounts:
        return tried
    return -1


def door_opens(u: float, opens: float, heard: float) -> bool:
    """Return whether somebody who is looking listens to a seller who calls: all who have heard of the firm, a share of the others.

    As advertising opens doors for sellers (Levitt 1967 and Morrill 1970, whose texts were not found to check).
    """
    return u < opens + (1.0 - opens) * heard


def for_own_deals(u: float, share: float) -> bool:
    """Return whether a session goes to a deal in hand rather than to doors: one budget of calls for both (Lodish 1971)."""
    return u < share


def worth_another_call(cents: int, deciders: int, contacts: int) -> float:
    """Return what another call on a deal is worth against others: its value times the share of its deciders not yet met."""
    if contacts >= deciders:
        return 0.0
    return (cents * 1.0) * (deciders - contacts) / deciders


def touched_twice(u: float, shared_list: float) -> bool:
    """Return whether somebody tries an account another works already: not if they look at the same list."""
    return not u < shared_list


def belief_after(before: float, cents: int, ticks: int, learning: float) -> float:
    """Return what somebody believes an hour to bring once a deal has closed; below 0 is nothing learnt yet."""
    brought = cents * 3600.0
    if ticks > 1:
        brought = brought / ticks
    if before < 0.0:
        return brought
    return before + learning * (brought - before)


def lead_share(
    of_leads: float, of_own: float, sharpness: float, tracking: float, experience: float, years: float
) -> float:
    """Return how often somebody takes a lead handed to them rather than look for their own.

    What an hour of either brings, as they believe, pulls one way or the other; managers who follow up pull to leads, years of
    going their own way pull from them.
    """
    logit = tracking - experience * years
    if of_leads >= 0.0 and of_own >= 0.0 and of_leads + of_own > 0.0:
        logit = logit + sharpness * ((of_leads - of_own) / (of_leads + of_own))
    logit = bounded(logit, MOST_POWER)
    return 1.0 / (1.0 + exp(-logit))


def takes_leads(u: float, share: float) -> bool:
    """Return whether somebody is willing to take a lead that waits for anybody."""
    return u < share
