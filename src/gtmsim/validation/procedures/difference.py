"""One arm against another, and whether a condition changes what that makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import called, said
from gtmsim.validation.world import Arm, World


@named("difference")
@dataclass(frozen=True)
class Difference(Statistic):
    """How much more a metric is under `of` than under `against`; `relative`: as a share of what it is under `against`."""

    metric: str
    of: Arm
    against: Arm = ""
    relative: bool = False

    @property
    def design(self) -> str:
        """The experiment in words."""
        by = "relative difference" if self.relative else "difference"
        return f"{by} in {self.metric}: {called(self.of)} against {called(self.against)}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return both arms."""
        return world.arms({"of": self.of, "against": self.against})

    @property
    def measured(self) -> str:
        """The metric, unless it is relative."""
        return "" if self.relative else self.metric

    def told(self, means: Means) -> float:
        """Return the difference."""
        return _apart(means["of"][self.metric], means["against"][self.metric], relative=self.relative)


@named("interaction")
@dataclass(frozen=True)
class Interaction(Statistic):
    """How much more `of` makes against `against` under `when` than otherwise: a difference of differences.

    `relative`: each difference as a share of what the metric is under `against`; `otherwise` is the world as it is unless named.
    """

    metric: str
    of: Arm
    when: Arm
    against: Arm = ""
    otherwise: Arm = ""
    relative: bool = False

    @property
    def design(self) -> str:
        """The experiment in words."""
        by = "relative difference" if self.relative else "difference"
        pair = f"{called(self.of)} against {called(self.against)}"
        return f"{by} in {self.metric} of {pair}: how much more with {said(self.when)} than with {called(self.otherwise)}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return the four arms."""
        return world.arms(
            {
                f"{name} {condition}": (arm, under)
                for condition, under in (("when", self.when), ("otherwise", self.otherwise))
                for name, arm in (("of", self.of), ("against", self.against))
            }
        )

    @property
    def measured(self) -> str:
        """The metric, unless it is relative."""
        return "" if self.relative else self.metric

    def told(self, means: Means) -> float:
        """Return the difference of differences."""
        when, otherwise = (
            _apart(
                means[f"of {under}"][self.metric],
                means[f"against {under}"][self.metric],
                relative=self.relative,
            )
            for under in ("when", "otherwise")
        )
        return when - otherwise


def _apart(of: float, against: float, *, relative: bool) -> float:
    if not relative:
        return of - against
    return (of - against) / against if against else float("nan")
