"""Comparison with the best: which of some scenarios can still be the best on a metric, which cannot, and how far each is from it.

Multiple comparisons with the best on common random numbers: B. L. Nelson and F. J. Matejcik (1995), Using Common Random Numbers for
Indifference-Zone Selection and Multiple Comparisons in Simulation, Management Science 41, 1935-1945. Whoever is best in truth must
be beaten by nobody, so only the k - 1 one-sided comparisons with the best have to hold together: J. Hsu (1984), Constrained
simultaneous confidence intervals for multiple comparisons with the best, Annals of Statistics 12, 1136-1144; with widths of their
own for each pair: D. Edwards and J. Hsu (1983), Multiple comparisons with the best treatment, JASA 78, 965-971.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import each_of
from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats


@dataclass(frozen=True)
class Contender:
    """One of the scenarios that were compared on a metric."""

    scenario: str
    possible: bool  # whether it can still be the best
    ahead: float  # of the best of the others, on average: above zero where it is better, below where it is behind
    low: float  # bounds of that, which hold together for all scenarios; never above zero (NaN: no interval)
    high: float  # never below zero
    best_alone: float  # share of replications in which it is better than all others
    best_with_others: float  # share of replications in which it is the best, and others are as good
    regret: Estimate  # by how much the best of a replication is better than it, on average


@dataclass(frozen=True)
class Best:
    """Which scenarios can still be the best on a metric, from replications that measured all of them."""

    metric: str
    unit: str
    better: str
    confidence: float
    count: int
    contenders: tuple[Contender, ...]

    @property
    def possible(self) -> tuple[str, ...]:
        """Return the names of those that can still be the best: the best in truth is among them, with the confidence said."""
        return tuple(each.scenario for each in self.contenders if each.possible)


def best(
    metric: str,
    unit: str,
    better: str,
    values: Mapping[str, Floats],
    confidence: float = 0.95,
    *,
    spherical: bool = False,
) -> Best:
    """Return the comparison with the best of some scenarios' values, one a replication, paired.

    Replications that some scenario could not measure drop out. Pairs of scenarios have widths of their own, and hold together by
    Bonferroni's inequality, whatever they share. `spherical` takes all differences of two scenarios to vary equally much, as Nelson
    and Matejcik do: a few percent shorter where that is so, and too short for some pairs where it is not.
    Raises UsageError for a metric that has no better side, and for less than two scenarios.
    """
    if better not in (HIGHER, LOWER):
        raise UsageError(f"{metric} has no better side: nothing can be the best on it")
    if len(values) < 2:
        raise UsageError("the best of one scenario is that one: a comparison needs two")
    table = np.stack(list(values.values()), axis=1)  # replication x scenario, more is better
    table = table[~np.isnan(table).any(axis=1)] * (1.0 if better == HIGHER else -1.0)
    count, many = table.shape
    ahead, low, high, possible = _intervals(table, confidence, spherical)
    most = table.max(axis=1, keepdims=True, initial=-np.inf)
    top = table == most
    shared = top.sum(axis=1) > 1
    regrets = [mean_interval(most[:, 0] - table[:, place], confidence) for place in range(many)]
    contenders = tuple(
        Contender(
            scenario=name,
            possible=bool(possible[place]),
            ahead=float(ahead[place]),
            low=float(low[place]),
            high=float(high[place]),
            best_alone=_share(top[:, place] & ~shared),
            best_with_others=_share(top[:, place] & shared),
            regret=regrets[place],
        )
        for place, name in enumerate(values)
    )
    return Best(metric, unit, better, confidence, count, contenders)


def _share(happened: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float(happened.mean()) if len(happened) else np.nan


def _intervals(
    table: Floats, confidence: float, spherical: bool
) -> tuple[Floats, Floats, Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return how far each is ahead of the best of the others, the bounds of that, and whether it can be the best."""
    count, many = table.shape
    nothing = np.full(many, np.nan)
    if count == 0:
        return nothing, nothing, nothing, np.ones(many, bool)
    means = table.mean(axis=0)
    apart = means[:, None] - means[None, :]
    np.fill_diagonal(apart, np.inf)
    ahead = apart.min(axis=1)
    if count == 1:
        return ahead, nothing, nothing, np.ones(many, bool)
    widths = _common_width(table, confidence) if spherical else _widths(table, confidence)
    np.fill_diagonal(widths, 0.0)
    upper = (apart + widths).min(axis=1)
    possible = upper >= 0.0
    # Edwards and Hsu look at the possible ones alone. Spreads obey the triangle inequality, so whoever is beaten never gives the
    # lower bound, and all may be looked at.
    lower = (apart - widths).min(axis=1)
    return ahead, np.minimum(lower, 0.0), np.maximum(upper, 0.0), possible


def _widths(table: Floats, confidence: float) -> Floats:
    """Return half-widths by pair: t intervals of their difference, one-sided, wide enough for k - 1 of them."""
    count, many = table.shape
    one_sided = 2.0 * each_of(confidence, many - 1) - 1.0
    spread = np.empty((many, many))
    for place in range(many):
        spread[place] = (table - table[:, [place]]).std(axis=0, ddof=1)
    widths: Floats = t_quantile(one_sided, count - 1) / count**0.5 * spread
    return widths


def _common_width(table: Floats, confidence: float) -> Floats:
    """Return one half-width for all pairs, from what is left of the variance besides scenarios' means and replications' means."""
    count, many = table.shape
    rest = table - table.mean(axis=0) - table.mean(axis=1, keepdims=True) + table.mean()
    freedom = (many - 1) * (count - 1)
    width = equicoordinate(confidence, many - 1, freedom) * float(
        (2.0 * (rest**2).sum() / freedom / count) ** 0.5
    )
    return np.full((many, many), width)


@lru_cache(maxsize=256)
def equicoordinate(confidence: float, many: int, freedom: int) -> float:
    """Return the point that the largest of so many t variables, correlated by one half, stays below with that confidence.

    Bechhofer and Dunnett (1988) tabulate it. The variables are (z_i - z_0) / (s root 2), so given z_0 and s they are independent:
    Gauss's quadratures over both.
    """
    from scipy.optimize import brentq
    from scipy.special import gammaln, ndtr

    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()
    around, share = np.polynomial.legendre.leggauss(80)
    reach = min(0.999, 8.0 / (2.0 * freedom) ** 0.5)
    most = 1.0 + 8.0 / (2.0 * freedom) ** 0.5
    spread = (1.0 - reach) + (around + 1.0) / 2.0 * (most - 1.0 + reach)
    # The density of the root of a chi-square variable divided by its degrees of freedom.
    density = np.exp(
        np.log(2.0)
        + freedom / 2.0 * np.log(freedom / 2.0)
        - gammaln(freedom / 2.0)
        + (freedom - 1.0) * np.log(spread)
        - freedom * spread**2 / 2.0
    )
    share = share * density
    share = share / share.sum()

    def below(point: float) -> float:
        within = ndtr(nodes[:, None] + 2.0**0.5 * point * spread[None, :]) ** many
        return float(weights @ within @ share)

    return float(brentq(lambda point: below(point) - confidence, 0.0, 100.0, xtol=1e-10))
