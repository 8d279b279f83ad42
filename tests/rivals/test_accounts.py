"""Whom a contested deal meets, whose customers accounts are, and what that leaves of the market."""

import numpy as np
import pytest
from rivals.shop import LIST, MARKET, chance, metric, near, stock, told, traced

from gtmsim.program.layout import StockKind, What

TWO = "world.rivals={other: null, quiet: {}, loud: {voice: 30 h}}"
NOBODYS = ("world.rivals.big.customers={small: 0, large: 0}", "world.rivals.quick.customers={small: 0}")


def met(*overrides: str) -> float:
    """Return the share of contested deals in which the second of two rivals is."""
    return metric("rival_deals[rival=loud]", LIST, *overrides) / metric("rival_deals", LIST, *overrides)


@pytest.mark.mechanism("C64", switch="world.rivals.*.presence", shown="rivals.yaml")
def test_rivals_are_met_by_presence_and_half_by_voice() -> None:
    """Equally present, one of two who says everything is met in (1 + 2) of (1 + 2) + (1 + 0) deals."""
    assert near(met("world.rivals={other: null, quiet: {}, loud: {}}"), 1 / 2)
    assert near(met(TWO), 3 / 4)
    assert near(met("world.rivals={other: null, quiet: {presence: {shop: 0.9}}, loud: {}}"), 0.1)
    assert not near(met(TWO), 3 / 4 * 1.05)


def test_where_no_rival_is_present_nobody_is_named() -> None:
    nowhere = "world.rivals.other.presence={shop: 0}"
    assert len(told(What.CONTESTED, LIST, nowhere)) == len(told(What.LEAD, LIST, nowhere))
    assert len(told(What.RIVAL_MET, LIST, nowhere)) == 0


@pytest.mark.mechanism("C64", switch="world.rivals", shown="rivals.yaml")
def test_the_shares_of_the_market_add_up() -> None:
    """At the start every account is one of two rivals'; later it is theirs, ours or nobody's."""
    big, quick = (stock(StockKind.RIVAL_CUSTOMERS, MARKET, level=level) for level in (0, 1))
    ours = stock(StockKind.MARKET_SHARE, MARKET, level=2)
    assert big[0] + quick[0] == 400
    assert abs(big[0] - (0.4 * 300 + 100)) < 4 * np.sqrt(300 * 0.4 * 0.6)
    customers = ours / (1 - ours) * (big + quick)
    assert np.allclose(customers, np.round(customers), atol=0.01)
    assert customers[-1] > 20
    assert metric("market_share.end", MARKET) > 3 * metric("market_share", MARKET, "run.horizon=6 weeks")


def test_the_whole_market_share_lies_between_those_of_its_segments() -> None:
    small, large, both = (stock(StockKind.MARKET_SHARE, MARKET, level=level)[-1] for level in range(3))
    assert min(small, large) <= both <= max(small, large)
    assert metric("market_share[segment=small]", MARKET) > 0


@pytest.mark.mechanism("C64", switch="world.rivals.*.customers", shown="rivals.yaml")
def test_what_is_lost_to_a_rival_stays_its_customer_as_long_as_said() -> None:
    """For 300 days, to the tick: until then its next deal is the rival's, afterwards it is anybody's."""
    stay = 300 * 86_400
    said = (
        "world.rivals.big.stays={fixed: 300 days}",
        "world.rivals.quick.stays={fixed: 300 days}",
        *NOBODYS,
    )
    until: dict[int, int] = {}
    rival: dict[int, int] = {}
    own = 0
    for tick, _, entity, what, a, b in traced(MARKET, *said).records.tolist():
        if what == What.WENT_TO_RIVAL and b:
            assert b == stay
            until[entity], rival[entity] = tick + stay, a
        elif what in (What.WON, What.CLOSED) and a == 0:
            until.pop(entity, None)
        elif what == What.RIVAL_MET:
            theirs = until.get(entity, -1) > tick
            assert bool(b) == theirs
            if theirs:
                assert a == rival[entity]
                own += 1
    assert own > 10


@pytest.mark.mechanism("C64", switch="world.rivalry.incumbency", shown="rivals.yaml")
def test_a_rivals_own_customer_is_harder_to_win() -> None:
    hard = "world.rivalry.incumbency=1.2"
    wins = [
        metric("taken_from_rivals", MARKET, *said) / metric("rival_deals", MARKET, *said)
        for said in ((), (hard,))
    ]
    assert near(wins[0], 0.3, of=2000)
    assert near(wins[1], chance(0.3, -1.2), of=2000)
    assert not near(wins[0], chance(0.3, -1.2), of=2000)


def test_whoever_never_meant_to_buy_goes_to_nobody() -> None:
    assert len(told(What.WENT_TO_RIVAL, LIST, "world.sources.list.intent=0")) == 0
    assert len(told(What.WENT_TO_RIVAL, LIST)) > 0


def test_a_win_takes_the_account_from_its_rival() -> None:
    all_won = "world.stages.sell.outcomes={advance: 1, lost: 0, no_decision: 0}"
    held = stock(StockKind.RIVAL_CUSTOMERS, MARKET, all_won) + stock(
        StockKind.RIVAL_CUSTOMERS, MARKET, all_won, level=1
    )
    wins = told(What.CLOSED, MARKET, all_won)
    lapsed = 400 - held[-1] - len(wins[wins[:, 0] < 51 * 604_800])
    assert len(wins) > 100
    assert 0 <= lapsed < 60  # a year at 8 %


def test_rivals_who_do_nothing_change_nobodys_luck() -> None:
    """Switched off one by one, they leave no trace but the stocks they are told by, and their names."""
    off = (*NOBODYS, "world.contested_lift=0.5")
    none = ("world.rivals.big=null", "world.rivals.quick=null", "world.contested_lift=0.5")
    own = {What.STOCK, What.RIVAL_MET, What.WENT_TO_RIVAL}
    with_rivals, without = (
        [row for row in traced(MARKET, *said).records.tolist() if row[3] not in own]
        for said in (
            (*off, "world.rivals.big.stays={fixed: 1 s}", "world.rivals.quick.stays={fixed: 1 s}"),
            none,
        )
    )
    assert with_rivals == without
