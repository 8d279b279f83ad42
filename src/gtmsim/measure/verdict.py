"""The answer to a comparison: numbers, their doubt, and all it takes to compute them again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from gtmsim.measure.intervals import Estimate
from gtmsim.measure.pairs import Paired


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
class Cost:
    """What a scenario costs: planned (its people over the whole run, at medians) and realised (mean of the metric `cost`)."""

    planned: float
    realised: float
    above_baseline_percent: float | None  # planned against the baseline's planned; None if that is nothing


@dataclass(frozen=True)
class Verdict:
    """A finished comparison.

    The intervals of a metric's differences hold together: with the confidence said, all of them cover. Between metrics they stand
    alone, as do the intervals of single scenarios. `scenarios` tells each metric's mean by scenario; `differences` is ordered by
    metric, then scenario, the baseline left out.
    """

    baseline: str
    confidence: float
    seed: int
    first: int
    replications: int
    engine: str
    currency: str
    digest: str
    digests: Mapping[str, str]
    versions: Mapping[str, str]
    scenarios: Mapping[str, Mapping[str, Estimate]]
    differences: tuple[Difference, ...]
    costs: Mapping[str, Cost]
    warnings: tuple[str, ...] = ()

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

    def as_json(self) -> dict[str, object]:
        """Return the verdict as plain data. What has no value, such as the interval of a single replication, is null."""
        return {
            "seed": self.seed,
            "replications": self.replications,
            "digest": self.digest,
            "digests": dict(self.digests),
            "version": self.version,
            "versions": dict(self.versions),
            "engine": self.engine,
            "baseline": self.baseline,
            "confidence": self.confidence,
            "currency": self.currency,
            "scenarios": {
                name: {
                    metric: {"mean": plain(e.mean), "low": plain(e.low), "high": plain(e.high)}
                    for metric, e in told.items()
                }
                for name, told in self.scenarios.items()
            },
            "differences": [
                {
                    "metric": each.metric,
                    "scenario": each.scenario,
                    "baseline": each.baseline,
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
                for each in self.differences
            ],
            "costs": {
                name: {field.name: plain(getattr(cost, field.name)) for field in fields(cost)}
                for name, cost in self.costs.items()
            },
            "warnings": list(self.warnings),
        }


def plain(value: object) -> object:
    """Return a value JSON can hold: numbers that are none become null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
