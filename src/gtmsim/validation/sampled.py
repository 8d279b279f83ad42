"""Worlds drawn from what nobody knows well, in which the arms of a check are run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from gtmsim.design.worlds import Unknown, lying, texts, unknowns
from gtmsim.errors import ScenarioError
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario, vary
from gtmsim.validation.jackknife import Means, means_of
from gtmsim.validation.lab import Lab
from gtmsim.validation.world import program_of

RUNS = 8  # of each arm in each world: luck is averaged over worlds as well


@dataclass
class Sample:
    """Worlds of which a number is wanted, by their places among points of Latin hypercubes.

    Arms meet the same luck within a world, each world another. `refused` counts worlds whose numbers do not go together, `silent`
    those in which there was nothing to measure; others were drawn in their place.
    """

    arms: Mapping[str, Scenario]
    keys: tuple[str, ...]
    wanted: int
    runs: int = RUNS
    inputs: tuple[Unknown, ...] = ()
    shares: Floats = field(default_factory=lambda: np.empty((0, 0)))
    met: list[int] = field(default_factory=list)
    refused: int = 0
    silent: int = 0

    def means(self, lab: Lab, world: str) -> Iterator[tuple[int, Means]]:
        """Yield the place and the means of the arms, world by world, until `take` has heard of as many as are wanted."""
        self.inputs = unknowns(self.arms)
        if not self.inputs:
            return
        self.shares = lying(self.inputs, self.wanted, lab.seed)
        digests = [f"{name} {program_of(each).digest}" for name, each in self.arms.items()]
        for place, row in enumerate(self.shares):
            if len(self.met) == self.wanted:
                return
            said = [text for name in self.arms for text in (name, *texts(name, self.inputs, row))]

            def make(place: int = place, row: Floats = row) -> Floats:
                return self._run(lab, world, place, row)

            table = lab.kept("\n".join(["drawn", *digests, *self.keys, *said, f"{self.runs} {place}"]), make)
            if not table.size:
                self.refused += 1
                continue
            means = table.reshape(len(self.arms), len(self.keys))
            yield (
                place,
                {
                    name: dict(zip(self.keys, map(float, line), strict=True))
                    for name, line in zip(self.arms, means, strict=True)
                },
            )

    def _run(self, lab: Lab, world: str, place: int, row: Floats) -> Floats:
        """Return the mean of every arm and series in a world; nothing where its numbers do not go together."""
        try:
            there = {name: _lowered(each, texts(name, self.inputs, row)) for name, each in self.arms.items()}
        except ScenarioError:
            return np.empty(0)
        first = place * self.runs
        found = means_of(lab.tables(there, self.keys, self.runs, first=first, world=f"{world} {place}"))
        return np.array([found[name][key] for name in self.arms for key in self.keys])

    def take(self, place: int, value: float) -> bool:
        """Count a world whose number is told; return whether it is one."""
        if np.isnan(value):
            self.silent += 1
            return False
        self.met.append(place)
        return True

    @property
    def lie(self) -> Floats:
        """World x input: how far along its range each lies, of the worlds that count."""
        return self.shares[self.met]


@lru_cache(maxsize=512)
def _lowered(scenario: Scenario, sets: tuple[str, ...]) -> Program:
    """Return a scenario lowered in a world, remembered for the next check of the same arms."""
    return lower(vary(scenario, sets))
