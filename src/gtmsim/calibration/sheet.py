"""The sheet on which a calibrated scenario is written: each value once, with where it comes from.

The scenario, its comments and the table of estimates are three views of it, so they cannot disagree; comments say the gist, the
table says all. Numbers in the table are in the unit named beside them; durations are hours, money is whole units of the currency.
"""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from gtmsim.calibration.numbers import Number

Status = Literal["estimated", "default", "not estimable"]
SCHEMA = {
    "path": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "status": pl.String,
    "reason": pl.String,
    "n": pl.Int64,
    "unit": pl.String,
}
LONGEST_COMMENT = 150
MOST_INTERVALS = 3
Row = tuple[str, float | None, float | None, float | None, str, str, int | None, str]


@dataclass
class Sheet:
    """A scenario being written: nested values, a comment by dotted path, a row for each number."""

    values: dict[str, object] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def estimated(self, path: str, value: object, numbers: dict[str, tuple[Number, str]], how: str) -> None:
        """Write a value that the log determines; `numbers` by what they add to the path ('' for the value itself)."""
        for part, (number, unit) in numbers.items():
            where = f"{path}.{part}" if part else path
            self.rows.append((where, number.value, number.low, number.high, "estimated", how, number.n, unit))
        n = max((number.n for number, _ in numbers.values()), default=0)
        self._put(path, value, f"estimated{_doubt(numbers)}, n = {n:,}", how)

    def replaced(self, path: str, value: object, numbers: dict[str, tuple[Number, str]], how: str) -> None:
        """Write an estimate in place of what was written before."""
        place = next(i for i, row in enumerate(self.rows) if row[0] == path)
        del self.rows[place]
        later = self.rows[place:]
        del self.rows[place:]
        self.estimated(path, value, numbers, how)
        self.rows += later

    def default(self, path: str, value: object, why: str) -> None:
        """Write a value that is a choice or a default, not taken from the log."""
        self.rows.append((path, number_in(value), None, None, "default", why, None, ""))
        self._put(path, value, "default", why)

    def unknown(self, path: str, value: object, why: str) -> None:
        """Write a value that this log cannot tell, and why not."""
        self.rows.append((path, number_in(value), None, None, "not estimable", why, None, ""))
        self._put(path, value, "not estimable", why)

    def unsaid(self, path: str, why: str) -> None:
        """Leave a field to its default, because this log cannot tell it; only the table says so."""
        self.rows.append((path, None, None, None, "not estimable", why, None, ""))

    def frame(self) -> pl.DataFrame:
        """Return the table of estimates, in the order in which they were written."""
        return pl.DataFrame(self.rows, schema=SCHEMA, orient="row")

    def _put(self, path: str, value: object, said: str, why: str) -> None:
        *above, last = path.split(".")
        inside = self.values
        for name in above:
            inside = inside.setdefault(name, {})  # type: ignore[assignment]
        inside[last] = value
        # The table holds the whole reason; a line of a scenario has room for its first clause, if that is short.
        gist = f"{said}: {why.partition(';')[0]}"
        self.comments[path] = gist if len(gist) <= LONGEST_COMMENT else said


def number_in(value: object) -> float | None:
    """Return a plain number as such, anything else as none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def tidy(x: float, digits: int = 3) -> float | int:
    """Return a number to so many significant digits, whole when it is."""
    rounded = float(f"{x:.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded


def duration(hours: float) -> str:
    """Return hours as a duration of a scenario, in the unit a person would choose."""
    for most, unit, size in ((1 / 60, "s", 3600.0), (1.5, "min", 60.0), (48.0, "h", 1.0)):
        if hours < most:
            return f"{tidy(hours * size)} {unit}"
    return f"{tidy(hours / 24)} days"


def _doubt(numbers: dict[str, tuple[Number, str]]) -> str:
    """Return the 95 % intervals in words, those that say something; of many alike only how far the widest reaches."""
    if len(numbers) > MOST_INTERVALS:
        widest = max(max(n.high - n.value, n.value - n.low) for n, _ in numbers.values())
        return f", each within {tidy(widest, 2)}"
    told = []
    for part, (number, unit) in numbers.items():
        low, high = (
            duration(max(0.0, x)) if unit == "h" else str(tidy(x)) for x in (number.low, number.high)
        )
        if low != high:
            told.append(f", {part + ' ' if part else ''}{low} to {high}")
    return "".join(told)


def lognormal(median: float, sigma: float) -> dict[str, object]:
    """Return a lognormal distribution of durations as a scenario writes it; median in hours."""
    return {"median": duration(max(median, 1 / 3600)), "sigma": tidy(max(0.01, min(sigma, 3.0)))}


def shares(parts: dict[str, float], digits: int = 4) -> dict[str, float]:
    """Return shares rounded so that they still add up to exactly 1; the largest takes up the difference."""
    total = sum(parts.values())
    rounded = {k: round(v / total, digits) if v / total >= 0.0005 else 0.0 for k, v in parts.items()}
    largest = max(rounded, key=lambda k: rounded[k])
    rest = sum(v for k, v in rounded.items() if k != largest)
    rounded[largest] = round(1 - rest, digits)
    return {k: v for k, v in rounded.items() if v > 0}
