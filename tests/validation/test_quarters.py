"""What the last days of quarters book, of wins whose days are known."""

from math import isnan

import numpy as np
import pytest

from gtmsim.units import TICKS_PER_DAY
from gtmsim.validation.procedures.quarters import QuarterEnd, pushed, whole

STARTS = np.array([-30, 60, 151, 243]) * TICKS_PER_DAY


def test_only_quarters_that_are_measured_from_end_to_end_count() -> None:
    found = whole(STARTS, 0, 243 * TICKS_PER_DAY) // TICKS_PER_DAY
    assert found.tolist() == [[60, 151], [151, 243]]
    assert len(whole(STARTS, 0, 242 * TICKS_PER_DAY)) == 1


def test_no_day_is_special_where_every_day_books_alike_and_a_fortnight_counts_twice_where_it_books_twice() -> (
    None
):
    days = np.arange(243)
    quarters = whole(STARTS, 0, 243 * TICKS_PER_DAY)
    assert pushed(days * TICKS_PER_DAY, np.full(243, 100), quarters, 14) == pytest.approx(1.0)
    ends = ((days >= 151 - 14) & (days < 151)) | (days >= 243 - 14)
    twice = np.where(ends, 200, 100)
    assert pushed(days * TICKS_PER_DAY, twice, quarters, 14) == pytest.approx(2.0 / ((183 + 28) / 183))
    assert isnan(pushed(days * TICKS_PER_DAY, np.zeros(243, np.int64), quarters, 14))


def test_a_quarter_has_fewer_than_ninety_last_days() -> None:
    with pytest.raises(ValueError, match="below 90"):
        QuarterEnd(days=90)
