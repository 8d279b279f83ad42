"""The mix of sources is found again, and so is how much sources differ beyond chance."""

import numpy as np
import pytest
from calibrate.made_wins import leads

from gtmsim.calibration.cure import Cure, fit
from gtmsim.calibration.mix import Mix, differences, mix
from gtmsim.calibration.wins import Leads

A, B = 2.8, 26.0
CONVERSIONS = {"web": 0.2, "event": 0.1, "mail": 0.03}
LEADS = {"web": 2400, "event": 1200, "mail": 900}


@pytest.fixture(scope="module")
def market() -> Leads:
    parts = [
        leads(LEADS[s], CONVERSIONS[s], 15, 1.3, watched=(100, 240), seed=i) for i, s in enumerate(LEADS)
    ]
    joined = {
        name: np.concatenate([getattr(p, name) for p in parts])
        for name in ("came", "waited", "watched", "won")
    }
    return Leads(**joined, source=np.repeat(list(LEADS), list(LEADS.values())), campaign=None)


@pytest.fixture(scope="module")
def cure(market: Leads) -> Cure:
    return fit(market)


@pytest.fixture(scope="module")
def found(market: Leads, cure: Cure) -> Mix:
    return mix(market, cure, until=float(market.came.max()))


@pytest.mark.mechanism("B12", switch="world.sources")
def test_each_sources_share_rate_and_conversion_in_the_end_are_found_again(found: Mix) -> None:
    assert [group.name for group in found.sources] == ["web", "event", "mail"]
    for group in found.sources:
        truth = CONVERSIONS[group.name]
        assert group.leads == LEADS[group.name]
        assert group.share.value == pytest.approx(LEADS[group.name] / 4500)
        assert group.per_week.value == pytest.approx(LEADS[group.name] / found.weeks)
        assert group.conversion.low < truth < group.conversion.high
        assert not group.conversion.low < 2 * truth < group.conversion.high
        assert not group.conversion.low < truth / 2 < group.conversion.high


def test_a_conversion_in_the_end_is_more_than_what_has_been_won_so_far(found: Mix) -> None:
    assert all(group.conversion.value > group.wins / group.leads for group in found.sources)


def groups(a: float, b: float, seed: int, each: int = 250, many: int = 60) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    n = chance.integers(each // 2, 2 * each, many).astype(float)
    return chance.binomial(n.astype(int), chance.beta(a, b, many)).astype(float), n


def test_how_much_groups_differ_is_found_again() -> None:
    seen = differences(*groups(A, B, seed=3))
    assert seen is not None
    sd = (A * B / (A + B) ** 2 / (A + B + 1)) ** 0.5
    assert seen.sd.low < sd < seen.sd.high
    assert not seen.sd.low < 2 * sd < seen.sd.high
    assert not seen.sd.low < sd / 2 < seen.sd.high
    assert seen.mean.low < A / (A + B) < seen.mean.high
    assert seen.a == pytest.approx(A, rel=0.5)
    assert seen.b == pytest.approx(B, rel=0.5)
    assert seen.p < 0.001
    assert seen.chi2 > 3


def test_over_many_markets_the_beta_is_neither_too_wide_nor_too_narrow() -> None:
    found = [each for seed in range(40) if (each := differences(*groups(A, B, seed=seed))) is not None]
    sd = (A * B / (A + B) ** 2 / (A + B + 1)) ** 0.5
    assert np.mean([each.sd.low < sd < each.sd.high for each in found]) >= 0.85
    assert np.median([each.a for each in found]) == pytest.approx(A, rel=0.15)
    assert np.median([each.b for each in found]) == pytest.approx(B, rel=0.15)


def test_groups_that_are_alike_are_said_to_be_no_more_different_than_chance_makes_them() -> None:
    chance = np.random.default_rng(2)
    n = np.full(40, 300.0)
    sure = [differences(chance.binomial(300, 0.1, 40).astype(float), n) for _ in range(20)]
    assert sum(each.p < 0.05 for each in sure if each) <= 4
    assert np.median([each.chi2 for each in sure if each]) == pytest.approx(1, abs=0.2)


def test_groups_more_alike_than_chance_makes_them_have_no_spread_at_all() -> None:
    seen = differences(np.full(12, 30.0), np.full(12, 300.0))
    assert seen is not None
    assert (seen.sd.value, seen.p, seen.chi2) == (0.0, 1.0, 0.0)
    assert seen.mean.low < 0.1 < seen.mean.high


def test_four_groups_are_too_few_to_say_how_much_groups_differ() -> None:
    assert differences(np.array([5.0, 9, 2, 4]), np.full(4, 60.0)) is None
