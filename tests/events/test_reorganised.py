"""A reorganisation costs pace, ties and people for a while, by its own numbers; what it brings is another matter."""

from math import exp

import numpy as np
import pytest
from events.firms import DESK, WEEK, stock, told, traced
from theory.estimates import agrees, mean

from gtmsim.program.layout import StockKind, What

REORG = (
    "\nevents: {new_order: {at: 5 weeks, reorganises: {dip: 0.3, recovery: 8 weeks, ties: 0.5, quits: 1}}}\n"
)


def reorganised(**numbers: object) -> str:
    """Return the desk with a reorganisation of which nothing happens but what is said."""
    said = {"dip": 0, "ties": 0, "quits": 0, "recovery": "8 weeks"} | numbers
    told_as = ", ".join(f"{name}: {value}" for name, value in said.items())
    return f"{DESK}\nevents: {{new_order: {{at: 5 weeks, reorganises: {{{told_as}}}}}}}\n"


@pytest.mark.mechanism("A2", switch="events.*.reorganises", shown="reorganisation.yaml")
def test_pace_dips_and_recovers_by_its_curve() -> None:
    pace = stock(traced(DESK + REORG), StockKind.PACE)
    curve = [1.0 if week < 5 else 1 - 0.3 * exp(-(week - 5) / 4) for week in range(20)]
    assert pace == pytest.approx(curve, abs=1e-6)
    assert pace != pytest.approx([1 - 1.05 * (1 - each) for each in curve], abs=1e-6)


def test_sessions_take_as_much_longer_as_the_pace_is_lower() -> None:
    done = told(traced(reorganised(dip=0.5, recovery="1000 years")), What.DONE)
    lengths = {row[5] for row in done.tolist() if row[0] > 7 * WEEK}
    assert lengths
    assert all(length == pytest.approx(2 * 8 * 3600, rel=1e-3) for length in lengths)


def test_two_reorganisations_weigh_on_each_other() -> None:
    text = (
        DESK
        + """
events:
  a: {at: 5 weeks, reorganises: {dip: 0.2, recovery: 8 weeks}}
  b: {at: 7 weeks, reorganises: {dip: 0.4, recovery: 4 weeks}}
"""
    )
    week_9 = (1 - 0.2 * exp(-4 / 4)) * (1 - 0.4 * exp(-2 / 2))
    assert stock(traced(text), StockKind.PACE)[9] == pytest.approx(week_9, abs=1e-6)


@pytest.mark.mechanism("A2", switch="events.*.reorganises")
def test_a_share_of_the_deals_is_nobodys_any_more() -> None:
    all_lost, none_lost = traced(reorganised(ties=1)), traced(reorganised(ties=0))
    lost = told(all_lost, What.TIE_LOST)
    assert len(lost) > 3
    assert set(lost[:, 0].tolist()) == {5 * WEEK}
    assert not len(told(none_lost, What.TIE_LOST))
    assert 0 < len(told(traced(reorganised(ties=0.5)), What.TIE_LOST)) < len(lost)


def test_what_waits_for_whoever_knew_a_deal_waits_for_anybody_afterwards() -> None:
    def changed_hands(text: str) -> int:
        last: dict[int, int] = {}
        changes = 0
        for tick, _, deal, what, a, b in traced(text).records.tolist():
            if what == What.TAKEN and tick > 5 * WEEK and last.get(deal, b) != b:
                changes += 1
            if what == What.DONE:
                last[deal] = a
        return changes

    assert changed_hands(DESK) == 0
    assert changed_hands(reorganised(ties=1)) > 0


@pytest.mark.theory
@pytest.mark.mechanism("A2", switch="events.*.reorganises")
def test_people_quit_at_the_rate_its_curve_says() -> None:
    text = reorganised(quits=1.5, recovery="20 weeks").replace(
        "spare: {people: 1}", "spare: {people: 1000, turnover: 50 %/year}"
    )
    hazard = 0.5 / 365 * 7
    raised = [hazard * (exp(1.5 * exp(-(week - 5) / 10)) if week >= 5 else 1.0) for week in range(19)]
    expected = 1000 * (1 - exp(-sum(raised)))
    quits = [len(told(traced(text, replication=i), What.QUIT)) for i in range(40)]
    assert agrees(mean(quits), expected)
    assert not agrees(mean(quits), 1.05 * expected)


def test_without_one_nobody_loses_pace_or_ties() -> None:
    plain = traced(DESK)
    assert not len(told(plain, What.TIE_LOST))
    assert not plain.program.stock_levels[StockKind.PACE]


def test_one_that_costs_nothing_leaves_only_its_marks() -> None:
    marks = (What.HAPPENED, What.STOCK)
    quiet = [row for row in traced(reorganised()).records.tolist() if row[3] not in marks]
    assert quiet == traced(DESK).records.tolist()
    assert np.all(np.array(stock(traced(reorganised()), StockKind.PACE)) == 1.0)
