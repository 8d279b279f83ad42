"""How bad a bad run is, or how far runs are apart: what an arm risks, beside what it brings on average."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.validation.observed import CONFIDENCE, Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import called
from gtmsim.validation.world import Arm, World, program_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

_RESAMPLED = 2000
_FEWEST = 2


@named("risk")
@dataclass(frozen=True)
class Risk(Own):
    """How much more is at risk under `of` than under `against`, as a share of what is usual in each.

    `seen_in` the `tail`: how far the 5th of a hundred runs lies below the median, over the median; in the `spread`: the standard
    deviation over the mean. Its interval is a percentile bootstrap of replications, both arms of one together (Efron and
    Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). NaN where what is usual is not above 0.
    """

    metric: str
    of: Arm
    against: Arm = ""
    seen_in: Literal["tail", "spread"] = "tail"

    @property
    def design(self) -> str:
        """The experiment in words."""
        what = (
            "(median less 5th percentile) over median"
            if self.seen_in == "tail"
            else "standard deviation over mean"
        )
        pair = f"{called(self.of)} against {called(self.against)}"
        return f"difference in {what} of {self.metric} across runs: {pair}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric."""
        return (self.metric,)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return both arms."""
        return world.arms({"of": self.of, "against": self.against})

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the difference."""
        programs = {name: program_of(arm) for name, arm in self.arms(world).items()}
        tables = lab.tables(programs, self.keys, runs, world=world.file)
        of, against = (np.asarray(tables[name][self.metric]) for name in ("of", "against"))
        known = ~(np.isnan(of) | np.isnan(against))
        of, against = of[known], against[known]
        if len(of) < _FEWEST:
            return Observed(np.nan, np.nan, np.nan, len(of))
        seen = {
            name: {f"{self.metric} at risk": float(self.at_risk(values[None])[0])}
            for name, values in (("of", of), ("against", against))
        }
        drawn = np.random.default_rng(lab.seed).integers(len(of), size=(_RESAMPLED, len(of)))
        apart = self.at_risk(of[drawn]) - self.at_risk(against[drawn])
        mean = float((self.at_risk(of[None]) - self.at_risk(against[None]))[0])
        outside = (1.0 - CONFIDENCE) / 2.0
        low, high = np.quantile(apart, [outside, 1.0 - outside])
        return Observed(mean, float(low), float(high), len(of), seen)

    def at_risk(self, values: Floats) -> Floats:
        """Return what is at risk in each row of runs."""
        if self.seen_in == "tail":
            usual = np.median(values, axis=1)
            less = usual - np.quantile(values, 0.05, axis=1)
        else:
            usual, less = values.mean(axis=1), values.std(axis=1, ddof=1)
        told: Floats = np.where(usual > 0.0, less / np.where(usual > 0.0, usual, 1.0), np.nan)
        return told
