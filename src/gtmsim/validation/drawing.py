"""How a verdict depends on what nobody knows well: a check again in worlds drawn from how far their numbers may lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from gtmsim.design.worlds import Unknown
from gtmsim.explore.robust import share_interval
from gtmsim.program.tables import Floats
from gtmsim.validation.grounds import Task
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures import Statistic
from gtmsim.validation.sampled import Sample

_TOLD = 5
_ALIKE = 0.7  # by rank: half of the variance is the same
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Leaning:
    """An input and how its rank goes with the estimate's over worlds, given the inputs before it (partial Spearman).

    `beyond_noise`: further from 0 than the largest of as many correlations would be by chance (95 %, Bonferroni). `alike` are
    inputs that were drawn so much like it (by rank, .7 and more) that these worlds can hardly tell them apart.
    """

    path: str
    low: str
    high: str
    correlation: float
    beyond_noise: bool
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Drawn:
    """Estimates of a check, one a world; `inside` is the share of worlds whose estimate lies in the target, with its interval.

    `refused` worlds were drawn and left out, as their numbers do not go together; `silent` had nothing to measure. An estimate
    of so few `runs` has luck of its own, which pulls the share towards the middle.
    """

    estimates: Floats
    inside: tuple[float, float, float]
    runs: int
    unknowns: int
    leaning: tuple[Leaning, ...]
    refused: int
    silent: int

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return len(self.estimates)


def drawn(task: Task, lab: Lab, worlds: int, keys: Sequence[str]) -> Drawn | None:
    """Return a check in so many worlds; None where nothing is unknown, or its procedure is none of means.

    `keys` are those of all checks with the same arms, so that these are run once for all of them.
    """
    procedure, target = task.check.procedure, task.check.target
    if not isinstance(procedure, Statistic):
        return None
    sample = Sample(procedure.arms(task.world), tuple(keys), worlds)
    estimates = []
    for place, means in sample.means(lab, task.world.file):
        estimate = procedure.told(means)
        if sample.take(place, estimate):
            estimates.append(estimate)
    if len(estimates) < 2:
        return None
    found = np.array(estimates)
    return Drawn(
        found,
        share_interval(sum(map(target.has, estimates)), len(estimates)),
        sample.runs,
        len(sample.inputs),
        leaning(found, sample.lie, sample.inputs),
        sample.refused,
        sample.silent,
    )


def leaning(estimates: Floats, shares: Floats, inputs: Sequence[Unknown]) -> tuple[Leaning, ...]:
    """Return the inputs that go with an estimate: each time the one that goes most with what those before it leave unexplained.

    A few dozen points in a hundred dimensions are never even: pairs of inputs are drawn alike by accident, and one that decides
    would name its doubles as well if each were looked at for itself.
    """
    from scipy.stats import rankdata

    if np.ptp(estimates) == 0.0:
        return ()
    left, ranks = _unit(rankdata(estimates)[:, None]), _unit(rankdata(shares, axis=0))
    pairs = np.abs(ranks.T @ ranks)
    told: list[Leaning] = []
    others = ranks
    bound = NormalDist().inv_cdf(1.0 - 0.025 / len(inputs))
    while len(told) < min(_TOLD, len(inputs), len(estimates) - 3):
        found = (_unit(others).T @ _unit(left))[:, 0]
        place = int(np.abs(found).argmax())
        each, correlation = inputs[place], float(found[place])
        noise = bound / sqrt(len(estimates) - 1 - len(told))
        alike = tuple(
            inputs[at].path for at in np.flatnonzero(pairs[place] >= _ALIKE).tolist() if at != place
        )
        told.append(
            Leaning(each.path, each.at(0.0), each.at(1.0), correlation, abs(correlation) > noise, alike)
        )
        axis = _unit(others[:, [place]])
        left, others = left - axis @ (axis.T @ left), others - axis @ (axis.T @ others)
    return tuple(told)


def _unit(columns: Floats) -> Floats:
    """Return columns about their means, of length 1; of length 0 where nothing is left of them but rounding."""
    apart = columns - columns.mean(axis=0)
    lengths = np.linalg.norm(apart, axis=0)
    found: Floats = np.divide(apart, lengths, out=np.zeros_like(apart), where=lengths > _ROUNDING)
    return found
