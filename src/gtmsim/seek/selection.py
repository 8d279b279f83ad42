"""Which of some systems has the largest mean, with a stated chance of being right: procedure KN, on shared luck.

S.-H. Kim and B. L. Nelson (2001), A fully sequential procedure for indifference-zone selection in simulation, ACM Transactions on
Modeling and Computer Simulation 11, 251-273. All begin with `start` replications, whose paired differences tell how luck moves each
pair apart. Then one replication more of all that are left, again and again; who has fallen too far behind somebody is set aside.
If the best is better than all others by `delta`, it is chosen with at least the confidence asked for, however the systems depend on
each other. Proved for values that are normally distributed and replications that are independent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.program.tables import Floats

FEWEST = 10  # replications to begin with: fewer know too little of the spread, and cost more in the end

# Names, first, count: one value a replication.
Draw = Callable[[Sequence[str], int, int], Mapping[str, Floats]]
Heard = Callable[["Race"], None]


@dataclass(frozen=True)
class Selection:
    """Who was chosen, and how long the others stayed. Replications count from the first of the selection.

    `order`: the chosen first, then who else was left, then the others by how far they were behind. `left`: who was not set aside;
    the chosen alone, unless others are its equal or the end was not reached.
    """

    order: tuple[str, ...]
    left: tuple[str, ...]
    compared: Mapping[str, int]  # replications until each was set aside, or the end
    means: Mapping[str, float]  # over those
    behind: Mapping[str, float]  # how far behind the chosen, over the same replications as it
    ended: bool  # whether the procedure came to its end: the chance it promises holds only then


class Race:
    """The procedure as it goes on. `run` takes it to its end; what it knows so far can be asked at any time.

    `most` is how many replications one system may take: where that is too few, it stops short of its promise. Raises UsageError for
    what is no selection.
    """

    def __init__(
        self, names: Sequence[str], *, delta: float, confidence: float, start: int, most: int | None = None
    ) -> None:
        if not delta > 0.0:
            raise UsageError(f"the indifference zone is a difference above 0, got {delta:g}")
        if not 0.0 < confidence < 1.0:
            raise UsageError(f"a confidence is above 0 and below 1, got {confidence:g}")
        if start < FEWEST:
            raise UsageError(f"a selection begins with {FEWEST} replications or more, got {start}")
        self.names = tuple(names)
        self.delta, self.start, self.most = delta, start, most
        self.count = 0  # replications of those who are left
        self.spread = factor(len(self.names), confidence, start)
        self.left = np.arange(len(self.names))
        self._sums = np.zeros(len(self.names))
        self._counts = np.zeros(len(self.names), dtype=np.int64)
        self._then: dict[int, Floats] = {}  # means of all when somebody was set aside
        self._reach = np.zeros((len(self.names), len(self.names)))
        self._longest = 0.0

    @property
    def over(self) -> bool:
        """Whether somebody is chosen with what is promised."""
        return len(self.left) == 1 or (self.count > 0 and self.count > self._longest)

    @property
    def most_runs_left(self) -> int:
        """How many more runs it may take at most; most often it takes far fewer."""
        if self.over:
            return 0
        end = self._longest + 1.0 if self.count else self.start
        return round((min(end, self.most or end) - self.count) * len(self.left))

    def leader(self) -> tuple[str, float]:
        """Return who has the largest mean of those who are left, and that mean."""
        means = self._means()
        best = int(self.left[np.argmax(means[self.left])])
        return self.names[best], float(means[best])

    def run(self, draw: Draw, heard: Heard | None = None) -> Selection:
        """Return whom the procedure chooses. Raises whatever `draw` raises; `selection` tells how far it came."""
        if not self.over and self.count == 0:
            self._begin(draw)
        while not self.over and (self.most is None or self.count < self.most):
            if heard is not None:
                heard(self)
            taken = self.left
            found = draw([self.names[place] for place in taken], self.count, self._block())
            table = np.stack([found[self.names[place]] for place in taken], axis=1)
            for row in table:
                self._sums[self.left] += row[np.searchsorted(taken, self.left)]
                self._counts[self.left] += 1
                self.count += 1
                self._screen()
                if self.over:  # what a block holds beyond the end is not looked at
                    break
        return self.selection()

    def selection(self) -> Selection:
        """Return how it stands."""
        means = self._means()
        chosen = int(self.left[np.argmax(means[self.left])])
        left = set(self.left.tolist())
        behind = [
            0.0 if place == chosen else float(then[chosen] - then[place])
            for place in range(len(self.names))
            for then in (self._then.get(place, means),)
        ]
        order = sorted(
            range(len(self.names)), key=lambda place: (place != chosen, place not in left, behind[place])
        )
        return Selection(
            tuple(self.names[place] for place in order),
            tuple(self.names[place] for place in order if place in left),
            {name: int(count) for name, count in zip(self.names, self._counts, strict=True)},
            {name: float(mean) for name, mean in zip(self.names, means, strict=True)},
            dict(zip(self.names, behind, strict=True)),
            self.over,
        )

    def _begin(self, draw: Draw) -> None:
        found = draw(self.names, 0, self.start)
        table = np.stack([found[name] for name in self.names], axis=1)
        centred = table - table.mean(axis=0)
        products = centred.T @ centred / (self.start - 1)
        variances = np.diag(products)
        apart = np.maximum(variances[:, None] + variances[None, :] - 2.0 * products, 0.0)
        # Replications after which luck explains no more of how far a pair is apart, of those who are left.
        self._reach = self.spread * apart / self.delta**2
        self._longest = float(self._reach.max())
        self._sums = table.sum(axis=0)
        self._counts[:] = self.count = self.start
        self._screen()

    def _screen(self) -> None:
        """Set aside who lies further behind somebody than luck may explain by now."""
        means = self._sums[self.left] / self.count
        slack = np.maximum(self.delta / (2.0 * self.count) * (self._reach - self.count), 0.0)
        stays = (means[:, None] >= means[None, :] - slack).all(axis=1)
        if not stays.all():
            self._then |= dict.fromkeys(self.left[~stays].tolist(), self._sums / self.count)
            self.left = self.left[stays]
            self._reach = self._reach[np.ix_(stays, stays)]
            self._longest = float(self._reach.max())

    def _block(self) -> int:
        """Return how many replications to run at once. The longer it has lasted the more, at most a quarter of it in vain."""
        end = int(self._longest) + 1
        end = end if self.most is None else min(end, self.most)
        return max(1, min(max(5, self.count // 4), end - self.count))

    def _means(self) -> Floats:
        means: Floats = self._sums / np.maximum(self._counts, 1)
        return np.where(self._counts > 0, means, -np.inf)


def factor(many: int, confidence: float, start: int) -> float:
    """Return h squared: by how much the variance of a difference, over delta squared, is multiplied to give replications.

    With c = 1: the only one at which a pair ends at the latest, and the best where nothing is known of the means.
    """
    if many < 2:
        return 0.0
    eta = ((2.0 * (1.0 - confidence) / (many - 1)) ** (-2.0 / (start - 1)) - 1.0) / 2.0
    return float(2.0 * eta * (start - 1))
