"""What an hour of a role is worth: the metric with longer days, or other work, less the metric as it is, for each hour of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gtmsim.explanation.ledger import Ledger, opened
from gtmsim.measure.hours import open_hours
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.money import employed_ticks, planned_salary_cents
from gtmsim.program.layout import PersonInt
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_HOUR


@dataclass(frozen=True)
class Price:
    """What an hour of a role brings in one world, paired on the same luck: another hour, or one that is moved to a `use`.

    `extra` is how many hours a run that is: what the role's people were there longer, or how much more of the use there was.
    `uses` is where these hours went, as shares of them, idle hours among them: of another hour they add up to 1, of one that is
    moved to 0, as it is taken from elsewhere. `wage` is what an hour of the role costs as planned, NaN where nobody is there; it is
    not taken off `brings`, as nobody is paid for longer days.
    """

    role: str
    use: str  # empty: whatever another hour is used for
    brings: Estimate
    extra: float
    uses: Mapping[str, float]
    wage: float


def price_of(
    program: Program,
    role: str,
    use: str,
    usual: tuple[Floats, Ledger],
    with_more: tuple[Floats, Ledger],
    confidence: float,
) -> Price | None:
    """Return the price of an hour from a metric and a ledger as they are, and from both with more hours (of a use, if named).

    Replications in which the metric could not be measured drop out. Returns None where there were no more hours.
    """
    told = ~(np.isnan(usual[0]) | np.isnan(with_more[0]))
    gained = (with_more[0] - usual[0])[told]
    hours = (_hours(with_more[1], role, use) - _hours(usual[1], role, use)) / TICKS_PER_HOUR
    if not hours.mean() > 0.0:
        return None
    moved = {
        kind: float((with_more[1][mine, kind] - ticks).mean()) / TICKS_PER_HOUR
        for (mine, kind), ticks in usual[1].items()
        if mine == role
    }
    extra = float(hours.mean())
    return Price(
        role,
        use,
        per_hour(gained, hours[told], confidence),
        extra,
        {kind: each / extra for kind, each in moved.items() if each},
        _wage(program, program.names.roles.index(role)),
    )


def _hours(ledger: Ledger, role: str, use: str) -> Ints:
    return ledger[role, use] if use else opened(ledger, role)


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
    cents = planned_salary_cents(program, program.warm_up)
    there = 0
    for person in mine[employed[mine] > 0].tolist():
        row = program.person_ints[person]
        since = max(int(row[PersonInt.STARTS]), program.warm_up)
        until = min(int(row[PersonInt.LEAVES]), program.horizon)
        there += open_hours(program, int(row[PersonInt.CALENDAR]))(since, until)
    if not there:
        return float("nan")
    return float(cents[mine].sum()) / CENTS_PER_UNIT / (there / TICKS_PER_HOUR)
