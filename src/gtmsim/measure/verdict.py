"""The answer to a comparison: numbers, their doubt, and all it takes to compute them again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING

from gtmsim.measure.best import Best
from gtmsim.measure.budget import AtEqualCost, Cost
from gtmsim.measure.crossover import Crossover
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.made import Made
from gtmsim.measure.pairs import Paired
from gtmsim.measure.plain import interval, plain, plainly
from gtmsim.measure.result import Result
from gtmsim.measure.risk import Risk

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Difference:
    """One metric of one scenario against the baseline, paired by replication."""

    metric: str
    scenario: str
    baseline: str
    unit: str
    better: str
    pair: Paired  # its interval stands alone
    joint: Estimate  # the same mean; its interval holds together with those of the other scenarios
    clear: bool  # whether its sign is beyond doubt, whatever number of scenarios was compared

    @property
    def mean(self) -> float:
        """Scenario less baseline, on average."""
        return self.joint.mean

    @property
    def low(self) -> float:
        """Lower bound of the mean difference; NaN if there is no interval."""
        return self.joint.low

    @property
    def high(self) -> float:
        """Upper bound of the mean difference; NaN if there is no interval."""
        return self.joint.high


@dataclass(frozen=True)
class Verdict(Result):
    """A finished comparison.

    The intervals of a metric's differences hold together: with the confidence said, all of them cover. Between metrics they stand
    alone, as do the intervals of single scenarios. `scenarios` tells each metric's mean by scenario; `differences` is ordered by
    metric, then scenario, the baseline left out. `best` has the metrics with a better side; `risks` and `crossovers` have what
    was asked for.
    """

    made: Made
    baseline: str
    confidence: float
    currency: str
    scenarios: Mapping[str, Mapping[str, Estimate]]
    differences: tuple[Difference, ...]
    costs: Mapping[str, Cost]
    at_equal_cost: tuple[AtEqualCost, ...] = ()
    best: Mapping[str, Best] = field(default_factory=dict)
    risks: tuple[Risk, ...] = ()
    crossovers: tuple[Crossover, ...] = ()
    warnings: tuple[str, ...] = ()
    control_variates: bool = False  # means and differences are taken down by what is known of luck

    @property
    def seed(self) -> int:
        """The seed of all luck."""
        return self.made.seed

    @property
    def first(self) -> int:
        """The first replication."""
        return self.made.first

    @property
    def replications(self) -> int:
        """Number of replications of each scenario."""
        return self.made.replications

    @property
    def engine(self) -> str:
        """What ran the scenarios."""
        return self.made.engine

    @property
    def digest(self) -> str:
        """The digest of all programs."""
        return self.made.digest

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of each program."""
        return self.made.digests

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions that a result depends on."""
        return self.made.versions

    @property
    def version(self) -> str:
        """The version of gtmsim that made it."""
        return self.versions["gtmsim"]

    def difference(self, metric: str, scenario: str) -> Difference:
        """Return one difference. Raises KeyError if it was not compared."""
        for each in self.differences:
            if (each.metric, each.scenario) == (metric, scenario):
                return each
        raise KeyError((metric, scenario))

    def answer(self) -> str:
        """Return the first difference in a sentence; of several scenarios, which can still be the best on the first metric."""
        from gtmsim.measure.sentences import best_sentence, sentence

        if len(self.scenarios) > 2 and self.best:
            return best_sentence(self, next(iter(self.best.values())))
        return sentence(self, self.differences[0]) if self.differences else "nothing was compared"

    def frame(self) -> "pl.DataFrame":
        """Return a row a metric and scenario: both means, the difference with its joint interval and that which stands alone."""
        import polars as pl

        return pl.DataFrame(
            [
                {
                    "metric": each.metric,
                    "scenario": each.scenario,
                    "baseline": each.baseline,
                    "unit": each.unit,
                    "better": each.better,
                    "baseline_mean": self.scenarios[each.baseline][each.metric].mean,
                    "scenario_mean": self.scenarios[each.scenario][each.metric].mean,
                    **_told(each),
                    "replications": each.pair.difference.count,
                }
                for each in self.differences
            ],
            infer_schema_length=None,
        )

    def details(self) -> dict[str, object]:
        """Return the verdict as plain data. What has no value, such as the interval of a single replication, is null."""
        return {
            "baseline": self.baseline,
            "confidence": self.confidence,
            "currency": self.currency,
            "scenarios": {
                name: {metric: interval(each) for metric, each in told.items()}
                for name, told in self.scenarios.items()
            },
            "differences": [
                {"metric": each.metric, "scenario": each.scenario, "baseline": each.baseline, **_told(each)}
                for each in self.differences
            ],
            "best": {metric: plainly(asdict(each)) for metric, each in self.best.items()},
            "risks": [plainly(asdict(each)) for each in self.risks],
            "crossovers": [plainly(asdict(each)) for each in self.crossovers],
            "costs": {
                name: {place.name: plain(getattr(cost, place.name)) for place in fields(cost)}
                for name, cost in self.costs.items()
            },
            "at_equal_cost": [plainly(asdict(each)) for each in self.at_equal_cost],
            "control_variates": self.control_variates,
            "warnings": list(self.warnings),
        }


def _told(each: Difference) -> dict[str, object]:
    return {
        "mean": plain(each.mean),
        "low": plain(each.low),
        "high": plain(each.high),
        "low_alone": plain(each.pair.difference.low),
        "high_alone": plain(each.pair.difference.high),
        "clear": each.clear,
        "probability_better": plain(each.pair.probability_better),
        "correlation": plain(each.pair.correlation),
        "variance_reduction": plain(each.pair.variance_reduction),
    }
