"""The library: what material does."""

from math import exp

from gtmsim.program.rulebook.numbers import whole_ticks


def in_use(coverage: float, adoption: float) -> float:
    """Return how much of a full toolkit is both there and used by sellers."""
    return coverage * adoption


def answer_helps(u: float, library: float) -> bool:
    """Return whether the self-serve library has what the deal needs."""
    return u < library


def avoided(u: float, avoidable: float, library: float) -> bool:
    """Return whether material answers a request before it is work for anybody."""
    return u < avoidable * library


def material_lift(lift: float, library: float) -> float:
    """Return what material adds to the logit of winning, for every deal of the stage."""
    return lift * library


def covered_next_week(coverage: float, kept: float, hours: float, scale: float) -> float:
    """Return next week's coverage: what has not gone out of date, and of the rest what the week's hours have made."""
    old = kept * coverage
    if scale <= 0.0:
        return old
    return old + (1.0 - old) * (1.0 - exp(-hours / scale))


def reuse_adds(coverage: float, gain: float) -> float:
    """Return the coverage after one more reusable piece: it covers a share of what is missing."""
    return coverage + gain * (1.0 - coverage)


def is_reusable(u: float, share: float) -> bool:
    """Return whether help is made so that it serves other deals as well."""
    return u < share


def made_reusable(need: int, premium: float) -> int:
    """Return what a session of help needs when its output is to serve other deals as well."""
    return whole_ticks(need * (1.0 + premium))
