"""A rival who asks less wins deals from us, unless we meet it; and what we really ask is answered, later."""

from math import log

import pytest
from rivals.shop import LIST, MARKET, chance, metric, near, stock

from gtmsim.program.layout import StockKind

SLOPE = 2.75
CHEAP = "world.rivals.other.price=0.8"
MATCH = "policy.pricing.match={}"


def won(*overrides: str) -> float:
    """Return the share of contested deals that we win."""
    return metric("contested_win_rate", LIST, *overrides)


@pytest.mark.mechanism("C64", switch="world.rivals.*.price", shown="rivals.yaml")
def test_a_rivals_price_moves_the_last_step_as_a_discount_of_ours_would() -> None:
    assert near(won(), 0.4)
    assert near(won(CHEAP), chance(0.4, SLOPE * -0.2))
    assert near(won(CHEAP, "policy.pricing.discount=0.2"), 0.4)
    assert not near(won(CHEAP), chance(0.4, SLOPE * -0.2 * 1.05))


@pytest.mark.mechanism("C64", "E1", switch="policy.pricing.match", shown="rivals.yaml")
def test_matching_a_cheaper_rival_wins_more_deals_at_lower_prices() -> None:
    """Met by half, a rival who is 20 % cheaper is 10 % cheaper: the chance and the price follow."""
    for match in (0.5, 1.0):
        said = (CHEAP, MATCH.format(match))
        assert near(won(*said), chance(0.4, SLOPE * -0.2 * (1 - match)))
        assert metric("price_realisation", LIST, *said) == pytest.approx(1 - 0.2 * match)
    assert not near(won(CHEAP, MATCH.format(0.5)), chance(0.4, SLOPE * -0.2 * 0.5 * 1.08))


def test_nobody_is_undercut_by_matching() -> None:
    dear = ("world.rivals.other.price=1.2", MATCH.format(1))
    assert metric("wins", LIST, *dear) == metric("wins", LIST, dear[0])
    low = (CHEAP, "policy.pricing.discount=0.3")
    assert metric("wins", LIST, *low, MATCH.format(1)) == metric("wins", LIST, *low)


SELLING = (
    "world.sources.list={rate: 200 per week, first: 200, intent: 1}",
    "policy.pricing.discount=0.2",
    "run.horizon=40 weeks",
)


def prices(half_life_weeks: float, *more: str) -> list[float]:
    """Return a rival's price on each Monday, while everything here is sold at 20 % off."""
    rate = 100 * log(2) * 365 / 7 / half_life_weeks
    reacts = f"world.rivals.other.reacts={rate!r} %/year"
    return [float(price) for price in stock(StockKind.RIVAL_PRICE, LIST, *SELLING, reacts, *more)]


@pytest.mark.mechanism("C64", switch="world.rivals.*.reacts", shown="rivals.yaml")
def test_a_rivals_price_goes_half_of_the_way_to_ours_in_its_half_life() -> None:
    price = prices(10)
    assert price[0] == 1.0
    assert price[10] == pytest.approx(0.9, abs=1e-5)
    assert price[20] == pytest.approx(0.85, abs=1e-5)
    assert prices(10.5)[10] != pytest.approx(0.9, abs=1e-3)


def test_a_rival_keeps_its_distance_from_our_list_price() -> None:
    assert prices(1, "world.rivals.other.price=1.5")[39] == pytest.approx(1.5 * 0.8, abs=1e-4)


def test_who_sells_nothing_for_a_quarter_is_at_list_price_again() -> None:
    """The answer is to the last 13 weeks: a sale in the first week is forgotten in the fourteenth."""
    once = "world.sources.list={rate: 0, first: 200, intent: 1}"
    price = prices(0.01, once)
    assert price[1:14] == pytest.approx([0.8] * 13, abs=1e-5)
    assert price[14:] == pytest.approx([1.0] * 26, abs=1e-5)


def test_a_rival_whose_price_nobody_moves_stays_where_it_is() -> None:
    assert set(stock(StockKind.RIVAL_PRICE, LIST, *SELLING, CHEAP)) == {0.8}


DEFENDS = "world.rivals.big.defends={}"
AT_ONCE = "world.rivals.big.reacts=100000 %/year"


def lost(*said: str) -> list[float]:
    """Return how much of its share at the start a rival has lost, Monday by Monday, reckoned from accounts."""
    big, quick, of_all = (
        stock(StockKind.RIVAL_CUSTOMERS, MARKET, *said),
        stock(StockKind.RIVAL_CUSTOMERS, MARKET, *said, level=1),
        stock(StockKind.MARKET_SHARE, MARKET, *said, level=2),
    )
    share = big / (big + quick) * (1 - of_all)
    return [float(max(1 - each / share[0], 0.0)) for each in share]


@pytest.mark.mechanism("C64", switch="world.rivals.*.defends")
def test_a_rival_who_defends_itself_asks_less_for_the_share_of_the_market_it_has_lost() -> None:
    """At once, and by no more than it says: last Monday's loss of share is this Monday's cut, at list prices here."""
    said = (DEFENDS.format(0.4), AT_ONCE)
    gone = lost(*said)
    assert gone[50] > 0.1
    price = stock(StockKind.RIVAL_PRICE, MARKET, *said)
    for week in (10, 30, 51):
        assert price[week] == pytest.approx(1 - 0.4 * gone[week - 1], abs=2e-5)
        assert price[week] != pytest.approx(1 - 0.4 * 1.05 * gone[week - 1], abs=2e-5)


def test_a_rival_who_does_not_defend_itself_or_has_no_pace_lets_share_go() -> None:
    assert set(stock(StockKind.RIVAL_PRICE, MARKET, AT_ONCE)) == {1.0}
    assert set(stock(StockKind.RIVAL_PRICE, MARKET, DEFENDS.format(1))) == {1.0}


def test_a_rival_who_asks_less_for_lost_share_loses_fewer_accounts() -> None:
    fierce = (DEFENDS.format(1), AT_ONCE)
    assert lost(*fierce)[51] < 0.97 * lost()[51]
    assert metric("wins", MARKET, *fierce) < 0.99 * metric("wins", MARKET)
