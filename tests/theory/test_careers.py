"""Who is there when people quit at a rate and take a while to be replaced; how fast somebody new becomes as fast as the others."""

from math import exp, log

import numpy as np
import pytest
from theory.estimates import agrees, mean, ratio, right_and_5_percent_off
from theory.simulation import column, simulate, told, trace

from gtmsim.engines.contract import Batch
from gtmsim.program.layout import RecordCol, TeamTotal, TotalBlock, What
from gtmsim.program.tables import Ints
from gtmsim.program.totals import totals_of
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_WEEK

pytestmark = pytest.mark.theory

REP = "organisation.teams.rep"
PEOPLE = 50


def team(batch: Batch, what: TeamTotal) -> Ints:
    """Return a total of the only team in each run."""
    return np.asarray(totals_of(batch.program).block(batch.totals, TotalBlock.TEAM)[:, 0, what], np.int64)


@right_and_5_percent_off
def test_who_is_never_replaced_has_quit_by_then_with_an_exponential_chance(off: float, holds: bool) -> None:
    runs = simulate("careers.yaml", f"{REP}.turnover={100 * off} %/year", runs=500)
    # Mondays are when people go, and the last one of the run is 52 weeks after its start.
    gone = mean(team(runs, TeamTotal.QUITS) / PEOPLE)
    assert agrees(gone, 1.0 - exp(-52 * 7 / 365)) is holds


@right_and_5_percent_off
def test_the_share_of_positions_held_is_tenure_over_tenure_and_search(off: float, holds: bool) -> None:
    said = (
        f"{REP}.turnover={5 * off} per year",
        f"{REP}.time_to_hire=8 weeks",
        "run.horizon=6 years",
        "run.warm_up=104 weeks",
    )
    runs = simulate("careers.yaml", *said, runs=120)
    window = runs.program.horizon - runs.program.warm_up
    weeks = 1.0 / (1.0 - exp(-5 * 7 / 365))  # of tenure: who begins on a Monday quits on a Monday
    held = mean(team(runs, TeamTotal.PRESENT_TICKS) / (PEOPLE * window))
    assert agrees(held, weeks / (weeks + 8)) is holds


@right_and_5_percent_off
def test_tenure_is_exponential_whatever_the_day_somebody_begins(off: float, holds: bool) -> None:
    said = (f"{REP}.turnover={1 * off} per year", f"{REP}.time_to_hire=3 h", "run.horizon=10 years")
    runs = simulate("careers.yaml", *said, runs=60)
    # Three hours are nearly nothing: somebody quits at the rate of those who are there, up to the Monday after.
    rate = ratio(team(runs, TeamTotal.QUITS), team(runs, TeamTotal.PRESENT_TICKS) / (365 * TICKS_PER_DAY))
    a_week = 7 / 365
    assert agrees(rate, (1.0 - exp(-a_week)) / a_week) is holds


@right_and_5_percent_off
def test_the_ramp_that_was_written_is_recovered_from_the_sessions_of_a_newcomer(
    off: float, holds: bool
) -> None:
    months = 5 * off
    story = trace(
        "careers.yaml",
        "world.sources.web.first=4000",
        "organisation.calendars.office.week={mon-sun: all day}",
        "organisation.teams.rep={people: 1, starts: 2027-01-05, ramp: "
        + str(months)
        + " month, ramp_start: 0.3}",
    )
    began = 1 * TICKS_PER_DAY
    taken, done = column(told(story, What.TAKEN), RecordCol.TICK), told(story, What.DONE)
    tenure = taken[: len(done)] - began
    pace = TICKS_PER_HOUR / column(done, RecordCol.B)
    soon = (tenure > 4 * TICKS_PER_WEEK) & (tenure < 30 * TICKS_PER_WEEK)
    # 1 - pace falls from 0.7 with the ramp: its logarithm is a straight line in tenure.
    slope = np.polyfit(tenure[soon], np.log((1.0 - pace[soon]) / 0.7), 1)[0]
    recovered = -1.0 / slope / (365 / 12 * TICKS_PER_DAY)
    assert (abs(log(recovered / 5)) < 0.01) is holds
