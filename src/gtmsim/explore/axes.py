"""Unknowns as numbers: where each world lies on an unknown's axis."""

import numpy as np

from gtmsim.design.worlds import Unknown
from gtmsim.program.tables import Floats


def axis(unknown: Unknown, shares: Floats) -> Floats:
    """Return where worlds lie on an unknown's axis: how far along its range, or at which of its values."""
    told = levels(unknown)
    if not told:
        return shares
    return np.array([told.index(unknown.at(float(share))) for share in shares], dtype=np.float64)


def levels(unknown: Unknown) -> tuple[str, ...]:
    """Return the values of an unknown that has only so many, else none."""
    return unknown.range.levels if unknown.range.values or unknown.range.whole else ()
