"""Rivals: what they build and copy, what they ask, how loud they are, whom they meet, whom they keep, and what is known of them."""

from __future__ import annotations

from math import exp, log

from gtmsim.program.rulebook.demand import known_after
from gtmsim.program.rulebook.numbers import TINY, pick

HEARD_ANYWAY = 1.0  # weekly hours of programs that a firm's mere presence is worth
LONGEST_DELAY = 1e6

# --- what they build ----------------------------------------------------------------------------------------------------------


def best_features(best: memoryview[float], features: memoryview, products: int, attributes: int) -> None:
    """Write which share of each attribute the best of some products has."""
    for k in range(attributes):
        most = 0.0
        for product in range(products):
            if features[product * attributes + k] > most:
                most = features[product * attributes + k]
        best[k] = most


def needed_in_all(
    needed: memoryview[float], needs: memoryview, parts: memoryview, segments: int, attributes: int
) -> None:
    """Write how much each attribute counts in the whole market: the mean over segments, each by its part."""
    for k in range(attributes):
        needed[k] = 0.0
    for segment in range(segments):
        total = 0.0
        for k in range(attributes):
            total = total + needs[segment * attributes + k]
        if total > 0.0:
            for k in range(attributes):
                needed[k] = needed[k] + parts[segment] * needs[segment * attributes + k] / total


def week_seen(week: int, delay: float) -> int:
    """Return the week whose features somebody copies who is some weeks late; the first, if there was none so long ago."""
    x = delay
    if x > LONGEST_DELAY:
        x = LONGEST_DELAY
    late = int(x + 0.5)
    if late > week:
        return 0
    return week - late


def rival_builds(
    rival_features: memoryview[float],
    history: memoryview,
    needed: memoryview,
    rival: int,
    row: int,
    attributes: int,
    builds: float,
    copies: float,
    tracks: float,
    copy_cost: float,
) -> None:
    """Let a rival build and copy for a week.

    What it builds by itself goes by the share `tracks` where what is missing is needed most, the rest anywhere. It copies a share
    of our lead as it was (`history`, whose row is the week seen), and that takes away from what it builds.
    """
    target = -1
    most = 0.0
    copied = 0.0
    built = 0.0
    for k in range(attributes):
        has = rival_features[rival * attributes + k]
        if needed[k] * (1.0 - has) > most:
            most = needed[k] * (1.0 - has)
            target = k
        if history[row * attributes + k] > has:
            copied = copied + copies * (history[row * attributes + k] - has)
    for k in range(attributes):
        effort = (1.0 - tracks) / attributes
        if k == target:
            effort = effort + tracks
        built = built + builds * effort * (1.0 - rival_features[rival * attributes + k])
    left = 1.0
    if built > 0.0:
        left = (built - copy_cost * copied) / built
    if left < 0.0:
        left = 0.0
    for k in range(attributes):
        has = rival_features[rival * attributes + k]
        effort = (1.0 - tracks) / attributes
        if k == target:
            effort = effort + tracks
        gained = left * builds * effort * (1.0 - has)
        if history[row * attributes + k] > has:
            gained = gained + copies * (history[row * attributes + k] - has)
        has = has + gained
        if has > 1.0:
            has = 1.0
        rival_features[rival * attributes + k] = has


def moved_share(share: float, now: float, then: float) -> float:
    """Return a share after the number it started from has been changed from without; it stays in 0..1."""
    moved = share + (now - then)
    if moved < 0.0:
        return 0.0
    if moved > 1.0:
        return 1.0
    return moved


# --- what they ask ------------------------------------------------------------------------------------------------------------


def paid_share(paid_cents: int, list_cents: int) -> float:
    """Return what was paid of the list price; all of it where nothing was sold."""
    if list_cents <= 0:
        return 1.0
    return 1.0 * paid_cents / list_cents


def share_lost(share: float, at_first: float) -> float:
    """Return how much of its share of the market a rival has lost since the start; nothing where it had none."""
    if at_first <= 0.0 or share >= at_first:
        return 0.0
    return 1.0 - share / at_first


