"""Time-outs, interest that dies while waiting, and the wait until somebody is there."""

from math import exp

import pytest
from scipy import integrate
from theory.estimates import agrees, ratio, right_and_5_percent_off
from theory.formulas import wait_for_opening
from theory.simulation import leads, simulate, stage

from gtmsim.program.layout import CellTotal, StageTotal

pytestmark = pytest.mark.theory


@right_and_5_percent_off
def test_the_share_timed_out_is_what_an_exponential_clock_leaves_over(off: float, holds: bool) -> None:
    runs = simulate("time_outs.yaml", f"world.stages.decide.clock.exponential={5 * off} days", runs=600)
    share = ratio(stage(runs, "decide", StageTotal.TIMED_OUT), stage(runs, "decide", StageTotal.ENTERED))
    assert agrees(share, exp(-7 / 5)) is holds


@right_and_5_percent_off
def test_buyers_who_will_not_advance_have_a_clock_of_their_own(off: float, holds: bool) -> None:
    slower = f"world.stages.decide.loss_clock={{exponential: {10 * off} days}}"
    runs = simulate("time_outs.yaml", slower, runs=600)
    entered = stage(runs, "decide", StageTotal.ENTERED)
    assert agrees(ratio(stage(runs, "decide", StageTotal.ADVANCED), entered), 0.4 * (1 - exp(-7 / 5)))
    assert agrees(ratio(stage(runs, "decide", StageTotal.LOST), entered), 0.6 * (1 - exp(-7 / 10))) is holds


@right_and_5_percent_off
def test_interest_dies_with_a_power_of_the_wait(off: float, holds: bool) -> None:
    runs = simulate("night.yaml", f"world.stages.answer.decay.exponent={0.5 * off}", runs=200)
    # Until nine it is six to seven hours, any time between alike.
    alive, _ = integrate.quad(lambda hours: (1 + hours / 1.0) ** -0.5, 6.0, 7.0)
    assert (
        agrees(ratio(leads(runs, CellTotal.CLOSED), stage(runs, "answer", StageTotal.FIRST_TAKEN)), alive)
        is holds
    )


@right_and_5_percent_off
def test_the_wait_for_an_idle_desk_is_the_integral_over_its_closed_hours(off: float, holds: bool) -> None:
    friday = {1.0: "15:00", 1.05: "13:00"}[off]  # two of the week's 36 hours, which is 5 % of the wait
    runs = simulate("office.yaml", f'organisation.calendars.office.week.fri="09:00-{friday}"', runs=200)
    waited = ratio(leads(runs, CellTotal.FIRST_TOUCH_TICKS) / 3600, leads(runs, CellTotal.FIRST_TOUCHES))
    mornings = [(24.0 * day + 9.0, 24.0 * day + 12.5) for day in range(4)]
    afternoons = [(24.0 * day + 13.5, 24.0 * day + 17.5) for day in range(4)]
    assert agrees(waited, wait_for_opening([*mornings, *afternoons, (105.0, 111.0)], period=168.0)) is holds
