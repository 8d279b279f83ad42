"""Arrays of numbers that rules read, and may write."""

from array import array
from collections.abc import Iterable


def doubles(numbers: Iterable[float]) -> "memoryview[float]":
    """Return an array that holds the given numbers."""
    return memoryview(array("d", numbers))


def places(count: int, value: float = 0.0) -> "memoryview[float]":
    """Return an array of so many places that all hold the same."""
    return doubles([value] * count)
