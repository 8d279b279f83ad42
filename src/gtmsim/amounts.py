"""Numbers with their units, rounded to what their doubt leaves of them."""

import math
from dataclasses import dataclass

from gtmsim.units import (
    CENTS_PER_UNIT,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MINUTE,
    TICKS_PER_WEEK,
    TICKS_PER_YEAR,
)

NOTHING = "-"  # in place of a number that could not be measured
_UNITS = {"count": "", "share": "%", "hours": "h", "days": "days", "tasks": "tasks"}
_DURATIONS = (
    ("year", TICKS_PER_YEAR),
    ("week", TICKS_PER_WEEK),
    ("day", TICKS_PER_DAY),
    ("h", TICKS_PER_HOUR),
    ("min", TICKS_PER_MINUTE),
    ("s", 1),
)


@dataclass(frozen=True)
class Scale:
    """How a metric's values are shown: divided by `divisor`, in `unit`."""

    divisor: float
    unit: str

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return a value with so many decimals, without its unit."""
        return NOTHING if value is None else number(value / self.divisor, digits)

    def digits(self, spread: float, largest: float) -> int:
        """Return the decimals worth showing: two digits of the spread, at most five of the number itself."""
        return decimals(spread / self.divisor, largest / self.divisor)


def scale_of(unit: str, largest: float) -> Scale:
    """Return how to show values as large as `largest`: a share in %, money in k or M, less than an hour in min."""
    if unit == "share":
        return Scale(0.01, "%")
    size = abs(largest)
    if unit == "hours" and 0.0 < size < 1.0:
        return Scale(1.0 / 60.0, "min")
    if unit in _UNITS:
        return Scale(1.0, _UNITS[unit])
    for factor, prefix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if size >= factor:
            return Scale(factor, prefix + unit)
    return Scale(1.0, unit)


def decimals(spread: float, largest: float) -> int:
    """Return how many decimals to show of numbers as large as `largest` that are known to within `spread`.

    Two digits of the spread, at most five of the number; where there is no spread to speak of, four of the number.
    """
    size = abs(largest) if math.isfinite(largest) else 0.0
    known = spread if math.isfinite(spread) and spread > 1e-4 * size else size / 100.0
    if known <= 0.0:
        return 0
    wanted = 1 - math.floor(math.log10(known))
    most = 4 - math.floor(math.log10(size)) if size > 0.0 else 3
    return max(0, min(wanted, most, 4))


def number(value: float, digits: int = 0) -> str:
    """Return a number with thousands apart and so many decimals; what is no number becomes `-`."""
    if not math.isfinite(value):
        return NOTHING
    told = f"{value:,.{digits}f}"
    return told.removeprefix("-") if float(told.replace(",", "")) == 0.0 else told


def signed(value: float, digits: int = 0) -> str:
    """Return a number with its sign, zero without one."""
    told = number(value, digits)
    return f"+{told}" if math.isfinite(value) and value > 0.0 and told.strip("0.,") else told


def short(value: float) -> str:
    """Return a number to three digits, without idle zeros: `0.25`, `12`, `1,240`."""
    if not math.isfinite(value):
        return NOTHING
    told = number(value, 0 if value == 0.0 else max(0, 2 - math.floor(math.log10(abs(value)))))
    return told.rstrip("0").rstrip(".") if "." in told else told


def percent(share: float) -> str:
    """Return a share in percent: `12 %`, `0.5 %`."""
    return f"{short(100.0 * share)} %"


def money(cents: float, currency: str) -> str:
    """Return an amount in whole, thousand or million units of a currency: `1.25 MEUR`, `320 kEUR`."""
    amount = cents / CENTS_PER_UNIT
    scale = scale_of(currency, amount)
    return f"{short(amount / scale.divisor)} {scale.unit}"


def amount(value: float, unit: str) -> str:
    """Return a value to three digits with its unit: `1.24 MEUR`, `12 days`."""
    scale = scale_of(unit, value)
    return f"{short(value / scale.divisor)} {scale.unit}".rstrip()


def spanned(value: float, low: float, high: float, unit: str, confidence: float = 0.95) -> str:
    """Return a value with its interval, in one unit: `1.24 MEUR (95 %: 1.20 to 1.28)`."""
    largest = max(abs(value), abs(low), abs(high))
    scale = scale_of(unit, largest)
    digits = scale.digits((high - low) / 2.0, largest)
    told = f"{scale.number(value, digits)} {scale.unit}".rstrip()
    return f"{told} ({percent(confidence)}: {scale.number(low, digits)} to {scale.number(high, digits)})"


def duration(ticks: float) -> str:
    """Return a span in the unit people would use: `45 min`, `2.5 h`, `9 weeks`."""
    in_halves = (each for each in _DURATIONS if 1 <= ticks / each[1] <= 120 and 2.0 * ticks % each[1] == 0.0)
    at_least_two = (each for each in _DURATIONS if ticks >= 2.0 * each[1])
    name, size = next(in_halves, None) or next(at_least_two, ("s", 1))
    count = short(ticks / size)
    return f"{count} {name}{'s' if name in ('year', 'week', 'day') and count != '1' else ''}"


def rate(per_tick: float) -> str:
    """Return how often something happens: `12 a week`, `40 an hour`, `0.2 a year`."""
    a_week = per_tick * TICKS_PER_WEEK
    if a_week > 1000.0:
        return f"{short(per_tick * TICKS_PER_HOUR)} an hour"
    return f"{short(a_week)} a week" if a_week >= 1.0 else f"{short(per_tick * TICKS_PER_YEAR)} a year"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 person`, `12 people`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)
