"""Nights, weekends, queues and time-outs are taken out of what a log shows before it becomes a scenario, which adds them again."""

import numpy as np
import pytest

from gtmsim.calibration.clocks import Beside, clock
from gtmsim.calibration.hours import Shift
from gtmsim.calibration.numbers import Number
from gtmsim.calibration.openings import Opening, opening
from gtmsim.calibration.outcomes import Heap, Outcomes, advance_beside, choices
from gtmsim.calibration.paths import gap, path

NOTHING = np.zeros(0)
MONDAY, FRIDAY, NEXT_MONDAY = 0.0, 96.0, 168.0


@pytest.fixture
def office() -> Opening:
    return opening([Shift(1, {"mon-fri": (9.0, 17.0)})], 20 * 168)


def one(x: float) -> np.ndarray:
    return np.array([x])


def test_a_night_and_a_weekend_are_no_working_time(office: Opening) -> None:
    assert office.between(one(FRIDAY + 16), one(NEXT_MONDAY + 10.5)) == pytest.approx([2.5])
    assert office.between(one(FRIDAY + 18), one(FRIDAY + 23)) == pytest.approx([0])


def test_what_is_due_at_night_is_taken_up_in_the_morning_and_work_goes_on_the_next_day(
    office: Opening,
) -> None:
    assert office.after(one(MONDAY + 3), one(0)) == pytest.approx([MONDAY + 9])
    assert office.after(one(MONDAY + 11), one(0)) == pytest.approx([MONDAY + 11])
    assert office.after(one(FRIDAY + 16), one(2)) == pytest.approx([NEXT_MONDAY + 10])


def test_nobody_with_hours_means_all_hours() -> None:
    assert opening([], 0).between(one(3), one(30)) == pytest.approx([27])


def log_of(gaps: np.ndarray, waits: np.ndarray, office: Opening) -> tuple[np.ndarray, np.ndarray]:
    """Return ends of sessions within open hours and the gaps that a log shows after them."""
    chance = np.random.default_rng(1)
    ended = office.after(chance.uniform(0, 10 * 168, len(gaps)), chance.uniform(0, 8, len(gaps)))
    return ended, office.after(ended + gaps, waits) - ended


def test_the_gap_of_a_scenario_is_the_one_that_nights_and_the_queue_turn_into_the_logs(
    office: Opening,
) -> None:
    chance = np.random.default_rng(2)
    true, waits = chance.exponential(20, 3000), chance.exponential(1, 3000)
    ended, seen = log_of(true, waits, office)
    found = gap(ended, seen, waits, office)
    assert seen.mean() > 1.5 * true.mean()
    assert found is not None
    assert found.family == "weibull"
    assert found.size.value == pytest.approx(20, rel=0.15)
    assert found.spread.value == pytest.approx(1, rel=0.15)
    assert found.size.low < 20 < found.size.high


def test_gaps_that_are_nothing_but_queue_and_night_are_no_gaps(office: Opening) -> None:
    waits = np.random.default_rng(3).exponential(1, 3000)
    ended, seen = log_of(np.zeros(3000), np.random.default_rng(4).permutation(waits), office)
    assert seen.mean() > 2
    assert gap(ended, seen, waits, office) is None


def test_a_path_has_its_sessions_gaps_and_nights_and_begins_fewer_sessions_before_a_time_out(
    office: Opening,
) -> None:
    enter, hours = np.linspace(0, 1500, 500), np.full(50, 0.5)
    alone = path(enter, NOTHING, 1.0, hours, None, NOTHING, office)
    ended, seen = log_of(np.random.default_rng(5).exponential(30, 3000), np.zeros(3000), office)
    between = gap(ended, seen, NOTHING, office)
    long = path(enter, NOTHING, 4.0, hours, between, NOTHING, office)
    short = path(enter, NOTHING, 4.0, hours, between, NOTHING, office, 48.0)
    assert alone.begun == 1
    assert np.median(alone.draws) > 0.5
    assert long.begun == pytest.approx(4, rel=0.1)
    assert short.begun < 0.7 * long.begun
    assert long.draws.mean() > 3 * 30


def test_a_buyer_who_decides_at_night_shows_in_the_log_next_morning_and_the_clock_is_not_longer_for_it(
    office: Opening,
) -> None:
    chance = np.random.default_rng(6)
    since = office.after(chance.uniform(0, 1000, 2000), np.zeros(2000))
    buyer = 30 * np.exp(0.5 * chance.standard_normal(2000))
    beside = Beside(since, np.zeros(2000), office)
    found = clock(beside.seen(chance.permutation(buyer)), beside)
    assert np.median(beside.seen(buyer)) > 33
    assert found is not None
    assert found.median.value == pytest.approx(30, rel=0.15)


def ends(advance: float, lost: np.ndarray, at_limit: int, n: int) -> Outcomes:
    """Return outcomes of n visits of which some are lost early and some at the time-out of thirty days."""
    ended = np.concatenate((lost, np.full(at_limit, 720.0)))
    named = np.concatenate((np.ones(len(lost), dtype=bool), np.zeros(at_limit, dtype=bool)))
    going, lost_, undecided = (Number(x, x, x, n) for x in (advance, len(lost) / n, at_limit / n))
    heap = Heap(720.0, 696.0, at_limit, at_limit / len(ended), 1.0)
    return Outcomes(n, 0, going, lost_, undecided, "", True, {}, NOTHING, ended, named, heap)


def test_choices_and_time_outs_together_give_the_logs_shares_and_none_is_counted_twice() -> None:
    # A fifth of all paths is too long. Of 1000 visits the log has 600 that advance, 180 lost early, 220 timed out.
    work = np.concatenate((np.full(800, 100.0), np.full(200, 1000.0)))
    seen = ends(0.6, np.full(180, 50.0), 220, 1000)
    advance, in_time = advance_beside(seen, 720.0, work, work)
    assert advance == pytest.approx(0.75)
    assert in_time == pytest.approx(0.72)
    # A clock that keeps 28 % of the others beyond the limit.
    losing = np.concatenate((np.full(720, 100.0), np.full(280, 1000.0)))
    told = choices(seen, 720.0, advance, losing)
    assert told.advance.value * 0.8 == pytest.approx(0.6)
    assert told.lost.value * 0.72 == pytest.approx(0.18)
    assert told.advance.value + told.lost.value + told.no_decision.value == pytest.approx(1)


def test_without_a_time_out_choices_are_the_logs_shares() -> None:
    seen = ends(0.6, np.full(180, 50.0), 220, 1000)
    told = choices(seen, None, 0.6, NOTHING)
    assert (told.advance.value, told.lost.value, told.no_decision.value) == (0.6, 0.18, 0.22)
