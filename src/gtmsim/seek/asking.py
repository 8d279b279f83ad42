"""Points of a space too large to run whole, proposed one after the other by what came of those before.

Optuna asks: a tree-structured Parzen estimator for one metric (Bergstra et al. 2011), NSGA-II for several (Deb et al. 2002). It is
asked for a fixed number at once, so neither jobs nor speed have a say in what is tried.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from gtmsim.design import Factor
from gtmsim.design.plans import Row
from gtmsim.errors import UsageError

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

AT_ONCE = 8
PATIENCE = (
    20  # times as many points are asked for as are to be tried, before a budget is said to leave too few
)


@dataclass(frozen=True)
class Came:
    """What came of a point: gains (more is better), None where there is nothing to learn; by what share it is beyond the budget."""

    gains: tuple[float, ...] | None
    excess: float = 0.0


def ask(
    factors: Sequence[Factor],
    tried: Callable[[Sequence[Row]], Sequence[Came]],
    enough: Callable[[], bool],
    *,
    objectives: int,
    points: int,
    seed: int,
    seconds: float | None = None,
) -> None:
    """Have points tried until there are enough, `seconds` are over, or asking on is in vain. Raises UsageError without optuna."""
    try:
        import optuna
    except ModuleNotFoundError:
        raise UsageError("so large a space is searched with optuna: pip install 'gtmsim[search]'") from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler: optuna.samplers.BaseSampler = (
        optuna.samplers.TPESampler(seed=seed)
        if objectives == 1
        else optuna.samplers.NSGAIISampler(seed=seed, population_size=max(AT_ONCE, min(50, points // 4)))
    )
    study = optuna.create_study(directions=["maximize"] * objectives, sampler=sampler)
    space = {each.path: distribution(each) for each in factors}
    end = None if seconds is None else time.monotonic() + seconds
    asked = 0
    while not enough() and asked < PATIENCE * points and (end is None or time.monotonic() < end):
        trials = [study.ask(space) for _ in range(AT_ONCE)]
        asked += AT_ONCE
        rows = [tuple(value_of(each, trial.params[each.path]) for each in factors) for trial in trials]
        for trial, came in zip(trials, tried(rows), strict=True):
            trial.set_constraint("budget", came.excess)
            if came.gains is None and came.excess <= 0.0:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:  # of what is beyond the budget only by how much counts
                study.tell(trial, came.gains or (0.0,) * objectives)


def distribution(factor: Factor) -> "BaseDistribution":
    """Return the values of a factor as optuna knows them: words as categories, numbers in their order."""
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if factor.ranged and factor.whole:
        return IntDistribution(ceil(factor.low), floor(factor.high))
    if factor.ranged:
        return FloatDistribution(factor.low, factor.high, log=factor.log)
    numbers = [factor.number(each) for each in factor.values]
    if numbers != list(range(len(numbers))) and numbers == sorted(numbers):
        return IntDistribution(0, len(numbers) - 1)
    return CategoricalDistribution(factor.values)


def value_of(factor: Factor, found: object) -> str:
    """Return what a scenario writes for what optuna proposes."""
    if isinstance(found, str):
        return found
    assert isinstance(found, int | float)
    return factor.text(float(found)) if factor.ranged else factor.values[int(found)]
