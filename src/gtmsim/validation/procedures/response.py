"""When firms answer their leads: a population of firms that differ, and the share of leads answered in each class of time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.measure.student import t_quantile
from gtmsim.program.layout import RecordCol, StageInt, What
from gtmsim.program.tables import Floats, Ints
from gtmsim.scenario import Scenario
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_HOUR
from gtmsim.validation.observed import CONFIDENCE, Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.difference import both
from gtmsim.validation.procedures.traced import traced
from gtmsim.validation.world import Arm, World, program_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

WEIGHT = "weight"  # in a kind of firm: its weight among the kinds of its factor, 1 unless said
_SOURCE_SHIFT = 16  # of a LEAD record's `a`: source << 16 | segment
_FOREVER = np.int64(1) << 60


@dataclass(frozen=True)
class _Firms(Own):
    """A population: every combination of one kind of each factor is a stratum, and each replication of it a firm of its own.

    `firms` is factor -> kind -> `weight` and fields laid over the world, none: the world is the only kind of firm. What the world
    leaves uncertain is drawn firm by firm.
    A lead of `source` counts if it was handed over; it is answered when somebody first takes it. `bounds` are hours; after the
    last of them a lead counts as never answered, and leads that the horizon would cut short of it are left out. With `sent` only
    those count that come between these hours of Monday to Friday.
    """

    source: str
    firms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    bounds: tuple[float, ...] = (1.0, 24.0, 720.0)
    sent: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.sent is not None and not 0.0 <= self.sent[0] < self.sent[1] <= 24.0:
            raise ValueError("`sent` is two hours of a day, such as [9, 17]")
        if not self.bounds or sorted(set(self.bounds)) != list(self.bounds) or self.bounds[0] <= 0:
            raise ValueError("bounds are hours above 0, each later than the one before")
        if not all(self.firms.values()):
            raise ValueError("each factor has a kind of firm or more")

    @property
    def keys(self) -> tuple[str, ...]:
        """Nothing but records is read."""
        return ()

    @property
    def _population(self) -> str:
        when = "" if self.sent is None else f", sent on weekdays from {self.sent[0]:g} to {self.sent[1]:g} h"
        leads = f"leads of {self.source} that are handed over{when}"
        if not self.firms:
            return leads
        factors = "; ".join(f"{factor}: {', '.join(kinds)}" for factor, kinds in self.firms.items())
        return f"{leads}, over firms that differ ({factors})"

    @property
    def _classes(self) -> list[str]:
        marks = [f"{each:g} h" for each in self.bounds]
        between = [f"after {early} to {late}" for early, late in pairwise(marks)]
        return [f"within {marks[0]}", *between, f"not within {marks[-1]}"]

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return a scenario for each stratum."""
        return {", ".join(kinds) or "world": world.arm(arm) for kinds, arm, _ in self._strata()}

    def expected(self, arms: int, runs: int) -> int:  # noqa: ARG002  its arms differ in weight
        """Return how many firms there are: `runs`, and two of each stratum at least."""
        return sum(count for count, _ in self._shares(runs))

    def _strata(self) -> Iterator[tuple[tuple[str, ...], Arm, float]]:
        for kinds in product(*(tuple(each) for each in self.firms.values())):
            said = [self.firms[factor][kind] for factor, kind in zip(self.firms, kinds, strict=True)]
            arm: Arm = ""
            for each in said:
                arm = both(arm, {path: value for path, value in each.items() if path != WEIGHT})
            yield kinds, arm, float(np.prod([float(each.get(WEIGHT, 1.0)) for each in said]))

    def _shares(self, runs: int) -> list[tuple[int, float]]:
        """Return how many firms of each stratum are looked at, and its share in the population."""
        weights = np.array([weight for _, _, weight in self._strata()])
        shares = weights / weights.sum()
        return [(max(2, round(runs * share)), float(share)) for share in shares]

    def _counted(self, lab: "Lab", world: World, runs: int) -> list[tuple[float, Floats]]:
        """Return for each stratum its share and firm x (leads by class, of them those that became opportunities by class)."""
        found, first = [], 0
        for scenario, (count, share) in zip(self.arms(world).values(), self._shares(runs), strict=True):
            what = f"first touches {self.source} {self.bounds} {self.sent}"
            table = traced(lab, what, program_of(scenario), first, count, self._touches)
            held = table[table[:, : len(self.bounds) + 1].sum(axis=1) > 0]
            found.append((share, held))
            first += count
        whole = sum(share for share, held in found if len(held))
        return [(share / whole, held) for share, held in found if len(held)]

    def _touches(self, trace: Trace) -> list[float]:
        return [float(each) for each in first_touches(trace, self.source, self.bounds, self.sent)]


