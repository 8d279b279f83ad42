"""Numbers as plain data that JSON can hold: what has no value is null."""

from math import isfinite

from gtmsim.measure.intervals import Estimate


def plain(value: object) -> object:
    """Return a value JSON can hold: numbers that are none become None."""
    return None if isinstance(value, float) and not isfinite(value) else value


def plainly(data: object) -> object:
    """Return plain data in which every number is one that JSON can hold, however deep it stands."""
    if isinstance(data, dict):
        return {key: plainly(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plainly(value) for value in data]
    return plain(data)


def interval(estimate: Estimate) -> dict[str, object]:
    """Return a mean and its interval, in the estimate's unit."""
    return {"mean": plain(estimate.mean), "low": plain(estimate.low), "high": plain(estimate.high)}
