"""A program's parameters in words: at their medians, and said to be uncertain where they are."""

from collections.abc import Callable

from gtmsim.amounts import duration, percent, short
from gtmsim.program.layout import Block, Family
from gtmsim.program.tables import Floats, Program, block_shapes


class Params:
    """Reads numbers out of the blocks of a program's parameters."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tables: dict[Block, Floats] = {
            block: program.block(block) for block in Block if block is not Block.COUNT
        }
        self._widths = {block: shape[1] for block, shape in block_shapes(program).items()}
        self._varied = frozenset(program.slots.tolist())

    def get(self, block: Block, row: int, column: int) -> float:
        """Return a number, an uncertain one at its median."""
        return float(self.tables[block][row, column])

    def varies(self, block: Block, row: int, column: int) -> bool:
        """Return whether a number differs between replications."""
        return int(self.program.at[block]) + row * self._widths[block] + column in self._varied

    def said(self, block: Block, row: int, column: int, words: Callable[[float], str] = short) -> str:
        """Return a number in words: `0.3`, or `0.3 (uncertain)`."""
        told = words(self.get(block, row, column))
        return f"{told} (uncertain)" if self.varies(block, row, column) else told

    def share(self, block: Block, row: int, column: int) -> str:
        """Return a share in percent."""
        return self.said(block, row, column, percent)

    def span(self, block: Block, row: int, column: int) -> str:
        """Return a duration."""
        return self.said(block, row, column, duration)

    def drawn(self, block: Block, row: int, column: int, words: Callable[[float], str] = duration) -> str:
        """Return a distribution in words: `30 days`, `median 20 min (sigma 1)`; nothing if there is none."""
        family, a = Family(int(self.get(block, row, column))), self.said(block, row, column + 1, words)
        b = self.said(block, row, column + 2)
        match family:
            case Family.FIXED:
                return a
            case Family.EXPONENTIAL:
                return f"mean {a} (exponential)"
            case Family.LOGNORMAL:
                return f"median {a} (sigma {b})"
            case Family.WEIBULL:
                return f"scale {a} (Weibull, shape {b})"
            case _:
                return ""
