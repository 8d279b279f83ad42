"""How far sources, segments or products are apart in what comes of each: the best over the worst."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import said
from gtmsim.validation.world import Arm, World


@named("spread")
@dataclass(frozen=True)
class Spread(Statistic):
    """`metric` over `over`, each a mean over the run, of several parts of both: the largest over the smallest.

    `among` names the parts as metrics do: `source=search`.
    """

    metric: str
    over: str
    among: tuple[str, ...]
    of: Arm = ""

    def __post_init__(self) -> None:
        if len(set(self.among)) < 2:
            raise ValueError("two parts or more")

    @property
    def design(self) -> str:
        """The experiment in words."""
        return f"largest over smallest {self.metric}/{self.over} of {', '.join(self.among)}{said(self.of, ' with ')}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Both metrics of each part."""
        return tuple(f"{each}[{part}]" for each in (self.metric, self.over) for part in self.among)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm."""
        return {"world": world.arm(self.of)}

    def told(self, means: Means) -> float:
        """Return how many times the smallest the largest is; NaN where a part has nothing below or nothing comes of it."""
        seen = means["world"]
        pairs = [(seen[f"{self.metric}[{part}]"], seen[f"{self.over}[{part}]"]) for part in self.among]
        if any(not above > 0.0 or not below > 0.0 for above, below in pairs):
            return float("nan")
        quotients = [above / below for above, below in pairs]
        return max(quotients) / min(quotients)
