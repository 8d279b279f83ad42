"""Numbers with their units, as words and tables show them."""

from gtmsim.amounts import (
    NOTHING,
    Scale,
    counted,
    decimals,
    duration,
    listed,
    money,
    number,
    percent,
    rate,
    scale_of,
    short,
    signed,
)

__all__ = [
    "NOTHING",
    "Scale",
    "counted",
    "decimals",
    "duration",
    "listed",
    "money",
    "number",
    "percent",
    "rate",
    "scale_of",
    "short",
    "signed",
]
