"""The kinds of field a scenario has, and how a field says its default, its grade and its source.

A grade tells how far to trust a default: A meta-analysis or several studies, B one study or large objective data,
C a survey with a stated n, D folklore or a guess to vary; `-` is a convenience that claims nothing about the world.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gtmsim.scenario import quantities as q
from gtmsim.scenario.forms import Domain, parse_distribution, parse_number
from gtmsim.scenario.quantities import ANY_CURRENCY, Kind, Wrong
from gtmsim.scenario.values import Distribution, Number, Uncertain, central

Grade: TypeAlias = Literal["A", "B", "C", "D", "-"]
SUM_TOLERANCE = 1e-6
MOST_SESSIONS = 1e3


class Section(BaseModel):
    """A map with known keys. Frozen; unknown keys are refused; defaults are read like anything written."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def said(
    default: object,
    meaning: str,
    *,
    grade: Grade = "-",
    source: str = "convention",
    prior: str | None = None,
    unsaid: str | None = None,
) -> Any:
    """Return a field with its default in human units, what it means, and how far to trust the default.

    `prior` tells how wide the truth may lie. `unsaid` says in words what holds when a default of None is kept.
    """
    extra: dict[str, Any] = {"grade": grade, "source": source}
    if prior is not None:
        extra["prior"] = prior
    if unsaid is not None:
        extra["unsaid"] = unsaid
    return Field(default=default, description=meaning, json_schema_extra=extra)


def parts(default: Callable[[], BaseModel], meaning: str) -> Any:
    """Return a field that holds a section of its own; `default` makes the one that holds when nothing is written."""
    return Field(default_factory=default, description=meaning)


def fault(wrong: Wrong) -> PydanticCustomError:
    """Return a wrong value in the form pydantic collects, so that all faults are told together."""
    context = {"found": wrong.found, "wanted": wrong.wanted, "hint": wrong.hint, "at": wrong.at}
    return PydanticCustomError("gtmsim", "{wanted}", context)


def _currency(info: ValidationInfo) -> str:
    context = info.context
    return str(context.get("currency", ANY_CURRENCY)) if isinstance(context, Mapping) else ANY_CURRENCY


@dataclass(frozen=True)
class Quantity:
    """Annotation of a field that holds a number with a unit, or a distribution of such numbers."""

    kind: Kind
    domain: Domain
    distribution: bool = False
    uncertain: bool = True

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object, info: ValidationInfo) -> Number | Distribution:
            currency = _currency(info)
            try:
                if self.distribution:
                    return parse_distribution(value, self.kind, currency, self.domain)
                return parse_number(value, self.kind, currency, self.domain, uncertain=self.uncertain)
            except Wrong as wrong:
                raise fault(wrong) from None

        return core_schema.with_info_plain_validator_function(validate)


@dataclass(frozen=True)
class Plain:
    """Annotation of a field that holds one certain thing which is no quantity: a count, a date, a word."""

    parse: Callable[[object], object]
    form: Literal["count", "date", "word", "currency"]
    lo: int = 0
    hi: int = 0

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> object:
            try:
                return self.parse(value)
            except Wrong as wrong:
                raise fault(wrong) from None

        return core_schema.no_info_plain_validator_function(validate)


def _count_within(lo: int, hi: int, words: str) -> Callable[[object], int]:
    def parse(value: object) -> int:
        number = q.parse_count(value, words)
        if not lo <= number <= hi:
            raise Wrong(value, words)
        return number

    return parse


def counting(lo: int, hi: int, words: str) -> Plain:
    """Return the annotation of a whole number within bounds; `words` say what would be right."""
    return Plain(_count_within(lo, hi, words), "count", lo, hi)


