"""How far two worlds are apart in money, replication by replication."""

from gtmsim.explanation.shares import mean_of
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.tables import Ints
from gtmsim.units import CENTS_PER_UNIT


class Apart:
    """What a part of an explanation holds of A and B: whole cents, a value a replication."""

    a: Ints
    b: Ints
    confidence: float

    @property
    def total(self) -> float:
        """What B has more than A, the mean of a replication, in units of the currency."""
        return mean_of(self.b - self.a)

    @property
    def difference(self) -> Estimate:
        """The same with its interval, paired."""
        return mean_interval((self.b - self.a) / CENTS_PER_UNIT, self.confidence)
