"""What scenarios cost, and what a difference would be at equal cost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gtmsim.amounts import amount
from gtmsim.errors import GtmsimError
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import widened
from gtmsim.program.tables import Floats

PLANNED_PERCENT = 0.5  # structures are compared at equal planned cost; beyond this the difference has a price
REALISED_PERCENT = 1.0  # commission and vacancies move what is spent; beyond this it is worth a word
MOST_UNEQUAL_PERCENT = 1.0  # planned, where equal budgets are insisted on

# What money buys: twice the organisation in twice the market would have twice of it. What is net of cost is not among them.
BOUGHT = frozenset(
    {
        "arr",
        "arr_new",
        "bookings",
        "leads",
        "logos",
        "logos_won",
        "mqls",
        "opportunities",
        "pipeline",
        "revenue",
        "wins",
    }
)


@dataclass(frozen=True)
class Cost:
    """What a scenario costs: planned (its people over the whole run, at medians) and realised (mean of the metric `cost`).

    The percentages are against the baseline; None if that costs nothing.
    """

    planned: float
    realised: float
    above_baseline_percent: float | None  # planned
    realised_above_percent: float | None

    @property
    def unequal(self) -> bool:
        """Whether it differs from the baseline by enough to be said."""
        return (
            _beyond(self.above_baseline_percent, PLANNED_PERCENT)
            or _beyond(self.realised_above_percent, REALISED_PERCENT)
            or (self.above_baseline_percent is None and self.planned > 0.0)
        )


@dataclass(frozen=True)
class AtEqualCost:
    """What a scenario would change if it cost what the baseline does, and each unit of money brought as much as it did.

    A proportion, not another simulation: the first and the last thousand bring the same. The interval holds together with those of
    the other scenarios.
    """

    metric: str
    scenario: str
    baseline: str
    unit: str
    difference: Estimate
    baseline_mean: float


class UnequalBudget(GtmsimError):
    """Scenarios that were to be compared at equal budget plan other costs."""

    exit_code = 1
    kind = "budget"


def refuse_unequal(planned: Mapping[str, float], baseline: str, currency: str) -> None:
    """Raise UnequalBudget, naming all of them, if planned costs differ by more than 1 % from the baseline's."""
    base = planned[baseline]
    apart = {name: 100.0 * (cost - base) / base if base > 0.0 else None for name, cost in planned.items()}
    told = [
        f"{name} plans {amount(cost, currency)}{'' if above is None else f', {above:+.1f} %'}"
        for (name, cost), above in zip(planned.items(), apart.values(), strict=True)
        if _beyond(above, MOST_UNEQUAL_PERCENT) or (above is None and cost > 0.0)
    ]
    if told:
        raise UnequalBudget(
            f"not at equal budget: {baseline} plans {amount(base, currency)}; {'; '.join(told)} "
            f"(at most {MOST_UNEQUAL_PERCENT:g} % apart was asked for)"
        )


def at_equal_cost(
    mine: Floats, my_cost: Floats, theirs: Floats, their_cost: Floats, confidence: float, comparisons: int
) -> Estimate | None:
    """Return the paired difference when mine is scaled by the ratio of mean costs, with its interval.

    The ratio is uncertain as well, and depends on the same luck: each replication moves it a little (delta method, as for a ratio
    estimator; Cochran, Sampling Techniques, 1977, chapter 6). None where something was not measured or costs nothing.
    """
    measured = not (np.isnan(mine).any() or np.isnan(theirs).any())
    if not (measured and my_cost.mean() > 0.0 and their_cost.mean() > 0.0):
        return None
    ratio = float(their_cost.mean() / my_cost.mean())
    scaled = ratio * float(mine.mean())
    moved = scaled * (their_cost / their_cost.mean() - my_cost / my_cost.mean())
    return widened(mean_interval(ratio * mine - theirs + moved, confidence), confidence, comparisons)


def _beyond(percent: float | None, most: float) -> bool:
    return percent is not None and abs(percent) > most
