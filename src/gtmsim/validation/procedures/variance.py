"""Which factors explain more of how a metric differs: an analysis of variance over every combination of their levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.world import Arm, World

Levels = Mapping[str, Arm]


@named("variance")
@dataclass(frozen=True)
class Variance(Statistic):
    """How much more of the variance of a metric the factors `of` explain than the factors `against`.

    `factors` are maps of levels to arms, laid over each other in their order; each combination counts alike. What a group explains
    is the variance of the means at its levels over the whole variance (Sobol's closed index), interactions within it included.
    """

    metric: str
    factors: Mapping[str, Levels]
    of: tuple[str, ...]
    against: tuple[str, ...]

    def __post_init__(self) -> None:
        asked = [*self.of, *self.against]
        if (
            not self.of
            or not self.against
            or len(set(asked)) < len(asked)
            or not set(asked) <= set(self.factors)
        ):
            raise ValueError(f"of and against share out some of {', '.join(self.factors)}")
        if any(len(levels) < 2 for levels in self.factors.values()):
            raise ValueError("every factor has two levels or more")

    @property
    def design(self) -> str:
        """The experiment in words."""
        told = "; ".join(f"{name}: {', '.join(levels)}" for name, levels in self.factors.items())
        return (
            f"share of the variance of {self.metric} explained by {', '.join(self.of)}, "
            f"less that explained by {', '.join(self.against)} ({told})"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return an arm for each combination."""
        return world.arms(
            {
                name: tuple(self.factors[factor][level] for factor, level in levels)
                for name, levels in self._combined()
            }
        )

    def told(self, means: Means) -> float:
        """Return the difference of shares; NaN where nothing differs."""
        shape = [len(levels) for levels in self.factors.values()]
        table = np.array([means[name][self.metric] for name, _ in self._combined()]).reshape(shape)
        return self._explained(table, self.of) - self._explained(table, self.against)

    def _combined(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for levels in product(*self.factors.values()):
            yield (
                ", ".join(f"{f} {level}" for f, level in zip(self.factors, levels, strict=True)),
                list(zip(self.factors, levels, strict=True)),
            )

    def _explained(self, table: Floats, group: tuple[str, ...]) -> float:
        others = tuple(place for place, name in enumerate(self.factors) if name not in group)
        whole = float(table.var())
        return float(table.mean(axis=others).var()) / whole if whole > 0.0 else float("nan")
