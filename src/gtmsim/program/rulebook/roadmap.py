"""The roadmap: what keeping up costs, what is built next, for whom, and whether it is still wanted when it is there."""

from __future__ import annotations

from math import exp

from gtmsim.program.rulebook.numbers import MICRO

# Columns of the table of one-offs that accounts wait for (`layout.WishCol`).
WISH_FOR = 0
WISH_SINCE = 3
WISH_DUE = 4
WISH_VALUE = 5
WISH_BROKEN = 6
WISH_STATE = 7
WISH_WIDTH = 8


def upkeep_hours(built: float, a_week: float, hours: float) -> float:
    """Return the hours that keeping everything up takes: it is served first, and takes all there is if it must."""
    owed = built * a_week
    if owed > hours:
        return hours
    return owed


def building_hours(hours: float, upkeep: float, velocity: float) -> float:
    """Return the hours left to build with: without upkeep, and without what has to be done again."""
    left = hours - upkeep
    if left < 0.0:
        return 0.0
    return left * velocity


def steered(weight: float, filtered: float, unfiltered: float) -> float:
    """Return a stream's share of building: as planned so far as anybody filters what is wished, else as sellers wish it."""
    return filtered * weight + (1.0 - filtered) * unfiltered


def effort_hours(hours: float) -> float:
    """Return what a piece of development takes: an hour at least."""
    if hours < 1.0:
        return 1.0
    return hours


def stake(part: float, median: float, offer: float, worth: float) -> float:
    """Return what a product has at stake in a segment: its part of all accounts, its usual deal, the offers it gets."""
    return part * median * offer * worth


def case_value(
    stakes: memoryview,
    weights: memoryview,
    features: memoryview,
    step: float,
    product: int,
    attribute: int,
    segments: int,
    products: int,
    attributes: int,
) -> float:
    """Return what one more step of an attribute is worth in a product: the stakes of segments by its weight there."""
    value = 0.0
    for segment in range(segments):
        total = 0.0
        for k in range(attributes):
            total = total + weights[segment * attributes + k]
        if total > 0.0:
            share = weights[segment * attributes + attribute] / total
            value = value + stakes[segment * products + product] * share
    return value * step * (1.0 - features[product * attributes + attribute])


def best_feature(
    stakes: memoryview,
    weights: memoryview,
    features: memoryview,
    step: float,
    segments: int,
    products: int,
    attributes: int,
) -> int:
    """Return the place (product, then attribute) where a step is worth most, the first of equals; -1: nowhere anything."""
    best = -1
    most = 0.0
    for product in range(products):
        for attribute in range(attributes):
            value = case_value(
                stakes, weights, features, step, product, attribute, segments, products, attributes
            )
            if value > most:
                most = value
                best = product * attributes + attribute
    return best


def widest_gap(
    stakes: memoryview,
    theirs: memoryview,
    features: memoryview,
    segments: int,
    rivals: int,
    products: int,
    attributes: int,
) -> int:
    """Return the place where some rival is furthest ahead of a product that is on offer, -1 if none is ahead anywhere."""
    best = -1
    most = 0.0
    for product in range(products):
        offered = 0.0
        for segment in range(segments):
            offered = offered + stakes[segment * products + product]
        for rival in range(rivals):
            for attribute in range(attributes):
                gap = theirs[rival * attributes + attribute] - features[product * attributes + attribute]
                if offered > 0.0 and gap > most:
                    most = gap
                    best = product * attributes + attribute
    return best


def raised_by(feature: float, step: float) -> float:
    """Return how much a product has of an attribute after one more step: a share of what was missing."""
    return feature + step * (1.0 - feature)


def worked_off(
    needs: memoryview[float], worked: memoryview[float], weights: memoryview, left: float, rows: int
) -> float:
    """Give hours to all that is in hand, by weight, until the first of it is done or the hours are; return the hours it took.

    `needs` are the hours each row still needs, 0 where nothing is in hand; whoever has nothing leaves their hours to the others.
    """
    total = 0.0
    for row in range(rows):
        if needs[row] > 0.0:
            total = total + weights[row]
    if total <= 0.0:
        return 0.0
    used = left
    for row in range(rows):
        if needs[row] > 0.0 and weights[row] > 0.0:
            hours = needs[row] * total / weights[row]
            if hours < used:
                used = hours
    for row in range(rows):
        if needs[row] > 0.0:
            hours = used * weights[row] / total
            worked[row] = worked[row] + hours
            needs[row] = needs[row] - hours
            if needs[row] < 1e-9:
                needs[row] = 0.0
    return used