@named("response_shape")
@dataclass(frozen=True)
class ResponseShape(_Firms):
    """The largest difference, over the classes of time, between the share of leads first answered in it and the one in `shape`.

    Firms count alike, however many leads they have: the mean over firms is what one lead sent to each of them would find.
    """

    shape: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.shape) != len(self.bounds) + 1 or abs(sum(self.shape) - 1.0) > 0.005:
            raise ValueError(f"`shape` has {len(self.bounds) + 1} shares that add up to 1")

    @property
    def design(self) -> str:
        """The experiment in words."""
        told = ", ".join(f"{name} {share:g}" for name, share in zip(self._classes, self.shape, strict=True))
        return f"largest difference from {told} in the shares of {self._population}"

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the largest difference; its interval leaves out one firm at a time."""
        strata = [(share, _by_firm(held, len(self.shape))) for share, held in self._counted(lab, world, runs)]
        wanted = np.array(self.shape)
        found = _left_out(strata, lambda means: float(np.abs(means - wanted).max()))
        if not strata:
            return found
        means = np.sum([share * each.mean(axis=0) for share, each in strata], axis=0)
        seen = {name: {"seen": float(share)} for name, share in zip(self._classes, means, strict=True)}
        told = ", ".join(f"{name} {share:.0%}" for name, share in zip(self._classes, means, strict=True))
        apart = float(0.5 * np.abs(means - wanted).sum())
        return replace(found, seen=seen, note=f"{told}; total variation distance {apart:.2f}")


@named("response_odds")
@dataclass(frozen=True)
class ResponseOdds(_Firms):
    """Odds of becoming an opportunity of leads answered in class `of` over those of class `against` (0: by the first bound).

    Leads are pooled by firm as an observer of many firms would: selection counts as well as delay.
    """

    of: int = 0
    against: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= min(self.of, self.against) <= max(self.of, self.against) < len(self.bounds):
            raise ValueError(f"classes are 0 to {len(self.bounds) - 1}")

    @property
    def design(self) -> str:
        """The experiment in words."""
        told = [self._classes[each] for each in (self.of, self.against)]
        return f"odds of becoming an opportunity, answered {told[0]} over {told[1]}, of {self._population}"

    def observe(self, lab: "Lab", world: World, runs: int) -> Observed:
        """Return the odds ratio; its interval leaves out one firm at a time, on the log scale."""
        classes = len(self.bounds) + 1
        seen = self._counted(lab, world, runs)

        def log_odds(means: Floats) -> float:
            rates = [
                (means[classes + each], means[each] - means[classes + each])
                for each in (self.of, self.against)
            ]
            if min(min(each) for each in rates) <= 0.0:
                return float("nan")
            return float(np.log(rates[0][0] / rates[0][1]) - np.log(rates[1][0] / rates[1][1]))

        found = _left_out(seen, log_odds)
        mean, low, high = (float(np.exp(each)) for each in (found.mean, found.low, found.high))
        return Observed(mean, low, high, found.replications)


def first_touches(
    trace: Trace, source: str, bounds: tuple[float, ...], sent: tuple[float, float] | None = None
) -> Ints:
    """Return how many leads were first taken within each bound of hours and never, then how many of each became opportunities.

    Leads from before the warm-up's end, those too young at the horizon, and those screened out at first are left out.
    """
    program, records = trace.program, trace.records
    what, entity, tick = (records[:, column] for column in (RecordCol.WHAT, RecordCol.ENTITY, RecordCol.TICK))
    latest = int(bounds[-1] * TICKS_PER_HOUR)
    born = (what == What.LEAD) & (
        records[:, RecordCol.A] >> _SOURCE_SHIFT == program.names.sources.index(source)
    )
    born &= (tick >= program.warm_up) & (tick < program.horizon - latest)
    if sent is not None:  # tick 0 is the midnight of a Monday
        hour = tick % TICKS_PER_DAY / TICKS_PER_HOUR
        born &= (tick // TICKS_PER_DAY % 7 < 5) & (hour >= sent[0]) & (hour < sent[1])
    leads, births = entity[born], tick[born]
    opens = program.stage_ints[:, StageInt.OPPORTUNITY] != 0
    entered = what == What.ENTERED
    became = entered.copy()
    became[entered] = opens[records[entered, RecordCol.A]]
    waits = _first(leads, entity, tick, what == What.TAKEN) - births
    screened = _first(leads, entity, tick, what == What.SCREENED)
    handed = screened >= _first(leads, entity, tick, what == What.QUEUED)
    advanced = _first(leads, entity, tick, became) < _FOREVER
    place = np.searchsorted(np.array(bounds) * TICKS_PER_HOUR, waits, side="left")
    classes = len(bounds) + 1
    return np.concatenate(
        [np.bincount(place[each], minlength=classes) for each in (handed, handed & advanced)]
    )


def _first(leads: Ints, entity: Ints, tick: Ints, told: Any) -> Ints:
    """Return when each lead is first told of by some records; long after everything if it is not."""
    known, place = np.unique(entity[told], return_index=True)
    if not len(known):
        return np.full(len(leads), _FOREVER)
    at = np.minimum(np.searchsorted(known, leads), len(known) - 1)
    found: Ints = np.where(known[at] == leads, tick[told][place][at], _FOREVER)
    return found


def _by_firm(held: Floats, classes: int) -> Floats:
    """Return firm x class: shares of each firm's leads, so that firms count alike however many leads they have."""
    counts = held[:, :classes]
    shares: Floats = counts / counts.sum(axis=1, keepdims=True)
    return shares


def _left_out(strata: list[tuple[float, Floats]], told: Callable[[Floats], float]) -> Observed:
    """Return a statistic of the population's mean row, with the interval of a jackknife within strata."""
    firms = sum(len(each) for _, each in strata)
    if not strata:
        return Observed(np.nan, np.nan, np.nan, 0)
    whole: Floats = np.sum([share * each.mean(axis=0) for share, each in strata], axis=0)
    mean, variance = told(whole), 0.0
    for share, each in strata:
        many = len(each)
        if many < 2:
            continue
        rest = whole - share * each.mean(axis=0)
        without = np.array([told(rest + share * (each.sum(axis=0) - row) / (many - 1)) for row in each])
        variance += (many - 1) / many * float(((without - without.mean()) ** 2).sum())
    half = t_quantile(CONFIDENCE, max(1, firms - len(strata))) * float(np.sqrt(variance))
    return Observed(mean, mean - half, mean + half, firms)
