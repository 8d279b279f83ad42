"""Structures that may be chosen: values laid over a file, lowered, and held against the budget before anything is simulated."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gtmsim.design import Factor
from gtmsim.design.plans import Row
from gtmsim.errors import ScenarioError
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario, vary
from gtmsim.seek.budget import Budget, yearly_cost

FITS, BEYOND, REFUSED, SAME = "fits", "beyond the budget", "does not go together", "same as"


@dataclass(frozen=True)
class Candidate:
    """A point of the space. `fate` says whether it may be simulated, `why` what does not go together or whom it is the same as."""

    name: str
    row: Row
    sets: tuple[str, ...]
    cost: float  # planned, a year; NaN where it could not be lowered
    fate: str
    why: str = ""


@dataclass
class Pool:
    """Candidates as they are considered, each point of the space once, numbered in the order they came."""

    base: Scenario
    factors: tuple[Factor, ...]
    budget: Budget | None
    width: int = 3  # digits of their names
    programs: dict[str, Program] = field(default_factory=dict)  # of those that may be simulated
    candidates: dict[str, Candidate] = field(default_factory=dict)
    _rows: dict[Row, Candidate] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def consider(self, row: Row) -> Candidate:
        """Return the candidate of a row of values. One whose values change nothing against an earlier one is the same as that."""
        if row in self._rows:
            return self._rows[row]
        found = self._made(f"p{len(self._rows) + 1:0{self.width}d}", row)
        self._rows[row] = self.candidates[found.name] = found
        return found

    def stands_for(self, candidate: Candidate) -> Candidate:
        """Return the candidate whose runs are its own."""
        return self.candidates[candidate.why] if candidate.fate == SAME else candidate

    @property
    def fitting(self) -> list[str]:
        """The names of those that may be simulated."""
        return list(self.programs)

    def sets_of(self, row: Sequence[str]) -> tuple[str, ...]:
        """Return what `--set` takes for a row of values."""
        return tuple(text for each, value in zip(self.factors, row, strict=True) for text in each.sets(value))

    def _made(self, name: str, row: Row) -> Candidate:
        sets = self.sets_of(row)
        try:
            program = lower(vary(self.base, sets))
        except ScenarioError as error:
            told = error.problems[0]
            return Candidate(
                name, row, sets, float("nan"), REFUSED, f"{told.path} {told.found}: {told.advice}"
            )
        cost = yearly_cost(program)
        if program.digest in self._digests:
            return Candidate(name, row, sets, cost, SAME, self._digests[program.digest])
        if self.budget is not None and self.budget.excess(cost) > 0.0:
            return Candidate(name, row, sets, cost, BEYOND)
        self._digests[program.digest] = name
        self.programs[name] = program
        return Candidate(name, row, sets, cost, FITS)
