"""The leads of an export followed to its end, and those of a simulation followed for as long: the same leads' wins in both.

A lead that comes in late has less time to be won. So the simulated leads are those that come in the export's own span of days, and
wins after the export's end do not count.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from gtmsim import engines
from gtmsim.calibration.arrivals import sources
from gtmsim.calibration.numbers import Floats
from gtmsim.calibration.wins import Words
from gtmsim.calibration.won_only import WonOnly
from gtmsim.program.layout import Close, RecordCol, What
from gtmsim.study.run import Run
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR

QUANTILES = {"p10": 0.1, "p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9}
MOST = 200  # replications followed; each is kept whole in memory for a moment
SOURCE_BITS = 48  # of a task's number, below those of its source


@dataclass(frozen=True)
class Cohort:
    """Leads by source, wins by source and calendar month, days to win."""

    leads: dict[str, int]
    wins: dict[str, int]
    months: dict[str, int]
    days: Floats

    @property
    def won_share(self) -> float:
        """Return wins over leads."""
        return sum(self.wins.values()) / max(1, sum(self.leads.values()))

    def quantile(self, level: str) -> float:
        """Return a quantile of the days to win; NaN without a win."""
        return float(np.quantile(self.days, QUANTILES[level])) if len(self.days) else float("nan")


def of_log(wins: WonOnly) -> Cohort:
    """Return the export's cohort, its sources as the scenario has them."""
    leads = wins.leads
    written = list(sources(wins.log))
    names = np.where(np.isin(leads.source, written), leads.source, "other") if len(written) > 1 else np.full(
        len(leads), written[0]
    )  # fmt: skip
    won_on = (leads.came + leads.waited)[leads.timed]
    return _cohort(names, names[leads.won], leads.waited[leads.timed], won_on, wins)


def of_run(wins: WonOnly, done: Run) -> list[Cohort]:
    """Return the cohorts of a run's first replications."""
    engine = engines.select(done.engine)
    written = np.array(list(sources(wins.log)))
    until = round(wins.log.until * TICKS_PER_HOUR)
    first = int(float(wins.leads.came.min()) // 1) * TICKS_PER_DAY
    last = -int(-(wins.log.arrivals_until + 1e-9) // 24) * TICKS_PER_DAY
    found = []
    for replication in range(min(done.replications, MOST)):
        records = engine.trace(done.program, done.seed, replication).records
        what, tick = records[:, RecordCol.WHAT], records[:, RecordCol.TICK]
        born = records[(what == What.LEAD) & (tick >= first) & (tick < last)]
        closed = records[(what == What.CLOSED) & (records[:, RecordCol.A] == Close.WON) & (tick < until)]
        order = np.argsort(born[:, RecordCol.ENTITY])
        born = born[order]
        closed = closed[np.isin(closed[:, RecordCol.ENTITY], born[:, RecordCol.ENTITY])]
        came = born[np.searchsorted(born[:, RecordCol.ENTITY], closed[:, RecordCol.ENTITY]), RecordCol.TICK]
        won_on = closed[:, RecordCol.TICK] / TICKS_PER_DAY
        found.append(
            _cohort(
                written[born[:, RecordCol.ENTITY] >> SOURCE_BITS],
                written[closed[:, RecordCol.ENTITY] >> SOURCE_BITS],
                won_on - came / TICKS_PER_DAY,
                won_on,
                wins,
            )
        )
    return found


def _cohort(leads: Words, won: Words, days: Floats, won_on: Floats, wins: WonOnly) -> Cohort:
    """Return the counts; wins without a date count by source alone."""
    written = list(sources(wins.log))
    months = months_of(wins)
    month = [(wins.log.origin + timedelta(days=float(day))).strftime("%Y-%m") for day in won_on]
    return Cohort(
        leads={name: int((leads == name).sum()) for name in written},
        wins={name: int((won == name).sum()) for name in written},
        months={name: month.count(name) for name in months},
        days=days,
    )


def months_of(wins: WonOnly) -> list[str]:
    """Return the calendar months of an export's last regime, up to its end."""
    origin = wins.log.origin
    day, end = origin + timedelta(days=float(wins.leads.came.min())), origin + timedelta(hours=wins.log.until)
    found: list[str] = []
    while day <= end:
        found.append(day.strftime("%Y-%m"))
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0)
    return found
