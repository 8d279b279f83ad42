"""Two scenarios in the same worlds: replication by replication, so that shared luck cancels."""

from dataclasses import dataclass

import numpy as np

from gtmsim.measure.controls import NO_CONTROLS, adjusted
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.program.tables import Floats


@dataclass(frozen=True)
class Paired:
    """What a scenario changes against a baseline: scenario less baseline, over replications that measured both.

    `probability_better` is the share of paired replications in which the scenario is strictly better; None where a metric has no
    better side, or nothing was paired. `correlation` says how much luck was shared, and `variance_reduction` how many times more
    replications independent runs would have needed (infinite if the difference never varies); None where nothing varied.
    """

    difference: Estimate
    probability_better: float | None
    correlation: float | None
    variance_reduction: float | None


def paired(
    scenario: Floats, baseline: Floats, better: str, confidence: float = 0.95, controls: Floats = NO_CONTROLS
) -> Paired:
    """Return the paired difference of two series of one value a replication. Replications where either is NaN drop out.

    `controls` narrow the interval of the difference (`measure.controls`), and nothing else.
    """
    both = ~(np.isnan(scenario) | np.isnan(baseline))
    mine, theirs = scenario[both], baseline[both]
    apart = mine - theirs
    told = mean_interval(adjusted(scenario - baseline, controls), confidence)
    return Paired(told, _share_better(apart, better), *_shared_luck(mine, theirs, apart))


def _share_better(apart: Floats, better: str) -> float | None:
    if better not in (HIGHER, LOWER) or not len(apart):
        return None
    return float(np.mean(apart > 0.0 if better == HIGHER else apart < 0.0))


def _shared_luck(mine: Floats, theirs: Floats, apart: Floats) -> tuple[float | None, float | None]:
    if len(apart) < 2:
        return None, None
    # Values that are all the same may leave rounding noise, which is not luck.
    noise = (1e-12 * max(float(np.abs(mine).max()), float(np.abs(theirs).max()))) ** 2
    mine_varies, theirs_varies, apart_varies = (float(x.var(ddof=1)) for x in (mine, theirs, apart))
    if mine_varies <= noise or theirs_varies <= noise:
        return None, None
    if apart_varies <= noise:
        return 1.0, float("inf")
    return float(np.corrcoef(mine, theirs)[0, 1]), (mine_varies + theirs_varies) / apart_varies
