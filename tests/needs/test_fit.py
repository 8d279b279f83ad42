"""Whoever is sold what they need buys more often, by the logistic curve; a need that nobody else has is met by nobody."""

from math import exp, log

import numpy as np
import pytest
from needs.fits import SHOP, metric, stock, traced, won

from gtmsim.engines.reference import Reference
from gtmsim.program import rules
from gtmsim.program.layout import StockKind
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

FIT = (3 * 0.8 + 1 * 0.4) / 4


def chance(base: float, lift: float) -> float:
    """Return a share moved on the logit scale."""
    return 1 / (1 + exp(-(log(base / (1 - base)) + lift)))


def near(found: float, expected: float) -> bool:
    """Return whether a share of 20,000 leads is an expected one, within what luck does."""
    return bool(abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / 20_000))


@pytest.mark.mechanism("C16", switch="world.needs.fit", shown="needs.yaml")
def test_the_chance_of_a_win_moves_by_what_is_needed_and_had() -> None:
    assert near(won(), chance(0.4, 4 * (FIT - 0.5)))
    assert not near(won(), chance(0.4, 4 * 1.05 * (FIT - 0.5) + 0.05))


def test_a_fit_worth_nothing_leaves_every_outcome_as_it_was() -> None:
    assert near(won("world.needs.fit=0"), 0.4)
    off = traced(
        SHOP,
        "world.needs.fit=0",
        "world.attributes={}",
        "world.segments.shop.needs={}",
        "world.products.tool.features={}",
    )
    on = traced(SHOP, "world.needs.fit=0")
    leads = [each.records[each.records[:, 3] < 20] for each in (off, on)]
    assert np.array_equal(leads[0], leads[1])


def test_a_product_as_good_as_usual_neither_gains_nor_loses() -> None:
    assert near(won(f"world.needs.usual={FIT}"), 0.4)


@pytest.mark.mechanism("C28", switch="world.needs.fit", shown="needs.yaml")
def test_the_fit_of_a_product_is_told_each_monday() -> None:
    assert stock(StockKind.PRODUCT_FIT).tolist() == pytest.approx([FIT])
    assert metric("product_fit[product=tool]") == pytest.approx(FIT)


@pytest.mark.mechanism("C47", switch="world.segments.*.private", shown="needs.yaml")
def test_a_market_of_ones_is_not_served_by_what_suits_its_mean() -> None:
    assert near(won("world.segments.shop.private=1"), chance(0.4, 4 * (0 - 0.5)))
    assert won("world.segments.shop.private=0.3") < won() - 0.05


@pytest.mark.parametrize("mean", [0.05, 0.3, 0.8])
def test_private_shares_have_the_mean_they_are_said_to_have(mean: float) -> None:
    shares = [rules.private_share((n + 0.5) / 100_000, mean) for n in range(100_000)]
    assert np.mean(shares) == pytest.approx(mean, rel=0.02)
    assert max(shares) <= 1.0
    assert min(shares) >= 0.0


def test_what_was_built_for_one_account_counts_for_it_alone() -> None:
    program = lower(
        loads(SHOP, "shop.yaml", ["world.segments.shop.private=1", "world.sources.list.first=40"])
    )
    won_before = Reference().trace(program, 7, 0).totals
    assert rules.account_fit(0.7, 0.4, 0.0) == pytest.approx(0.42)
    assert rules.account_fit(0.7, 0.4, 1.0) == pytest.approx(0.82)
    assert np.array_equal(
        won_before, traced(SHOP, "world.segments.shop.private=1", "world.sources.list.first=40").totals
    )
