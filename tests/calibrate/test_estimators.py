"""Each estimator against an answer known beforehand."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from gtmsim.calibration.arrivals import arrivals
from gtmsim.calibration.clocks import Beside, clock
from gtmsim.calibration.hours import profile, shifts, spans
from gtmsim.calibration.numbers import bootstrap, gini, share, sigma_of_mean
from gtmsim.calibration.openings import opening
from gtmsim.calibration.outcomes import incidence, outcomes
from gtmsim.calibration.people import same_person
from gtmsim.calibration.sessions import clean
from gtmsim.calibration.stages import Funnel


def days(daily: np.ndarray) -> np.ndarray:
    """Return arrival hours with so many leads on each day, spread over the day."""
    chance = np.random.default_rng(3)
    return np.sort(np.concatenate([24 * d + chance.uniform(0, 24, n) for d, n in enumerate(daily)]))


def test_steady_days_have_a_dispersion_of_about_one_and_moody_ones_more() -> None:
    chance = np.random.default_rng(1)
    calm = arrivals(days(chance.poisson(50, 200)), 200 * 24 - 1, by_hour=True)
    moody = arrivals(days(chance.poisson(50 * chance.gamma(16, 1 / 16, 200))), 200 * 24 - 1, by_hour=True)
    assert calm.dispersion is not None
    assert moody.dispersion is not None
    assert calm.dispersion.low < 1 < calm.dispersion.high < moody.dispersion.low
    assert moody.dispersion.value == pytest.approx(1 + 50 / 16, rel=0.35)


def test_a_weekday_with_half_the_leads_gets_half_the_weight() -> None:
    daily = np.tile([40, 40, 40, 40, 40, 20, 20], 10)
    seen = arrivals(days(daily), 70 * 24 - 1, by_hour=False)
    assert seen.weekdays[5] / seen.weekdays[0] == pytest.approx(0.5)
    assert seen.rate.value == 240
    assert seen.hours is None


def test_ten_weeks_cannot_tell_growth_from_season_but_two_years_can() -> None:
    growing = np.random.default_rng(2).poisson(30 * 1.5 ** (np.arange(730) / 365))
    short, long = arrivals(days(growing[:70]), 70 * 24 - 1, True), arrivals(days(growing), 730 * 24 - 1, True)
    assert short.trend is None
    assert "season" in short.trend_why
    assert long.trend is not None
    assert long.trend.low < 0.5 < long.trend.high
    assert long.start_rate.value == pytest.approx(210, rel=0.1)


def test_incidence_gives_the_textbook_answer_by_hand() -> None:
    # Ages 1 won, 2 open, 3 lost, 4 won: after the open case leaves, each of the two left counts for 3/8.
    won, lost = incidence(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 2, 1]), (1, 2))
    assert (won, lost) == pytest.approx((1 / 4 + 3 / 8, 3 / 8))


def funnel_of(visits: pl.DataFrame, sittings: pl.DataFrame | None = None) -> Funnel:
    nobody = pl.DataFrame(schema={"case": pl.String, "kind": pl.String})
    rows = nobody if sittings is None else sittings
    return Funnel(("talk",), {}, visits, rows, rows, None, "made up", ())


def visits_of(leave: np.ndarray, fate: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "case": [f"c{i}" for i in range(len(leave))],
            "stage": "talk",
            "place": 0,
            "enter": np.zeros(len(leave)),
            "leave": leave,
            "fate": fate,
            "first": np.zeros(len(leave)),
        }
    )


def test_cases_still_open_count_as_not_yet_where_counting_them_as_no_would_be_wrong() -> None:
    chance = np.random.default_rng(5)
    n = 3000
    wins = chance.uniform(size=n) < 0.4
    decided = np.where(wins, chance.lognormal(4, 0.5, n), 1e9)
    age = chance.uniform(0, 400, n)
    fate = ["won" if d < a else "open" for d, a in zip(decided, age, strict=True)]
    seen = outcomes(funnel_of(visits_of(np.minimum(decided, age), fate)), "talk")
    assert fate.count("won") / n < 0.36
    assert seen.advance.low < 0.4 < seen.advance.high
    assert seen.flat
    assert seen.no_decision.value == pytest.approx(1 - seen.advance.value)


def test_a_third_of_losses_on_one_age_is_a_time_out_and_losses_at_all_ages_are_none() -> None:
    chance = np.random.default_rng(6)
    smooth = 24 * chance.exponential(15, 400)
    at_thirty = 24 * 30 + chance.uniform(-6, 6, 150)
    with_heap = outcomes(
        funnel_of(visits_of(np.concatenate((np.minimum(smooth, 24 * 30), at_thirty)), ["lost"] * 550)), "talk"
    )
    without = outcomes(funnel_of(visits_of(smooth, ["lost"] * 400)), "talk")
    assert with_heap.time_out is not None
    assert with_heap.time_out.hours == pytest.approx(24 * 30, abs=24)
    assert with_heap.time_out.share_of_reaching > 0.9
    assert without.time_out is None


def beside(work: np.ndarray) -> Beside:
    """Return visits that may end at any hour."""
    return Beside(np.zeros(len(work)), work, opening([], 0))


def test_a_clock_is_found_beside_the_work_and_none_where_the_work_is_all_there_is() -> None:
    chance = np.random.default_rng(7)
    work = beside(chance.exponential(40, 2000))
    buyer = 24 * 20 * np.exp(0.8 * chance.standard_normal(2000))
    with_clock = clock(np.maximum(buyer, chance.permutation(work.work)), work)
    assert with_clock is not None
    assert with_clock.median.value == pytest.approx(24 * 20, rel=0.15)
    assert with_clock.sigma.value == pytest.approx(0.8, rel=0.15)
    assert clock(chance.permutation(work.work), work) is None


def test_a_time_out_hides_long_clocks_without_shortening_the_estimate() -> None:
    chance = np.random.default_rng(8)
    buyer = 24 * 20 * np.exp(1.0 * chance.standard_normal(3000))
    seen = clock(np.minimum(buyer, 24 * 30), beside(np.zeros(2000)), 24 * 30.0)
    assert seen is not None
    assert seen.median.value == pytest.approx(24 * 20, rel=0.15)


def test_the_lognormal_of_sessions_has_the_hours_of_the_log() -> None:
    hours = np.concatenate((np.full(300, 0.01), np.random.default_rng(9).uniform(0.1, 0.6, 700)))
    middle, spread = float(np.median(hours)), sigma_of_mean(hours).value
    assert middle * np.exp(spread**2 / 2) == pytest.approx(hours.mean())
    assert float(np.std(np.log(hours))) > 1.2 * spread


def sessions(rows: Sequence[tuple[str, float, float, str]]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["case", "started", "ended", "owner"], orient="row")
    nowhere = pl.lit(None, dtype=pl.Float64).alias("scheduled")
    return frame.with_columns(pl.lit("talk").alias("kind"), nowhere)


def test_items_left_open_overnight_and_backwards_ones_lose_their_hours_and_stay_sessions() -> None:
    work = clean(sessions([("a", 10.0, 10.5, "x"), ("a", 30.0, 47.0, "x"), ("b", 12.0, 11.0, "y")]))
    assert work.raw["hours"].to_list() == [0.5, None, None]
    assert work.sittings.height == 3
    assert sum("left open" in w for w in work.warnings) == 1
    assert sum("end before they start" in w for w in work.warnings) == 1


def test_one_person_back_within_a_quarter_of_an_hour_never_left() -> None:
    rows = [("a", 10.0, 10.1, "x"), ("a", 10.2, 10.3, "x"), ("a", 10.4, 10.5, "y"), ("a", 11.0, 11.1, "y")]
    sittings = clean(sessions(rows)).sittings
    assert sittings["raw"].to_list() == [2, 1, 1]
    assert sittings["hours"].to_list() == pytest.approx([0.2, 0.1, 0.1])
    assert sittings["before"].to_list() == [None, "x", "y"]


def test_follow_ups_that_chance_would_give_the_same_person_are_nobodys_policy() -> None:
    chance = np.random.default_rng(10)
    random: list[tuple[str, float, float, str]] = []
    kept: list[tuple[str, float, float, str]] = []
    for case in range(400):
        first, second = chance.integers(0, 4, 2)
        start = 24.0 * (case % 20) + 9
        for log, again in ((random, second), (kept, first if chance.uniform() < 0.7 else second)):
            log += [
                (f"c{case}", start, start + 0.1, f"p{first}"),
                (f"c{case}", start + 3, start + 3.1, f"p{again}"),
            ]
    by_chance, on_purpose = (
        same_person(funnel_of(pl.DataFrame(), clean(sessions(rows)).sittings), "talk")
        for rows in (random, kept)
    )
    assert by_chance is not None
    assert on_purpose is not None
    assert by_chance.on_purpose.value == 0
    assert by_chance.seen.value > 0.2
    assert on_purpose.on_purpose.low < 0.7 < on_purpose.on_purpose.high


def test_a_seat_open_for_twelve_hours_is_two_people_and_a_saturday_belongs_to_one_of_them() -> None:
    rows = []
    for day in range(28):
        if day % 7 < 5:
            rows += [
                ("a", 24.0 * day + 9, 24.0 * day + 9.1, "x"),
                ("a", 24.0 * day + 14.9, 24.0 * day + 15, "x"),
            ]
            rows += [
                ("b", 24.0 * day + 15, 24.0 * day + 15.1, "y"),
                ("b", 24.0 * day + 20.9, 24.0 * day + 21, "y"),
            ]
        if day % 7 == 5:
            rows += [
                ("c", 24.0 * day + 10, 24.0 * day + 10.1, "x"),
                ("c", 24.0 * day + 15.9, 24.0 * day + 16, "x"),
            ]
    found = shifts(profile(spans(clean(sessions(rows)).raw), 0, 28 * 24))
    assert {name: s.people for name, s in found.items()} == {"early_and_weekend": 1, "late": 1}
    assert found["early_and_weekend"].week == {"mon-fri": (9.0, 15.0), "sat": (10.0, 16.0)}
    a_day = opening(found.values(), 0).between(np.array([0.0]), np.array([24.0]))
    assert a_day == pytest.approx([12.0])


def test_gini_is_zero_among_equals_and_near_one_when_one_has_everything() -> None:
    assert gini(np.full(10, 3.0)) == pytest.approx(0)
    assert gini(np.array([0.0] * 99 + [1.0])) == pytest.approx(0.99)


def test_no_hit_in_twenty_is_not_impossible() -> None:
    assert share(0, 20).low == 0
    assert 0.1 < share(0, 20).high < 0.2


def test_the_bootstrap_gives_the_same_interval_every_time() -> None:
    sample = np.random.default_rng(11).exponential(1, 300)
    first, again = (bootstrap(sample, lambda x: float(np.mean(x))) for _ in range(2))
    assert first == again
    assert first.low < 1 < first.high
