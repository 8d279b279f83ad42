"""The way of a search: points are proposed and held against the budget, the best are told apart, then run on fresh luck."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, prod

import numpy as np

from gtmsim.amounts import amount
from gtmsim.design import Factor, grid
from gtmsim.design.plans import Row
from gtmsim.errors import GtmsimError, UsageError
from gtmsim.measure.metric import LOWER
from gtmsim.program.tables import Floats, Program
from gtmsim.seek.asking import Came, ask
from gtmsim.seek.candidates import FITS, Pool
from gtmsim.seek.front import NOT, Flags, places, undominated
from gtmsim.seek.result import Goal
from gtmsim.seek.runs import Runs
from gtmsim.seek.selection import Race

WHOLE = 500  # points of a space that is considered whole unless said otherwise
POINTS = 200  # tried of a larger one, unless said otherwise
LOOK = 8  # replications of a point that is tried: enough to learn where to try next, far too few to choose by
FINALISTS = 20  # of those that were tried, who are told apart with a promise


class NothingFits(GtmsimError):
    """No structure can be chosen."""

    exit_code = 1
    kind = "nothing_fits"


@dataclass(frozen=True)
class News:
    """How far a search is, and what is best so far. `most` runs may be needed at most; most often far fewer are."""

    doing: str
    done: int
    most: int
    seconds: float
    left: int  # candidates
    best: str = ""
    value: float = float("nan")
    unit: str = ""


@dataclass
class Hunt:
    """What a search knows on its way. Replications before `first` had a part in some choice already."""

    pool: Pool
    runs: Runs
    goals: tuple[Goal, ...]
    confidence: float
    start: int
    most: int
    told: Callable[[News], None] | None = None
    before: Callable[[int, int, float], None] | None = (
        None  # hears of finalists, points and seconds before any is run
    )
    whole: bool = True
    first: int = 0
    chosen_from: int = 0  # the first replication of the choice
    finalists: list[str] = field(default_factory=list)
    race: Race | None = None
    unmeasured: list[str] = field(default_factory=list)
    _spared: int = 0  # runs that a folder remembered
    _news: News = field(default=News("", 0, 0, 0.0, 0))
    _began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.runs.finished = self._finished
        self._spared = sum(self.runs.spent.values())

    @property
    def signs(self) -> Floats:
        """What a metric is multiplied by so that more is better."""
        return np.array([-1.0 if each.better == LOWER else 1.0 for each in self.goals])

    def propose(self, points: int | None, seconds: float | None) -> None:
        """Consider the whole space where it is small, else as many points as asked for. Raises NothingFits."""
        size = space(self.pool.factors)
        self.whole = size <= (WHOLE if points is None and seconds is None else points or 0)
        if self.whole:
            if size > WHOLE:  # to make so many takes long as well
                self._hear(int(size), 0, 0.0)
            rows = grid(self.pool.factors)
            for row in rows:
                self.pool.consider(row)
                self._tell("holding structures against the budget", left=len(self.pool.programs))
            self.finalists = self.pool.fitting
            if size <= WHOLE:
                self._hear(len(self.finalists), 0, 0.0)
        else:
            self._hear(FINALISTS, 0 if seconds else points or POINTS, seconds or 0.0)
            self._search(points or (POINTS if seconds is None else 1_000_000), seconds)
        if not self.finalists:
            raise NothingFits(self._why_not())

    def choose(self, delta: float) -> None:
        """Tell the finalists apart on one metric, as `Race` does, on luck that had no part in proposing them."""
        before = self.chosen_from = self.first
        names = self._measured(self.finalists, before, self.start)
        self.first += self.start
        while True:
            self.race = Race(names, delta=delta, confidence=self.confidence, start=self.start, most=self.most)
            try:
                self.race.run(lambda some, first, count: self._draw(some, before + first, count), self._heard)
            except _NotMeasuredError as error:
                names = [name for name in names if name not in error.names]
                self.unmeasured += error.names
                if not names:
                    raise NothingFits(self._unmeasurable()) from None
                continue
            return

    def sieve(self) -> None:
        """Leave out who is surely off the front, where all points were considered."""
        self.finalists = self._measured(self.finalists, self.first, self.start)
        gains = self.gains(self.finalists, self.first, self.start)
        self.first += self.start
        if self.whole:
            told = places(gains, 1.0 - (1.0 - self.confidence) / 2.0)
            self.finalists = [name for name, each in zip(self.finalists, told, strict=True) if each != NOT]

    def fresh(self, programs: Mapping[str, Program], count: int) -> dict[str, Floats]:
        """Return replication x metric of programs on luck that had no part in any choice."""
        self._stage("fresh luck", count * len(programs), len(programs))
        return self.runs.of(programs, self.first, count)

    def gains(self, names: Sequence[str], first: int, count: int) -> Floats:
        """Return candidate x replication x metric, more is better."""
        found = self.runs.of({name: self.pool.programs[name] for name in names}, first, count)
        return np.stack([found[name] for name in names]) * self.signs

    def best_so_far(self) -> tuple[str, float, int] | None:
        """Return who has the best mean by now on one metric, that gain, and over how many replications; None before any."""
        if self.race is not None and self.race.count:
            name, gain = self.race.leader()
            return name, gain, self.race.count
        looks = [(self.chosen_from, self.start), (0, LOOK)]
        for look in looks:
            found = {
                name: float(self.signs[0] * table[:, 0].mean())
                for name, program in self.pool.programs.items()
                if (table := self.runs.measured(program, *look)) is not None and not np.isnan(table).any()
            }
            if found:
                name = max(found, key=lambda each: found[each])
                return name, found[name], look[1]
        return None

    @property
    def spared(self) -> int:
        """How many runs a folder remembered."""
        return self._spared

    def _hear(self, finalists: int, points: int, seconds: float) -> None:
        if self.before is not None and finalists:
            self.before(finalists, points, seconds)

    def _search(self, points: int, seconds: float | None) -> None:
        looked: dict[str, tuple[float, ...]] = {}

        def tried(rows: Sequence[Row]) -> list[Came]:
            found = [self.pool.stands_for(self.pool.consider(row)) for row in rows]
            new = list(
                dict.fromkeys(each.name for each in found if each.fate == FITS and each.name not in looked)
            )
            if new:
                self._stage("trying points", 0 if seconds else (points - len(looked)) * LOOK, len(looked))
                gains = self.gains(new, 0, LOOK).mean(axis=1)
                looked.update((name, tuple(map(float, each))) for name, each in zip(new, gains, strict=True))
                self._tell_best(looked)
            return [self._came(each.name, each.cost, looked) for each in found]

        ask(
            self.pool.factors, tried, lambda: len(looked) >= points,
            objectives=len(self.goals), points=points, seed=self.runs.seed, seconds=seconds,
        )  # fmt: skip
        self.first = LOOK
        measured = {name: gains for name, gains in looked.items() if not np.isnan(gains).any()}
        self.unmeasured = [name for name in looked if name not in measured]
        self.finalists = _finalists(measured)

    def _came(self, name: str, cost: float, looked: Mapping[str, tuple[float, ...]]) -> Came:
        gains = looked.get(name)
        excess = 0.0 if self.pool.budget is None or np.isnan(cost) else self.pool.budget.excess(cost)
        return Came(None if gains is None or np.isnan(gains).any() else gains, excess)

    def _measured(self, names: Sequence[str], first: int, count: int) -> list[str]:
        """Return the candidates that tell every metric in all these replications. Raises NothingFits if none does."""
        self._stage("first look", count * len(names), len(names))
        gains = self.gains(names, first, count)
        silent: Flags = np.any(np.isnan(gains), axis=(1, 2))
        self.unmeasured += [name for name, each in zip(names, silent, strict=True) if each]
        if silent.all():
            raise NothingFits(self._unmeasurable())
        return [name for name, each in zip(names, silent, strict=True) if not each]

    def _draw(self, names: Sequence[str], first: int, count: int) -> dict[str, Floats]:
        gains = self.gains(names, first, count)[:, :, 0]
        self.first = max(self.first, first + count)
        if silent := [name for name, each in zip(names, gains, strict=True) if np.isnan(each).any()]:
            raise _NotMeasuredError(silent)
        return dict(zip(names, gains, strict=True))

    def _heard(self, race: Race) -> None:
        best, gain = race.leader()
        self._stage("telling apart", race.most_runs_left, len(race.left))
        self._news = replace(self._news, best=best, value=gain * float(self.signs[0]))
        self._tell("telling apart", left=len(race.left))

    def _finished(self, runs: int) -> None:
        now = self._news
        self._news = replace(now, done=now.done + runs)
        self._tell(now.doing, left=now.left)

    def _stage(self, doing: str, more: int, left: int) -> None:
        """Begin a part of the way that may take so many more runs."""
        done = sum(self.runs.spent.values()) - self._spared
        self._news = replace(self._news, doing=doing, done=done, most=done + more, left=left)

    def _tell(self, doing: str, left: int) -> None:
        if self.told is not None:
            elapsed = time.monotonic() - self._began
            self.told(replace(self._news, doing=doing, seconds=elapsed, left=left, unit=self.goals[0].unit))

    def _tell_best(self, looked: Mapping[str, tuple[float, ...]]) -> None:
        if len(self.goals) == 1:
            best = max(looked, key=lambda name: looked[name][0] if not np.isnan(looked[name][0]) else -inf)
            now = self._news
            value = looked[best][0] * self.signs[0]
            self._news = replace(now, left=len(looked), best=best, value=value)

    def _why_not(self) -> str:
        considered = list(self.pool.candidates.values())
        refused = next((each for each in considered if each.why and np.isnan(each.cost)), None)
        costs = [each.cost for each in considered if not np.isnan(each.cost)]
        if self.unmeasured:
            return self._unmeasurable()
        if costs and self.pool.budget is not None:
            currency = self.pool.base.world.currency
            most, least = (amount(each, currency) for each in (self.pool.budget.a_year, min(costs)))
            return (
                f"none of {len(considered):,} structures fits {self.pool.budget.text} ({most} a year): "
                f"the cheapest plans {least} a year"
            )
        told = "" if refused is None else f": {refused.name} ({', '.join(refused.sets)}): {refused.why}"
        return f"none of {len(considered):,} structures makes a scenario{told}"

    def _unmeasurable(self) -> str:
        told = " and ".join(each.metric for each in self.goals)
        return (
            f"no structure tells {told} in every replication: choose by a metric that can always be measured"
        )


class _NotMeasuredError(Exception):
    """Candidates that had nothing to measure in some replication."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def space(factors: Sequence[Factor]) -> float:
    """Return how many points a space has; infinite where a range holds any numbers."""
    try:
        return float(prod(len(each.levels) for each in factors))
    except UsageError:
        return inf


def _finalists(looked: Mapping[str, tuple[float, ...]]) -> list[str]:
    """Return the best: on one metric by their mean, on several front after front."""
    names, taken = list(looked), list[str]()
    if not names:
        return []
    means = np.array([looked[name] for name in names])
    if means.shape[1] == 1:
        return [names[place] for place in np.argsort(-means[:, 0], kind="stable")[:FINALISTS]]
    left = np.arange(len(names))
    while len(left) and len(taken) < FINALISTS:
        front = undominated(means[left])
        taken += [names[place] for place in left[front]]
        left = left[~front]
    return taken[:FINALISTS]
