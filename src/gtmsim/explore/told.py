"""What answers of exploring have in common: worlds as plain data, and values as a sentence has them."""

from gtmsim.amounts import short
from gtmsim.design.factor import parted
from gtmsim.explore.in_worlds import Worlds


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
