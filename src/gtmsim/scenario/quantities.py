"""Text with a unit becomes a number in the base unit: seconds, cents, per second, cents per second, per year, share."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gtmsim.scenario.names import nearest
from gtmsim.units import (
    CENTS_PER_UNIT,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MINUTE,
    TICKS_PER_WEEK,
    TICKS_PER_YEAR,
)

DURATIONS: Mapping[str, float] = {
    "s": 1.0,
    "min": float(TICKS_PER_MINUTE),
    "h": float(TICKS_PER_HOUR),
    "day": float(TICKS_PER_DAY),
    "week": float(TICKS_PER_WEEK),
    "month": TICKS_PER_YEAR / 12,
    "quarter": TICKS_PER_YEAR / 4,
    "year": float(TICKS_PER_YEAR),
}
_PLURALS = {f"{unit}s": unit for unit in ("day", "week", "month", "quarter", "year")}
_MEANT = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min", "minutes": "min",
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "d": "days", "w": "weeks", "wk": "weeks", "wks": "weeks",
    "m": "min or months", "mo": "months", "mth": "months", "q": "quarters", "qtr": "quarters", "y": "years",
    "yr": "years", "yrs": "years",
}  # fmt: skip
_AMOUNT = r"(?P<amount>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
_PLAIN = re.compile(_AMOUNT)
_UNITED = re.compile(_AMOUNT + r"\s*(?P<unit>[^\W\d]+|¤|[kM]¤)")
_PERCENT = re.compile(_AMOUNT + r"\s*%")
_PER = re.compile(r"(?P<above>.*?)(?:\s+per\s+|\s*/\s*)(?P<unit>\w+)")
_CURRENCY = re.compile(r"[A-Z]{3}|¤")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Stands for the scenario's currency wherever a text must not know it, as in the schema's own defaults.
ANY_CURRENCY = "¤"


class Wrong(ValueError):
    """A value is not what its field holds. `wanted` says what would be right, `at` where inside the value."""

    def __init__(self, found: object, wanted: str, hint: str = "", at: tuple[str | int, ...] = ()) -> None:
        super().__init__(wanted)
        self.found = found
        self.wanted = wanted
        self.hint = hint
        self.at = at


@dataclass(frozen=True)
class Kind:
    """A kind of quantity: how it is called, an example, and how text or a number becomes its base unit."""

    name: str
    unit: str
    example: str
    parse: Callable[[object, str], float]

    @property
    def wanted(self) -> str:
        """Return what would be right, with an example."""
        return f"{self.name}, such as {self.example}"


def _seconds(unit: str, found: object) -> float:
    single = _PLURALS.get(unit, unit)
    if single in DURATIONS:
        return DURATIONS[single]
    meant = _MEANT.get(unit.lower()) or nearest(unit, [*DURATIONS, *_PLURALS])
    hint = f"did you mean {meant}?" if meant else ""
    raise Wrong(found, f"a unit of time ({', '.join(DURATIONS)})", hint)


def _bare_zero(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and value == 0


def _parse_duration(value: object, _currency: str) -> float:
    if _bare_zero(value):
        return 0.0
    match = _UNITED.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong(value, DURATION.wanted, _unitless(value, "min, h, days, weeks"))
    return float(match["amount"]) * _seconds(match["unit"], value)


def _parse_money(value: object, currency: str) -> float:
    if _bare_zero(value):
        return 0.0
    match = _UNITED.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong(
            value, MONEY.wanted.replace("EUR", currency), _unitless(value, f"{currency}, k{currency}")
        )
    unit = match["unit"].replace(ANY_CURRENCY, currency)
    scales = {currency: 1.0, f"k{currency}": 1e3, f"M{currency}": 1e6}
    if not _CURRENCY.fullmatch(currency):  # told to be wrong elsewhere; any currency will do until then
        scales = dict.fromkeys([unit], 1.0)
    if unit not in scales:
        wanted = f"money in {currency}, k{currency} or M{currency} (the scenario's currency is {currency})"
        raise Wrong(value, wanted)
    return float(match["amount"]) * scales[unit] * CENTS_PER_UNIT


def _split_per(value: object, kind: Kind, currency: str) -> tuple[str, float]:
    match = _PER.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong(value, kind.wanted.replace("EUR", currency), _unitless(value, "per week, /year"))
    return match["above"], _seconds(match["unit"], value)


def _parse_rate(value: object, currency: str) -> float:
    if _bare_zero(value):
        return 0.0
    above, seconds = _split_per(value, RATE, currency)
    if match := _PERCENT.fullmatch(above):
        return float(match["amount"]) / 100 / seconds
    if match := _PLAIN.fullmatch(above):
        return float(match["amount"]) / seconds
    raise Wrong(value, RATE.wanted)


def _parse_money_rate(value: object, currency: str) -> float:
    if _bare_zero(value):
        return 0.0
    above, seconds = _split_per(value, MONEY_RATE, currency)
    return _parse_money(above, currency) / seconds


def _parse_growth(value: object, currency: str) -> float:
    if _bare_zero(value):
        return 0.0
    above, seconds = _split_per(value, GROWTH, currency)
    if seconds != DURATIONS["year"]:
        raise Wrong(value, GROWTH.wanted, "growth is told a year")
    if match := _PERCENT.fullmatch(above):
        return float(match["amount"]) / 100
    if match := _PLAIN.fullmatch(above):
        return float(match["amount"])
    raise Wrong(value, GROWTH.wanted)


def _bare_number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = _PLAIN.fullmatch(value.strip()) if isinstance(value, str) else None
    return float(match[0]) if match else None


def _parse_share(value: object, _currency: str) -> float:
    if isinstance(value, str) and (match := _PERCENT.fullmatch(value.strip())):
        return float(match["amount"]) / 100
    number = _bare_number(value)
    if number is None:
        raise Wrong(value, SHARE.wanted)
    return number


def _parse_number(value: object, _currency: str) -> float:
    number = _bare_number(value)
    if number is None:
        raise Wrong(value, NUMBER.wanted)
    return number


def _unitless(value: object, units: str) -> str:
    return f"a number needs its unit: {units}" if _bare_number(value) is not None else ""


DURATION = Kind("a duration", "s", "45 min or 3 weeks", _parse_duration)
MONEY = Kind("money", "cents", "120 kEUR", _parse_money)
RATE = Kind("a rate", "per s", "12 per week or 20 %/year", _parse_rate)
MONEY_RATE = Kind("money over time", "cents per s", "90 kEUR/year", _parse_money_rate)
GROWTH = Kind("growth", "per year", "3 %/year", _parse_growth)
SHARE = Kind("a share", "share", "0.3 or 30 %", _parse_share)
WEIGHT = Kind("a weight", "weight", "1", _parse_number)
NUMBER = Kind("a number", "number", "1.5", _parse_number)


def parse_date(value: object) -> date:
    """Return the date a text such as `2027-01-04` names. Raises `Wrong` for anything else."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Wrong(value, "a date that exists, such as 2027-01-04") from None
    raise Wrong(value, "a date, such as 2027-01-04")


def parse_count(value: object, words: str) -> int:
    """Return a whole number, 0 or more. Raises `Wrong` with these words for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value  # as it is: a float would lose the last digits of a long seed
    number = _bare_number(value)
    if number is None or number < 0 or not number.is_integer():
        raise Wrong(value, words)
    return int(number)
