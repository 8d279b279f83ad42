"""Student's t distribution, as far as an interval needs it; a statistics library would take longer to load than a first answer."""

from functools import lru_cache
from math import atan, cos, exp, lgamma, pi, sin, sqrt

import numpy as np


@lru_cache(maxsize=256)
def t_quantile(confidence: float, freedom: int) -> float:
    """Return how many standard errors a two-sided t interval reaches from the mean, with so many degrees of freedom."""
    density = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    reach, further = 0.0, confidence / (2.0 * density)
    # The share within grows ever slower with the reach, so Newton's steps come from below and stop where they cannot be told apart.
    while further > reach:
        reach = further
        slope = 2.0 * density * (1.0 + reach * reach / freedom) ** (-(freedom + 1) / 2)
        further = reach + (confidence - share_within(reach, freedom)) / slope
    return reach


def share_within(reach: float, freedom: int) -> float:
    """Return the chance that t lies within plus or minus `reach`, for a whole number of degrees of freedom.

    The finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
    """
    odd = freedom % 2
    numbers = np.arange(1 + odd, freedom - 1, 2, dtype=np.float64)
    terms = np.cumprod(numbers / (numbers + 1.0) * (freedom / (freedom + reach * reach)))
    series, angle = 1.0 + float(terms.sum()), atan(reach / sqrt(freedom))
    if not odd:
        return sin(angle) * series
    return 2.0 / pi * (angle if freedom == 1 else angle + sin(angle) * cos(angle) * series)
