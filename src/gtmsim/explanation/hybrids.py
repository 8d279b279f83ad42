"""Scenarios between two: which levers can be turned apart, and what each choice of them says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from gtmsim.errors import InvariantError, Problem, ScenarioError
from gtmsim.explanation.levers import Lever, named
from gtmsim.explanation.turning import Turned
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.turning import turned


@dataclass(frozen=True)
class Joined:
    """A lever that was several, as turning one of them without another makes no scenario: what is wrong with it then."""

    areas: tuple[str, ...]
    problem: Problem

    @property
    def name(self) -> str:
        """The name of the lever."""
        return named(self.areas)


@dataclass(eq=False)
class Hybrids:
    """The scenarios between two. The first has no lever turned, the second all of them; both are as they were given."""

    one: Scenario
    other: Scenario
    levers: tuple[Lever, ...]
    joined: tuple[Joined, ...] = ()
    _known: "dict[frozenset[Path], Scenario | ScenarioError]" = field(default_factory=dict, repr=False)

    def scenario(self, choice: Turned) -> Scenario:
        """Return the scenario in which some levers are turned. Raises ScenarioError if that makes none."""
        if not choice:
            return self.one
        if len(choice) == len(self.levers):
            return self.other
        places = frozenset(path for each in choice for path in self.levers[each].places)
        if places not in self._known:
            self._known[places] = self._turned(places)
        found = self._known[places]
        if isinstance(found, ScenarioError):
            raise found
        return found

    def program(self, choice: Turned) -> Program:
        """Return the program of a choice. Raises as `scenario` does."""
        return lower(self.scenario(choice))

    def workable(self, wanted: Callable[[int], Iterable[Turned]]) -> None:
        """Join levers until every choice that is wanted of so many makes a scenario. The same two scenarios always end alike."""
        whole = turned(self.one, self.other, [path for lever in self.levers for path in lever.places])
        if lower(whole).digest != lower(self.other).digest:
            raise InvariantError(
                f"turning every lever of {self.one.name} does not make {self.other.name}",
                step="[explain] -> turn all levers",
            )
        while (
            broken := next((each for each in wanted(len(self.levers)) if not self._works(each)), None)
        ) is not None:
            self._join(broken)

    def _turned(self, places: frozenset[Path]) -> Scenario | ScenarioError:
        try:
            return turned(self.one, self.other, places, f"{self.one.name} on the way to {self.other.name}")
        except ScenarioError as error:
            return error

    def _works(self, choice: Turned) -> bool:
        return self._error(choice) is None

    def _error(self, choice: Turned) -> ScenarioError | None:
        try:
            self.scenario(choice)
        except ScenarioError as error:
            return error
        return None

    def _join(self, broken: Turned) -> None:
        """Join one that is turned with one that is not: of those the first that, by itself, would mend what is broken."""
        error = self._error(broken)
        assert error is not None
        others = [each for each in range(len(self.levers)) if each not in broken]
        missing = self._first(others, lambda each: broken | {each})
        asking = self._first(sorted(broken), lambda each: broken - {each})
        both = self.levers[min(missing, asking)].joined(self.levers[max(missing, asking)])
        kept = [lever for place, lever in enumerate(self.levers) if place not in (missing, asking)]
        kept.insert(min(missing, asking), both)
        self.levers = tuple(kept)
        before = [
            replace(each, areas=both.areas) if set(each.areas) <= set(both.areas) else each
            for each in self.joined
        ]
        self.joined = (*before, Joined(both.areas, error.problems[0]))

    def _first(self, levers: Sequence[int], then: Callable[[int], Turned]) -> int:
        return next((each for each in levers if self._works(then(each))), levers[0])
