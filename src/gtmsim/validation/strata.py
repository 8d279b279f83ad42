"""Populations in strata: the mean of what is seen of their members, and the doubt of any number made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gtmsim.measure.student import t_quantile
from gtmsim.program.tables import Floats
from gtmsim.validation.observed import CONFIDENCE, Observed


@dataclass(frozen=True, eq=False)
class Stratum:
    """Firms alike in what is said of them: `kinds` name them, `share` is theirs of the population, `rows` hold one a firm."""

    kinds: tuple[str, ...]
    share: float
    rows: Floats

    def by_firm(self, classes: int) -> "Stratum":
        """Return it with shares of each firm's leads for rows, so that firms count alike however many leads they have."""
        counts = self.rows[:, :classes]
        return replace(self, rows=counts / counts.sum(axis=1, keepdims=True))


def whole(strata: Sequence[Stratum]) -> list[Stratum]:
    """Return strata with shares that add up to 1."""
    all_of_them = sum(each.share for each in strata)
    return [replace(each, share=each.share / all_of_them) for each in strata]


def mean_of(strata: Sequence[Stratum]) -> Floats:
    """Return the mean row of a population."""
    told: Floats = np.sum([each.share * each.rows.mean(axis=0) for each in strata], axis=0)
    return told


def left_out(strata: Sequence[Stratum], told: Callable[[Floats], float]) -> Observed:
    """Return a statistic of the population's mean row, with the interval of a jackknife within strata."""
    firms = sum(len(each.rows) for each in strata)
    if not strata:
        return Observed(np.nan, np.nan, np.nan, 0)
    middle, variance = mean_of(strata), 0.0
    for each in strata:
        many = len(each.rows)
        if many < 2:
            continue
        rest, total = middle - each.share * each.rows.mean(axis=0), each.rows.sum(axis=0)
        without = np.array([told(rest + each.share * (total - row) / (many - 1)) for row in each.rows])
        variance += (many - 1) / many * float(((without - without.mean()) ** 2).sum())
    mean = told(middle)
    half = t_quantile(CONFIDENCE, max(1, firms - len(strata))) * float(np.sqrt(variance))
    return Observed(mean, mean - half, mean + half, firms)