def _word(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Wrong(value, "a name")


def _parse_currency(value: object) -> str:
    if isinstance(value, str) and len(value) == 3 and value.isascii() and value.isupper() and value.isalpha():
        return value
    raise Wrong(value, "three capitals, such as EUR")


_A_LONG_TIME = 1000 * q.DURATIONS["year"]
_A_LOT = 1e15
_DURATION = Domain(0.0, _A_LONG_TIME, "a duration: 0 or more, less than 1000 years")
_ABOVE_ZERO = Domain(1e-3, 1e3, "a number above 0: 0.001 to 1000")

_SESSIONS_WORDS = "a mean number of sessions: 0, or 1 to 1000"


def _none_or_one(sessions: Number) -> Number:
    """Return a mean number of sessions that can be one: at least 1, or 0 for none at all."""
    if isinstance(sessions, Uncertain):
        if sessions.a < 1:
            raise fault(Wrong(sessions.a, _SESSIONS_WORDS))
        return sessions.clipped(1.0, MOST_SESSIONS)
    if 0 < sessions < 1:
        raise fault(Wrong(sessions, _SESSIONS_WORDS))
    return sessions


Duration = Annotated[Number, Quantity(q.DURATION, _DURATION)]
SomeDuration = Annotated[
    Number, Quantity(q.DURATION, Domain(1.0, _A_LONG_TIME, "a duration: 1 s or more, less than 1000 years"))
]
CertainDuration = Annotated[float, Quantity(q.DURATION, _DURATION, uncertain=False)]
Horizon = Annotated[
    float,
    Quantity(
        q.DURATION, Domain(1.0, 100 * q.DURATIONS["year"], "more than 0, at most 100 years"), uncertain=False
    ),
]
Durations = Annotated[Distribution, Quantity(q.DURATION, _DURATION, distribution=True)]
Money = Annotated[Number, Quantity(q.MONEY, Domain(0.0, _A_LOT, "money: 0 or more"))]
SomeMoney = Annotated[Number, Quantity(q.MONEY, Domain(1.0, _A_LOT, "money: at least a hundredth"))]
Moneys = Annotated[
    Distribution, Quantity(q.MONEY, Domain(0.0, _A_LOT, "money: 0 or more"), distribution=True)
]
Rate = Annotated[Number, Quantity(q.RATE, Domain(0.0, 1e3, "a rate: 0 or more, at most 1000 per s"))]
MoneyRate = Annotated[Number, Quantity(q.MONEY_RATE, Domain(0.0, _A_LOT, "money over time: 0 or more"))]
# A rate\'s shape over time is structure: a table made once, not a number that differs between replications.
Growth = Annotated[
    float, Quantity(q.GROWTH, Domain(-0.99, 10.0, "growth from -99 % to 1000 % a year"), uncertain=False)
]
Share = Annotated[Number, Quantity(q.SHARE, Domain(0.0, 1.0, "a share: 0 to 1, or 0 % to 100 %"))]
CertainShare = Annotated[
    float, Quantity(q.SHARE, Domain(0.0, 1.0, "a share: 0 to 1, or 0 % to 100 %"), uncertain=False)
]
_WEIGHT = Domain(0.0, 1e9, "a weight: 0 or more")
Weight = Annotated[Number, Quantity(q.WEIGHT, _WEIGHT)]
CertainWeight = Annotated[float, Quantity(q.WEIGHT, _WEIGHT, uncertain=False)]
Positive = Annotated[Number, Quantity(q.NUMBER, _ABOVE_ZERO)]
Logit = Annotated[
    Number, Quantity(q.NUMBER, Domain(-20.0, 20.0, "a number from -20 to 20, on the logit scale"))
]
Spread = Annotated[Number, Quantity(q.NUMBER, Domain(0.0, 20.0, "a spread: 0 to 20, on the logit scale"))]
Sigma = Annotated[Number, Quantity(q.NUMBER, Domain(0.0, 10.0, "a spread: 0 to 10, on the log scale"))]
Exponent = Annotated[Number, Quantity(q.NUMBER, Domain(0.0, 20.0, "an exponent: 0 to 20"))]
Dispersion = Annotated[Number, Quantity(q.NUMBER, Domain(1.0, 1e3, "an index of dispersion: 1 to 1000"))]
Chance = Annotated[Number, Quantity(q.SHARE, Domain(0.0, 0.999, "a share below 1: 0 to 0.999"))]
Sessions = Annotated[
    Number, Quantity(q.NUMBER, Domain(0.0, MOST_SESSIONS, _SESSIONS_WORDS)), AfterValidator(_none_or_one)
]
SomeSessions = Annotated[
    Number, Quantity(q.NUMBER, Domain(1.0, MOST_SESSIONS, "a mean number of sessions: 1 to 1000"))
]
Count = Annotated[int, counting(0, 10**9, "a count: a whole number, 0 or more")]
Date = Annotated[date, Plain(q.parse_date, "date")]
Word = Annotated[str, Plain(_word, "word")]
Currency = Annotated[str, Plain(_parse_currency, "currency")]


def add_up(shares: Mapping[str, Number]) -> None:
    """Raise a fault unless the shares add up to 1. Uncertain shares count by their medians."""
    total = sum(central(share) for share in shares.values())
    if abs(total - 1) > SUM_TOLERANCE:
        told = " + ".join(f"{name} {central(share):g}" for name, share in shares.items()) or "no share"
        raise fault(
            Wrong(f"{total:.6g}", f"shares add up to 1; {told} {'do' if len(shares) > 1 else 'does'} not")
        )


def _whole(shares: dict[str, Number]) -> dict[str, Number]:
    add_up(shares)
    return shares


def one_name(value: object) -> object:
    """Return a single name as the whole share of it; anything else as it is."""
    return {value: 1.0} if isinstance(value, str) else value


Shares = Annotated[dict[str, Share], AfterValidator(_whole)]
SharesOrName = Annotated[dict[str, Share], BeforeValidator(one_name), AfterValidator(_whole)]
