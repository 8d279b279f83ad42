"""In how many worlds that may be the true one does an arm do better than another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.explore.robust import share_interval
from gtmsim.scenario import Scenario
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import called
from gtmsim.validation.sampled import RUNS, Sample
from gtmsim.validation.world import Arm, World

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


@named("share_of_worlds")
@dataclass(frozen=True)
class ShareOfWorlds(Own):
    """The share of worlds, drawn from graded priors, in which a metric is higher under `of` than under `against`.

    The budget's runs are worlds here; each arm runs `each` times in a world. A tie is half a win. The interval is Wilson's.
    """

    metric: str
    of: Arm
    against: Arm = ""
    each: int = RUNS

    @property
    def design(self) -> str:
        """The experiment in words."""
        pair = f"{called(self.of)} than under {called(self.against)}"
        return f"share of drawn worlds, {self.each} runs each, in which {self.metric} is higher under {pair}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return both arms."""
        return world.arms({"of": self.of, "against": self.against})

    def expected(self, arms: int, runs: int) -> int:
        """Return how many replications that takes."""
        return arms * self.each * runs

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the share."""
        sample = Sample(self.arms(world), self.keys, runs, self.each)
        won = 0.0
        for place, means in sample.means(lab, world.file):
            apart = means["of"][self.metric] - means["against"][self.metric]
            if sample.take(place, apart):
                won += float(np.heaviside(apart, 0.5))
        if not sample.met:
            return Observed(
                np.nan,
                np.nan,
                np.nan,
                0,
                note="no world tells it: nothing is uncertain, or nothing to measure",
            )
        share, low, high = share_interval(won, len(sample.met))
        note = f"{len(sample.met)} worlds of {len(sample.inputs)} uncertain inputs each"
        return Observed(share, low, high, len(sample.met), note=note)
