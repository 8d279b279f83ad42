"""Levels of a world such that what comes of it lies within the facts: Gauss-Newton on shared luck, with a pull to where they were.

Every point is run with the same replications, so that the difference of two points is a difference and what is minimised is the
same function all the time. The slopes are those of large steps, as a simulation has no small ones. Inside its range a target pulls
no more: no level moves further than it has to.

    minimise  sum over targets of (distance from the inner part of the range / half of the range)^2 + (pull x levels)^2

(Nocedal and Wright, Numerical Optimization, 2006, chapter 10; shared luck: Law, Simulation Modeling and Analysis, 2015, 11.2.)
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario, vary
from gtmsim.scenario.names import listing
from gtmsim.study.values import Values, values
from gtmsim.validation.fact import Fact
from gtmsim.validation.jackknife import jackknife, means_of
from gtmsim.validation.levels import Level, set_at
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures.base import Statistic
from gtmsim.validation.target import Target

PULL = 0.2  # one standard deviation of a level weighs as much as a target that lies a fifth of its half-range outside
INNER = 0.4  # of the half-range: so far within its ends a target still pulls, so that luck does not push it out again
STEP = 0.3  # standard deviations over which a slope is measured
FARTHEST_STEP = 1.0  # standard deviations that a level moves at most in an iteration
ENOUGH = 0.1  # what is minimised falls by less than such a share of it, with all targets met: the end
NOTHING = 0.1  # standard deviations: a level that has moved less stays where it was
DIGITS = 2  # of the values found: no more is known
SHORTER = (1.0, 0.5, 0.25)  # of a step that made it worse

Say = Callable[[str], None]


@dataclass(frozen=True)
class Aim:
    """A number that comes of one scenario, and where it should lie."""

    name: str
    statistic: Statistic
    target: Target
    arm: str = "world"  # under which its procedure knows the scenario
    title: str = ""

    def seen(self, ran: Values, point: str) -> Observed:
        """Return what came of a point, with its interval."""
        return jackknife(self.statistic.told, {self.arm: _columns(ran, point, self.statistic.keys)})

    def value(self, ran: Values, point: str) -> float:
        """Return what came of a point."""
        return self.statistic.told(means_of({self.arm: _columns(ran, point, self.statistic.keys)}))

    @property
    def ratios(self) -> bool:
        """Whether equal ratios are equal steps towards it: it has an end above 0 on either side."""
        return self.target.low > 0.0 and self.target.high < math.inf

    def off(self, value: float | Floats) -> Floats:
        """Return how far values lie from the inner part of the range, in half-ranges: below 0 under it, 0 within, NaN for none."""
        low, high = self.scaled(self.target.low), self.scaled(self.target.high)
        half = _half(float(low), float(high))
        told, inner = self.scaled(value), INNER * half
        return np.asarray((np.minimum(told - low - inner, 0.0) + np.maximum(told - high + inner, 0.0)) / half)

    def scaled(self, value: float | Floats) -> Floats:
        """Return values on the scale on which steps are even."""
        told = np.asarray(value, dtype=np.float64)
        return np.log(np.maximum(told, 1e-9)) if self.ratios else told


@dataclass(frozen=True)
class Fit:
    """What a fit came to. `sets` are the texts `PATH=VALUE` to lay over the scenario; `before` and `after` are of other luck."""

    scenario: Scenario
    levels: tuple[Level, ...]
    aims: tuple[Aim, ...]
    at: tuple[float, ...]
    sets: tuple[str, ...]
    before: Mapping[str, Observed]
    after: Mapping[str, Observed]
    replications: int
    points: int

    @property
    def fitted(self) -> Scenario:
        """The scenario with what was found laid over it."""
        return vary(self.scenario, self.sets) if self.sets else self.scenario


def aims_of(facts: Sequence[Fact], world: str) -> tuple[Aim, ...]:
    """Return what facts say of a world, by its name or file as they name it, that comes of one run of it as it is.

    Raises UsageError where there is none.
    """
    found = []
    for fact in facts:
        for check in fact.checks:
            for each in check.worlds:
                procedure = check.procedure
                if each.name != world or not isinstance(procedure, Statistic):
                    continue
                arms = procedure.arms(each)
                if {arm.digest for arm in arms.values()} == {each.scenario.digest}:
                    several = sum(each in other.worlds for other in fact.checks) > 1
                    name = f"{fact.id} {check.name}" if several else fact.id
                    found.append(Aim(name, procedure, check.target, next(iter(arms)), fact.title))
    if not found:
        raise UsageError(f"no fact speaks of {world} as it is")
    return tuple(found)


def fit(
    scenario: Scenario,
    levels: Sequence[Level],
    aims: Sequence[Aim],
    *,
    seed: int = 1,
    replications: int = 64,
    shown: int = 200,
    iterations: int = 12,
    pull: float = PULL,
    digits: int = DIGITS,
    jobs: int | None = None,
    say: Say = lambda _: None,
) -> Fit:
    """Return levels near those of the scenario at which what comes of it lies within every target, or as near as they get.

    It stops when every interval lies within its target and little more is gained, when no step helps, or after some iterations.
    What is told of before and after comes from `shown` replications of a seed that the fit has not seen, with values rounded to
    `digits`.
    Raises UsageError for aims or levels that the scenario has not.
    """
    if not levels or not aims:
        raise UsageError("a fit needs levels that may move and targets to meet")
    search = _Search(scenario, tuple(levels), tuple(aims), seed, replications, pull, jobs)
    best = search.point(np.zeros(len(levels)))
    if not np.isfinite(best.cost):
        lost = [aim.name for aim, told in zip(aims, best.told, strict=True) if not np.isfinite(told)]
        raise UsageError(f"{listing(lost)} could not be measured where the scenario stands")
    say(f"as it is: {search.outside(best) or 'all within'}")
    slopes, fresh, gain = None, False, 1.0
    for turn in range(1, iterations + 1):
        if gain < ENOUGH or (turn == 1 and best.sure):
            break
        if slopes is None:
            slopes, fresh = search.slopes(best), True
        found = search.stepped(best, slopes)
        if found is None:
            if fresh or best.sure:
                break
            slopes = None  # what was learned on the way no longer holds
            continue
        slopes, fresh = updated(slopes, found.at - best.at, found.told - best.told), False
        gain = 1.0 - found.cost / best.cost if found.sure else 1.0
        best = found
        say(f"iteration {turn}: {search.outside(best) or 'all within'} ({search.points} points)")
    at = np.where(np.abs(best.at) < NOTHING, 0.0, best.at)
    sets = set_at(scenario, levels, at, digits)
    programs = {"before": lower(scenario), "after": lower(vary(scenario, sets) if sets else scenario)}
    ran = values(programs, search.keys, seed=seed + 1, count=shown, jobs=jobs)
    if ran.interrupted:
        raise KeyboardInterrupt
    before, after = ({aim.name: aim.seen(ran, name) for aim in aims} for name in programs)
    return Fit(
        scenario, tuple(levels), tuple(aims), tuple(map(float, at)), sets, before, after, shown, search.points
    )


def updated(slopes: Floats, step: Floats, seen: Floats) -> Floats:
    """Return slopes that agree with the last step and are otherwise as they were: Broyden 1965, Mathematics of Computation 19."""
    length = float(step @ step)
    return slopes + np.outer(seen - slopes @ step, step) / length if length else slopes


@dataclass(frozen=True)
class _Point:
    at: Floats
    told: Floats  # of each aim, on its scale
    cost: float
    sure: bool  # whether the whole interval of every aim lies within its target


class _Search:
    """Runs points of one scenario on shared luck and looks for better ones."""

    def __init__(
        self, scenario: Scenario, levels: tuple[Level, ...], aims: tuple[Aim, ...], seed: int, count: int, pull: float,
        jobs: int | None,
    ) -> None:  # fmt: skip
        self.scenario, self.levels, self.aims, self.pull = scenario, levels, aims, pull
        self.seed, self.count, self.jobs = seed, count, jobs
        self.keys = tuple(dict.fromkeys(key for aim in aims for key in aim.statistic.keys))
        self.bounds = np.array([level.bounds(scenario) for level in levels])
        self.points = 0

    def run(self, rows: Sequence[Floats]) -> list[_Point]:
        """Run points on the same luck. One that the scenario cannot be is infinitely dear."""
        programs: dict[str, Program] = {}
        for place, row in enumerate(rows):
            try:
                programs[str(place)] = lower(vary(self.scenario, set_at(self.scenario, self.levels, row)))
            except ScenarioError:
                continue
        ran = values(programs, self.keys, seed=self.seed, count=self.count, jobs=self.jobs)
        if ran.interrupted:
            raise KeyboardInterrupt
        self.points += len(rows)
        return [self._told(row, ran, str(place)) for place, row in enumerate(rows)]

    def point(self, at: Floats) -> _Point:
        """Run one point."""
        return self.run([at])[0]

    def slopes(self, best: _Point) -> Floats:
        """Return how each aim moves with each level, aim x level, over steps away from the nearer bound."""
        steps = np.where(best.at + STEP <= self.bounds[:, 1], STEP, -STEP)
        moved = self.run(
            [best.at + step * axis for step, axis in zip(steps, np.eye(len(steps)), strict=True)]
        )
        found = np.array([each.told - best.told for each in moved]).T / steps
        return np.nan_to_num(found)

    def stepped(self, best: _Point, slopes: Floats) -> _Point | None:
        """Return a better point where slopes lead, None where there is none."""
        low = np.maximum(self.bounds[:, 0], best.at - FARTHEST_STEP)
        high = np.minimum(self.bounds[:, 1], best.at + FARTHEST_STEP)
        within = np.clip(best.at, low + 1e-9, high - 1e-9)

        def foreseen(at: Floats) -> Floats:
            return self._residuals(best.told + slopes @ (at - best.at), at)

        solved = least_squares(foreseen, within, bounds=(low, high))
        for share in SHORTER:
            found = self.point(best.at + share * (solved.x - best.at))
            if found.cost < best.cost:
                return found
        return None

    def outside(self, point: _Point) -> str:
        """Return which aims a point misses, in words; nothing when it meets all."""
        told = zip(self.aims, point.told, strict=True)
        values = [(aim, math.exp(value) if aim.ratios else value) for aim, value in told]
        return ", ".join(f"{aim.name} {value:.3g}" for aim, value in values if not aim.target.has(value))

    def _told(self, row: Floats, ran: Values, point: str) -> _Point:
        if point not in ran.tables:
            return _Point(row, np.full(len(self.aims), np.nan), math.inf, sure=False)
        told = np.array([float(aim.scaled(aim.value(ran, point))) for aim in self.aims])
        cost = float(np.sum(self._residuals(told, row) ** 2))
        sure = all(aim.seen(ran, point).against(aim.target) == "holds" for aim in self.aims)
        return _Point(row, told, cost if math.isfinite(cost) else math.inf, sure)

    def _residuals(self, told: Floats, at: Floats) -> Floats:
        off = [
            aim.off(np.exp(each) if aim.ratios else each) for aim, each in zip(self.aims, told, strict=True)
        ]
        return np.concatenate((np.array(off, dtype=np.float64), self.pull * np.asarray(at)))


def _half(low: float, high: float) -> float:
    if math.isinf(low) or math.isinf(high):
        end = high if math.isinf(low) else low
        return abs(end) / 2.0 or 1.0
    return (high - low) / 2.0


def _columns(ran: Values, point: str, keys: Sequence[str]) -> dict[str, Floats]:
    return {key: ran.column(point, key) for key in keys}
