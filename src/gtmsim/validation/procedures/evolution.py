"""Which way of deciding spreads: firms imitate, in part, whoever does better by what they themselves measure.

A population begins with mixes drawn evenly from all there are. Every round each firm runs its first year, meets another at random,
and moves a part of the way to its mix where that one did better. Whoever decides by bookings sees bookings only: a score is the sum
of what is measured, standardised over the population, by the weights of the firm's own scorecard (retention by satisfaction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.scenario.policy import Policy
from gtmsim.validation.firm_years import FirmYears, firm_years
from gtmsim.validation.firms import Industries, deciding, policy_of, row_of
from gtmsim.validation.observed import Observed, mean_of_runs
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.population import standard
from gtmsim.validation.world import World

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

_MEETS = 3  # what a population's own numbers are drawn for, beside those of its firms
_FEWEST = 2  # populations that tell an interval


@named("evolution")
@dataclass(frozen=True)
class Evolution(Own):
    """How far the mean part of a policy stands above that of the most (or the least) frequent of the others in the end.

    `policies` are layers whose policies are mixed, `of` the one that is asked about. The budget's runs are firms and rounds in all:
    a population of `firms` over `rounds` is one replication. `judged` is by their own scorecards or by a result, `step` how far a
    firm moves to whom it imitates.
    """

    policies: tuple[str, ...]
    of: str
    against: Literal["most", "least"]
    judged: Literal["own scorecard", "bookings", "profit"] = "own scorecard"
    firms: int = 16
    rounds: int = 8
    step: float = 0.5
    spread: float = 0.1

    def __post_init__(self) -> None:
        if self.of not in self.policies or len(self.policies) < 2:
            raise ValueError(f"of is one of {', '.join(self.policies)}, and there are two or more")
        if self.firms < 2 or self.rounds < 1 or not 0.0 < self.step <= 1.0 or self.spread < 0.0:
            raise ValueError(
                "2 firms or more, 1 round or more, a step above 0 and at most 1, a spread from 0 on"
            )

    @property
    def design(self) -> str:
        """The experiment in words."""
        return (
            f"mean part of {self.of} less that of the {self.against} frequent other of {', '.join(self.policies)}, "
            f"after {self.rounds} years in which each of {self.firms} firms has moved by {self.step:g} to one met "
            f"that did better by {self.judged}"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """What every firm must be able to tell."""
        return ("profit", "cost", "bookings", "leads")

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return the firms that policies are mixed of."""
        return world.arms({name: name for name in self.policies})

    def expected(self, arms: int, runs: int) -> int:  # noqa: ARG002 - its arms are firms, each run once
        """Return how many runs of firms that takes."""
        return self._populations(runs) * self.firms * self.rounds

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the difference, its interval over populations."""
        kinds = list(self.arms(world).values())
        ends = np.array([self._evolved(lab, kinds, each) for each in range(self._populations(runs))])
        place = self.policies.index(self.of)
        others = np.delete(ends, place, axis=1).mean(axis=0)
        other = int((others.argmax if self.against == "most" else others.argmin)())
        apart = ends[:, place] - np.delete(ends, place, axis=1)[:, other]
        told = ", ".join(
            f"{name} {part:.2f}" for name, part in zip(self.policies, ends.mean(axis=0), strict=True)
        )
        return mean_of_runs(apart, note=f"mean parts in the end: {told}")

    def _populations(self, runs: int) -> int:
        return max(_FEWEST, runs // (self.firms * self.rounds))

    def _evolved(self, lab: "Lab", kinds: Sequence[Scenario], population: int) -> Floats:
        """Return the mean parts of one population in the end."""
        policies = [policy_of(each) for each in kinds]
        meets = np.random.default_rng([lab.seed, population, _MEETS])
        design = Industries(self.firms, self.spread, drawn=False)
        parts: list[tuple[float, ...]] = []
        for turn in range(self.rounds):
            first = (population * self.rounds + turn) * self.firms
            numbers = range(first, first + self.firms)
            known = dict(zip(numbers, parts, strict=False))
            decided = list(deciding([policies], design, numbers, lab.seed, known))
            parts = [each.parts for each in decided]
            came = firm_years(lab, [kinds], design, numbers, known)
            scores = self._scores(came, [each.policy for each in decided])
            others = (np.arange(self.firms) + meets.integers(1, self.firms, self.firms)) % self.firms
            better = scores[np.arange(self.firms), others] > np.diagonal(scores)
            parts = [
                tuple(
                    a + self.step * bool(gains) * (b - a)
                    for a, b in zip(parts[own], parts[other], strict=True)
                )
                for own, (other, gains) in enumerate(zip(others, better, strict=True))
            ]
        found: Floats = np.mean(parts, axis=0)
        return found

    def _scores(self, came: FirmYears, decided: Sequence[Policy]) -> Floats:
        """Return judge x firm: how each firm did in the first year, as each firm measures it."""
        told = {
            "bookings": standard(came.of("bookings")[:, 0]),
            "leads": standard(came.of("leads")[:, 0]),
            "retention": standard(came.of("satisfaction")[:, 0]),
            "margin": standard(came.of("profit")[:, 0] / came.of("cost")[:, 0]),
        }
        if self.judged != "own scorecard":
            return np.tile(standard(came.of(self.judged)[:, 0]), (self.firms, 1))
        told = {name: each for name, each in told.items() if not np.isnan(each).any()}
        weights = np.array([[_weight(policy, name) for name in told] for policy in decided])
        found: Floats = weights @ np.array(list(told.values()))
        return found


def _weight(policy: Policy, name: str) -> float:
    return row_of(policy, f"planning.scorecard.{name}") if name in policy.planning.scorecard else 0.0
