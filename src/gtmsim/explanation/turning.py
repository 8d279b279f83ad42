"""In which order levers are turned, and what each then brings: steps that add up to the whole, whatever the order.

Averaged over all orders, what a lever brings is its Shapley value (Shapley, A value for n-person games, 1953). Over some orders it
is an estimate of it; either way the steps of each order lead from the first scenario to the second, so their means do too.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import factorial
from typing import TypeAlias

import numpy as np

Order: TypeAlias = tuple[int, ...]  # of levers
Turned: TypeAlias = frozenset[int]  # the levers that are turned


def pairs_of_orders(levers: int, wanted: int, seed: int) -> list[tuple[Order, Order]]:
    """Return orders in which to turn levers, each with its reverse: `wanted` of them in all, rounded up to whole pairs.

    Rows of a balanced Latin square (Williams, 1949) over levers in random order: in each square every lever comes first, last, and
    at every place between equally often. The same seed gives the same orders, and fewer are the first of more.
    """
    luck = np.random.default_rng([seed, levers])
    rows = _square_rows(levers, luck)
    pairs: list[tuple[Order, Order]] = []
    while 2 * len(pairs) < wanted:
        row = next(rows)
        pairs.append((row, row[::-1]))
    return pairs


def _square_rows(levers: int, luck: np.random.Generator) -> Iterator[Order]:
    zigzag = [each // 2 if each % 2 == 0 else levers - 1 - each // 2 for each in range(levers)]
    while True:
        called = luck.permutation(levers).tolist()
        # With an even number of levers the reverse of a row is a row of the same square.
        for begin in range(levers // 2 if levers % 2 == 0 else levers):
            yield tuple(called[(each + begin) % levers] for each in zigzag)


def passed(order: Order) -> list[Turned]:
    """Return which levers are turned at the beginning of an order, after its first step, ..., at its end."""
    return [frozenset(order[:count]) for count in range(len(order) + 1)]


def all_turned(levers: int) -> list[Turned]:
    """Return every choice of levers, few before many."""
    every = (frozenset(_bits(mask)) for mask in range(1 << levers))
    return sorted(every, key=lambda each: (len(each), sorted(each)))


def _bits(mask: int) -> Iterator[int]:
    return (place for place in range(mask.bit_length()) if mask >> place & 1)


def weights_in(orders: Sequence[Order], lever: int) -> dict[Turned, Fraction]:
    """Return the weights that make the mean step of a lever over some orders."""
    found: dict[Turned, Fraction] = {}
    share = Fraction(1, len(orders))
    for order in orders:
        at = order.index(lever)
        for turned, sign in ((frozenset(order[: at + 1]), 1), (frozenset(order[:at]), -1)):
            found[turned] = found.get(turned, Fraction(0)) + sign * share
    return found


def weights_in_all_orders(levers: int, lever: int) -> dict[Turned, Fraction]:
    """Return the weights that make the mean step of a lever over all orders: its Shapley value."""
    found: dict[Turned, Fraction] = {}
    for turned in all_turned(levers):
        if lever in turned:
            before = len(turned) - 1
            weight = Fraction(factorial(before) * factorial(levers - before - 1), factorial(levers))
            found[turned] = weight
            found[turned - {lever}] = -weight
    return found
