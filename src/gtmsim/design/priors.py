"""How far a number may lie from its default: the prior that the schema tells in words, as a range that can be varied.

`uniform 0 to 0.6` is a range in which each number is as likely. `8 to 52 weeks` is one of ratios, where it begins above 0: so are
half-lives, prices and hours known, if at all. `median 10 min to 2 h` is the middle of a distribution, whose width stays as it was.
"""

import re
from dataclasses import replace

from gtmsim.design.factor import Factor
from gtmsim.errors import UsageError
from gtmsim.scenario import Scenario, where
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.nodes import split
from gtmsim.scenario.quantities import Kind, Wrong
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.weak import Guess

_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_UNIT = r"(?:\s*(?:%/year|%|k a year|k|per (?:year|week)|s|min|h|days?|weeks?|months?|years?)(?![\w/]))?"
_RANGE = re.compile(
    rf"(?P<even>uniform )?(?:median |mean )?(?P<low>{_NUMBER})(?P<below>{_UNIT}) to (?P<high>{_NUMBER})(?P<above>{_UNIT})"
)
_EITHER = re.compile(r"0 or 1\b")
_MIDDLE = re.compile(r"\b(?:median|exponential|weibull|fixed|mean): *(?P<value>[^,}]+)")
_TIMES = {"k": "k{currency}", "k a year": "k{currency}/year", "": "{currency}"}

# Grade C has a survey behind it: the half of its prior that lies around the default is drawn.
PART_OF_PRIOR = {"C": 0.5}


def prior_factor(guess: Guess, scenario: Scenario) -> Factor | None:
    """Return a weakly founded input as a range to vary: all fields that share it together. None: its prior tells no range.

    Grade D has the whole of its prior, grade C the half of it around the default.
    """
    kind = quantity_at(guess.paths[0] if guess.paths else guess.path)
    if kind is None:
        return None
    found = _range(guess.prior, kind, scenario.world.currency)
    if found is None:
        return None
    middle = _MIDDLE.search(guess.value)
    value = middle["value"] if middle else guess.value
    if kind.distribution and middle:
        found = replace(
            found, around=(guess.value[: middle.start("value")], guess.value[middle.end("value") :])
        )
    part = PART_OF_PRIOR.get(guess.grade, 1.0)
    default = in_unit(value, found.unit, kind.kind, scenario.world.currency)
    if part < 1.0 and default is not None and not found.values:
        found = _around(found, default, part)
    several = guess.paths if len(guess.paths) > 1 else ()
    return replace(found, path=guess.path, paths=several)


def prior_of(path: str, scenario: Scenario) -> Factor:
    """Return the whole prior of one field, whoever founded its value. Raises UsageError where there is no such field or range."""
    place = where(scenario, path)
    found = prior_factor(Guess(path, place.value, place.prior, 1, paths=(path,)), scenario)
    if found is None:
        why = f"its prior is told as {place.prior!r}" if place.prior else "it has no prior"
        raise UsageError(f"{path} has no range to draw from ({why}): say one, such as {path}=LOW..HIGH")
    return found


def quantity_at(path: str) -> Quantity | None:
    """Return what kind of number stands at a path, None where it is no number."""
    shape = at(root(Scenario), split(path))
    return shape.quantity if shape and isinstance(shape.quantity, Quantity) else None


def _range(prior: str, kind: Quantity, currency: str) -> Factor | None:
    if _EITHER.match(prior):
        return Factor("", ("0", "1"))
    match = _RANGE.match(prior)
    if match is None:
        return None
    above = match["above"].strip()
    below = match["below"].strip() or above
    unit = _told(above, kind, currency)
    low = in_unit(f"{match['low']} {_told(below, kind, currency)}", unit, kind.kind, currency)
    high = in_unit(f"{match['high']} {unit}", unit, kind.kind, currency)
    if low is None or high is None:
        return None
    return Factor("", low=low, high=high, unit=unit, log=match["even"] is None and low > 0.0)


def _told(unit: str, kind: Quantity, currency: str) -> str:
    """Return a unit as a scenario writes it: a prior leaves the currency unsaid, as the schema does not know it."""
    return _TIMES.get(unit, unit).format(currency=currency) if kind.kind.name.startswith("money") else unit


def in_unit(text: str, unit: str, kind: Kind, currency: str) -> float | None:
    """Return a value as a number of a unit, or None for what is no value of this kind."""
    try:
        base = kind.parse(text.strip(), currency)
        return round(base / kind.parse(f"1 {unit}".strip(), currency), 12)
    except Wrong:
        return None


def _around(found: Factor, default: float, part: float) -> Factor:
    """Return the part of a range that lies around a default, cut off evenly on both sides of it."""
    centre = min(max(default, found.low), found.high)
    if found.log:
        low = centre * (found.low / centre) ** part
        return replace(found, low=low, high=centre * (found.high / centre) ** part)
    return replace(
        found, low=centre + (found.low - centre) * part, high=centre + (found.high - centre) * part
    )
