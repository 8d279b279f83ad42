"""Parts of a difference in whole cents, which add up to it exactly in every replication."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.tables import Floats, Ints
from gtmsim.units import CENTS_PER_UNIT


@dataclass(frozen=True, eq=False)
class Share:
    """One part of what B has more than A: whole cents, replication by replication."""

    name: str
    cents: Ints

    @property
    def money(self) -> float:
        """Its mean in whole units of the currency."""
        return mean_of(self.cents)

    def estimate(self, confidence: float = 0.95) -> Estimate:
        """Return its mean with its t interval, in whole units of the currency."""
        return mean_interval(self.cents / CENTS_PER_UNIT, confidence)


def mean_of(cents: Ints) -> float:
    """Return the mean of whole cents in units of the currency, of exact sums: parts with equal sums have equal means."""
    return int(cents.sum()) / (len(cents) * CENTS_PER_UNIT) if len(cents) else float("nan")


def in_cents(parts: Mapping[str, Floats], total: Ints) -> list[Share]:
    """Return parts in whole cents that add up to a total of whole cents.

    Each is rounded; the few cents that rounding leaves go to the largest part of the replication.
    """
    table = np.stack(list(parts.values()))
    cents = np.rint(table).astype(np.int64)
    largest = np.abs(table).argmax(axis=0)
    cents[largest, np.arange(len(total))] += total - cents.sum(axis=0)
    return [Share(name, row) for name, row in zip(parts, cents, strict=True)]


def added(shares: Sequence[Share]) -> Ints:
    """Return what shares add up to, replication by replication."""
    sums: Ints = np.sum([share.cents for share in shares], axis=0)
    return sums
