"""Calendars and arrival profiles as tables over the whole run."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from gtmsim.program.tables import Floats, Ints
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_YEAR

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def open_intervals(
    week: Mapping[str, tuple[tuple[int, int], ...]], holidays: tuple[date, ...], start: date, horizon: int
) -> tuple[list[int], list[int], list[int]]:
    """Return the starts and ends of all open intervals of the run, adjacent ones joined, and the working ticks before each."""
    closed = {(day - start) // timedelta(days=1) for day in holidays}
    starts: list[int] = []
    ends: list[int] = []
    for day in range(-(-horizon // TICKS_PER_DAY)):
        if day in closed:
            continue
        for begin, end in week.get(DAYS[day % 7], ()):
            if ends and ends[-1] == day * TICKS_PER_DAY + begin:
                ends[-1] = day * TICKS_PER_DAY + end
            else:
                starts.append(day * TICKS_PER_DAY + begin)
                ends.append(day * TICKS_PER_DAY + end)
    before = [0]
    for begin, end in zip(starts, ends, strict=True):
        before.append(before[-1] + end - begin)
    return starts, ends, before[:-1]


def arrival_cells(
    weekdays: tuple[float, ...], hours: Mapping[int, float], trend: float, by_day: bool, horizon: int
) -> tuple[Ints, Ints, Floats]:
    """Return where each cell of a stream's rate begins, its day, and its rate against the mean rate of the first week.

    Cells that go on with the same rate are joined; `by_day` keeps days apart, for streams whose days differ by luck.
    """
    profile = hour_profile(hours)
    mean_day = sum(weekdays) / 7
    mean_hour = sum(profile) / 24
    if mean_day * mean_hour <= 0.0:
        return np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1)
    edges = [0, *(hour for hour in range(1, 24) if profile[hour] != profile[hour - 1]), 24]
    days = np.arange(-(-horizon // TICKS_PER_DAY))
    growth = (1.0 + trend) ** ((days * TICKS_PER_DAY + TICKS_PER_DAY / 2) / TICKS_PER_YEAR)
    day_shape = np.array(weekdays)[days % 7] / mean_day * growth
    tick = np.concatenate([days * TICKS_PER_DAY + a * TICKS_PER_HOUR for a, _ in pairwise(edges)])
    shape = np.concatenate([day_shape * (profile[a] / mean_hour) for a, _ in pairwise(edges)])
    order = np.argsort(tick, kind="stable")
    tick, shape = tick[order], shape[order]
    day = tick // TICKS_PER_DAY if by_day else np.zeros(len(tick), np.int64)
    new = np.concatenate(([True], (shape[1:] != shape[:-1]) | (day[1:] != day[:-1])))
    return tick[new].astype(np.int64), day[new].astype(np.int64), shape[new].astype(np.float64)


def hour_profile(hours: Mapping[int, float]) -> list[float]:
    """Return the weight of each hour of the day from weights that hold from an hour on."""
    profile = [0.0] * 24
    weight = 0.0
    for hour in range(24):
        weight = hours.get(hour, weight)
        profile[hour] = weight
    return profile


def quarter_starts(start: date, horizon: int) -> list[int]:
    """Return the first tick of the calendar quarter in which the run begins (0 or less), and of each further one.

    The last stands at the horizon or later, so every moment of the run lies between two of them.
    """
    first = date(start.year, start.month - (start.month - 1) % 3, 1)
    ticks = [(first - start).days * TICKS_PER_DAY]
    while ticks[-1] < horizon:
        later = first.month + 3 * len(ticks) - 1
        begins = date(first.year + later // 12, later % 12 + 1, 1)
        ticks.append((begins - start).days * TICKS_PER_DAY)
    return ticks
