"""The draws and the numbers of one replication."""

from types import ModuleType

import numpy as np

from gtmsim import _draws
from gtmsim.program.layout import Block, Purpose
from gtmsim.program.tables import Floats, Program


class Luck:
    """Answers every 'how lucky' from an address, never from a sequence."""

    def __init__(self, seed: int, replication: int, rules: ModuleType) -> None:
        self.seed = seed
        self.replication = replication
        self.rules = rules

    def u(self, purpose: Purpose, entity: int, index: int = 0) -> float:
        """Return the uniform at an address."""
        return _draws.uniform(self.seed, self.replication, index, int(purpose), entity, 0)


class Numbers:
    """A program's parameters by block, row and column."""

    def __init__(self, program: Program, params: Floats, rules: ModuleType) -> None:
        self.view = memoryview(np.ascontiguousarray(params))
        self.rules = rules
        self.at = [int(x) for x in program.at]
        self.widths = {block: program.block(block).shape[1] for block in Block if block != Block.COUNT}

    def place(self, block: Block, row: int, column: int = 0) -> int:
        """Return where a number stands in the parameters."""
        return self.at[block] + row * self.widths[block] + column

    def get(self, block: Block, row: int, column: int) -> float:
        """Return one number."""
        return self.view[self.place(block, row, column)]

    def drawn(self, block: Block, row: int, column: int, u: float) -> float:
        """Return a draw from the distribution whose three numbers begin at a column."""
        i = self.place(block, row, column)
        return float(self.rules.drawn(self.view[i], self.view[i + 1], self.view[i + 2], u))

    def has(self, block: Block, row: int, column: int) -> bool:
        """Return whether there is a distribution at a column."""
        return self.view[self.place(block, row, column)] != 0.0
