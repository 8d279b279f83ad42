"""What an estimate is held against: a range, a side, or a value with a tolerance."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from gtmsim.amounts import short

Verdict = Literal["holds", "fails", "undecided"]

WANTED = "a range, such as 0.2 to 0.5, below 0, above 0, or 0.3 plus or minus 0.05; shares may be said in %, money as 3 kEUR"
_AMOUNT = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBER = rf"({_AMOUNT})\s*(%|[kMG]?[A-Z]{{3}}|)"
_PREFIXES = {"k": 1e3, "M": 1e6, "G": 1e9}
_PREFIXED = 4  # letters of a currency with a prefix
_RANGE = re.compile(rf"{_NUMBER}\s+to\s+{_NUMBER}")
_SIDE = re.compile(rf"(below|above)\s+{_NUMBER}")
_ABOUT = re.compile(rf"{_NUMBER}\s+plus or minus\s+{_NUMBER}")


@dataclass(frozen=True)
class Target:
    """Where an estimate is to lie: `low` to `high`, ends included; a side that has no end is infinite, and its end is not included.

    `text` is how the file says it; a tolerance beyond it is in the numbers already. Money is in whole units of its `currency`.
    """

    low: float
    high: float
    text: str
    currency: str = ""

    @property
    def is_side(self) -> bool:
        """Whether only a side is wanted, such as `below 0`."""
        return math.isinf(self.low) or math.isinf(self.high)

    def verdict(self, low: float, high: float) -> Verdict:
        """Return whether an interval lies wholly within, wholly outside, or neither. NaN bounds decide nothing."""
        if math.isnan(low) or math.isnan(high):
            return "undecided"
        if self.is_side:
            inside = low > self.low and high < self.high
            outside = high <= self.low or low >= self.high
        else:
            inside = low >= self.low and high <= self.high
            outside = high < self.low or low > self.high
        return "holds" if inside else "fails" if outside else "undecided"

    def has(self, value: float) -> bool:
        """Return whether a value lies within."""
        return self.verdict(value, value) == "holds"

    def distance(self, value: float) -> float:
        """Return how far a value lies outside, 0 within."""
        return max(self.low - value, value - self.high, 0.0)

    def widened(self, tolerance: float) -> "Target":
        """Return it with a tolerance on either side."""
        if tolerance == 0.0:
            return self
        text = f"{self.text}, tolerance {short(tolerance)}"
        return Target(self.low - tolerance, self.high + tolerance, text, self.currency)


ANYTHING = Target(-math.inf, math.inf, "any number")


def half_said(text: str) -> str:
    """Return how a target should be said that has a unit at its first number only, not at its last; else nothing."""
    text = " ".join(text.split())
    match = _RANGE.fullmatch(text) or _ABOUT.fullmatch(text)
    return f"{text} {match[2]}" if match is not None and match[2] and not match[4] else ""


def target_of(text: str) -> Target | None:
    """Return what a text wants, None where it is no target."""
    text = " ".join(text.split())
    if match := _RANGE.fullmatch(text):
        low, low_unit, high, high_unit = match.groups()
        if low_unit and _kind(low_unit) != _kind(high_unit):
            return None
        found = Target(
            _number(low, low_unit or high_unit), _number(high, high_unit), text, _currency(high_unit)
        )
        return found if found.low <= found.high else None
    if match := _SIDE.fullmatch(text):
        side, amount, unit = match.groups()
        end = _number(amount, unit)
        low_end, high_end = (-math.inf, end) if side == "below" else (end, math.inf)
        return Target(low_end, high_end, text, _currency(unit))
    if match := _ABOUT.fullmatch(text):
        middle, middle_unit, reach, reach_unit = match.groups()
        if middle_unit and _kind(middle_unit) != _kind(reach_unit):
            return None
        about, by = _number(middle, middle_unit or reach_unit), _number(reach, reach_unit)
        return Target(about - by, about + by, text, _currency(reach_unit)) if by >= 0.0 else None
    return None


def _number(amount: str, unit: str) -> float:
    if unit == "%":
        return float(amount) / 100.0
    return float(amount) * (_PREFIXES[unit[0]] if len(unit) == _PREFIXED else 1.0)


def _kind(unit: str) -> str:
    """Return a % or the currency of a unit, without its prefix."""
    return unit[-3:]


def _currency(unit: str) -> str:
    return "" if unit == "%" else _kind(unit)
