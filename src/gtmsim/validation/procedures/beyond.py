"""How often something turns out better, or worse, than by so much: a share of worlds and of what is done in them.

The effect is never drawn: worlds are, from graded priors, and what is done in them comes of the runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.explore.robust import share_interval
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import called
from gtmsim.validation.sampled import RUNS, Sample
from gtmsim.validation.world import Arm, World

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


@named("share_beyond")
@dataclass(frozen=True)
class ShareBeyond(Own):
    """The share of drawn worlds, and of what is done in them (`of`, by name), in which a change is `above` or `below` a number.

    The change is that of `metric` from `against`, as a share of what it is there, or with `whole`, as a share of what that arm is
    apart from `against`: 1 where all is back. The budget's runs are worlds; each arm runs `each` times in a world. The interval is
    Wilson's with as many trials as there are worlds, however many things are done in each.
    """

    metric: str
    of: Mapping[str, Arm]
    against: Arm = ""
    whole: Arm | None = None
    above: float | None = None
    below: float | None = None
    each: int = RUNS

    def __post_init__(self) -> None:
        if not self.of or (self.above is None) == (self.below is None) or self.each < 1:
            raise ValueError("something to do, a run or more of each, and either above or below")

    @property
    def design(self) -> str:
        """The experiment in words."""
        base = called(self.against)
        change = (
            f"relative to {base}"
            if self.whole is None
            else f"from {base}, as a share of all there is to {called(self.whole)},"
        )
        beyond = f"below {self.below:g}" if self.above is None else f"above {self.above:g}"
        return (
            f"share of drawn worlds, {self.each} runs each, in which {self.metric} {change} changes by {beyond}: "
            f"{', '.join(self.of)}"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return what is compared with, then an arm for each thing that is done."""
        whole = {} if self.whole is None else {"whole": self.whole}
        done = {f"of {name}": arm for name, arm in self.of.items()}
        return world.arms({"against": self.against} | whole | done)

    def expected(self, arms: int, runs: int) -> int:
        """Return how many replications that takes."""
        return arms * self.each * runs

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the share."""
        sample = Sample(self.arms(world), self.keys, runs, self.each)
        changes = []
        for place, means in sample.means(lab, world.file):
            told = self.changes(means)
            if sample.take(place, float(np.sum(list(told.values())))):
                changes.append(list(told.values()))
        if not changes:
            nothing = float("nan")
            return Observed(nothing, nothing, nothing, 0, note="no world tells it")
        table = np.array(changes)
        share, low, high = share_interval(float(self._beyond(table).mean(axis=1).sum()), len(table))
        by_name = ", ".join(
            f"{name} {of:.0%}" for name, of in zip(self.of, self._beyond(table).mean(axis=0), strict=True)
        )
        tenth, half, ninth = np.quantile(table, [0.1, 0.5, 0.9])
        note = (
            f"{by_name}; changes, 10th, 50th and 90th of a hundred: {tenth:+.3f}, {half:+.3f}, {ninth:+.3f}"
        )
        return Observed(share, low, high, len(table), note=note)

    def changes(self, means: Means) -> dict[str, float]:
        """Return the change by what is done; NaN over nothing."""
        base = means["against"][self.metric]
        over = abs(base) if self.whole is None else means["whole"][self.metric] - base
        return {
            name: (means[f"of {name}"][self.metric] - base) / over if over else float("nan")
            for name in self.of
        }

    def _beyond(self, changes: Floats) -> Floats:
        """Return 1 for each change that is beyond, else 0."""
        sign, edge = (1.0, self.above) if self.above is not None else (-1.0, self.below)
        told: Floats = (sign * changes > sign * (edge or 0.0)).astype(np.float64)
        return told
