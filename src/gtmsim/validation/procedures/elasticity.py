"""By how many per cent a metric moves with one per cent more of something, and whether that falls as there is more of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from gtmsim.design.factor import parted, written
from gtmsim.design.worlds import places
from gtmsim.errors import UsageError
from gtmsim.scenario import Scenario, where
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.world import Arm, World


@dataclass(frozen=True)
class _Scaled(Statistic):
    """A metric where some fields are multiplied. `of` is a path or several, `*` standing for any id."""

    of: str | tuple[str, ...]
    metric: str
    times: tuple[float, ...] = (0.75, 1.25)
    under: Arm = ""

    def __post_init__(self) -> None:
        if len(self.times) < self.fewest or sorted(set(self.times)) != list(self.times) or self.times[0] <= 0:
            raise ValueError(f"{self.fewest} or more factors above 0, each larger than the one before")

    @property
    def fewest(self) -> int:
        """How many factors it takes."""
        return 2

    @property
    def paths(self) -> tuple[str, ...]:
        """The fields that are multiplied."""
        return (self.of,) if isinstance(self.of, str) else self.of

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    @property
    def _told(self) -> str:
        return (
            f"{self.metric} with {' and '.join(self.paths)} x {', '.join(f'{each:g}' for each in self.times)}"
        )

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return an arm for each factor."""
        base = world.arm(self.under)
        return {
            f"x{each:g}": world.arm(self.under, *multiplied(base, self.paths, each)) for each in self.times
        }


@named("elasticity")
@dataclass(frozen=True)
class Elasticity(_Scaled):
    """The arc elasticity between the first and the last factor: the slope of log metric on log field."""

    @property
    def design(self) -> str:
        """The experiment in words."""
        return f"arc elasticity of {self._told}"

    def told(self, means: Means) -> float:
        """Return the elasticity."""
        return _slope(means, self.metric, self.times[0], self.times[-1])


@named("elasticity_change")
@dataclass(frozen=True)
class ElasticityChange(_Scaled):
    """How much larger the elasticity of the last two factors is than that of the first two: below 0 where returns diminish."""

    times: tuple[float, ...] = (0.5, 1.0, 1.5)

    @property
    def fewest(self) -> int:
        """How many factors it takes."""
        return 3

    @property
    def design(self) -> str:
        """The experiment in words."""
        return f"arc elasticity between the last two less that between the first two of {self._told}"

    def told(self, means: Means) -> float:
        """Return the change."""
        late = _slope(means, self.metric, *self.times[-2:])
        return late - _slope(means, self.metric, *self.times[:2])


def multiplied(scenario: Scenario, paths: tuple[str, ...], times: float) -> list[str]:
    """Return the texts `PATH=VALUE` that multiply fields of a scenario. Raises UsageError for a field that is no number."""
    if times == 1.0:
        return []
    texts = []
    for path in paths:
        for place in places(path, scenario):
            found = parted(where(scenario, place).value)
            if found is None:
                raise UsageError(f"{place} is no number: it cannot be multiplied")
            amount, unit = found
            texts.append(f"{place}={written(amount * times, unit)}")
    return texts


def _slope(means: Means, metric: str, low: float, high: float) -> float:
    below, above = (means[f"x{each:g}"][metric] for each in (low, high))
    return log(above / below) / log(high / low) if below > 0.0 and above > 0.0 else float("nan")
