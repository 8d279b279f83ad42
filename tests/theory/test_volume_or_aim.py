"""A hundred leads at 2 % against thirty at 10 %: one rep, no decay, one stage."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from theory.estimates import Estimate, agrees, mean, ratio, right_and_5_percent_off
from theory.simulation import SHIPPED, leads, queue, simulate

from gtmsim.program.layout import Block, CellTotal, Close, KindTotal, SourceCol
from gtmsim.program.tables import Ints

pytestmark = [
    pytest.mark.theory,
    pytest.mark.mechanism(
        "C7",
        switch=["world.sources.*.first", "world.stages.*.outcomes"],
        shown=["volume.yaml", "targeted.yaml"],
    ),
]

CHANCE = {"volume.yaml": 0.02, "targeted.yaml": 0.1}
# One tick more than thirty hours: what ends at the horizon does not happen any more.
THIRTY_HOURS = "run.horizon=108001 s"


@dataclass(frozen=True)
class Plan:
    """What many runs of a plan came to, each run's sums in a row."""

    leads: Ints
    worked: Ints
    wins: Ints
    cents_a_lead: float

    @property
    def leads_worked_a_win(self) -> Estimate:
        return ratio(self.worked, self.wins)

    @property
    def lead_cents_a_win(self) -> Estimate:
        return ratio(self.leads * self.cents_a_lead, self.wins)


@cache
def plan(file: str, *overrides: str, off: float = 1.0) -> Plan:
    chance = CHANCE[file] * off
    shares = (
        f"world.stages.work.outcomes.advance={chance}",
        f"world.stages.work.outcomes.lost={1.0 - chance}",
    )
    pieces = [
        simulate(SHIPPED / file, *shares, *overrides, runs=4000, first=first)
        for first in range(0, 40_000, 4000)
    ]
    return Plan(
        np.concatenate([leads(runs, CellTotal.LEADS) for runs in pieces]),
        np.concatenate([queue(runs, "work", KindTotal.DONE) for runs in pieces]),
        np.concatenate([leads(runs, CellTotal.CLOSED + Close.WON) for runs in pieces]),
        float(pieces[0].program.block(Block.SOURCE)[0, SourceCol.COST_CENTS]),
    )


@right_and_5_percent_off
def test_with_a_hundred_hours_the_hundred_win_2_and_the_thirty_3(off: float, holds: bool) -> None:
    assert agrees(mean(plan("volume.yaml", off=off).wins), 2.0) is holds
    assert agrees(mean(plan("targeted.yaml", off=off).wins), 3.0) is holds


@right_and_5_percent_off
def test_with_thirty_hours_the_hundred_win_three_fifths_and_the_thirty_3(off: float, holds: bool) -> None:
    assert agrees(mean(plan("volume.yaml", THIRTY_HOURS, off=off).wins), 0.6) is holds
    assert agrees(mean(plan("targeted.yaml", THIRTY_HOURS, off=off).wins), 3.0) is holds


@right_and_5_percent_off
def test_a_win_costs_fifty_leads_worked_or_ten(off: float, holds: bool) -> None:
    assert agrees(plan("volume.yaml", off=off).leads_worked_a_win, 50.0) is holds
    assert agrees(plan("targeted.yaml", off=off).leads_worked_a_win, 10.0) is holds


@right_and_5_percent_off
def test_aim_may_cost_five_times_as_much_a_lead_before_volume_is_cheaper(off: float, holds: bool) -> None:
    # A volume lead costs 50 EUR: a win 50 x 50 EUR, as one of ten targeted leads at 5 x 50 EUR.
    volume = plan("volume.yaml", off=off).lead_cents_a_win
    aimed = plan("targeted.yaml", "world.sources.list.cost_per_lead=250 EUR", off=off).lead_cents_a_win
    assert agrees(volume, 250_000.0) is holds
    assert agrees(aimed, 250_000.0) is holds
