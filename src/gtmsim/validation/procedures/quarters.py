"""How much of a quarter is booked in its last days: whether bookings look like a hockey stick."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Close, RecordCol, What
from gtmsim.program.tables import Ints
from gtmsim.scenario import Scenario
from gtmsim.units import TICKS_PER_DAY
from gtmsim.validation.observed import Observed, mean_of_runs
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.saying import less, said
from gtmsim.validation.procedures.traced import traced
from gtmsim.validation.world import Arm, World, program_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab


@named("quarter_end")
@dataclass(frozen=True)
class QuarterEnd(Own):
    """What the last `days` of calendar quarters book a day, over what a day of these quarters books: 1 where no day is special.

    With `against`, less the same there. Of whole quarters after the warm-up; each replication counts alike, its interval is t's.
    """

    days: float = 14.0
    of: Arm = ""
    against: Arm | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.days < 90.0:
            raise ValueError("days above 0 and below 90, of a quarter")

    @property
    def design(self) -> str:
        """The experiment in words."""
        arms = said(self.of, " with ") + less(self.against)
        return f"bookings a day in the last {self.days:g} days of quarters over those of all their days{arms}"

    @property
    def keys(self) -> tuple[str, ...]:
        """No series: records tell it."""
        return ()

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm, or two."""
        return world.arms({"of": self.of} | ({} if self.against is None else {"against": self.against}))

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the mean over replications."""
        tables = {
            name: traced(lab, f"quarter end {self.days:g}", program_of(arm), 0, runs, self._of_one)[:, 0]
            for name, arm in self.arms(world).items()
        }
        seen = {name: {"last days over all days": float(np.nanmean(each))} for name, each in tables.items()}
        apart = tables["of"] - tables["against"] if "against" in tables else tables["of"]
        return mean_of_runs(apart, seen)

    def _of_one(self, trace: Trace) -> list[float]:
        rows = trace.records
        what, how = rows[:, RecordCol.WHAT], rows[:, RecordCol.A]
        won = (what == What.WON) | ((what == What.CLOSED) & (how == Close.WON))
        program = trace.program
        quarters = whole(program.quarter_starts, program.warm_up, program.horizon)
        return [pushed(rows[won, RecordCol.TICK], rows[won, RecordCol.B], quarters, self.days)]


def whole(starts: Ints, begin: int, end: int) -> Ints:
    """Return the bounds (quarter x first tick, next one's first) of the quarters that lie wholly in `begin .. end`."""
    bounds = np.stack([starts[:-1], starts[1:]], axis=1)
    return bounds[(bounds[:, 0] >= begin) & (bounds[:, 1] <= end)]


def pushed(ticks: Ints, booked: Ints, quarters: Ints, days: float) -> float:
    """Return what is booked a day in the last days of quarters over what is booked a day in all of them; NaN without bookings."""
    last, late, total = days * TICKS_PER_DAY, 0.0, 0.0
    for begin, end in quarters.tolist():
        inside = (ticks >= begin) & (ticks < end)
        total += float(booked[inside].sum())
        late += float(booked[inside & (ticks >= end - last)].sum())
    length = float((quarters[:, 1] - quarters[:, 0]).sum())
    return (late / (last * len(quarters))) / (total / length) if total > 0.0 else float("nan")
