"""The parameters while they are filled in."""

from math import log

import numpy as np

from gtmsim.program.layout import Block, Family
from gtmsim.program.resolve import Draws, Medians, Value
from gtmsim.program.tables import Floats, Ints
from gtmsim.scenario import Distribution, Uncertain

LN2 = log(2.0)
FAMILIES = {
    "fixed": Family.FIXED,
    "exponential": Family.EXPONENTIAL,
    "lognormal": Family.LOGNORMAL,
    "weibull": Family.WEIBULL,
}


class Sheet:
    """The parameters while they are filled in. A value that varies becomes a column."""

    def __init__(
        self, at: Ints, width: int, value: Medians | Draws, shape: dict[Block, tuple[int, int]]
    ) -> None:
        self.at = at
        self.value = value
        self.shape = shape
        self.params: Floats = np.zeros(width)
        self.columns: dict[int, Floats] = {}

    def put(self, block: Block, row: int, column: int, value: Value) -> None:
        """Write one number."""
        place = int(self.at[block]) + row * self.shape[block][1] + column
        if isinstance(value, np.ndarray) and value.ndim:
            self.columns[place] = value
        else:
            self.params[place] = value

    def number(self, block: Block, row: int, column: int, number: float | Uncertain) -> None:
        """Write one number of the scenario as it is."""
        self.put(block, row, column, self.value(number))

    def distribution(self, block: Block, row: int, column: int, said: Distribution | None) -> None:
        """Write a distribution: family, then two numbers; nothing leaves three zeros."""
        if said is None:
            return
        self.put(block, row, column, float(FAMILIES[said.family]))
        self.number(block, row, column + 1, said.a)
        self.number(block, row, column + 2, said.b)


def median_of(said: Distribution, value: Medians | Draws) -> Value:
    """Return the median of a distribution."""
    a = value(said.a)
    if said.family == "exponential":
        return a * LN2
    if said.family == "weibull":
        return a * LN2 ** (1.0 / np.maximum(value(said.b), 1e-3))
    return a
