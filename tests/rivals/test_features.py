"""Rivals build what is needed, as far as they know it, and copy what we had, late and at a cost."""

from array import array
from itertools import pairwise

import numpy as np
import pytest
from rivals.shop import LIST, SPACE, chance, metric, near, stock

from gtmsim.program import rules
from gtmsim.program.layout import StockKind

BUILDS = "world.rivals.other.builds=200 %/year"


def fit(*overrides: str) -> list[float]:
    """Return which share of what is needed the rival has, on each Monday."""
    return [float(share) for share in stock(StockKind.RIVAL_FIT, SPACE, *overrides)]


def test_a_rival_who_neither_builds_nor_copies_stays_as_it_is() -> None:
    assert set(fit()) == {(3 * 0.2 + 0.4) / 4}


@pytest.mark.mechanism("C64", switch="world.rivals.*.builds", shown="rivals.yaml")
def test_who_knows_what_is_needed_gets_there_sooner() -> None:
    knows, guesses = (fit(BUILDS, f"world.rivals.other.tracks={tracks}") for tracks in (1, 0))
    assert all(later > earlier for earlier, later in pairwise(knows))
    assert all(k > g for k, g in zip(knows[1:], guesses[1:], strict=True))


def test_what_it_builds_closes_its_share_of_what_is_missing() -> None:
    """With one attribute all of the effort goes into it: 200 % a year leave exp(-2) of what is missing after a year."""
    alone = (
        "world.attributes={speed: {}}",
        "world.rivals.other.features={speed: 0.2}",
        "run.horizon=60 weeks",
    )
    has = stock(StockKind.RIVAL_FIT, LIST, *alone, BUILDS)
    weeks = 365 / 7
    assert 1 - has[52] == pytest.approx(0.8 * np.exp(-2 * 52 / weeks), abs=1e-5)
    assert 1 - has[52] != pytest.approx(0.8 * np.exp(-2 * 1.05 * 52 / weeks), abs=1e-3)


IMPROVED = "events.launch={at: 10 weeks, world: {products: {tool: {features: {speed: 1}}}}}"


@pytest.mark.mechanism("C64", switch="world.rivals.*.copies", shown="rivals.yaml")
@pytest.mark.parametrize("delay", [0, 8, 26])
def test_copying_comes_as_late_as_was_said(delay: int) -> None:
    """What we have from week 10 on is first copied by so many Mondays later; what came before is level."""
    level = ("world.rivals.other.features={speed: 0.8, care: 0.4}", "world.rivals.other.copies=100 %/year")
    copied = fit(IMPROVED, *level, f"world.rivals.other.copy_delay={delay} weeks")
    first = next(week for week, has in enumerate(copied) if has > copied[0])
    history_begins = first - delay
    assert history_begins == 10


def test_copying_never_leads() -> None:
    copied = fit("world.rivals.other.copies=2000 %/year", "world.rivals.other.copy_delay=0 h")
    assert copied[-1] == pytest.approx((3 * 0.8 + 0.4) / 4, abs=1e-4)
    assert max(copied) <= (3 * 0.8 + 0.4) / 4 + 1e-6


def built(copies: float, copy_cost: float) -> float:
    """Return how far a rival comes in a week with what we do not have, while it may copy something else."""
    features: memoryview[float] = memoryview(array("d", [0.2, 0.4]))
    ours, needed = (memoryview(array("d", each)) for each in ([0.8, 0.0], [0.0, 1.0]))
    rules.rival_builds(features, ours, needed, 0, 0, 2, 0.1, copies, 1.0, copy_cost)
    return features[1] - 0.4


@pytest.mark.mechanism("C64", switch="world.rivalry.copy_cost", shown="rivals.yaml")
def test_each_point_that_is_copied_takes_its_price_from_what_is_built() -> None:
    assert built(copies=0.0, copy_cost=0.5) == pytest.approx(0.1 * 0.6)
    assert built(copies=0.05, copy_cost=0.5) == pytest.approx(0.1 * 0.6 - 0.5 * 0.05 * 0.6)
    assert built(copies=0.05, copy_cost=0.0) == pytest.approx(0.1 * 0.6)
    assert built(copies=0.9, copy_cost=1.0) == 0.0


def test_a_rivals_launch_is_there_on_its_monday() -> None:
    launch = "events.launch={at: 10 weeks, world: {rivals: {other: {features: {speed: 1}}}}}"
    after = fit(launch)
    assert after[9] == pytest.approx(0.25)
    assert after[10:] == pytest.approx([0.85] * 50)


@pytest.mark.mechanism("C64", switch="world.needs.fit", shown="rivals.yaml")
def test_where_a_rival_is_in_the_deal_what_it_has_is_the_measure() -> None:
    """What counts is our fit against the rival's, whatever is usual."""
    space = (
        "world.attributes={speed: {}}",
        "world.products={tool: {features: {speed: 0.7}}}",
        "world.rivals.other.features={speed: 0.4}",
        "world.needs.fit=3",
    )
    for usual in (0.2, 0.6):
        found = metric("contested_win_rate", LIST, *space, f"world.needs.usual={usual}")
        assert near(found, chance(0.4, 3 * (0.7 - 0.4)))
        assert not near(found, chance(0.4, 3 * (0.7 - 0.4) * 1.05))
