"""Numbers of a world that are its owner's to say, or known to a survey at best: what a fit to facts may move, and how far.

Each moves on a scale on which a step up and a step down are alike: the logarithm of an amount, the logit of a share. Zero is the
value that the scenario says, one is a standard deviation of how far the owner would believe it to lie from there.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gtmsim.design.priors import quantity_at
from gtmsim.design.worlds import places
from gtmsim.errors import UsageError
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario, where
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.quantities import SHARE

FARTHEST = 3.0  # standard deviations
_DIGITS = 12
_MIDDLE = re.compile(
    r"(?P<before>\{(?:median|mean|fixed|exponential|weibull): *)(?P<amount>[\d.eE+-]+)(?P<after>.*)"
)
_PLAIN = re.compile(r"(?P<before>)(?P<amount>[-+]?[\d.]+(?:[eE][-+]?\d+)?)(?P<after>.*)")


@dataclass(frozen=True)
class Level:
    """A number that may move, in all the fields that share it; `*` in a path stands for any id.

    `deviation` is one standard deviation of its logarithm (its logit, for a share): .7 doubles or halves. `low` and `high` bound
    the fields' own amounts. `of_one`: shares beside it take up the rest in proportion, so that all still add up to one.
    """

    name: str
    paths: tuple[str, ...]
    deviation: float
    why: str = ""
    low: float = -math.inf
    high: float = math.inf
    of_one: bool = False

    def fields(self, scenario: Scenario) -> tuple["Field", ...]:
        """Return the fields it moves. Raises UsageError for one that is no number above 0, or a share of 0 or 1."""
        return tuple(
            field_at(place, scenario, of_one=self.of_one)
            for path in self.paths
            for place in places(path, scenario)
        )

    def bounds(self, scenario: Scenario) -> tuple[float, float]:
        """Return how far it may move down and up, in standard deviations."""
        down, up = -FARTHEST, FARTHEST
        for each in self.fields(scenario):
            if self.low > -math.inf:
                down = max(down, min(0.0, each.moved_to(self.low) / self.deviation))
            if self.high < math.inf:
                up = min(up, max(0.0, each.moved_to(self.high) / self.deviation))
        return down, up

    def texts(self, scenario: Scenario, at: float, digits: int = _DIGITS) -> tuple[str, ...]:
        """Return the texts `PATH=VALUE` that put it so many standard deviations from where it is, each to so many digits."""
        return tuple(
            text for each in self.fields(scenario) for text in each.texts(at * self.deviation, digits)
        )


@dataclass(frozen=True)
class Field:
    """A field with a number in it: `before` and `after` are what the scenario writes around the number."""

    path: str
    amount: float
    before: str
    after: str
    share: bool
    whole: bool
    beside: tuple[tuple[str, float], ...] = ()  # shares of the same whole, by path

    def moved_to(self, amount: float) -> float:
        """Return by how much its logarithm, or logit, moves to come to an amount."""
        return _up(amount, share=self.share) - _up(self.amount, share=self.share)

    def texts(self, by: float, digits: int) -> tuple[str, ...]:
        """Return what sets it where its logarithm, or logit, has moved by so much; 0 leaves all as it is written."""
        if by == 0.0:
            return ()
        there = _up(self.amount, share=self.share) + by
        amount = _rounded(1.0 / (1.0 + math.exp(-there)) if self.share else math.exp(there), digits)
        if self.whole:
            amount = round(amount)
        told = [f"{self.path}={self.before}{amount:.{_DIGITS}g}{self.after}"]
        left, others = 1.0 - amount, sum(each for _, each in self.beside)
        shares = [_rounded(each * left / others, digits + 1) for _, each in self.beside]
        if shares:
            shares[-1] = round(left - sum(shares[:-1]), _DIGITS)
        told += [f"{path}={each:.{_DIGITS}g}" for (path, _), each in zip(self.beside, shares, strict=True)]
        return tuple(told)


def field_at(path: str, scenario: Scenario, *, of_one: bool = False) -> Field:
    """Return the number that a scenario says at a path. Raises UsageError where it is none that can be multiplied."""
    value = where(scenario, path).value
    match = _MIDDLE.fullmatch(value) or _PLAIN.fullmatch(value)
    kind = quantity_at(path)
    share = of_one or (kind is not None and kind.kind is SHARE)
    amount = float(match["amount"]) if match else math.nan
    in_percent = match is not None and share and "%" in match["after"]
    if match is None or in_percent or not (0.0 < amount < 1.0 if share else amount > 0.0):
        raise UsageError(
            f"{path} is {value}: what moves is an amount above 0, or a share between 0 and 1 (without %)"
        )
    beside = _beside(path, scenario) if of_one else ()
    return Field(path, amount, match["before"], match["after"], share, kind is None and not share, beside)


def set_at(
    scenario: Scenario, levels: Sequence[Level], at: Iterable[float] | Floats, digits: int = _DIGITS
) -> tuple[str, ...]:
    """Return the texts `PATH=VALUE` that put every level so many standard deviations from where the scenario has it."""
    return tuple(
        text
        for level, each in zip(levels, at, strict=True)
        for text in level.texts(scenario, float(each), digits)
    )


def _beside(path: str, scenario: Scenario) -> tuple[tuple[str, float], ...]:
    above, key = split(path)[:-1], split(path)[-1]
    whole = scenario.laid.at(above) if scenario.laid is not None else None
    told = {} if whole is None or whole.entries is None else whole.entries
    found = tuple(
        (dotted((*above, name)), float(each.scalar))
        for name, each in told.items()
        if name != key and isinstance(each.scalar, int | float) and each.scalar > 0
    )
    if not found:
        raise UsageError(f"{path} has no shares beside it that could take up the rest")
    return found


def _up(amount: float, *, share: bool) -> float:
    return math.log(amount / (1.0 - amount)) if share else math.log(amount)


def _rounded(amount: float, digits: int) -> float:
    return float(f"{amount:.{digits}g}")
