"""The fates of accounts, in worlds small enough to follow by hand, and in large ones by what they add up to."""

import numpy as np
import pytest
from explanation.by_hand import WORLDS, read, told
from measure.handmade import ANA, CLOSE, DAY, HOUR, QUALIFY, SMB, WEB, program, story, task

from gtmsim.explanation.accounts import Fates, Following
from gtmsim.explanation.fate import Fate
from gtmsim.explanation.pairs import Pair
from gtmsim.explanation.shares import added
from gtmsim.program.layout import Close, What

CALLERS = program()


def fates_of(pairs: list[Pair], metric: str = "profit") -> Fates:
    following = Following(pairs[0].a.program, pairs[0].b.program, 3, metric)
    for pair in pairs:
        following.add(pair)
    return following.finish()


def table(fates: Fates) -> dict[tuple[Fate, Fate], tuple[int, float]]:
    return {(each.a, each.b): (int(each.accounts.sum()), each.money) for each in fates.transitions}


@pytest.mark.parametrize("metric", ["profit", "bookings"])
@pytest.mark.parametrize("world", WORLDS)
def test_accounts_and_what_belongs_to_none_add_up_to_the_difference(world: str, metric: str) -> None:
    fates = fates_of(read(world), metric)
    assert np.array_equal(added((*fates.transitions, *fates.apart)), fates.b - fates.a)
    metrics = [(getattr(pair.a, metric), getattr(pair.b, metric)) for pair in read(world)]
    assert list(zip(fates.a.tolist(), fates.b.tolist(), strict=True)) == metrics
    everybody = [{*pair.a.accounts, *pair.b.accounts} for pair in read(world)]
    met = np.sum([each.accounts for each in fates.transitions], axis=0)
    assert met.tolist() == [len(each) for each in everybody]
    if metric == "bookings":
        assert fates.apart == ()


def lead(n: int, *later: tuple[int, What, int, int]) -> list[tuple[int, int, What, int, int]]:
    """Return the story of one lead worth 100, from its first hour on; times in hours after it came."""
    rows = [
        (n * HOUR, task(WEB, n), What.LEAD, SMB, 100_00),
        (n * HOUR, task(WEB, n), What.QUEUED, QUALIFY, -1),
    ]
    return rows + [((n + at) * HOUR, task(WEB, n), what, a, b) for at, what, a, b in later]


TAKEN = (2, What.TAKEN, QUALIFY, ANA)
DONE = (3, What.DONE, ANA, HOUR)
WON = (20, What.CLOSED, Close.WON, 100_00)
LOST = (20, What.CLOSED, Close.LOST, 0)
COLD = (9, What.CLOSED, Close.COLD, 0)


def world(*leads: list[tuple[int, int, What, int, int]]) -> list[tuple[int, int, What, int, int]]:
    return sorted(row for each in leads for row in each)


def test_every_account_is_found_in_both_worlds_with_its_two_fates() -> None:
    a = world(
        lead(0, TAKEN, DONE, WON), lead(1, COLD), lead(2, TAKEN, DONE, LOST), lead(3), lead(4, TAKEN, DONE)
    )
    b = world(
        lead(0, TAKEN, DONE, WON),
        lead(1, TAKEN, DONE, WON),
        lead(2, TAKEN, DONE, COLD),
        lead(5, TAKEN, DONE, WON),
    )
    fates = fates_of([Pair(told(CALLERS, story(*a)), told(CALLERS, story(*b)))])
    assert table(fates) == {
        (Fate.WON, Fate.WON): (1, 0.0),
        (Fate.NEVER_WORKED, Fate.WON): (1, 100.0),
        (Fate.LOST, Fate.COLD): (1, 0.0),
        (Fate.WAITING, Fate.ABSENT): (1, 0.0),
        (Fate.OPEN, Fate.ABSENT): (1, 0.0),
        (Fate.ABSENT, Fate.WON): (1, 100.0),
    }
    assert fates.total == 200.0
    matrix = fates.matrix()
    assert matrix.filter(matrix["a"] == "never_worked")["won"].to_list() == [1.0]
    turned = next(each.example for each in fates.transitions if each.a is Fate.NEVER_WORKED)
    assert (turned.replication, turned.account, turned.cents) == (0, task(WEB, 1) >> 16, 100_00)


def test_of_several_leads_of_an_account_the_one_that_came_furthest_counts() -> None:
    first, second = lead(0, TAKEN, DONE, LOST), lead(0, TAKEN, DONE, COLD)
    later = [(at + 30 * HOUR, entity, what, a, b) for at, entity, what, a, b in second]
    books = told(CALLERS, story(*first, *later))
    assert [each.fate for each in books.accounts.values()] == [Fate.LOST]


def test_what_happens_before_the_window_is_nobodys_fate() -> None:
    late = program(weeks=3, warm_up_weeks=1)
    rows = lead(0, TAKEN, DONE, WON) + lead(
        1, (200, What.TAKEN, CLOSE, ANA), (210, What.CLOSED, Close.WON, 70_00)
    )
    books = told(late, story(*sorted(rows), (8 * DAY, 0, What.WEEK, 1, 0)))
    assert {account: each.booked for account, each in books.accounts.items()} == {task(WEB, 1) >> 16: 70_00}
    assert books.bookings == 70_00


def test_salaries_belong_to_no_account() -> None:
    told_by = {share.name: share for share in fates_of(read("lender")).apart}
    assert told_by["people"].cents.tolist() == [
        pair.a.costs["people"] - pair.b.costs["people"] for pair in read("lender")
    ]
    assert told_by["people"].money > 0.0  # two people fewer on the late desk
