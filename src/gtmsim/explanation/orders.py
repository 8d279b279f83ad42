"""What each of several factors is worth when all are turned from A to B, whatever the order: their Shapley values."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import comb

import numpy as np

from gtmsim.program.tables import Floats

Levels = Mapping[str, Floats]


def shapley(
    names: Sequence[str], worth: Callable[[Levels], Floats], a: Levels, b: Levels, groups: Mapping[str, str]
) -> dict[str, Floats]:
    """Return how much each named step adds to `worth` on the way from a to b, the mean over all orders of turning them.

    `groups` says to which step each level belongs: the levels of a step turn together, those of none stay as in a. The steps add up
    to worth(b) - worth(a): Shapley (1953), A value for n-person games, eq. 13.
    """
    worths = {chosen: worth(_mixed(chosen, a, b, groups)) for chosen in _subsets(names)}
    n = len(names)
    steps = {}
    for name in names:
        others = [each for each in names if each != name]
        steps[name] = sum(
            (
                (worths[frozenset((*chosen, name))] - worths[chosen]) / (n * comb(n - 1, len(chosen)))
                for chosen in _subsets(others)
            ),
            start=np.zeros(()),
        )
    return steps


def _subsets(names: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


def _mixed(chosen: frozenset[str], a: Levels, b: Levels, groups: Mapping[str, str]) -> Levels:
    return {level: (b if groups.get(level) in chosen else a)[level] for level in a}
