"""A metric as it is, and one metric in relation to another."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import called, said
from gtmsim.validation.world import Arm, World


@named("level")
@dataclass(frozen=True)
class Level(Statistic):
    """The mean of a metric over the run; `of` is laid over the world."""

    metric: str
    of: Arm = ""

    @property
    def design(self) -> str:
        """The experiment in words."""
        return f"{self.metric}{said(self.of, ' with ')}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm."""
        return {"world": world.arm(self.of)}

    @property
    def measured(self) -> str:
        """The metric."""
        return self.metric

    def told(self, means: Means) -> float:
        """Return the mean."""
        return means["world"][self.metric]


@named("ratio")
@dataclass(frozen=True)
class Ratio(Statistic):
    """The mean of a metric over the mean of another, in one arm or two: `metric` under `of` over `over` under `against`.

    `over` is the same metric unless named, `against` the same arm unless named.
    """

    metric: str
    over: str | None = None
    of: Arm = ""
    against: Arm | None = None

    @property
    def design(self) -> str:
        """The experiment in words."""
        below = f"{self.over or self.metric}{'' if self.against is None else f' with {called(self.against)}'}"
        return f"{self.metric}{said(self.of, ' with ')} over {below}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Both metrics."""
        return tuple(dict.fromkeys((self.metric, self.over or self.metric)))

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm, or two."""
        return world.arms({"of": self.of} | ({} if self.against is None else {"against": self.against}))

    def told(self, means: Means) -> float:
        """Return the ratio, NaN over nothing."""
        below = means["of" if self.against is None else "against"][self.over or self.metric]
        return means["of"][self.metric] / below if below else float("nan")
