"""A fact as its file says it: a question, where its answer comes from, and the checks that answer it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gtmsim.validation.procedures.base import Procedure
from gtmsim.validation.target import Target
from gtmsim.validation.world import Arm, World

Kind = Literal["validation", "calibration", "verification"]
Budget = Literal["quick", "full"]
KINDS: Mapping[Kind, str] = {
    "validation": "the model could get it wrong",
    "calibration": "what levels were fitted to; a fit that holds proves nothing",
    "verification": "true by definition, or an input recovered",
}
GRADES = "ABCD"


@dataclass(frozen=True)
class Runs:
    """How many replications of each arm a budget has."""

    quick: int = 16
    full: int = 400

    def of(self, budget: Budget) -> int:
        """Return those of a budget."""
        return self.quick if budget == "quick" else self.full


@dataclass(frozen=True)
class Check:
    """One number that a fact comes down to: how it is found, and where it should lie. `by` is the procedure's name."""

    name: str
    by: str
    procedure: Procedure
    target: Target
    worlds: tuple[World, ...]
    runs: Runs
    place: str


@dataclass(frozen=True)
class Fact:
    """A named experiment. `place` is where its file says it; `ablations` are laid over every arm of a check that fails.

    `layers` are its own, which its arms lay over their worlds by name; `tried` is told step by step.
    """

    id: str
    title: str
    question: str
    kind: Kind
    grade: str
    source: str
    checks: tuple[Check, ...]
    place: str
    ablations: Mapping[str, Arm] = field(default_factory=dict)
    layers: Mapping[str, Arm] = field(default_factory=dict)
    tried: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
