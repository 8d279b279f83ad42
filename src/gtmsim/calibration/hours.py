"""Working calendars read from when people work.

People on duty at a time are those between their first and last session of the day. The k-th person on duty, averaged over the
weeks, is a *seat* with the hours at which at least k are there; a seat too long for one person is two people after each other.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gtmsim.calibration.numbers import Floats

SLOT = 0.5  # hours
SLOTS_A_DAY = 48
LONGEST_SHIFT = 9.5
SHORTEST_SHIFT = 1.0
LEAST_WEEK = 16.0
LATE_FROM = 15.0  # a shift whose middle is at three or later is a late one
DAY_GROUPS = {"mon-fri": (0, 1, 2, 3, 4), "sat": (5,), "sun": (6,)}


@dataclass(frozen=True)
class Shift:
    """People who work the same hours: spans by day group, in hours of the day."""

    people: int
    week: dict[str, tuple[float, float]]

    @property
    def hours_a_week(self) -> float:
        """Return the hours one person is there in a week."""
        return sum((b - a) * len(DAY_GROUPS[g]) for g, (a, b) in self.week.items())


def spans(raw: pl.DataFrame) -> pl.DataFrame:
    """Return person-days: owner, day, from, to, hours worked, sessions; unnamed sessions belong to nobody."""
    named = raw.filter(pl.col("owner").is_not_null()).with_columns(
        (pl.col("started") / 24).floor().cast(pl.Int64).alias("day")
    )
    return (
        named.group_by("owner", "day")
        .agg(
            pl.col("started").min().alias("from"),
            pl.col("ended").max().alias("to"),
            pl.col("hours").sum().alias("hours"),
            pl.len().alias("sessions"),
        )
        .sort("owner", "day")
    )


def filled(starts: Floats, ends: Floats, slots: int) -> Floats:
    """Return how much of each half-hour slot the intervals cover, summed over intervals, in hours."""
    total = np.zeros(slots + 1)
    for a, b in zip(np.clip(starts, 0, slots * SLOT), np.clip(ends, 0, slots * SLOT), strict=True):
        first, last = int(a / SLOT), int(b / SLOT)
        if first == last:
            total[first] += b - a
            continue
        total[first] += (first + 1) * SLOT - a
        total[first + 1 : last] += SLOT
        total[last] += b - last * SLOT
    return total[:slots]


def profile(days: pl.DataFrame, start: float, end: float) -> dict[str, Floats]:
    """Return mean people on duty by half hour of the day, for each day group, over whole days in [start, end)."""
    slots = int(np.ceil(end / 24)) * SLOTS_A_DAY
    there = (
        filled(
            days["from"].to_numpy(),
            np.maximum(days["to"].to_numpy(), days["from"].to_numpy() + 1 / 60),
            slots,
        )
        / SLOT
    )
    by_day = there.reshape(-1, SLOTS_A_DAY)
    number = np.arange(len(by_day))
    inside = (number >= np.floor(start / 24)) & (number < np.floor(end / 24))
    return {
        group: by_day[inside & np.isin(number % 7, weekdays)].mean(axis=0)
        for group, weekdays in DAY_GROUPS.items()
        if (inside & np.isin(number % 7, weekdays)).any()
    }


def shifts(on_duty: dict[str, Floats]) -> dict[str, Shift]:
    """Return shifts that put about as many people on duty as the profile says; three at most: early, late, weekend.

    Weekday seats are early or late by the middle of their hours; people of weekday seats also fill the weekend's, first come
    first, so that a weekend seat is a person of its own only when nobody works that seat during the week.
    """
    seats = int(max((round(float(p.max())) for p in on_duty.values()), default=0))
    people: list[tuple[str, dict[str, tuple[float, float]]]] = []
    for k in range(1, max(1, seats) + 1):
        least = k - 0.5 if seats else 0.01
        week = {g: s for g, p in on_duty.items() if (s := _open(p, least)) is not None}
        people += [(_shift_name(part), part) for part in _people(week) if part]
    # A seat needed for an hour at noon is nobody's job; its hours are made up by the speed of the others.
    worth = [each for each in people if Shift(1, each[1]).hours_a_week >= LEAST_WEEK] or people
    return {name: _mean_shift([w for n, w in worth if n == name]) for name in sorted({n for n, _ in worth})}


def _shift_name(week: dict[str, tuple[float, float]]) -> str:
    """Return what a week is called: by its weekday hours, and whether it has a weekend."""
    if "mon-fri" not in week:
        return "weekend"
    a, b = week["mon-fri"]
    return ("late" if (a + b) / 2 >= LATE_FROM else "early") + ("_and_weekend" if len(week) > 1 else "")


def _mean_shift(weeks: list[dict[str, tuple[float, float]]]) -> Shift:
    """Return the shift of several people: their mean hours, on half hours, on days that at least half of them work."""
    mean = {}
    for group in DAY_GROUPS:
        spans_ = [w[group] for w in weeks if group in w]
        if spans_ and len(spans_) >= len(weeks) / 2:
            a, b = np.mean(spans_, axis=0)
            mean[group] = (_half_hour(a), max(_half_hour(a) + 1, _half_hour(b)))
    return Shift(len(weeks), mean)


def _open(people: Floats, least: float) -> tuple[float, float] | None:
    """Return the span of the day in which at least so many are on duty; None when shorter than an hour."""
    there = np.flatnonzero(people >= least)
    if len(there) == 0:
        return None
    a, b = float(there[0]) * SLOT, float(there[-1] + 1) * SLOT
    return (a, b) if b - a >= SHORTEST_SHIFT else None


def _half_hour(hour: float) -> float:
    """Return the nearest half hour, the later of two: nobody is there before they are."""
    return float(np.floor(hour / SLOT + 0.5)) * SLOT


def _people(week: dict[str, tuple[float, float]]) -> list[dict[str, tuple[float, float]]]:
    """Return the weeks of the one or two people who fill a seat; only the first of two works weekends."""
    span = week.get("mon-fri")
    if span is None or span[1] - span[0] <= LONGEST_SHIFT:
        return [week]
    middle = _half_hour((span[0] + span[1]) / 2)
    return [{**week, "mon-fri": (span[0], middle)}, {"mon-fri": (middle, span[1])}]
