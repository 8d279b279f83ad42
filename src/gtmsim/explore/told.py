"""What answers of exploring have in common: amounts in a sentence, and worlds as plain data."""

from gtmsim.amounts import number, scale_of, short
from gtmsim.design.factor import parted
from gtmsim.explore.in_worlds import Worlds


def amount(value: float, unit: str) -> str:
    """Return a value to three digits with its unit: `1.24 MEUR`, `12 days`."""
    scale = scale_of(unit, value)
    return f"{short(value / scale.divisor)} {scale.unit}".rstrip()


def spanned(value: float, low: float, high: float, unit: str) -> str:
    """Return a value with its interval, in one unit."""
    scale = scale_of(unit, max(abs(value), abs(high)))
    digits = scale.digits((high - low) / 2.0, max(abs(value), abs(high)))
    bounds = f"{scale.number(low, digits)} to {scale.number(high, digits)}"
    return f"{number(value / scale.divisor, digits)} {scale.unit} (95 %: {bounds})".replace("  ", " ")


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


def rounded(value: str) -> str:
    """Return a value with its number to three digits."""
    found = parted(value)
    return value if found is None else f"{short(found[0])} {found[1]}".rstrip()
