"""Parts of a difference in money, in words and columns: what each brings, its interval, its share of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from gtmsim.explanation.shares import Share
from gtmsim.measure.intervals import Estimate
from gtmsim.tell.amounts import NOTHING, Scale, decimals, number, scale_of, signed
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
        return _clear(self.whole)

    def brings(self, share: Share) -> Cell:
        """Return what a part brings, in a tone where that is clear."""
        told = share.estimate(self.confidence)
        tone = Tone.WEAK if not _clear(told) else Tone.GOOD if told.mean > 0.0 else Tone.BAD
        return Cell(self.amount(share.money), tone)

    def interval(self, share: Share) -> str:
        """Return the interval of what a part brings."""
        return self.between(share.estimate(self.confidence))

    def between(self, told: Estimate) -> str:
        """Return an interval."""
        return f"{self.amount(told.low)} to {self.amount(told.high)}" if told.has_interval else NOTHING

    def share(self, share: Share) -> str:
        """Return the share of the whole that a part brings, where the whole is clear."""
        return f"{number(100.0 * share.money / self.whole.mean)} %" if self.clear else NOTHING

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
    return Parts(
        scale, decimals(whole.half_width / scale.divisor, largest / scale.divisor), whole, confidence
    )


def _clear(told: Estimate) -> bool:
    return told.low > 0.0 or told.high < 0.0
