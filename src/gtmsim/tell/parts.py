"""Parts of a difference in money, in words and columns: what each brings, its interval, its share of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from gtmsim.amounts import NOTHING, Scale, decimals, number, scale_of, signed
from gtmsim.explanation.shares import Share
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.joint import clear
from gtmsim.tell.style import Tone
from gtmsim.tell.table import Cell


@dataclass(frozen=True)
class Parts:
    """How parts of one difference are shown: in one unit, with the same decimals."""

    scale: Scale
    digits: int
    whole: Estimate
    confidence: float

    @property
    def unit(self) -> str:
        """The unit of what is brought."""
        return self.scale.unit

    @property
    def clear(self) -> bool:
        """Whether the whole is clearly not zero, so that shares of it mean something."""
        return self.whole.excludes_zero

    def brings(self, shares: Sequence[Share]) -> list[Cell]:
        """Return what all parts bring, which add up as printed; those whose sign is beyond doubt are in a tone (Holm's steps)."""
        amounts = [share.money / self.scale.divisor for share in shares]
        shown = adding_up(amounts, sum(amounts), self.digits)
        sure = clear([share.estimate(self.confidence) for share in shares], self.confidence)
        return [
            Cell(signed(amount, self.digits), tone_of(share.money, sure=each))
            for amount, share, each in zip(shown, shares, sure, strict=True)
        ]

    def interval(self, share: Share) -> str:
        """Return the interval of what a part brings."""
        return self.between(share.estimate(self.confidence))

    def between(self, told: Estimate) -> str:
        """Return an interval."""
        return f"{self.amount(told.low)} to {self.amount(told.high)}" if told.has_interval else NOTHING

    def share(self, share: Share) -> str:
        """Return the share of the whole that a part brings, where the whole is clear."""
        return f"{number(100.0 * share.money / self.whole.mean)} %" if self.clear else NOTHING

    def all(self) -> str:
        """Return the share of the whole in itself, where it is clear."""
        return "100 %" if self.clear else NOTHING

    def amount(self, money: float) -> str:
        """Return an amount with its sign, without its unit."""
        return signed(money / self.scale.divisor, self.digits)

    def level(self, money: float) -> str:
        """Return an amount as it is, without its unit."""
        return self.scale.number(money, self.digits)

    def said(self, money: float) -> str:
        """Return an amount with sign and unit, for a sentence."""
        return f"{self.amount(money)} {self.unit}"


def parts_of(whole: Estimate, shares: Sequence[Share], currency: str, confidence: float) -> Parts:
    """Return how the parts of a difference are shown."""
    largest = max((abs(each.money) for each in shares), default=0.0)
    scale = scale_of(currency, max(largest, abs(whole.mean)))
    spread = min(whole.half_width, largest / 10.0)  # few replications leave nothing else of the parts
    return Parts(scale, decimals(spread / scale.divisor, largest / scale.divisor), whole, confidence)


def tone_of(amount: float, *, sure: bool) -> Tone:
    """Return the tone of an amount of which more is better."""
    return Tone.WEAK if not sure else Tone.GOOD if amount > 0.0 else Tone.BAD


def adding_up(values: Sequence[float], total: float, digits: int) -> list[float]:
    """Return values rounded to so many decimals so that they add up to the rounded total: largest remainders are rounded up."""
    unit = 10.0**-digits
    floors = [floor(value / unit) for value in values]
    missing = round(total / unit) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda place: (floors[place] - values[place] / unit, place))
    for place in by_remainder[: max(0, missing)]:
        floors[place] += 1
    return [each * unit for each in floors]
