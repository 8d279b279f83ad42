"""A scenario overtakes another in the week from which it stays ahead, never, or from the start."""

from math import inf

import numpy as np
import pytest
from measure.handmade import batch, program

from gtmsim.errors import UsageError
from gtmsim.measure import crossover as measured
from gtmsim.measure.courses import Course, course_names, courses, refuse_untold, weeks_of
from gtmsim.measure.crossover import Crossover, crossover, refuse_other_weeks
from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.program.layout import WeekCol
from gtmsim.program.tables import Floats


def course(reached: Floats | list[list[int]], better: str = HIGHER, start: int = 4) -> Course:
    return Course("bookings", "EUR", better, 100.0, start, np.asarray(reached, np.int64))


def found(mine: list[list[int]], theirs: list[list[int]], better: str = HIGHER) -> Crossover:
    return crossover("pods", course(mine, better), "today", course(theirs, better))


def test_ahead_for_good_begins_after_the_last_week_behind() -> None:
    each = found([[0, 3, 5, 9, 12]], [[2, 2, 6, 8, 10]])
    assert (each.week, each.since, each.horizon) == (4 + 3, 4, 4 + 5)
    assert not each.never
    assert not each.from_the_start
    assert np.isnan(each.low), "one replication tells no interval"


def test_a_week_in_which_both_are_equal_is_not_ahead() -> None:
    assert found([[1, 2, 3]], [[0, 2, 1]]).week == 4 + 2


def test_never_and_from_the_start_are_answers() -> None:
    assert found([[5, 6, 7]], [[1, 2, 8]]).never
    same_past = found([[3, 5, 7, 9]], [[3, 5, 6, 7]])
    assert (same_past.since, same_past.week) == (6, 6)
    assert same_past.from_the_start
    equal = found([[1, 2]], [[1, 2]])
    assert (equal.since, equal.week, equal.from_the_start) == (inf, inf, False)


def test_less_is_ahead_where_less_is_better() -> None:
    assert found([[5, 6, 7]], [[1, 7, 8]], LOWER).week == 4 + 1


def test_each_replication_has_its_own_answer_beside_that_of_the_mean() -> None:
    each = found([[0, 3], [0, 9], [0, 1], [2, 3]], [[1, 1], [1, 1], [1, 4], [1, 1]])
    assert each.week == 5
    assert each.share == 0.75
    assert each.median == 5
    assert found([[0, 3], [0, 1], [0, 1]], [[1, 1], [1, 1], [1, 1]]).median == inf


def drifting(draws: np.random.Generator, count: int = 60, weeks: int = 40) -> Floats:
    """Return cents by which a scenario is ahead: 1,050 behind at first, 100 a week better, with luck of its own."""
    steps = draws.normal(100.0, 150.0, (count, weeks))
    return np.rint(steps.cumsum(axis=1) - 1_050.0)


@pytest.mark.theory
def test_the_interval_covers_the_week_in_which_the_true_means_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "RESAMPLES", 500)
    draws = np.random.default_rng(12)
    true = 10  # the eleventh week, 50 ahead
    nothing = np.zeros((60, 40))
    told = [
        crossover("pods", course(drifting(draws), start=0), "today", course(nothing, start=0), seed=number)
        for number in range(150)
    ]
    assert np.mean([each.low <= true <= each.high for each in told]) > 0.9
    assert np.mean([each.low <= true + 4 <= each.high for each in told]) < 0.5
    assert np.mean([each.high - each.low for each in told]) < 8.0


def test_the_interval_reaches_to_never_where_the_last_weeks_are_unsure() -> None:
    draws = np.random.default_rng(2)
    each = crossover(
        "pods", course(drifting(draws, 30, 12), start=0), "today", course(np.zeros((30, 12)), start=0)
    )
    assert each.low < each.high == inf


def test_the_same_seed_gives_the_same_interval() -> None:
    draws = np.random.default_rng(2)
    mine, theirs = course(drifting(draws)), course(np.zeros((60, 40)))
    one, same, other = (crossover("pods", mine, "today", theirs, seed=seed) for seed in (7, 7, 8))
    assert one == same
    assert (one.week, one.share) == (other.week, other.share)


def test_other_weeks_cannot_be_overtaken() -> None:
    with pytest.raises(UsageError, match="do not measure the same weeks"):
        crossover("pods", course([[1, 2, 3]]), "today", course([[1, 2]]))
    with pytest.raises(UsageError, match="long and today do not measure the same weeks"):
        refuse_other_weeks({"today": program(), "long": program(weeks=3)}, "today")


def test_what_happens_adds_up_from_the_warm_up_on_and_what_stands_does_not() -> None:
    made = program(weeks=4, warm_up_weeks=1)
    ran = batch(made)
    ran.weekly[:, WeekCol.WINS] = [5, 1, 2, 3]
    ran.weekly[:, WeekCol.AWARENESS_MICRO] = [5, 1, 2, 3]
    ran.weekly[:, WeekCol.BOOKED_CENTS] = [50, 10, 20, 30]
    ran.weekly[:, WeekCol.COST_CENTS] = [0, 15, 15, 15]
    asked = ["wins", "awareness_hours", "profit"]
    told = courses(made, asked, weeks_of(made, asked, ran.weekly)[None])
    assert told["wins"].reached.tolist() == [[1, 3, 6]]
    assert told["awareness_hours"].reached.tolist() == [[1, 2, 3]]
    assert told["profit"].reached.tolist() == [[-5, 0, 15]]
    assert told["wins"].start == 1


def test_a_metric_without_a_weekly_series_is_refused_with_the_nearest() -> None:
    assert {"bookings", "wins", "leads"} <= set(course_names(program()))
    assert "hours" not in course_names(program()), "it has no better side"
    with pytest.raises(UsageError, match=r"did you mean bookings\?"):
        refuse_untold(program(), ["booking"])
