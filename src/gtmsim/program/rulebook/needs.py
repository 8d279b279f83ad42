"""What buyers need, and how far a product is that."""

from math import exp, log

from gtmsim.program.rulebook.numbers import TINY


def fit_of(needs: memoryview, features: memoryview, segment: int, product: int, attributes: int) -> float:
    """Return which share of what a segment needs a product has: the mean of its features, weighted by the needs (0..1)."""
    needed = 0.0
    had = 0.0
    for k in range(attributes):
        weight = needs[segment * attributes + k]
        needed = needed + weight
        had = had + weight * features[product * attributes + k]
    if needed <= 0.0:
        return 0.0
    return had / needed


def private_share(u: float, share: float) -> float:
    """Return which share of an account's needs is nobody else's: a power of a uniform, whose mean over accounts is as said."""
    if share <= 0.0:
        return 0.0
    if share >= 1.0:
        return 1.0
    if u < TINY:
        return 0.0
    power = (1.0 - share) / share * log(u)
    if power < -600.0:
        return 0.0
    return exp(power)


def account_fit(fit: float, private: float, built: float) -> float:
    """Return how far a product is what an account needs; of what only it needs, only what was built for it counts."""
    return (1.0 - private) * fit + private * built


def fit_lift(slope: float, fit: float, usual: float) -> float:
    """Return what fit adds to the logit of advancing, against the fit at which the stages' outcomes hold."""
    return slope * (fit - usual)
