"""The cure model finds the truth it was made from, says how sure it is, and would not pass if the truth were another."""

import numpy as np
import pytest
from calibrate.made_wins import leads, seen_by

from gtmsim.calibration.cure import Cure, families, fit
from gtmsim.calibration.numbers import Number

SHARE, MEDIAN, SIGMA = 0.15, 20.0, 1.4


@pytest.fixture(scope="module")
def cure() -> Cure:
    return fit(leads(4000, SHARE, MEDIAN, SIGMA, watched=(60, 300)))


def covers(found: Number, truth: float) -> bool:
    return found.low < truth < found.high


def test_the_share_that_ever_wins_and_its_time_are_found_again(cure: Cure) -> None:
    assert covers(cure.share, SHARE)
    assert covers(cure.size, MEDIAN)
    assert covers(cure.shape, SIGMA)


@pytest.mark.parametrize("off", [0.5, 2.0])
def test_a_truth_twice_as_large_or_half_is_outside_every_interval(cure: Cure, off: float) -> None:
    assert not covers(cure.share, off * SHARE)
    assert not covers(cure.size, off * MEDIAN)
    assert not covers(cure.shape, off * SIGMA)


def test_a_market_that_is_twice_as_good_is_seen_to_be(cure: Cure) -> None:
    other = fit(leads(4000, 2 * SHARE, 2 * MEDIAN, SIGMA, watched=(100, 300)))
    assert other.share.low > cure.share.high
    assert other.size.low > cure.size.high


def test_an_interval_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    found = [fit(leads(800, SHARE, MEDIAN, SIGMA, watched=(90, 400), seed=seed)) for seed in range(60)]
    for numbers, truth in (
        ([each.share for each in found], SHARE),
        ([each.size for each in found], MEDIAN),
        ([each.shape for each in found], SIGMA),
    ):
        assert 0.86 <= np.mean([covers(number, truth) for number in numbers]) <= 1.0


def test_leads_watched_for_a_short_time_are_not_taken_for_lost() -> None:
    young = leads(6000, SHARE, MEDIAN, SIGMA, watched=(1, 150))
    seen_so_far = young.wins / len(young)
    assert seen_so_far < 0.85 * SHARE
    assert covers(fit(young).share, SHARE)


def test_late_wins_that_the_export_ends_before_do_not_shorten_the_time() -> None:
    young = leads(6000, 0.5, MEDIAN, SIGMA, watched=(1, 150))
    waited = young.waited[young.timed]
    assert np.median(waited) < 0.8 * MEDIAN
    assert covers(fit(young).size, MEDIAN)


def test_who_has_been_watched_for_less_than_wins_take_tells_no_share() -> None:
    assert not fit(leads(3000, SHARE, 200.0, SIGMA, watched=(1, 60))).identified
    assert fit(leads(3000, SHARE, MEDIAN, SIGMA, watched=(90, 300))).identified


def test_lognormal_times_are_nearest_to_the_lognormal_and_weibull_times_to_the_weibull() -> None:
    found = families(leads(4000, 0.3, MEDIAN, SIGMA, watched=(100, 300)))
    assert next(iter(found)) == "lognormal"
    assert found["lognormal"].ks < 0.03
    assert found["exponential"].ks > 0.06
    chance = np.random.default_rng(4)
    watched = np.linspace(300, 100, 4000)
    days = 40 * chance.weibull(0.7, 4000)
    other = families(seen_by(watched, (chance.uniform(size=4000) < 0.3) & (days <= watched), days))
    assert next(iter(other)) == "weibull"
    assert covers(other["weibull"].size, 40)
    assert covers(other["weibull"].shape, 0.7)
    assert max(other.values(), key=lambda each: each.log_likelihood).family == "weibull"


def test_a_win_whose_date_cannot_be_believed_counts_as_a_win() -> None:
    dated = leads(3000, SHARE, MEDIAN, SIGMA, watched=(90, 300))
    some = dated.won & (np.arange(len(dated)) % 3 == 0)
    undated = seen_by(dated.watched, dated.won, np.where(some, np.nan, dated.waited))
    assert fit(undated).share.value == pytest.approx(fit(dated).share.value, rel=0.02)
    assert fit(undated).size.n == int((dated.won & ~some).sum())
