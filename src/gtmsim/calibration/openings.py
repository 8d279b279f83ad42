"""Time as a team lives it: what falls into closed hours waits for the next opening."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gtmsim.calibration.hours import DAY_GROUPS, Shift
from gtmsim.calibration.numbers import Floats

WEEKS_TO_FINISH = 60  # of opening hours laid out after the end of the log


@dataclass(frozen=True)
class Opening:
    """Open intervals in hours since the first Monday, and the open hours before each."""

    starts: Floats
    ends: Floats
    before: Floats

    def passed(self, at: Floats) -> Floats:
        """Return the open hours before each time."""
        place = np.maximum(np.searchsorted(self.starts, at, "right") - 1, 0)
        inside = np.clip(at - self.starts[place], 0.0, self.ends[place] - self.starts[place])
        return np.asarray(self.before[place] + inside, dtype=np.float64)

    def between(self, start: Floats, end: Floats) -> Floats:
        """Return the open hours between two times, never fewer than none."""
        return np.maximum(0.0, self.passed(end) - self.passed(start))

    def after(self, at: Floats, hours: Floats) -> Floats:
        """Return when so many open hours will have passed; with none of them the next time anybody is there."""
        wanted = self.passed(at) + hours
        place = np.maximum(np.searchsorted(self.before, wanted, "right") - 1, 0)
        then = self.starts[place] + (wanted - self.before[place])
        return np.maximum(at, then)


def opening(shifts: Iterable[Shift], until: float) -> Opening:
    """Return the hours at which anybody of these shifts is there, for a log that ends at `until`; without shifts always."""
    week: dict[str, tuple[float, float]] = {}
    for shift in shifts:
        for group, (a, b) in shift.week.items():
            low, high = week.get(group, (a, b))
            week[group] = (min(low, a), max(high, b))
    days = sorted((day, a, b) for group, (a, b) in week.items() for day in DAY_GROUPS[group])
    spans = [(24.0 * day + a, 24.0 * day + b) for day, a, b in days] or [(0.0, 168.0)]
    monday = 168.0 * np.arange(np.ceil(until / 168) + WEEKS_TO_FINISH)[:, None]
    starts, ends = (np.ravel(monday + np.array([s[i] for s in spans])) for i in (0, 1))
    length = ends - starts
    return Opening(starts, ends, np.cumsum(length) - length)
