"""Sums of metrics over sums of metrics: what a key figure of the trade is made of, where no single metric is that figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import said
from gtmsim.validation.world import Arm, World


@named("quotient")
@dataclass(frozen=True)
class Quotient(Statistic):
    """`times` the sum of some metrics over the sum of others, each a mean over the run.

    `less` are taken off above, `less_over` below.
    """

    metrics: tuple[str, ...]
    over: tuple[str, ...]
    less: tuple[str, ...] = ()
    less_over: tuple[str, ...] = ()
    times: float = 1.0
    of: Arm = ""

    @property
    def design(self) -> str:
        """The experiment in words."""
        above, below = _sum(self.metrics, self.less), _sum(self.over, self.less_over)
        times = "" if self.times == 1.0 else f"{self.times:g} x "
        return f"{times}{above} over {below}{said(self.of, ' with ')}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Every metric in it."""
        return tuple(dict.fromkeys((*self.metrics, *self.less, *self.over, *self.less_over)))

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm."""
        return {"world": world.arm(self.of)}

    def told(self, means: Means) -> float:
        """Return the quotient, NaN over nothing."""
        seen = means["world"]
        above = sum(seen[key] for key in self.metrics) - sum(seen[key] for key in self.less)
        below = sum(seen[key] for key in self.over) - sum(seen[key] for key in self.less_over)
        return self.times * above / below if below else float("nan")


def _sum(metrics: tuple[str, ...], less: tuple[str, ...]) -> str:
    told = " + ".join(metrics) + "".join(f" - {each}" for each in less)
    return f"({told})" if len(metrics) + len(less) > 1 else told
