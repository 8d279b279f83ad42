"""Buyers who want something but will not pay for it yet: they end without a decision, and research tells them apart."""

import numpy as np
import pytest
from needs.fits import ended, metric, told, won

from gtmsim.program import rules
from gtmsim.program.layout import Close, What

PLAIN = "world.needs.fit=0"
IN_NO_HURRY = (PLAIN, "world.segments.shop.urgent=0")


def near(found: float, expected: float) -> bool:
    """Return whether a share of 20,000 leads is an expected one, within what luck does."""
    return bool(abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / 20_000))


@pytest.mark.mechanism("A9", switch="world.segments.*.urgent", shown="needs.yaml")
def test_whoever_is_in_no_hurry_decides_nothing_so_many_times_as_often() -> None:
    """Shares .4 won, .3 lost, .3 undecided become .4, .3 and .9 parts of 1.6."""
    assert near(won(*IN_NO_HURRY), 0.4 / 1.6)
    assert near(ended(Close.LOST, *IN_NO_HURRY), 0.3 / 1.6)
    assert near(ended(Close.NO_DECISION, *IN_NO_HURRY), 0.9 / 1.6)
    assert not near(ended(Close.NO_DECISION, *IN_NO_HURRY), 1.05 * 0.9 / 1.6)


def test_where_all_are_urgent_nobody_is_told_to_be_in_no_hurry() -> None:
    assert len(told(What.NOT_URGENT)) == 0
    assert near(won(PLAIN), 0.4)


def test_the_share_in_no_hurry_is_as_said_and_told() -> None:
    some = (PLAIN, "world.segments.shop.urgent=0.7")
    assert near(len(told(What.NOT_URGENT, *some)) / 20_000, 0.3)
    assert metric("not_urgent_share", *some) == pytest.approx(0.3, abs=0.005)


def test_a_once_that_is_no_more_than_one_changes_no_end() -> None:
    assert near(won(*IN_NO_HURRY, "world.needs.not_urgent=1"), 0.4)


def test_a_known_segment_does_not_take_a_wish_for_a_purchase() -> None:
    score = rules.score(True, 0.5, 0.6)
    assert rules.score_of_unhurried(score, True, 0.6, 0.0) == score
    assert rules.score_of_unhurried(score, True, 0.6, 1.0) == pytest.approx(rules.score(False, 0.5, 0.6))
    assert rules.score_of_unhurried(score, False, 0.6, 1.0) == score


def test_screening_by_scores_keeps_those_in_a_hurry_where_the_segment_is_known() -> None:
    screened = (
        *IN_NO_HURRY[:1],
        "world.segments.shop.urgent=0.5",
        "policy.handoffs.sell.threshold=0.5",
        "world.stages.sell.sessions=1",
        "world.sources.list.first=2000",
        "world.sources.list.scoring=1",
        "organisation.roles.nobody.works.sell=1",
        "world.knowledge.built_by=research",
        "policy.standing.nobody.research=1",
    )
    known = (*screened, "world.knowledge.at_start=1")
    assert len(told(What.SCREENED, *screened)) == 0
    assert len(told(What.SCREENED, *known)) == len(told(What.NOT_URGENT, *known)) > 900
