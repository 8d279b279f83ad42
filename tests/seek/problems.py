"""Systems whose best is known: normal values that share a part of their luck."""

from collections.abc import Mapping, Sequence

import numpy as np

from gtmsim.program.tables import Floats
from gtmsim.seek.selection import Draw, Race, Selection


def slippage(many: int, ahead: float, seed: int, shared: float = 0.5, spread: float = 1.0) -> Draw:
    """Return draws of systems of which the first is better than all others by the same, the worst case of a selection.

    `shared` is the correlation of two systems in one replication; the spread grows along the systems from 1 to `spread`.
    """
    seen: list[Floats] = []
    rng = np.random.default_rng(seed)
    means = np.where(np.arange(many) == 0, ahead, 0.0)
    scales = np.linspace(1.0, spread, many)

    def draw(names: Sequence[str], first: int, count: int) -> Mapping[str, Floats]:
        while len(seen) < first + count:
            luck = shared**0.5 * rng.normal() + (1.0 - shared) ** 0.5 * rng.normal(size=many)
            seen.append(means + scales * luck)
        table = np.stack(seen[first : first + count])
        return {name: table[:, int(name)] for name in names}

    return draw


def names_of(many: int) -> list[str]:
    return [str(place) for place in range(many)]


def chosen_right(
    many: int,
    trials: int,
    *,
    confidence: float,
    start: int,
    shared: float = 0.5,
    ahead: float = 0.2,
    spread: float = 1.0,
    shrink: float = 1.0,
) -> tuple[float, float]:
    """Return the share of selections that chose the first, which is ahead by the indifference zone, and the mean runs they took.

    `shrink` breaks the procedure: its constant h is multiplied by it.
    """
    right, runs = 0, 0
    for seed in range(trials):
        race = Race(names_of(many), delta=ahead, confidence=confidence, start=start)
        race.spread *= shrink**2
        told: Selection = race.run(slippage(many, ahead, seed, shared, spread))
        right += told.order[0] == "0"
        runs += sum(told.compared.values())
    return right / trials, runs / trials
