"""What an estimate is held against: a range, a side, or a value with a tolerance."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from gtmsim.amounts import short

Verdict = Literal["holds", "fails", "undecided"]

WANTED = "a range, such as 0.2 to 0.5, below 0, above 0, or 0.3 plus or minus 0.05; shares may be said in %"
_AMOUNT = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBER = rf"({_AMOUNT})\s*(%?)"
_RANGE = re.compile(rf"{_NUMBER}\s+to\s+{_NUMBER}")
_SIDE = re.compile(rf"(below|above)\s+{_NUMBER}")
_ABOUT = re.compile(rf"{_NUMBER}\s+plus or minus\s+{_NUMBER}")


@dataclass(frozen=True)
class Target:
    """Where an estimate is to lie: `low` to `high`, ends included; a side that has no end is infinite, and its end is not included.

    `text` is how the file says it; a tolerance beyond it is in the numbers already.
    """

    low: float
    high: float
    text: str

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
        return Target(self.low - tolerance, self.high + tolerance, text)


def half_in_percent(text: str) -> str:
    """Return how a target should be said that has a % at its first number only, which says nothing of the other; else nothing."""
    text = " ".join(text.split())
    match = _RANGE.fullmatch(text) or _ABOUT.fullmatch(text)
    return f"{text} %" if match is not None and match[2] and not match[4] else ""


def target_of(text: str) -> Target | None:
    """Return what a text wants, None where it is no target."""
    text = " ".join(text.split())
    if match := _RANGE.fullmatch(text):
        if half_in_percent(text):
            return None
        low, low_unit, high, high_unit = match.groups()
        found = Target(_number(low, low_unit or high_unit), _number(high, high_unit), text)
        return found if found.low <= found.high else None
    if match := _SIDE.fullmatch(text):
        side, amount, unit = match.groups()
        end = _number(amount, unit)
        return Target(-math.inf, end, text) if side == "below" else Target(end, math.inf, text)
    if match := _ABOUT.fullmatch(text):
        if half_in_percent(text):
            return None
        middle, middle_unit, reach, reach_unit = match.groups()
        about, by = _number(middle, middle_unit or reach_unit), _number(reach, reach_unit)
        return Target(about - by, about + by, text) if by >= 0.0 else None
    return None


def _number(amount: str, unit: str) -> float:
    return float(amount) / 100.0 if unit else float(amount)
