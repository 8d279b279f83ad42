"""What a run is worth: what it cost so far, and what a week's result is worth today."""

from math import exp

from gtmsim.program.rulebook.numbers import whole_cents


def cost_so_far(amounts: memoryview, prices: memoryview, rows: int) -> int:
    """Return what so much of each thing costs at its price, all in all, in whole cents."""
    cost = 0.0
    for row in range(rows):
        cost = cost + amounts[row] * prices[row]
    return whole_cents(cost)


def repriced_cents(amount: int, before: float, after: float) -> int:
    """Return what so much of something, bought at the price before, has cost beyond what it would at the price from now on."""
    if after > before:
        return -whole_cents(amount * (after - before))
    return whole_cents(amount * (before - after))


def discounted_cents(result: int, rate: float, ticks: int) -> int:
    """Return what a result in cents that comes after some ticks is worth today; `rate` is the logarithm of the factor, a tick."""
    power = rate * ticks
    if power > 60.0:
        power = 60.0
    if result < 0:
        return -whole_cents(-result * exp(-power))
    return whole_cents(result * exp(-power))
