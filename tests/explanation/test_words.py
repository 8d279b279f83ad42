"""An explanation reads well: who made the difference, who took back, what may be nothing, and whether levers need each other."""

import numpy as np
import pytest
from explanation.levers import MORE_LEADS, NEVER_WON, NOBODY_COMES, PICKIER, SURE_TO_WIN, both

import gtmsim
from gtmsim.explanation.sentences import answer, paragraph
from gtmsim.tell.explaining import explanation_words
from gtmsim.tell.parts import adding_up
from gtmsim.tell.style import Style


def test_shares_say_who_makes_the_difference_and_who_takes_back() -> None:
    told = gtmsim.explain(*both([], [MORE_LEADS, PICKIER]), "bookings", names=("today", "next"), jobs=1)
    text = " ".join(paragraph(told))
    assert text.startswith("next books ")
    assert " % of it comes from demand; hand-offs (" in text
    assert (
        ") takes some of it back. The levers do not meet: each brings the same whatever else is turned."
        in text
    )
    assert answer(told).endswith("takes some of it back")
    assert told._repr_html_().startswith("<p><strong>next books ")


def test_levers_that_need_each_other_are_said_to() -> None:
    told = gtmsim.explain(
        *both([NEVER_WON, NOBODY_COMES], [SURE_TO_WIN, MORE_LEADS]),
        "bookings",
        names=("today", "next"),
        jobs=1,
    )
    text = " ".join(paragraph(told))
    assert "50 % of it comes from buyers and 50 % from demand" in text
    assert "They work together: turned alone, each from today, they add up to 0" in text
    assert "brings depends most on the others: 0" in text


def test_what_luck_may_have_made_is_not_called_a_cause() -> None:
    told = gtmsim.explain(
        *both([], ["organisation.teams.rep.speed=1.01", "world.sources.fair.rate=2.02 per week"]),
        "bookings",
        replications=4,
        names=("today", "next"),
        jobs=1,
    )
    assert "no clear difference in bookings" in answer(told) or "do not differ" in answer(told)
    assert "comes from" not in answer(told)
    assert "may be nothing" in answer(told)


def test_one_replication_tells_amounts_and_no_reasons() -> None:
    told = gtmsim.explain(
        *both([], [MORE_LEADS, PICKIER]), "bookings", replications=1, names=("a", "b"), jobs=1
    )
    words = explanation_words(told)
    assert words.splitlines()[0].endswith("in the only run (seed 7).")
    assert "comes from" not in words


def test_words_fit_a_narrow_terminal_and_say_what_made_them() -> None:
    told = gtmsim.explain(
        *both([], [MORE_LEADS, PICKIER]), "bookings", replications=3, names=("a", "b"), jobs=1
    )
    words = explanation_words(told, Style(80))
    assert max(map(len, words.splitlines())) <= 80
    assert "fair.rate 2 per week -> 6 per week" in " ".join(words.split())
    assert "3 paired replications, seed 7; engine core; gtmsim " in words


@pytest.mark.parametrize("digits", [0, 2])
def test_rounded_parts_add_up_to_the_rounded_whole(digits: int) -> None:
    luck = np.random.default_rng(3)
    for _ in range(200):
        parts = luck.normal(size=8) * 10.0 ** luck.integers(-2, 4)
        shown = adding_up(parts.tolist(), float(parts.sum()), digits)
        assert round(sum(shown), digits) == round(float(parts.sum()), digits)
        assert np.abs(np.array(shown) - parts).max() <= 10.0**-digits
