"""What a metric is: a name, its unit and direction, what it stands for, and what a scenario must have for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gtmsim.measure.levels import ids, present
from gtmsim.program.tables import Program

HIGHER, LOWER, NEITHER = "higher", "lower", "none"
MONEY = "money"  # told in the scenario's currency


@dataclass(frozen=True)
class Metric:
    """A name and what it stands for. `<stage>` or `<role>` in a name stands for each of the scenario's own.

    `needs` is what a scenario must have for the metric to be told, such as requests or an sla; empty: nothing special. `told` says
    whether a program has it; without it, the registry knows.
    """

    name: str
    unit: str
    better: str
    description: str
    needs: str = ""
    told: Callable[[Program], bool] | None = None

    def named(self, program: Program) -> Iterator[str]:
        """Yield the names it has in a program, none if the program has no use for it."""
        if self.told is not None and not self.told(program):
            return
        told = present(program)
        for place, names in (("<stage>", told.stages), ("<role>", told.roles)):
            if place in self.name:
                yield from (self.name.replace(place, name) for _, name in ids(names))
                return
        yield self.name
