"""Means without rounding: money in whole cents, everything else as the number it is, summed as fractions."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.program.tables import Floats
from gtmsim.units import CENTS_PER_UNIT


def exact(value: float) -> Fraction:
    """Return a value as a fraction: of whole cents if that is what it stands for, which no float can hold, else of the float."""
    cents = round(value * CENTS_PER_UNIT)
    return Fraction(cents, CENTS_PER_UNIT) if cents / CENTS_PER_UNIT == value else Fraction(value)


def exact_mean(values: Iterable[float]) -> Fraction:
    """Return the mean of values, none of them NaN, without rounding."""
    told = [exact(value) for value in values]
    return sum(told, Fraction(0)) / len(told)


def estimate_of(values: Floats, mean: Fraction, confidence: float) -> Estimate:
    """Return the t interval of a value a replication, around a mean that was computed without rounding."""
    told = mean_interval(values, confidence)
    centre, half = float(mean), told.half_width
    return replace(told, mean=centre, low=centre - half, high=centre + half)
