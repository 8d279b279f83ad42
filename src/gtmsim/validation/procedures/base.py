"""What every procedure promises."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from pydantic import ConfigDict

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.observed import Observed
from gtmsim.validation.world import World

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


class Procedure(ABC):
    """How a number is found in a world. Subclasses are frozen dataclasses; their fields are what a check may say."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")  # a field that is unknown is told

    @property
    @abstractmethod
    def design(self) -> str:
        """The experiment in words, as the end of a sentence that names the world."""

    @abstractmethod
    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return the scenarios that are run, by name. Raises ScenarioError for fields that the world has not."""

    @property
    def measured(self) -> str:
        """The series in whose unit the number is told; none for shares, what is relative, and what has a unit of its own."""
        return ""

    @property
    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """The series that every arm must be able to tell."""


class Statistic(Procedure):
    """A number made of means of the arms, which meet the same luck replication by replication."""

    @abstractmethod
    def told(self, means: Means) -> float:
        """Return the number; NaN where the means do not tell it."""


class Own(Procedure):
    """A number that needs many firms, many draws or traces, with an interval of its own making."""

    @abstractmethod
    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return what came out, from `runs` replications (or firms, or worlds: the procedure says), all run through the lab."""

    def expected(self, arms: int, runs: int) -> int:
        """Return how many replications that will take with so many arms, for the estimate beforehand."""
        return runs * arms


registered: dict[str, type[Procedure]] = {}
_Procedure = TypeVar("_Procedure", bound=type[Procedure])


def named(name: str) -> Callable[[_Procedure], _Procedure]:
    """Let facts ask for a procedure by this name."""

    def known(procedure: _Procedure) -> _Procedure:
        registered[name] = procedure
        return procedure

    return known
