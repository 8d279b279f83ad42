"""Maps that stand for one value: `{uncertain: ...}` and the ways to write a distribution."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from gtmsim.scenario.names import suggestion
from gtmsim.scenario.quantities import NUMBER, Kind, Wrong
from gtmsim.scenario.values import Z90, Distribution, Number, Uncertain

# Every key that may stand in a map that is one value. Layers use it to know a value from a section.
WORDS = frozenset(
    [
        "uncertain",
        "low",
        "high",
        "p10",
        "p50",
        "p90",
        "mean",
        "sd",
        "median",
        "sigma",
        "exponential",
        "weibull",
        "shape",
        "fixed",
    ]
)
_UNCERTAIN_FORMS = "{low: , high: }, {p10: , p50: , p90: } or {mean: , sd: }"
_FORMS = (
    "{median: , sigma: }, {mean: , sd: }, {p10: , p50: , p90: }, {exponential: }, {weibull: , shape: }, "
    "{fixed: } or a plain value"
)


@dataclass(frozen=True)
class Domain:
    """The values a field may take, both ends included, and how to say so."""

    lo: float
    hi: float
    words: str


ANY_SIGMA = Domain(0.0, 10.0, "sigma: a number from 0 to 10")
ANY_SHAPE = Domain(0.05, 50.0, "shape: a number from 0.05 to 50")


def parse_number(
    value: object, kind: Kind, currency: str, domain: Domain, *, uncertain: bool = True
) -> Number:
    """Return a quantity in its base unit, or the `Uncertain` a map describes. Raises `Wrong`."""
    if isinstance(value, Uncertain):
        return value.clipped(domain.lo, domain.hi)
    if isinstance(value, Mapping):
        if not uncertain:
            raise Wrong(value, f"{kind.wanted}; it cannot be uncertain")
        if set(value) != {"uncertain"}:
            raise Wrong(value, f"{kind.wanted}, or {{uncertain: {_UNCERTAIN_FORMS}}}", _word(value))
        return _uncertain(value["uncertain"], kind, currency, domain)
    return _inside(value, kind.parse(value, currency), domain)


def parse_distribution(value: object, kind: Kind, currency: str, domain: Domain) -> Distribution:
    """Return the distribution a plain quantity or a map describes, in the kind's base unit. Raises `Wrong`."""
    if isinstance(value, Distribution):
        return value
    if not isinstance(value, Mapping) or set(value) == {"uncertain"}:
        return Distribution("fixed", parse_number(value, kind, currency, domain))

    positive = Domain(1e-9, domain.hi, f"{kind.name} above 0")

    def quantity(key: str, within: Domain, of: Kind = kind, uncertain: bool = True) -> Number:
        try:
            return parse_number(value[key], of, currency, within, uncertain=uncertain)
        except Wrong as wrong:
            raise Wrong(wrong.found, wrong.wanted, wrong.hint, (key, *wrong.at)) from None

    keys = set(value)
    if keys == {"fixed"}:
        return Distribution("fixed", quantity("fixed", domain))
    if keys == {"exponential"}:
        return Distribution("exponential", quantity("exponential", positive))
    if keys == {"median", "sigma"}:
        return Distribution("lognormal", quantity("median", positive), quantity("sigma", ANY_SIGMA, NUMBER))
    if keys == {"weibull", "shape"}:
        return Distribution("weibull", quantity("weibull", positive), quantity("shape", ANY_SHAPE, NUMBER))
    if keys == {"mean", "sd"}:
        mean = cast(float, quantity("mean", positive, uncertain=False))
        sd = cast(float, quantity("sd", Domain(0.0, domain.hi, f"{kind.name}, 0 or more"), uncertain=False))
        variance = math.log1p((sd / mean) ** 2)
        return Distribution("lognormal", mean * math.exp(-variance / 2), math.sqrt(variance))
    if keys == {"p10", "p50", "p90"}:
        low, middle, high = (
            cast(float, quantity(key, positive, uncertain=False)) for key in ("p10", "p50", "p90")
        )
        if not low < middle < high:
            raise Wrong(value, "p10 below p50 below p90")
        return Distribution("lognormal", middle, math.log(high / low) / (2 * Z90))
    raise Wrong(value, f"one of {_FORMS}", _word(value))


def _uncertain(value: object, kind: Kind, currency: str, domain: Domain) -> Uncertain:
    if not isinstance(value, Mapping):
        raise Wrong(value, _UNCERTAIN_FORMS, at=("uncertain",))

    def quantity(key: str, within: Domain = domain) -> float:
        try:
            return _inside(value[key], kind.parse(value[key], currency), within)
        except Wrong as wrong:
            raise Wrong(wrong.found, wrong.wanted, wrong.hint, ("uncertain", key)) from None

    keys = set(value)
    if keys == {"low", "high"}:
        low, high = quantity("low"), quantity("high")
        if low > high:
            raise Wrong(value, "low below high", at=("uncertain",))
        return Uncertain("uniform", low, high, 0.0, domain.lo, domain.hi)
    if keys == {"p10", "p50", "p90"}:
        p10, p50, p90 = quantity("p10"), quantity("p50"), quantity("p90")
        if not p10 <= p50 <= p90:
            raise Wrong(value, "p10 below p50 below p90", at=("uncertain",))
        return Uncertain("percentiles", p10, p50, p90, domain.lo, domain.hi)
    if keys == {"mean", "sd"}:
        spread = Domain(0.0, math.inf, "a spread: 0 or more")
        return Uncertain("normal", quantity("mean"), quantity("sd", spread), 0.0, domain.lo, domain.hi)
    raise Wrong(value, _UNCERTAIN_FORMS, _word(value), ("uncertain",))


def _inside(value: object, number: float, domain: Domain) -> float:
    if not domain.lo <= number <= domain.hi:
        raise Wrong(value, domain.words)
    return number


def _word(value: Mapping[object, object]) -> str:
    """Return a hint for the first key that is no word of any form."""
    for key in value:
        if key not in WORDS:
            return suggestion(str(key), WORDS)
    return ""
