"""Scenarios, the fields that are varied in them, and what some metrics come to wherever the fields are set.

Replication r of every scenario at every point meets the same luck, so a difference between two points is not luck alone. A point
is run once, however often it is asked for.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from gtmsim.design.worlds import Unknown, unknowns
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.measure.made import Made, made_of
from gtmsim.measure.registry import metric_of, money_metric, name_in, names_in, unit_in
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario, vary
from gtmsim.scenario.where import where
from gtmsim.study.steps import Progress
from gtmsim.study.values import values

Row = tuple[str | None, ...]  # a value of each field; None: as the scenario has it

# What Ctrl-C may cost: points that are not finished together are lost together.
SECONDS_AT_ONCE = 4.0
RUNS_AT_ONCE = 400
_POINTS_AT_ONCE = 32


@dataclass(frozen=True)
class Told:
    """A metric's key, its unit and its better side."""

    key: str
    unit: str
    better: str


def told_of(key: str, program: Program) -> Told:
    """Return how a program tells a metric. Raises UsageError for one that it cannot tell."""
    about = metric_of(name_in(key, names_in(program)), program)
    return Told(key, unit_in(about, program), about.better)


@dataclass(frozen=True, eq=False)
class Ground:
    """Scenarios by name, what is varied in them, and the metrics asked for. `known` holds the points that are finished.

    A point's values are scenario x replication x metric, NaN where there was nothing to measure.
    """

    scenarios: Mapping[str, Scenario]
    unknowns: tuple[Unknown, ...]
    metrics: tuple[Told, ...]
    seed: int
    replications: int
    engine: str = "core"
    jobs: int | None = None
    known: dict[Row, Floats] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names."""
        return tuple(self.scenarios)

    @property
    def paths(self) -> tuple[str, ...]:
        """The fields that are varied, with `*` where several places take a value together."""
        return tuple(each.path for each in self.unknowns)

    @property
    def as_is(self) -> Row:
        """The point at which nothing is varied."""
        return (None,) * len(self.unknowns)

    def today(self, place: int, name: str | None = None) -> str:
        """Return what a scenario (the first that has the field unless named) says of a field, as a scenario writes it."""
        bound = self.unknowns[place].factors
        name = next(iter(bound)) if name is None else name
        return where(self.scenarios[name], bound[name].places[0]).value if name in bound else ""

    def alone(self, place: int, value: str) -> Row:
        """Return the point at which one field has a value and the others are as they are."""
        return tuple(value if at == place else None for at in range(len(self.unknowns)))

    def sets(self, name: str, row: Row) -> tuple[str, ...]:
        """Return what `--set` takes to run a scenario at a point alone."""
        return tuple(
            text
            for each, value in zip(self.unknowns, row, strict=True)
            if value is not None and name in each.factors
            for text in each.factors[name].sets(value)
        )

    def refused(self, rows: Iterable[Row]) -> dict[Row, ScenarioError]:
        """Return the points whose values do not go together, with what is wrong there."""
        wrong: dict[Row, ScenarioError] = {}
        for row in dict.fromkeys(rows):
            for name in self.names:
                try:
                    self._varied(name, row)
                except ScenarioError as error:
                    wrong[row] = error
                    break
        return wrong

    def run(self, rows: Iterable[Row], progress: Progress | None = None) -> None:
        """Run the points that are not known yet, in order. Ctrl-C keeps those that are finished, and is raised again."""
        todo = [row for row in dict.fromkeys(rows) if row not in self.known]
        each = len(self.scenarios) * self.replications
        most = max(1, min(_POINTS_AT_ONCE // len(self.scenarios), RUNS_AT_ONCE // each))
        started = time.monotonic()
        finished, size = 0, 1
        while finished < len(todo):
            taken = todo[finished : finished + size]

            def told(done: int, _total: int, _seconds: float, before: int = finished * each) -> None:
                if progress is not None:
                    progress(before + done, len(todo) * each, time.monotonic() - started)

            begun = time.monotonic()
            self._some(taken, told)
            finished += len(taken)
            pace = len(taken) / max(time.monotonic() - begun, 1e-9)
            size = max(1, min(most, int(SECONDS_AT_ONCE * pace)))

    def outcomes(self, rows: Sequence[Row], metric: int = 0) -> Floats:
        """Return point x replication of known points: of one scenario, or what the second has above the first."""
        held = np.stack([self.known[row][:, :, metric] for row in rows])
        apart: Floats = held[:, 0] if len(self.scenarios) == 1 else held[:, 1] - held[:, 0]
        return apart

    def made(self) -> Made:
        """Return what it takes to compute this again: the scenarios, and the points that were run."""
        programs = {name: lower(scenario) for name, scenario in self.scenarios.items()}
        text = "\n".join(
            text for row in self.known for name in self.names for text in (name, *self.sets(name, row))
        )
        digests = {name: each.digest for name, each in programs.items()}
        return made_of(
            {**digests, "points": hashlib.sha256(text.encode()).hexdigest()},
            self.scenarios,
            seed=self.seed,
            replications=self.replications,
            engine=self.engine,
        )

    def _some(self, rows: Sequence[Row], told: Progress) -> None:
        makes = {
            f"{at} {name}": partial(self.program, name, row)
            for at, row in enumerate(rows)
            for name in self.names
        }
        keys = [each.key for each in self.metrics]
        came = values(
            makes,
            keys,
            seed=self.seed,
            count=self.replications,
            engine=self.engine,
            jobs=self.jobs,
            progress=told,
        )
        for at, row in enumerate(rows):
            if all(f"{at} {name}" in came.tables for name in self.names):
                self.known[row] = np.stack([came.of(f"{at} {name}") for name in self.names])
        if came.interrupted:
            raise KeyboardInterrupt

    def program(self, name: str, row: Row) -> Program:
        """Return the program of a scenario at a point. Raises ScenarioError for values that do not go together."""
        return lower(self._varied(name, row))

    def _varied(self, name: str, row: Row) -> Scenario:
        sets = self.sets(name, row)
        return vary(self.scenarios[name], sets) if sets else self.scenarios[name]


def ground(
    scenarios: Mapping[str, Scenario],
    named: Sequence[str],
    metrics: Sequence[str] | str | None = None,
    *,
    weak: bool = False,
    seed: int | None = None,
    replications: int,
    engine: str = "core",
    jobs: int | None = None,
) -> Ground:
    """Return where to explore: fields named as `PATH=VALUE,VALUE`, `PATH=LOW..HIGH` or `PATH` (its prior).

    `weak`: weakly founded inputs too. The metric is money unless named, the seed that of the first scenario unless given. Raises
    UsageError and ScenarioError for names that do not exist, with the nearest.
    """
    if not scenarios:
        raise UsageError("there is no scenario to explore")
    if replications < 1:
        raise UsageError(f"replications are 1 or more, got {replications}")
    found = unknowns(scenarios, named, weak=weak)
    if not found:
        raise UsageError(
            "nothing is varied: say which fields, such as --vary organisation.teams.rep.people=3..8"
        )
    programs = {name: lower(scenario) for name, scenario in scenarios.items()}
    asked = [metrics] if isinstance(metrics, str) else list(metrics or ())
    keys = list(dict.fromkeys(asked)) or [money_metric(programs.values())]
    seed = next(iter(scenarios.values())).run.seed if seed is None else seed
    told = tuple(told_of(key, next(iter(programs.values()))) for key in keys)
    return Ground(scenarios, found, told, seed, replications, engine, jobs)
