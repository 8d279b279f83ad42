"""Worlds made up from numbers, so that what is said of them is known beforehand."""

from collections.abc import Sequence

import numpy as np

from gtmsim.design import Factor
from gtmsim.design.worlds import Unknown
from gtmsim.explore.in_worlds import Worlds
from gtmsim.measure.made import Made
from gtmsim.program.tables import Floats


def worlds_of(
    outcomes: Floats | Sequence[object], shares: Floats | None = None, better: str = "higher"
) -> Worlds:
    """Return worlds with these outcomes, world x alternative x replication; unknowns x0, x1, ... go from 0 to 1."""
    told = np.asarray(outcomes, dtype=float)
    told = told[:, :, None] if told.ndim == 2 else told
    lie = np.zeros((len(told), 1)) if shares is None else shares
    names = tuple("abc"[: told.shape[1]])
    drawn = tuple(
        Unknown(f"x{place}", "a guess", {name: Factor(f"x{place}", low=0.0, high=1.0) for name in names})
        for place in range(lie.shape[1])
    )
    made = Made(1, 0, told.shape[2], "core", dict.fromkeys(names, "0"), {"gtmsim": "0"})
    return Worlds(names, drawn, lie, told, "profit", "EUR", better, len(told), 0, 0, False, made)
