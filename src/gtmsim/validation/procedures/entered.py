"""A number that a world says: nothing is run, and nothing could come out otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtmsim.design.priors import in_unit, quantity_at
from gtmsim.errors import UsageError
from gtmsim.scenario import Scenario, where
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.world import World

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


@named("entered")
@dataclass(frozen=True)
class Entered(Own):
    """What a scenario says in a field, in a unit: an input, which facts of kind verification hold against what surveys tell."""

    field: str
    unit: str = ""

    @property
    def design(self) -> str:
        """The experiment in words."""
        return f"{self.field} as it is entered{f', in {self.unit}' if self.unit else ''}"

    @property
    def keys(self) -> tuple[str, ...]:
        """No series."""
        return ()

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return no arm, once the field is known to be there. Raises UsageError where it is not, or is no number."""
        self._number(world.scenario)
        return {}

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the number: one reading, without doubt and without a run."""
        del lab, runs
        number = self._number(world.scenario)
        return Observed(number, number, number, 1)

    def expected(self, arms: int, runs: int) -> int:
        """Return that nothing is run."""
        del arms, runs
        return 0

    def _number(self, scenario: Scenario) -> float:
        value, kind = where(scenario, self.field).value, quantity_at(self.field)
        found = None if kind is None else in_unit(value, self.unit, kind.kind, scenario.world.currency)
        if found is None:
            raise UsageError(f"{self.field} is {value}, which is no number of {self.unit or 'no unit'}")
        return found
