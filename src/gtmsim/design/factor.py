"""A field of a scenario that is varied: over the values somebody names, or over a range."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario import Scenario, vary
from gtmsim.scenario.fields import Plain
from gtmsim.scenario.nodes import split
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.values import Uncertain
from gtmsim.scenario.where import UnknownField, where

VARY = "--vary"
WANTED = "PATH=VALUE,VALUE,... or PATH=LOW..HIGH, such as organisation.teams.rep.people=3..8"
LOG = "log"  # after a range: equal steps of it are equal ratios

_AMOUNT = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(
    rf"\s*(?P<low>{_AMOUNT})\s*(?P<below>.*?)\s*\.\.\s*(?P<high>{_AMOUNT})\s*(?P<above>.*?)\s*"
)
_NUMBER = re.compile(rf"\s*(?P<amount>{_AMOUNT})\s*(?P<unit>.*?)\s*")
_COMMA = re.compile(r",(?![^{\[]*[}\]])")  # not within a map or a list
_DIGITS = 10


@dataclass(frozen=True)
class Factor:
    """A field that is varied. `values` are texts as a scenario writes them; without them `low` to `high` of `unit` are a range.

    `log`: equal steps are equal ratios. `whole`: only whole numbers are possible, such as people. `spread` says, in `unit`, how
    likely the numbers of a range are; without it each is as likely. `around` is what a scenario writes before and after the value.
    `paths` are the fields that take the value together, where they are several.
    """

    path: str
    values: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    log: bool = False
    whole: bool = False
    spread: Uncertain | None = None
    around: tuple[str, str] = ("", "")
    paths: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The fields that take the value."""
        return self.paths or (self.path,)

    def sets(self, value: str) -> tuple[str, ...]:
        """Return the texts `PATH=VALUE` that lay a value over a scenario."""
        return tuple(f"{path}={value}" for path in self.places)

    @property
    def ranged(self) -> bool:
        """Whether it is a range, which has values between any two."""
        return not self.values

    def at(self, share: float) -> str:
        """Return the value that stands at a share of the way, 0 to 1: between low and high, or among the values named."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.spread is not None:
            return self.text(float(self.spread.quantile(np.array([share]))[0]))
        if self.whole:  # every whole number has an equal part of the way
            low, high = math.ceil(self.low), math.floor(self.high)
            return self.text(min(low + int(share * (high - low + 1)), high))
        if self.log:
            return self.text(self.low * (self.high / self.low) ** share)
        return self.text(self.low + (self.high - self.low) * share)

    def text(self, number: float) -> str:
        """Return a number of the factor's unit as a scenario writes it, to ten digits."""
        before, after = self.around
        return before + written(round(number) if self.whole else number, self.unit) + after

    def number(self, value: str) -> float:
        """Return a value as a number: of its own unit where it has one, else its place among the values named."""
        value = value.removeprefix(self.around[0]).removesuffix(self.around[1])
        match = _NUMBER.fullmatch(value)
        units = {found["unit"] for each in self.values or (value,) if (found := _NUMBER.fullmatch(each))}
        if match is not None and len(units) == 1 and all(_NUMBER.fullmatch(each) for each in self.values):
            return float(match["amount"])
        return float(self.values.index(value))

    @property
    def levels(self) -> tuple[str, ...]:
        """Every value there is: those named, or the whole numbers of a range. Raises UsageError for a range of any numbers."""
        if self.values:
            return self.values
        if self.whole:
            return tuple(self.text(n) for n in range(math.ceil(self.low), math.floor(self.high) + 1))
        raise UsageError(
            f"{self.path} is a range, which a grid has no values of: name them, such as {self.path}="
            f"{','.join(self.at(share) for share in (0.0, 0.5, 1.0))}"
        )


def parted(value: str) -> tuple[float, str] | None:
    """Return the number and the unit of a value such as `3 weeks` or `35 %`, None for anything else."""
    match = _NUMBER.fullmatch(value)
    return (float(match["amount"]), match["unit"]) if match else None


def written(amount: float, unit: str) -> str:
    """Return a number and a unit as a scenario writes them, to ten digits: what `parted` takes apart."""
    told = f"{amount}" if isinstance(amount, int) else f"{amount:.{_DIGITS}g}"
    return f"{told}{'' if unit.startswith('/') else ' '}{unit}".rstrip()


def factor(text: str) -> Factor:
    """Return the factor a text such as `x.y=1,2,3`, `x.y=2..10 weeks` or `x.y=1..100 log` names. Raises UsageError."""
    path, equals, told = text.partition("=")
    path, told = path.strip(), told.strip()
    if not equals or not path or not told:
        raise UsageError(f"{text!r} varies nothing: say {WANTED}")
    log = told.endswith(f" {LOG}")
    if match := _RANGE.fullmatch(told.removesuffix(LOG) if log else told):
        low, high = float(match["low"]), float(match["high"])
        unit = match["above"] or match["below"]
        if match["below"] not in ("", unit):
            raise UsageError(f"{text!r} goes from {match['below']} to {unit}: say both ends in one unit")
        if not low < high:
            raise UsageError(f"{text!r} is no range: {match['low']} is not below {match['high']}")
        if log and low <= 0.0:
            raise UsageError(f"{text!r} is no range of ratios: it begins at {match['low']}, not above 0")
        return Factor(path, low=low, high=high, unit=unit, log=log)
    values = tuple(each.strip() for each in _COMMA.split(told))
    if log or not all(values):
        raise UsageError(f"{text!r} varies nothing: say {WANTED}")
    if len(set(values)) < len(values):
        raise UsageError(f"{text!r} names a value twice")
    return Factor(path, values)


def factors(asked: Sequence[str | Factor], scenario: Scenario, said_in: str = VARY) -> tuple[Factor, ...]:
    """Return factors bound to a scenario: their fields exist, every value named and both ends of a range are right there.

    Raises ScenarioError with everything that is wrong, each with the nearest name.
    """
    problems: list[Problem] = []
    bound: list[Factor] = []
    for line, each in enumerate(asked, start=1):
        said = each if isinstance(each, str) else each.path
        try:
            found = factor(each) if isinstance(each, str) else each
            for path in found.places:
                where(scenario, path)
        except UnknownField as error:
            path = said.partition("=")[0].strip()
            wanted = "does not exist" if path == error.path else f"{error.path} does not exist"
            problems.append(Problem(said_in, line, 1, "", path, wanted, error.hint))
            continue
        except UsageError as error:  # which says what it found
            problems.append(Problem(said_in, line, 1, "", "", str(error)))
            continue
        shape = at(root(Scenario), split(found.places[0]))
        quantity = shape.quantity if shape else None
        found = replace(found, whole=isinstance(quantity, Plain) and quantity.form == "count")
        problems += [replace(told, file=said_in, line=line) for told in _wrong(found, scenario)]
        if found.path in [other.path for other in bound]:
            problems.append(Problem(said_in, line, 1, found.path, said, "each field once"))
        bound.append(found)
    if problems:
        raise ScenarioError(scenario.name, problems)
    return tuple(bound)


def _wrong(each: Factor, scenario: Scenario) -> list[Problem]:
    ends = each.values or (each.text(each.low), each.text(each.high))
    problems: list[Problem] = []
    for value in ends:
        try:
            vary(scenario, each.sets(value))
        except ScenarioError as error:
            problems += error.problems
    return list(dict.fromkeys(problems))
