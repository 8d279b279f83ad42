"""Sums of metrics over sums of metrics: what a key figure of the trade is made of, where no single metric is that figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import said
from gtmsim.validation.world import Arm, World

Weighed = tuple[str, ...] | Mapping[str, float]


@named("quotient")
@dataclass(frozen=True)
class Quotient(Statistic):
    """`times` the sum of some metrics over the sum of others, each a mean over the run.

    Both are lists, or maps of metrics to what one of each counts for.
    """

    metrics: Weighed
    over: Weighed
    times: float = 1.0
    of: Arm = ""

    @property
    def design(self) -> str:
        """The experiment in words."""
        times = "" if self.times == 1.0 else f"{self.times:g} x "
        return f"{times}{_told(self.metrics)} over {_told(self.over)}{said(self.of, ' with ')}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Every metric in it."""
        return tuple(dict.fromkeys((*self.metrics, *self.over)))

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm."""
        return {"world": world.arm(self.of)}

    def told(self, means: Means) -> float:
        """Return the quotient, NaN over nothing."""
        above, below = (
            sum(means["world"][key] * weight for key, weight in _weights(each).items())
            for each in (self.metrics, self.over)
        )
        return self.times * above / below if below else float("nan")


def _weights(metrics: Weighed) -> Mapping[str, float]:
    return metrics if isinstance(metrics, Mapping) else dict.fromkeys(metrics, 1.0)


def _told(metrics: Weighed) -> str:
    told = [f"{key}" if each == 1.0 else f"{each:g} x {key}" for key, each in _weights(metrics).items()]
    return f"({' + '.join(told)})" if len(told) > 1 else told[0]
