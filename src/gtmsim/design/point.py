"""One scenario of an experiment: a base with values laid over it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gtmsim.design.factor import Factor
from gtmsim.errors import ScenarioError
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario, vary


@dataclass(frozen=True)
class Point:
    """A base scenario and the texts `PATH=VALUE` laid over it. `name` tells it from the others of its experiment."""

    name: str
    base: Scenario
    sets: tuple[str, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """What it says as a whole. Raises ScenarioError, naming the point, for values that do not go together."""
        if not self.sets:
            return self.base
        try:
            return vary(self.base, self.sets)
        except ScenarioError as error:
            raise ScenarioError(f"{self.name} ({', '.join(self.sets)})", error.problems) from None

    def program(self) -> Program:
        """Return it lowered, ready to run."""
        return lower(self.scenario)


def points(
    base: Scenario, factors: Sequence[Factor], rows: Sequence[Sequence[str]], name: str = "p"
) -> list[Point]:
    """Return a point for each row of values, named by its place: `p01`, `p02`."""
    width = len(str(len(rows)))
    return [
        Point(
            f"{name}{number:0{width}d}",
            base,
            tuple(text for each, value in zip(factors, row, strict=True) for text in each.sets(value)),
        )
        for number, row in enumerate(rows, start=1)
    ]
