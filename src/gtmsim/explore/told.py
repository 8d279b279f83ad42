"""What answers about worlds have in common: amounts in a sentence, and the worlds as plain data."""

from math import floor, isfinite, log10

from gtmsim.explore.in_worlds import Worlds

_UNITS = {"share": "", "count": ""}


def amount(value: float, unit: str) -> str:
    """Return a value to three digits with its unit: `1.24 MEUR`, `12 days`."""
    if unit == "share":
        return percent(value)
    told, times = value, ""
    if len(unit) == 3 and unit.isupper():  # a currency
        told, times = next(
            (
                (value / size, letter)
                for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k"))
                if abs(value) >= size
            ),
            (value, ""),
        )
    return f"{_short(told)} {times}{_UNITS.get(unit, unit)}".rstrip()


def percent(share: float) -> str:
    """Return a share in percent."""
    return f"{_short(100.0 * share)} %"


def spanned(value: float, low: float, high: float, unit: str) -> str:
    """Return a value with its interval."""
    return f"{amount(value, unit)} (95 %: {amount(low, unit)} to {amount(high, unit)})"


def worlds_json(worlds: Worlds) -> dict[str, object]:
    """Return what was drawn, and every world with its means, as plain data."""
    return {
        "metric": worlds.metric,
        "unit": worlds.unit,
        "better": worlds.better,
        "worlds_wanted": worlds.wanted,
        "worlds_refused": worlds.refused,
        "worlds_silent": worlds.silent,
        "interrupted": worlds.interrupted,
        "drawn": [
            {"path": each.path, "why": each.why, "low": each.at(0.0), "high": each.at(1.0)}
            for each in worlds.unknowns
        ],
        "worlds": worlds.frame().to_dicts(),
    }


def _short(value: float) -> str:
    if not isfinite(value):
        return "-"
    digits = 0 if value == 0.0 else max(0, 2 - floor(log10(abs(value))))
    told = f"{value:,.{digits}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told
