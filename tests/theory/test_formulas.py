"""The formulas themselves, against numbers that can be worked out by hand."""

import numpy as np
import pytest
from theory.formulas import (
    absorbed,
    cobham,
    erlang_a,
    erlang_b,
    erlang_c,
    erlang_c_wait,
    pollaczek_khinchine,
    wait_for_opening,
)

pytestmark = pytest.mark.theory


def test_three_seats_at_a_load_of_two_are_four_nineteenths_and_four_ninths() -> None:
    assert erlang_b(3, 2.0) == pytest.approx(4 / 19)
    assert erlang_c(3, 2.0) == pytest.approx(4 / 9)


def test_one_seat_is_the_same_by_every_road() -> None:
    wait = erlang_c_wait(1, 0.8, 1.0)
    assert wait == pytest.approx(4.0)
    assert pollaczek_khinchine(0.8, mean=1.0, sd=1.0) == pytest.approx(wait)
    assert cobham([0.8], mean=1.0, sd=1.0) == [pytest.approx(wait)]
    assert erlang_a(1, rate=0.8, service=1.0, patience=1e9)[1] == pytest.approx(wait)


def test_the_classes_share_the_wait_that_one_class_would_have() -> None:
    first, second = cobham([0.3, 0.45], mean=1.0, sd=1.0)
    assert (0.3 * first + 0.45 * second) / 0.75 == pytest.approx(pollaczek_khinchine(0.75, 1.0, 1.0))


def test_patience_that_is_never_used_up_turns_nobody_away_and_none_at_all_is_erlang_b() -> None:
    assert erlang_a(3, rate=2.0, service=1.0, patience=1e9)[0] == pytest.approx(0.0, abs=1e-6)
    assert erlang_a(3, rate=2.0, service=1.0, patience=1e-9)[0] == pytest.approx(erlang_b(3, 2.0))


def test_a_coin_thrown_until_heads_ends_in_heads() -> None:
    assert absorbed(np.array([[0.5]]), np.array([[0.4, 0.1]])).tolist() == [
        [pytest.approx(0.8), pytest.approx(0.2)]
    ]


def test_half_a_day_closed_is_a_quarter_of_a_day_times_the_half_that_meets_it() -> None:
    assert wait_for_opening([(0.0, 12.0)], 24.0) == pytest.approx(12.0 * 12.0 / 2.0 / 24.0)
