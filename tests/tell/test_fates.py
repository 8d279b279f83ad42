"""Fates, histories and bridges in words: what a reader is told of two worlds."""

import pytest
from explanation.by_hand import read, told
from explanation.test_accounts import CALLERS, COLD, DONE, TAKEN, WON, fates_of, lead, world
from explanation.test_bridge import bridge_of
from measure.handmade import story

from gtmsim.explanation.accounts import Turn
from gtmsim.explanation.books import NOBODY
from gtmsim.explanation.histories import Histories, histories, history, of_account
from gtmsim.explanation.pairs import Pair
from gtmsim.tell.bridge import bridge_words
from gtmsim.tell.fates import fates_words
from gtmsim.tell.histories import histories_words
from gtmsim.tell.style import Style

NAMES = ("today", "pods")


def test_two_histories_stand_side_by_side_from_the_moment_they_part() -> None:
    a, b = (of_account(story(*world(lead(1, *rest))), 1) for rest in ((COLD,), (TAKEN, DONE, WON)))
    words = histories_words(Histories(Turn(0, 1, NOBODY, NOBODY, 0), a, b), (CALLERS, CALLERS), NAMES)
    assert words.splitlines() == [
        "               today                                  pods",
        "  day 0 1:00   appears: smb by way of web, worth 100  the same so far",
        "                 currency",
        "  day 0 3:00                                          qualify: taken by ana after 2 h in line",
        "  day 0 10:00  closed: cold",
        "  day 0 21:00                                         closed: won, 100 currency booked",
    ]


def test_fates_are_told_by_who_wins_whom_and_by_pairs() -> None:
    a = world(lead(0, TAKEN, DONE, WON), lead(1, COLD), lead(2, COLD))
    b = world(lead(0, COLD), lead(1, TAKEN, DONE, WON), lead(2, TAKEN, DONE, WON))
    words = fates_words(fates_of([Pair(told(CALLERS, story(*a)), told(CALLERS, story(*b)))]), NAMES)
    assert "pods wins 2 accounts a run that today does not\n(+200.0 currency)" in words
    assert "today wins 1 account a run that pods does not (-100.0 currency)" in words
    assert "never worked  won" in words


@pytest.mark.parametrize("width", [80, 120])
def test_large_worlds_are_told_within_the_width(width: int) -> None:
    fates, bridge = fates_of(read("everything")), bridge_of(read("everything"))
    for style in (Style(width), Style(width, colour=True)):
        told_fates = fates_words(fates, NAMES, histories(fates, 2), style)
        words = f"{told_fates}\n{bridge_words(bridge, NAMES, style)}"
        assert style.colour or max(map(len, words.splitlines())) <= width
        for part in ("profit of today", "profit of pods", "the difference", "no account: people"):
            assert part in words


def test_a_history_is_found_again_and_belongs_to_its_account_alone() -> None:
    fates = fates_of(read("everything"))
    turn = next(each.example for each in fates.transitions if each.a is not each.b)
    records = history(fates.programs[0], 3, turn.replication, turn.account)
    other = history(fates.programs[1], 3, turn.replication, turn.account)
    assert {entity >> 16 for entity in [*records[:, 2].tolist(), *other[:, 2].tolist()]} == {turn.account}
