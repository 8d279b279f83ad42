"""A change of regime is found where there is one, with its day and size, and none is found where there is none."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from calibrate.made_wins import leads

from gtmsim.calibration.cure import fit
from gtmsim.calibration.regimes import changes, largest, silence, told
from gtmsim.calibration.wins import Leads

ORIGIN = datetime(2023, 1, 2)


def after_each_other(*parts: Leads) -> Leads:
    """Return leads of several regimes; each comes when the one before has ended."""
    start, moved = 0.0, []
    for part in parts:
        moved.append(replace(part, came=part.came - part.came.min() + start))
        start = float(np.ceil(moved[-1].came.max())) + 1
    joined = {
        name: np.concatenate([getattr(part, name) for part in moved])
        for name in ("came", "waited", "watched", "won", "source")
    }
    return Leads(**joined, campaign=None)


def regime(share: float, median: float = 15.0, n: int = 1500, seed: int = 1) -> Leads:
    return leads(n, share, median, 1.2, watched=(250, 350), seed=seed)


def test_the_day_on_which_conversion_doubled_is_found_with_both_sizes() -> None:
    both = after_each_other(regime(0.07, seed=1), regime(0.14, seed=2))
    (change,) = changes(both)
    assert change.day == pytest.approx(101, abs=7)
    assert change.earliest <= 101 <= change.latest
    assert change.latest - change.earliest < 30
    assert change.before.low < 0.07 < change.before.high
    assert change.after.low < 0.14 < change.after.high
    assert change.p <= 0.01


def test_a_steady_market_has_one_regime() -> None:
    assert [changes(regime(0.12, n=2500, seed=seed)) for seed in range(8)] == [[]] * 8


def test_young_leads_that_have_not_won_yet_are_no_change() -> None:
    young = leads(4000, 0.2, 15.0, 1.2, watched=(1, 150))
    assert young.only(young.came > 130).wins / 530 < 0.12
    assert changes(young) == []


def test_what_chance_does_to_a_steady_market_is_seldom_called_sure() -> None:
    found = [largest(regime(0.12, n=600, seed=seed)) for seed in range(12)]
    told_sure = [each.p <= 0.05 for each in found if each is not None]
    assert len(told_sure) == 12
    assert sum(told_sure) <= 3


def test_a_sure_but_small_change_is_drift_and_no_regime() -> None:
    both = after_each_other(regime(0.30, n=6000, seed=1), regime(0.36, n=6000, seed=2))
    change = largest(both)
    assert change is not None
    assert change.p <= 0.01
    assert changes(both) == []


def test_the_same_share_won_at_half_the_pace_is_a_change_too() -> None:
    both = after_each_other(regime(0.2, median=8, n=3000, seed=1), regime(0.2, median=24, n=3000, seed=2))
    (change,) = changes(both)
    assert change.days_after / change.days_before == pytest.approx(3, rel=0.3)
    assert change.after.value == pytest.approx(change.before.value, rel=0.2)


def test_after_one_change_the_later_side_is_searched_for_another() -> None:
    thrice = after_each_other(regime(0.04, seed=1), regime(0.12, seed=2), regime(0.3, seed=3))
    found = changes(thrice)
    assert found[-1].day == pytest.approx(202, abs=7)
    assert found[-1].before.n < 2 * len(regime(0.04)) + 100


def test_a_change_is_told_with_its_date_sizes_and_doubt() -> None:
    (change,) = changes(after_each_other(regime(0.05, seed=1), regime(0.2, seed=2)))
    words = told(change, ORIGIN)
    assert words.startswith("a change of regime on 2023-04-")
    assert "p = 0.001 in 999 shuffles" in words
    assert f"{change.after.value:.1%} of the" in words


def test_months_in_which_many_should_have_won_and_nobody_did_are_said() -> None:
    mute = replace(regime(0.0, seed=1), waited=np.full(1500, np.nan))
    both = after_each_other(mute, regime(0.2, seed=2))
    later = fit(regime(0.2, seed=2))
    words = silence(both, later, ORIGIN)
    assert words is not None
    assert words.startswith("no win before 2023-04-1")
    assert silence(regime(0.2, seed=2), later, ORIGIN) is None
