"""What is asked when a difference is to be explained: two scenarios, a metric, and the luck they share."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from gtmsim.errors import UsageError
from gtmsim.measure.metric import MONEY, Metric
from gtmsim.measure.registry import name_in, names_in, unit_in
from gtmsim.measure.tally import missing, series_of
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.study.steps import Progress

WAYS = ("lever", "money", "account", "hours")  # in which a difference can be taken apart


class How(TypedDict):
    """On which luck the two worlds are run, and how."""

    seed: int
    count: int
    confidence: float
    engine: str
    jobs: int | None
    progress: Progress | None


@dataclass(frozen=True)
class Question:
    """Why the second scenario differs from the first in a metric, over the first replications of a seed."""

    baseline: Scenario
    scenario: Scenario
    names: tuple[str, str]
    metric: str
    seed: int
    replications: int
    confidence: float = 0.95
    engine: str = "core"
    jobs: int | None = None
    progress: Progress | None = None

    @property
    def how(self) -> How:
        """How the two are run by whoever runs both whole."""
        return {
            "seed": self.seed, "count": self.replications, "confidence": self.confidence,
            "engine": self.engine, "jobs": self.jobs, "progress": self.progress,
        }  # fmt: skip

    @cached_property
    def programs(self) -> tuple[Program, Program]:
        """Both scenarios in plain numbers."""
        return lower(self.baseline), lower(self.scenario)

    @cached_property
    def measure(self) -> Metric:
        """The metric that is asked for."""
        known = names_in(self.programs[0])
        return known[name_in(self.metric, known)]

    @property
    def unit(self) -> str:
        """The metric's unit, money in the scenarios' currency."""
        return unit_in(self.measure, self.programs[0])

    @property
    def in_cents(self) -> bool:
        """Whether values are amounts of money, which are taken in whole cents."""
        return self.measure.unit == MONEY

    def refuse(self) -> None:
        """Raise UsageError for another currency, or a metric that one of the two cannot tell."""
        mine, theirs = self.baseline.world.currency, self.scenario.world.currency
        first, second = self.names
        if mine != theirs:
            raise UsageError(
                f"{first} and {second} cannot be paired: the currency is {mine} in {first} and {theirs} in {second}"
            )
        for program in self.programs:
            known = [series.key for series in series_of(program)]
            if self.metric not in known:
                raise missing(self.metric, program, known)
