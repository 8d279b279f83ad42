"""Where in the space of some factors the points lie: every combination, or few that fill it evenly."""

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from gtmsim.design.factor import Factor
from gtmsim.errors import UsageError

if TYPE_CHECKING:
    from gtmsim.program.tables import Floats

Row = tuple[str, ...]  # a value of each factor

MOST_POINTS = 1_000_000
_CUBE = 10  # points; usual numbers of worlds are so many times this


def grid(factors: Sequence[Factor]) -> list[Row]:
    """Return every combination of the factors' values, the last changing fastest. Raises UsageError for a range without steps."""
    levels = [each.levels for each in factors]
    if (count := prod(map(len, levels))) > MOST_POINTS:
        raise UsageError(f"a grid of {count:,} points is too large: a Latin hypercube needs far fewer")
    return list(product(*levels))


def latin(factors: Sequence[Factor], count: int, seed: int) -> list[Row]:
    """Return points of a Latin hypercube: every factor is cut into as many parts as there are points, and each part is met once.

    McKay, Beckman and Conover (1979), as scipy has it.
    """
    from scipy.stats import qmc

    return rows(factors, qmc.LatinHypercube(len(factors), rng=seed).random(_asked(count)))


def sobol(factors: Sequence[Factor], count: int, seed: int) -> list[Row]:
    """Return the first points of a scrambled Sobol sequence (Owen 1998, as scipy has it): even however far it is continued."""
    return rows(factors, sobol_shares(len(factors), count, seed))


def sobol_shares(dimensions: int, count: int, seed: int) -> "Floats":
    """Return those points as shares of the way: point x dimension, each 0 to 1."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, rng=seed)
    # A power of two keeps it balanced; the first of them are the same points.
    power = (_asked(count) - 1).bit_length()
    return sequence.random_base2(power)[:count]


def hypercubes(dimensions: int, count: int, seed: int, stream: int = 0) -> "Floats":
    """Return points of Latin hypercubes of ten points each, one after the other, as shares of the way: point x dimension, 0 to 1.

    For few points in many dimensions, where a Sobol sequence draws pairs of dimensions almost alike: fifty of its points in a
    hundred dimensions have rank correlations of .9 and more, these of .6 at most, as independent draws would. Every ten of them
    are even in each dimension, and the first of more points are the same. Streams of one seed are independent of each other.
    """
    import numpy as np
    from scipy.stats import qmc

    cubes = range(-(-_asked(count) // _CUBE))
    drawn = [
        qmc.LatinHypercube(dimensions, rng=np.random.default_rng([seed, cube, stream])) for cube in cubes
    ]
    return np.concatenate([cube.random(_CUBE) for cube in drawn])[:count]


def rows(factors: Sequence[Factor], shares: "Floats") -> list[Row]:
    """Return the values at shares of the way: point x factor, each 0 to 1."""
    return [tuple(each.at(float(share)) for each, share in zip(factors, row, strict=True)) for row in shares]


def _asked(count: int) -> int:
    if not 1 <= count <= MOST_POINTS:
        raise UsageError(f"points are 1 to {MOST_POINTS:,}, got {count:,}")
    return count
