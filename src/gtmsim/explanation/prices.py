"""What another hour of a role is worth: the metric with longer days less the metric as it is, for each hour more."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gtmsim.explanation.ledger import Ledger, opened
from gtmsim.measure.hours import open_hours
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.money import employed_ticks
from gtmsim.program.layout import Block, PersonCol, PersonInt
from gtmsim.program.tables import Floats, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_HOUR


@dataclass(frozen=True)
class Price:
    """What another hour of a role brings in one world, paired on the same luck.

    `extra` is how many hours a run the role's people were there longer. `uses` is where these hours went, as shares that add up to
    1, idle hours among them; a use may be below 0 where one kind of work gives way to another. `wage` is what an hour of the role
    costs as planned, NaN where nobody is there; it is not taken off `brings`, as nobody is paid for the longer days.
    """

    role: str
    brings: Estimate
    extra: float
    uses: Mapping[str, float]
    wage: float


def price_of(
    program: Program,
    role: str,
    usual: tuple[Floats, Ledger],
    with_more: tuple[Floats, Ledger],
    confidence: float,
) -> Price:
    """Return the price of an hour from a metric and a ledger as they are, and from both with longer days.

    Replications in which the metric could not be measured drop out.
    """
    told = ~(np.isnan(usual[0]) | np.isnan(with_more[0]))
    gained = (with_more[0] - usual[0])[told]
    hours = (opened(with_more[1], role) - opened(usual[1], role)) / TICKS_PER_HOUR
    moved = {
        kind: float((with_more[1][mine, kind] - ticks).mean()) / TICKS_PER_HOUR
        for (mine, kind), ticks in usual[1].items()
        if mine == role
    }
    extra = float(hours.mean())
    return Price(
        role,
        per_hour(gained, hours[told], confidence),
        extra,
        {kind: each / extra for kind, each in moved.items() if each},
        _wage(program, program.names.roles.index(role)),
    )


def per_hour(gained: Floats, hours: Floats, confidence: float) -> Estimate:
    """Return the ratio of two means over replications with its interval (Cochran, Sampling Techniques, 1977, eq. 2.39 and 2.46)."""
    if not len(gained):
        return mean_interval(gained, confidence)
    mean = float(hours.mean())
    ratio = float(gained.mean()) / mean
    spread = mean_interval((gained - ratio * hours) / mean, confidence)
    return Estimate(ratio, ratio + spread.low, ratio + spread.high, spread.count, spread.skewness)


def _wage(program: Program, role: int) -> float:
    """Return what an open hour of a role costs, in units of the currency: planned salaries over planned hours, in the window."""
    mine = np.flatnonzero(program.person_ints[:, PersonInt.ROLE] == role)
    employed = employed_ticks(program, program.warm_up)
    cents = program.block(Block.PERSON)[:, PersonCol.COST_CENTS] * employed
    there = 0
    for person in mine[employed[mine] > 0].tolist():
        row = program.person_ints[person]
        since = max(int(row[PersonInt.STARTS]), program.warm_up)
        until = min(int(row[PersonInt.LEAVES]), program.horizon)
        there += open_hours(program, int(row[PersonInt.CALENDAR]))(since, until)
    if not there:
        return float("nan")
    return float(cents[mine].sum()) / CENTS_PER_UNIT / (there / TICKS_PER_HOUR)
