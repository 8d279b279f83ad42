"""Who is heard among others, and what is known of them."""

from array import array

import numpy as np
import pytest
from rivals.shop import LIST, MARKET, chance, metric, near, stock, told

from gtmsim.program import rules
from gtmsim.program.layout import StockKind, What

LOUD = "world.rivals.big.voice=39 h"
SILENT_HERE = "world.awareness.built_by=null"


def leads(*overrides: str) -> int:
    """Return how many hands went up in a year."""
    return len(told(What.LEAD, MARKET, *overrides))


def test_our_share_of_voice_is_ours_of_all_hours_that_are_remembered() -> None:
    heard = stock(StockKind.SHARE_OF_VOICE, MARKET, LOUD)
    weeks = told(What.WEEK, MARKET, LOUD)
    remembered = np.concatenate(([0.0], weeks[:-1, 5] / 1e6))  # on Mondays rivals come before programs
    assert heard == pytest.approx((remembered + 1) / (remembered + 1 + 39), abs=2e-6)


@pytest.mark.mechanism("C64", switch=["world.rivals.*.voice", "world.rivalry.voice"], shown="rivals.yaml")
def test_hands_go_up_more_rarely_where_others_are_louder() -> None:
    assert leads(LOUD, "world.rivalry.voice=0") == leads()
    assert leads(LOUD) < leads("world.rivals.big.voice=9 h") < leads()


def test_the_hazard_of_hands_is_lowered_by_a_power_of_what_others_say() -> None:
    """Forty hours leave half to be heard, and .4 is the exponent."""
    week = "run.horizon=1 week"
    alone, drowned = (
        metric("leads", MARKET, SILENT_HERE, week, "world.segments.small.in_market=50 per year", *more)
        for more in ((), (LOUD,))
    )
    assert drowned < alone
    assert rules.voice_factor(40.0, 40.0, 0.4) == pytest.approx(2**-0.4)
    assert rules.voice_factor(0.0, 40.0, 0.4) == 1.0


def test_the_exponent_is_what_the_rule_of_thumb_asks_for() -> None:
    """From 30 to 40 % of voice, a fifth of accounts buying in a year: a share of 30 % becomes 30.7 %."""
    own = 40.0  # as much as others drown half of
    more = rules.voice_factor(own * 6 / 4, own, 0.4) / rules.voice_factor(own * 7 / 3, own, 0.4)
    assert 0.2 * 0.3 * (more - 1) == pytest.approx(0.007, abs=0.0005)


# --- intelligence -------------------------------------------------------------------------------------------------------------

WATCHED = (
    "world.rivalry.intelligence={built_by: watching, half_known: 40 h, half_life: 1 week}",
    "policy.standing.marketer={programs: null, watching: 1}",
)


@pytest.mark.mechanism("C64", switch="world.rivalry.intelligence.built_by", shown="rivals.yaml")
def test_half_of_a_rival_is_known_where_the_hours_said_are_kept_up() -> None:
    known = stock(StockKind.RIVALS_KNOWN, MARKET, *WATCHED)
    assert known[0] == 0.0
    assert known[-1] == pytest.approx(0.5, abs=1e-3)
    assert stock(StockKind.RIVALS_KNOWN, MARKET).size == 0


def test_what_is_not_known_of_a_rival_is_taken_to_be_like_our_own() -> None:
    for known, seen in ((0.0, [0.8, 0.4]), (0.5, [0.5, 0.7]), (1.0, [0.2, 1.0])):
        sees: memoryview[float] = memoryview(array("d", [0.0, 0.0]))
        has, best = (memoryview(array("d", each)) for each in ([0.2, 1.0], [0.8, 0.4]))
        rules.see_rivals(sees, has, best, known, 1, 2)
        assert list(sees) == pytest.approx(seen)


@pytest.mark.mechanism("C64", switch="world.rivalry.intelligence.lift", shown="rivals.yaml")
def test_who_knows_rivals_wins_more_of_the_deals_they_are_in() -> None:
    long = (*WATCHED, "run.warm_up=20 weeks", "world.rivalry.intelligence.lift={}")
    wins = [metric("contested_win_rate", MARKET, *long[:-1], long[-1].format(lift)) for lift in (0, 1)]
    # Of those decided against a rival, 3 of 8 are won without it.
    won, lost = (chance(0.3, 0.5), 1 - chance(0.3, 0.5))
    assert near(wins[0], 0.3 / 0.8, of=2000)
    assert near(wins[1], won / (won + lost * 0.5 / 0.7), of=2000)
    assert wins[1] > wins[0]


def test_the_price_of_a_rival_never_met_is_of_no_interest() -> None:
    uncontested = ("world.segments.shop.contested=0", "world.rivals.other.price=0.5")
    assert metric("wins", LIST, *uncontested) == metric("wins", LIST, uncontested[0])