def answered_price(price: float, base: float, paid: float, defends: float, lost: float, pace: float) -> float:
    """Return a rival's price after a week in which it has gone after what we really ask.

    That is its own list, as low as ours was paid, and lower for the share of the market that it has lost.
    """
    target = base * paid * (1.0 - defends * lost)
    return target + (price - target) * (1.0 - pace)


def matching_discount(given: float, match: float, price: float) -> float:
    """Return the discount of a deal with a rival in it: the usual one, and a share of what the rival is still cheaper by."""
    advantage = 1.0 - given - price
    if advantage <= 0.0:
        return given
    return given + match * advantage


def price_against(slope: float, price: float) -> float:
    """Return what a rival's price adds to the logit of the last step to the win, against our list price."""
    return slope * (price - 1.0)


# --- whom they meet -----------------------------------------------------------------------------------------------------------


def voice_share(hours: float, others: float) -> float:
    """Return our part of all that is said, in weekly hours of programs; nobody is quite silent."""
    return (hours + HEARD_ANYWAY) / (hours + HEARD_ANYWAY + others)


def voice_factor(others: float, half: float, exponent: float) -> float:
    """Return what is left of the hazard of hands going up beside others' weekly hours of programs: 1 where they are silent.

    Our own hours count once, in reach, and not here again.
    """
    if others <= 0.0:
        return 1.0
    heard = half / (half + others)
    if heard < TINY:
        heard = TINY
    return exp(exponent * log(heard))


def met_weights(
    met: memoryview[float], presence: memoryview, voice: memoryview, segments: int, rivals: int
) -> None:
    """Write how likely each rival is the one in a contested deal of a segment.

    That is by its presence, and half of it by its part of what those present say.
    """
    for segment in range(segments):
        total = 0.0
        present = 0.0
        for rival in range(rivals):
            if presence[rival * segments + segment] > 0.0:
                total = total + voice[rival]
                present = present + 1.0
        for rival in range(rivals):
            loud = 1.0
            if total > 0.0:
                loud = voice[rival] / total * present
            met[segment * rivals + rival] = presence[rival * segments + segment] * (1.0 + loud)


def rival_met(u: float, met: memoryview, segment: int, rivals: int) -> int:
    """Return which rival is in a contested deal, or -1 if none is present in the segment."""
    total = 0.0
    for rival in range(rivals):
        total = total + met[segment * rivals + rival]
    if total <= 0.0:
        return -1
    return pick(u, met, segment * rivals, rivals)


def faces_rival(contested: bool, incumbent: int) -> bool:
    """Return whether a rival is in a deal: by chance, or because the account is its customer."""
    return contested or incumbent >= 0


def buys_elsewhere(lost: bool, intent: bool) -> bool:
    """Return whether a lead with a rival in it goes to the rival; whoever never meant to buy goes nowhere."""
    return lost and intent


def begins_with(u: float, held: memoryview, segment: int, rivals: int, segments: int) -> int:
    """Return whose customer an account is at the start, or -1 for nobody's."""
    mark = u
    for rival in range(rivals):
        share = held[rival * segments + segment]
        if mark < share:
            return rival
        mark = mark - share
    return -1


def against_rival(slope: float, usual: float, rival_fit: float, known: float, known_lift: float) -> float:
    """Return what a rival's fit takes from the logit of winning, and what knowing rivals gives back.

    Where a rival is in the deal, what it has stands in the place of the usual fit.
    """
    return slope * (usual - rival_fit) + known_lift * known


# --- what is known of them ----------------------------------------------------------------------------------------------------


def rivals_known_after(known: float, hours: float, half_known: float, forgetting: float) -> float:
    """Return how far rivals are known after a week: learnt from what is unknown, outdated from what is known."""
    return known_after(known, hours, half_known, 1.0, forgetting)


def see_rivals(
    rivals_seen: memoryview[float],
    rival_features: memoryview,
    best: memoryview,
    known: float,
    rivals: int,
    attributes: int,
) -> None:
    """Write the features of rivals as somebody here sees them: what is not known is taken to be like our own."""
    for rival in range(rivals):
        for k in range(attributes):
            place = rival * attributes + k
            rivals_seen[place] = best[k] + known * (rival_features[place] - best[k])