def free_wish(wishes: memoryview, rows: int) -> int:
    """Return the first free row of the table of wishes, -1 if none is free."""
    for row in range(rows):
        if wishes[row * WISH_WIDTH + WISH_FOR] <= 0.0:
            return row
    return -1


def oldest_wish(wishes: memoryview, rows: int) -> int:
    """Return the oldest wish that nobody has promised and nobody works on, -1 if there is none."""
    oldest = -1
    for row in range(rows):
        at = row * WISH_WIDTH
        unpromised = wishes[at + WISH_FOR] > 0.0 and wishes[at + WISH_DUE] <= 0.0
        if (
            unpromised
            and wishes[at + WISH_STATE] <= 0.0
            and (oldest < 0 or wishes[at + WISH_SINCE] < wishes[oldest * WISH_WIDTH + WISH_SINCE])
        ):
            oldest = row
    return oldest


def next_wish(wishes: memoryview, rows: int, wished_for: float, until: float) -> int:
    """Return the wish of a stream to be built next, -1 if there is none: promised ones as they fall due, then the largest.

    `wished_for` is 1 + the stream; only what was asked for until a tick counts.
    """
    best = -1
    for row in range(rows):
        at = row * WISH_WIDTH
        waits = wishes[at + WISH_FOR] == wished_for and wishes[at + WISH_STATE] <= 0.0
        if (
            waits
            and wishes[at + WISH_SINCE] <= until
            and (
                best < 0
                or wish_before(
                    wishes[at + WISH_DUE],
                    wishes[at + WISH_VALUE],
                    wishes[best * WISH_WIDTH + WISH_DUE],
                    wishes[best * WISH_WIDTH + WISH_VALUE],
                )
            )
        ):
            best = row
    return best


def wish_before(due_a: float, value_a: float, due_b: float, value_b: float) -> bool:
    """Return whether a wish is built before another: the earlier due, promised before unpromised, then the larger."""
    if due_a > 0.0 and due_b <= 0.0:
        return True
    if due_b > 0.0 and due_a <= 0.0:
        return False
    if due_a < due_b:
        return True
    if due_b < due_a:
        return False
    return value_a > value_b


def next_broken(wishes: memoryview, rows: int, tick: float) -> int:
    """Return the first promise that is overdue and was not before, -1 if there is none."""
    for row in range(rows):
        at = row * WISH_WIDTH
        if (
            wishes[at + WISH_FOR] > 0.0
            and wishes[at + WISH_DUE] > 0.0
            and wishes[at + WISH_DUE] < tick
            and wishes[at + WISH_BROKEN] <= 0.0
        ):
            return row
    return -1


def waiting_wishes(wishes: memoryview, rows: int) -> int:
    """Return how many one-offs accounts wait for."""
    waiting = 0
    for row in range(rows):
        if wishes[row * WISH_WIDTH + WISH_FOR] > 0.0:
            waiting = waiting + 1
    return waiting


def falls_short(fit: float, usual: float) -> bool:
    """Return whether a product has less of what an account needs than is usual."""
    return fit < usual


def promises_it(u: float, share: float) -> bool:
    """Return whether a seller promises what the buyer misses."""
    return u < share


def still_wanted(u: float, staleness: float, ticks: int) -> bool:
    """Return whether a one-off is still what the account wants after it has waited so long: needs have moved on meanwhile."""
    return u < exp(-staleness * ticks)


def overdue_log_hazard(overdue: int, broken: float) -> float:
    """Return what promises that are overdue add to the logarithm of a customer's churn hazard."""
    if overdue > 0:
        return broken
    return 0.0


def case_error(predicted: int, realised: int) -> int:
    """Return how far a business case was off, in millionths of what was predicted: tenfold at most."""
    if predicted <= 0:
        return 0
    error = 1.0 * (realised - predicted) / predicted
    if error < 0.0:
        error = -error
    if error > 10.0:
        error = 10.0
    return int(error * MICRO + 0.5)


def part_of(hours: float, whole: float) -> float:
    """Return which share of some hours a part is, 0 if there were none."""
    if whole <= 0.0:
        return 0.0
    return hours / whole
