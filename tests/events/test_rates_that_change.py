"""Clocks that run by a rate go on where they stood, at the rate that holds from the date on."""

from math import exp

import numpy as np
import pytest
from events.firms import MARKET, WEEK, stock, ticks_by_entity, told, traced
from theory.estimates import agrees, mean

from gtmsim.program.layout import RecordCol, StockKind, What

pytestmark = pytest.mark.theory

YEAR = 365 * 86_400


def change(to: str, at: int = 20, until: int | None = None) -> str:
    """Return an event that changes the rate at which accounts begin to look around."""
    over = "" if until is None else f", until: {until} weeks"
    return (
        f"\nevents: {{turn: {{at: {at} weeks{over}, world: {{segments: {{any: {{in_market: {to}}}}}}}}}}}\n"
    )


def test_episodes_after_a_change_come_at_the_new_rate() -> None:
    expected = 2000 * 1.0 / YEAR * 40 * WEEK  # the old clocks have no memory, and a stay takes no time
    opened = [
        sum(tick > 20 * WEEK for tick in told(traced(MARKET + change("1 per year"), replication=i), What.OPENED)[:, RecordCol.TICK])
        for i in range(12)
    ]  # fmt: skip
    assert agrees(mean(opened), expected)
    assert not agrees(mean(opened), 1.05 * expected)


def test_a_market_that_stands_still_goes_on_where_it_stood() -> None:
    plain = ticks_by_entity(traced(MARKET), What.OPENED)
    still = ticks_by_entity(traced(MARKET + change("0 per year", 20, 30)), What.OPENED)
    later = 10 * WEEK
    for account, ticks in plain.items():
        expected = [tick if tick < 20 * WEEK else tick + later for tick in ticks]
        expected = [tick for tick in expected if tick < 59 * WEEK]
        got = [tick for tick in still.get(account, []) if tick < 59 * WEEK]
        assert got == pytest.approx(expected, abs=40), account
    assert not [tick for ticks in still.values() for tick in ticks if 20 * WEEK < tick < 30 * WEEK]


def test_accounts_that_never_looked_begin_at_the_date() -> None:
    text = MARKET.replace("in_market: 4 per year", "in_market: 0 per year") + change("4 per year")
    first = [ticks[0] for ticks in ticks_by_entity(traced(text), What.OPENED).values()]
    share = len(first) / 2000
    assert min(first) > 20 * WEEK
    assert share == pytest.approx(1 - exp(-4 / YEAR * 40 * WEEK), abs=0.02)


def test_leads_of_a_stream_keep_their_order_of_luck_at_another_rate() -> None:
    def arrivals(text: str) -> list[int]:
        return [row[0] for row in told(traced(text), What.LEAD).tolist() if row[2] >> 48 == 1]

    event = "\nevents: {turn: {at: 20 weeks, world: {sources: {list: {rate: 20 per week}}}}}\n"
    plain, slower = arrivals(MARKET), arrivals(MARKET + event)
    early = sum(tick < 20 * WEEK for tick in plain)
    assert plain[:early] == slower[:early]
    expected = [20 * WEEK + 2 * (tick - 20 * WEEK) for tick in plain[early:]]
    expected = [tick for tick in expected if tick < 60 * WEEK]
    assert slower[early:] == pytest.approx(expected, abs=2 * len(expected))


def test_who_is_looking_is_told_every_monday() -> None:
    # A stay of one minute in three months: hardly anybody looks at a given midnight; with a stay of 13 weeks half do.
    text = MARKET.replace("{fixed: 1 min}", "{exponential: 13 weeks}") + change("16 per year", 30)
    looking = stock(traced(text), StockKind.LOOKING)
    assert len(looking) == 60
    assert np.mean(looking[20:30]) == pytest.approx(0.5, abs=0.03)
    assert np.mean(looking[50:]) == pytest.approx(0.8, abs=0.03)
