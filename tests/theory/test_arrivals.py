"""What a stream was told about its arrivals comes back out of them."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats
from theory.estimates import agrees, fits, mean, ratio
from theory.simulation import column, told, trace

from gtmsim.program.layout import RecordCol, What

pytestmark = pytest.mark.theory

DAY = 86_400
WEEKDAYS = [1.0, 1.2, 1.1, 1.0, 0.9, 0.5, 0.3]


def arrivals(*overrides: str, replication: int = 0) -> npt.NDArray[np.int64]:
    """Return the ticks at which leads came."""
    return column(
        told(trace("arrivals.yaml", *overrides, replication=replication), What.LEAD), RecordCol.TICK
    )


def daily(*overrides: str, replications: int = 6) -> npt.NDArray[np.int64]:
    """Return replication x day: how many leads came."""
    days = 520 * 7
    return np.array(
        [np.bincount(arrivals(*overrides, replication=r) // DAY, minlength=days) for r in range(replications)]
    )


def test_gaps_between_arrivals_are_exponential() -> None:
    gaps = np.diff(arrivals())
    assert fits(gaps, stats.expon(scale=DAY / 20).cdf)
    assert not fits(gaps, stats.expon(scale=1.05 * DAY / 20).cdf)


def test_arrivals_come_at_the_rate_that_was_said() -> None:
    a_week = daily().reshape(-1, 7).sum(axis=1)
    assert agrees(mean(a_week), 140.0)
    assert not agrees(mean(a_week), 140.0 * 1.05)


@pytest.mark.parametrize("dispersion", [1.0, 2.5, 4.0])
def test_the_variance_of_daily_counts_over_their_mean_is_the_dispersion(dispersion: float) -> None:
    counts = daily(f"world.sources.web.dispersion={dispersion}")
    # Days are independent, so each of the runs is a sample of 520 weeks, cut into quarters.
    pieces = counts.reshape(-1, 13 * 7)
    index = ratio(pieces.var(axis=1, ddof=1), pieces.mean(axis=1))
    assert agrees(index, dispersion)
    assert index.half_width < 0.08 * dispersion


def test_weekdays_get_their_weights() -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    said = ", ".join(f"{name}: {weight}" for name, weight in zip(names, WEEKDAYS, strict=True))
    weeks = daily(f"world.sources.web.weekdays={{{said}}}").reshape(-1, 7)
    for day, weight in enumerate(WEEKDAYS):
        share = ratio(weeks[:, day], weeks.sum(axis=1))
        assert agrees(share, weight / sum(WEEKDAYS))
        assert not agrees(share, 1.05 * weight / sum(WEEKDAYS))


def test_hours_get_their_weights() -> None:
    ticks = arrivals("world.sources.web.hours={0: 1, 9: 3, 17: 1}")
    office = (ticks % DAY >= 9 * 3600) & (ticks % DAY < 17 * 3600)
    assert agrees(mean(office), 24 / 40)
    assert not agrees(mean(office), 1.05 * 24 / 40)


def test_a_year_brings_as_much_more_as_the_trend_says() -> None:
    years = daily("world.sources.web.trend=30 %/year")[:, : 9 * 365].reshape(-1, 9, 365).sum(axis=2)
    growth = ratio(years[:, 1:].sum(axis=1), years[:, :-1].sum(axis=1))
    assert agrees(growth, 1.3)
    assert not agrees(growth, 1.05 * 1.3)
