"""Why one scenario differs from another: one difference, taken apart in several ways that each add up to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gtmsim.explanation.accounts import Fates
from gtmsim.explanation.bridge import Bridge
from gtmsim.explanation.effects import Levers
from gtmsim.explanation.histories import Histories
from gtmsim.explanation.hours import HoursMoved
from gtmsim.explanation.sentences import answer
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.made import Made
from gtmsim.measure.plain import interval, plain
from gtmsim.measure.result import Result
from gtmsim.measure.verdict import Difference

if TYPE_CHECKING:
    import polars as pl


class Part(Protocol):
    """One way to take the difference apart. `total` is the mean difference, to the last digit; of hours it is that of hours."""

    @property
    def total(self) -> float:
        """The sum of everything the part tells."""

    def frame(self) -> "pl.DataFrame":
        """Return one row for each thing that makes a difference: its name first, then `mean`, `low` and `high`."""

    def as_json(self) -> dict[str, object]:
        """Return the part as plain data."""


@dataclass(frozen=True)
class Explanation(Result):
    """A difference between two scenarios in one metric, paired by replication, and why it is there.

    `means` are both scenarios' own. An `interrupted` one has the parts that were finished; by money and by account it may be over
    fewer replications than the difference.
    """

    baseline: str
    scenario: str
    difference: Difference
    means: Mapping[str, Estimate]
    made: Made
    confidence: float
    levers: Levers | None = None
    money: Bridge | None = None
    accounts: Fates | None = None
    histories: tuple[Histories, ...] = ()  # of accounts that make a great difference
    hours: HoursMoved | None = None
    interrupted: bool = False

    @property
    def metric(self) -> str:
        """The metric that is explained."""
        return self.difference.metric

    @property
    def scenarios(self) -> Mapping[str, Mapping[str, Estimate]]:
        """Each scenario's own mean of the metric, as a verdict tells it."""
        return {name: {self.metric: mean} for name, mean in self.means.items()}

    @property
    def seed(self) -> int:
        """The seed of all luck."""
        return self.made.seed

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Yield the ways in which the difference was taken apart, by name."""
        for name, part in (
            ("lever", self.levers),
            ("money", self.money),
            ("account", self.accounts),
            ("hours", self.hours),
        ):
            if part is not None:
                yield name, part

    def answer(self) -> str:
        """Return the difference and what made most of it, in one sentence."""
        return answer(self)

    def frame(self) -> "pl.DataFrame":
        """Return one row for each thing that makes a difference; `by` is the way of taking apart it belongs to."""
        import polars as pl

        told = [(name, part.frame()) for name, part in self.parts()]
        frames = [
            frame.rename({frame.columns[0]: "name"}).select(pl.lit(name).alias("by"), pl.all())
            for name, frame in told
        ]
        return pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()

    def details(self) -> dict[str, object]:
        """Return the difference and its parts as plain data."""
        told, pair = self.difference, self.difference.pair
        return {
            "metric": told.metric,
            "unit": told.unit,
            "baseline": self.baseline,
            "scenario": self.scenario,
            "confidence": self.confidence,
            "interrupted": self.interrupted,
            "means": {name: interval(each) for name, each in self.means.items()},
            "difference": {
                **interval(pair.difference),
                "probability_better": plain(pair.probability_better),
                "correlation": plain(pair.correlation),
                "variance_reduction": plain(pair.variance_reduction),
            },
            **{f"by_{name}": part.as_json() for name, part in self.parts()},
        }
