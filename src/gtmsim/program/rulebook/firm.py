"""The firm as a whole: what one part of it writes on Mondays and the others read."""

from gtmsim.program.rulebook.numbers import micro

FIRM_FACTORS = 16  # places of `layout.Firm` below this multiply something, the others add to it


def neutral(place: int) -> float:
    """Return what a place of the firm holds while nobody has written it: a factor of 1, an addend of 0."""
    return 1.0 if place < FIRM_FACTORS else 0.0


def signed_micro(x: float) -> int:
    """Return a stock that may be negative in millionths, so that sums over replications are exact whatever their order."""
    if x < 0.0:
        return -micro(-x)
    return micro(x)
