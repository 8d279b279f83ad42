"""Which alternative to live with, whatever the world turns out to be: regret over worlds drawn from what is not known.

The regret of an alternative in a world is how much more the best there makes (Savage 1951). Its doubt is of two kinds, told apart:
that so many worlds are a sample of all that may be, and that luck decides within a world. The best of noisy means looks better than
it is: a regret read off them is too large on average, and one whose best was found on other luck than it is judged on too small.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Unpack

import numpy as np

from gtmsim.amounts import amount, percent, spanned
from gtmsim.explore.in_worlds import WORLDS, Options, Worlds, paired_means, worlds_of
from gtmsim.explore.told import worlds_json
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made
from gtmsim.measure.metric import LOWER
from gtmsim.measure.result import Result
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Standing:
    """How an alternative stands over all worlds. Intervals are over worlds; `luck` is the standard error within them, of the mean.

    `best` is the share of worlds in which it is best (ties are shared) with its interval; `at_least` is the mean regret whose best
    was found on other luck than it was judged on. NaN without two replications. Worlds are told by their place.
    """

    name: str
    mean: Estimate
    luck: float
    regret: Estimate
    at_least: float
    best: tuple[float, float, float]
    largest_regret: float
    largest_regret_in: int
    worst: float
    worst_in: int


@dataclass(frozen=True, eq=False)
class Robust(Result):
    """Alternatives over worlds, in the order they were given. `beyond_luck` is the share of worlds whose best is clear."""

    standings: tuple[Standing, ...]
    worlds: Worlds
    beyond_luck: float
    made: Made

    @property
    def least_regret(self) -> Standing:
        """The alternative with the least regret on average."""
        return min(self.standings, key=lambda each: each.regret.mean)

    @property
    def safest(self) -> Standing:
        """The alternative whose largest regret is the least."""
        return min(self.standings, key=lambda each: each.largest_regret)

    def answer(self) -> str:
        """Return who has the least regret, how sure that is, and the price of being wrong."""
        least, unit, count = self.least_regret, self.worlds.unit, self.worlds.count
        if least.largest_regret == 0.0:
            everywhere = best_in_all(least.name, self.worlds.metric, count)
            if isfinite(least.at_least):  # with one replication a world nothing tells luck
                everywhere += f", ahead by more than luck in {percent(self.beyond_luck)} of them"
            return f"{everywhere}: in none of these does who chooses it regret it"
        regret = spanned(least.regret.mean, least.regret.low, least.regret.high, unit)
        told = (
            f"{least.name} has the least regret in {self.worlds.metric}: on average {regret}; it is best in "
            f"{percent(least.best[0])} of {count} worlds, and at worst {amount(least.largest_regret, unit)} behind"
        )
        if self.safest is least:
            return told
        return (
            f"{told}; {self.safest.name} is never more than {amount(self.safest.largest_regret, unit)} behind"
        )

    def frame(self) -> "pl.DataFrame":
        """Return one row an alternative."""
        import polars as pl

        return pl.DataFrame([self._row(each) for each in self.standings])

    def details(self) -> dict[str, object]:
        """Return every standing, what was drawn, and the worlds themselves."""
        rows = [{**self._row(each), **self._where(each)} for each in self.standings]
        return {"alternatives": rows, "best_beyond_luck_share": self.beyond_luck, **worlds_json(self.worlds)}

    def _row(self, each: Standing) -> dict[str, object]:
        told = [each.mean.mean, each.mean.low, each.mean.high, each.luck, each.regret.mean, each.regret.low]
        told += [each.regret.high, each.at_least, each.largest_regret, *each.best, each.worst]
        names = (
            "mean", "low", "high", "luck_se", "regret", "regret_low", "regret_high", "regret_at_least",
            "largest_regret", "best_share", "best_share_low", "best_share_high", "worst",
        )  # fmt: skip
        numbers = {name: None if np.isnan(value) else value for name, value in zip(names, told, strict=True)}
        return {"alternative": each.name, "metric": self.worlds.metric, "unit": self.worlds.unit, **numbers}

    def _where(self, each: Standing) -> dict[str, object]:
        found = (("largest_regret_in", each.largest_regret_in), ("worst_in", each.worst_in))
        return {name: self.worlds.label(world) for name, world in found}


def robust(alternatives: Mapping[str, Scenario] | Worlds, **options: Unpack[Options]) -> Robust:
    """Return how alternatives stand over worlds: those given, or 100 that are drawn and run (`Options` says how).

    Raises UsageError for fewer than two worlds, KeyboardInterrupt if no two were finished.
    """
    met = worlds_of(alternatives, WORLDS, **options)
    gains, sign = met.gains, -1.0 if met.better == LOWER else 1.0
    means = paired_means(gains)
    regrets = regrets_of(means)
    best = regrets == 0.0
    shared = best / best.sum(axis=1, keepdims=True)
    luck = np.sqrt(_variances(gains).sum(axis=0)) / met.count
    held_out = held_out_regrets(gains).mean(axis=0)
    standings = tuple(
        Standing(
            name,
            mean_interval(sign * means[:, place]),
            float(luck[place]),
            from_zero(mean_interval(regrets[:, place])),
            # Half the luck judges with more noise than all of it: what is regretted at least is no more than what is.
            min(max(float(held_out[place]), 0.0), float(regrets[:, place].mean())),
            share_interval(float(shared[:, place].sum()), met.count),
            float(regrets[:, place].max()),
            int(regrets[:, place].argmax()),
            sign * float(means[:, place].min()),
            int(means[:, place].argmin()),
        )
        for place, name in enumerate(met.names)
    )
    return Robust(standings, met, float(beyond_luck(gains, means).mean()), met.made)


def regrets_of(means: Floats) -> Floats:
    """Return world x alternative: how much more the best makes there."""
    regrets: Floats = means.max(axis=1, keepdims=True) - means
    return regrets


def from_zero(found: Estimate) -> Estimate:
    """Return an interval of what cannot be below zero."""
    return replace(found, low=max(found.low, 0.0))


def best_in_all(name: str, metric: str, count: int) -> str:
    """Return that a name is best in every world that was drawn, and in how many of all worlds that leaves it best."""
    return f"{name} is best in {metric} in all of {count} worlds (95 %: {percent(share_interval(count, count)[1])} or more)"


def share_interval(found: float, count: int) -> tuple[float, float, float]:
    """Return a share with its 95 % interval (Wilson 1927)."""
    share, z = found / count, NormalDist().inv_cdf(0.975)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return share, max(0.0, middle - half), min(1.0, middle + half)


def _variances(gains: Floats) -> Floats:
    """Return world x alternative: the variance of a mean within its world. NaN without two replications."""
    told = np.where(np.isnan(gains).any(axis=1, keepdims=True), np.nan, gains)
    counts = (~np.isnan(told)).sum(axis=2)
    if (counts < 2).any():
        return np.full(counts.shape, np.nan)
    variances: Floats = np.nanvar(told, axis=2, ddof=1) / counts
    return variances


def held_out_regrets(gains: Floats) -> Floats:
    """Return world x alternative: the regret whose best is found on every other replication and judged on the rest.

    The mean of both ways round, which may be below zero. NaN without two replications.
    """
    halves = [gains[:, :, parity::2] for parity in (0, 1)]
    told = [~np.isnan(each).any(axis=1) for each in halves]
    if not all(bool(np.all(np.any(each, axis=1))) for each in told):
        return np.full(gains.shape[:2], np.nan)
    found, judged = (paired_means(each) for each in halves)
    worlds = np.arange(len(gains))
    ways = [b[worlds, a.argmax(axis=1)][:, None] - b for a, b in ((found, judged), (judged, found))]
    regrets: Floats = (ways[0] + ways[1]) / 2.0
    return regrets


def beyond_luck(gains: Floats, means: Floats) -> "NDArray[np.bool_]":
    """Return, for each world, whether its best is ahead of the next by more than luck does (95 %, two-sided)."""
    worlds = np.arange(len(means))
    order = np.argsort(means, axis=1, kind="stable")
    apart = gains[worlds, order[:, -1]] - gains[worlds, order[:, -2]]
    return np.array([mean_interval(each).low > 0.0 for each in apart])
