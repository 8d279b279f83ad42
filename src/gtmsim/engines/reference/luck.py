"""The draws and the numbers of one replication."""

from types import ModuleType

from gtmsim._draws import uniform
from gtmsim.program.layout import Block, Purpose
from gtmsim.program.tables import Floats, Program, block_shapes


class Luck:
    """Answers every 'how lucky' from an address, never from a sequence."""

    def __init__(self, seed: int, replication: int, rules: ModuleType) -> None:
        self.seed = seed
        self.replication = replication
        self.rules = rules

    def u(self, purpose: Purpose, entity: int, index: int = 0) -> float:
        """Return the uniform at an address."""
        return uniform(self.seed, self.replication, index, int(purpose), entity, 0)

    def at(self, purpose: Purpose, account: int, where: tuple[int, int, int, int]) -> float:
        """Return the uniform of an account at an episode, attempt, stage and ordinal."""
        return self.u(purpose, account, self.rules.draw_index(*where))


class Numbers:
    """A program's parameters by block, row and column."""

    def __init__(self, program: Program, params: Floats, rules: ModuleType) -> None:
        width = int(program.at[-1])
        sets: list[memoryview[float]] = [
            memoryview(params[first : first + width].data) for first in range(0, len(params), width)
        ]
        self.sets = [*sets[1:], sets[0]] if len(program.phase_at) else sets[:1]  # by date
        self.view = self.sets[0]
        self.phase = 0  # how many dates are past
        self.phase_at: list[int] = program.phase_at.tolist()
        self.rules = rules
        self.at = [int(x) for x in program.at]
        self.widths: dict[int, int] = {block: shape[1] for block, shape in block_shapes(program).items()}

    def change(self, tick: int) -> bool:
        """Let the numbers hold that hold from a tick on; return whether they are others than before."""
        if self.phase == len(self.phase_at) or self.phase_at[self.phase] != tick:
            return False
        self.phase += 1
        self.view = self.sets[self.phase]
        return True

    def changed_on(self, tick: int) -> bool:
        """Return whether a date is at this tick."""
        return self.phase > 0 and self.phase_at[self.phase - 1] == tick

    def before(self, block: Block, row: int, column: int) -> float:
        """Return a number as it was before the last change of numbers."""
        return self.sets[self.phase - 1][self.place(block, row, column)]

    def changed(self, block: Block, row: int) -> bool:
        """Return whether a row of a block is another one since the last change of numbers."""
        first = self.at[block] + row * self.widths[block]
        end = first + self.widths[block]
        return self.sets[self.phase - 1][first:end] != self.view[first:end]

    def place(self, block: Block, row: int, column: int = 0) -> int:
        """Return where a number stands in the parameters."""
        return self.at[block] + row * self.widths[block] + column

    def get(self, block: Block, row: int, column: int) -> float:
        """Return one number."""
        return self.view[self.at[block] + row * self.widths[block] + column]

    def drawn(self, block: Block, row: int, column: int, u: float) -> float:
        """Return a draw from the distribution whose three numbers begin at a column."""
        i = self.place(block, row, column)
        return float(self.rules.drawn(self.view[i], self.view[i + 1], self.view[i + 2], u))

    def has(self, block: Block, row: int, column: int) -> bool:
        """Return whether there is a distribution at a column."""
        return self.view[self.place(block, row, column)] != 0.0
