"""Which leads reps work: the share a rep declines, and the black hole that comes of it without any ignore rate."""

from math import exp

import numpy as np
import numpy.typing as npt
import pytest
from theory.estimates import Estimate, agrees, mean, ratio, right_and_5_percent_off
from theory.simulation import SHIPPED, leads, pursuit, queue, simulate

from gtmsim.program.layout import CellTotal, KindTotal, PursuitTotal

pytestmark = pytest.mark.theory


def declined(*overrides: str) -> Estimate:
    """Return the share of choices that went against a lead waiting for anybody."""
    runs = simulate("own_or_given.yaml", *overrides, runs=6)
    no = pursuit(runs, PursuitTotal.DECLINED)
    own = leads(runs, CellTotal.FIRST_TOUCHES, "own")
    return ratio(no, no + queue(runs, "talk", KindTotal.TAKEN) - own)


@right_and_5_percent_off
def test_reps_decline_as_often_as_what_an_hour_brings_says(off: float, holds: bool) -> None:
    # An own deal takes twice the hours of one that was given, for it must be found: 6 x (1 - 1/2) / (1 + 1/2) = 2.
    assert agrees(declined(f"policy.pursuit.sharpness={6 * off}"), 1.0 / (1.0 + exp(2.0))) is holds


@right_and_5_percent_off
def test_before_anything_is_learnt_only_tracking_counts(off: float, holds: bool) -> None:
    nobody_looks = "world.segments.any.in_market=0 %/year"
    tracking = f"policy.pursuit.tracking={2 * off}"
    assert agrees(declined(nobody_looks, tracking), 1.0 / (1.0 + exp(2.0))) is holds


def test_without_choice_leads_always_go_first() -> None:
    runs = simulate("own_or_given.yaml", "policy.pursuit.sharpness=0", runs=1)
    assert pursuit(runs, PursuitTotal.DECLINED)[0] == pursuit(runs, PursuitTotal.KNOCKED)[0] == 0


def never_worked(*overrides: str) -> npt.NDArray[np.float64]:
    """Return the share of the leads marketing handed over that nobody ever worked, in each run."""
    in_market = [f"world.segments.{name}.in_market=20 %/year" for name in ("smb", "enterprise")]
    runs = simulate(SHIPPED / "hunting.yaml", *in_market, *overrides, runs=40)
    missed = leads(runs, CellTotal.NEVER_WORKED, "web") + leads(runs, CellTotal.UNTOUCHED, "web")
    return np.asarray(missed / (missed + leads(runs, CellTotal.FIRST_TOUCHES, "web")), np.float64)


def sign(changes: npt.NDArray[np.float64]) -> int:
    """Return which way something goes under shared luck: 1 up, -1 down, 0 who knows."""
    change = mean(changes)
    return int(np.sign(change.value)) if abs(change.value) > change.half_width else 0


@pytest.mark.mechanism("C8", switch="policy.pursuit.sharpness", shown="hunting.yaml")
def test_leads_fall_into_a_black_hole_that_no_rate_was_given_for() -> None:
    assert never_worked().mean() > 0.2
    assert sign(never_worked() - never_worked("policy.pursuit.sharpness=0")) == 1


@pytest.mark.mechanism("C8", switch=("policy.pursuit.tracking", "policy.pursuit.experience"))
def test_the_hole_shrinks_with_tracking_and_prequalification_and_grows_with_experience() -> None:
    hole = never_worked()
    prequalified = ("policy.handoffs.qualify.threshold=0.6", "world.sources.web.scoring=0.9")
    unpressed = "policy.handoffs.qualify.volume_target=0 per week"
    assert sign(never_worked("policy.pursuit.tracking=2") - hole) == -1
    assert sign(never_worked("policy.pursuit.experience=1") - hole) == 1
    assert sign(never_worked(*prequalified, unpressed) - never_worked(unpressed)) == -1
