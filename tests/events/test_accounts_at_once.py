"""Customers who leave, or are bought, on one day: contracts balance to the cent, and luck is left alone."""

import numpy as np
import pytest
from events.firms import SHOP, WEEK, told, traced

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import CustomerTotal, RecordCol, TotalBlock, What
from gtmsim.program.totals import totals_of

LOSS = "\nevents: {key: {at: 20 weeks, loses_largest: 3}}\n"
PURCHASE = (
    "\nevents: {bought: {at: 20 weeks, acquires: {shop: 7}, acquired_value: {fixed: 5 kEUR}, product: new}}\n"
)
CENTS, TASK = RecordCol.B, RecordCol.ENTITY


def held(story: Trace, tick: int) -> dict[int, int]:
    """Return who is a customer just before a tick, and for how many cents a year, by the records."""
    found: dict[int, int] = {}
    for at, _, task, what, a, b in story.records.tolist():
        if at >= tick:
            break
        if what == What.CLOSED and a == 0:
            found[task] = found.get(task, 0) + b
        elif what in (What.CHURNED, What.LOST_ACCOUNT):
            del found[task]
        elif what == What.ACQUIRED:
            found[task] = b
    return found


def total(story: Trace, column: CustomerTotal) -> int:
    block = totals_of(story.program).block(story.totals, TotalBlock.CUSTOMER)
    return int(block[: story.program.segments, column].sum())


def test_the_largest_leave_and_no_others() -> None:
    story = traced(SHOP + LOSS)
    lost = told(story, What.LOST_ACCOUNT)
    largest = sorted(held(story, 20 * WEEK).items(), key=lambda each: (-each[1], each[0]))[:3]
    assert [(row[TASK], row[CENTS]) for row in lost.tolist()] == largest


@pytest.mark.mechanism("A1", switch="events.*.loses_largest", shown="key_account_lost.yaml")
def test_who_has_left_is_not_asked_to_renew() -> None:
    story, plain = traced(SHOP + LOSS), traced(SHOP)
    gone = set(told(story, What.LOST_ACCOUNT)[:, TASK].tolist())

    def renewals(of: Trace) -> set[int]:
        return {
            row[TASK]
            for row in of.records.tolist()
            if row[3] in (What.RENEWED, What.CHURNED) and row[0] < 36 * WEEK
        }

    assert gone & renewals(plain)
    assert not gone & renewals(story)
    assert renewals(plain) - gone == renewals(story)


@pytest.mark.parametrize("week", ["20", "10"])
@pytest.mark.parametrize("event", [LOSS, PURCHASE])
def test_contracts_balance_to_the_cent(event: str, week: str) -> None:
    story = traced(SHOP + event.replace("20", week))
    bridge = (
        total(story, CustomerTotal.START_CENTS)
        + total(story, CustomerTotal.NEW_CENTS)
        + total(story, CustomerTotal.EXPANSION_CENTS)
        - total(story, CustomerTotal.CHURNED_CENTS)
    )
    assert bridge == total(story, CustomerTotal.END_CENTS) == sum(held(story, 70 * WEEK).values())
    logos = (
        total(story, CustomerTotal.START_LOGOS)
        + total(story, CustomerTotal.LOGOS_WON)
        - total(story, CustomerTotal.LOGOS_LOST)
    )
    assert logos == total(story, CustomerTotal.END_LOGOS) == len(held(story, 70 * WEEK))


@pytest.mark.mechanism("A18", switch="events.*.acquires", shown="key_account_lost.yaml")
def test_a_bought_firm_brings_the_first_accounts_that_are_no_customers() -> None:
    story = traced(SHOP + PURCHASE)
    before = held(story, 20 * WEEK)
    free = [account << 16 for account in ((255 << 32) | n for n in range(60)) if account << 16 not in before]
    bought = told(story, What.ACQUIRED)
    assert bought[:, TASK].tolist() == free[:7]
    assert set(bought[:, CENTS].tolist()) == {500_000}


def test_what_is_bought_comes_up_for_renewal_after_a_term() -> None:
    story = traced(SHOP + PURCHASE)
    bought = set(told(story, What.ACQUIRED)[:, TASK].tolist())
    ends = [
        row
        for row in story.records.tolist()
        if row[3] in (What.RENEWED, What.CHURNED) and row[0] == 46 * WEEK
    ]
    assert {row[TASK] for row in ends} == bought


def test_the_product_that_is_bought_is_offered_from_that_day_on() -> None:
    offered = [row for row in told(traced(SHOP + PURCHASE), What.OFFERED).tolist() if row[RecordCol.A] == 1]
    assert min(row[0] for row in offered) > 20 * WEEK


def test_a_bought_customer_raises_no_hand_as_a_prospect() -> None:
    story = traced(SHOP + PURCHASE)
    bought = set(told(story, What.ACQUIRED)[:, TASK].tolist())
    leads = [
        row
        for row in told(story, What.LEAD).tolist()
        if row[TASK] in bought and 20 * WEEK < row[0] < 46 * WEEK
    ]
    assert not leads


def test_nothing_differs_before_either_and_neither_moves_who_looks_when() -> None:
    plain = traced(SHOP)
    opened = told(plain, What.OPENED)
    assert np.array_equal(told(traced(SHOP + LOSS), What.OPENED), opened)
    assert np.array_equal(told(traced(SHOP + PURCHASE), What.OPENED), opened)
