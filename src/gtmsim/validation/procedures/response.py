"""When firms answer their leads: a population of firms that differ, and the share of leads answered in each class of time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np

from gtmsim.engines.contract import Trace
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures.base import Own, named
from gtmsim.validation.procedures.traced import traced
from gtmsim.validation.strata import Stratum, left_out, mean_of, whole
from gtmsim.validation.touches import first_touches
from gtmsim.validation.world import Arm, World, program_of

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

WEIGHT = "weight"  # in a kind of firm: its weight among the kinds of its factor, 1 unless said


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
        return world.arms({", ".join(kinds) or "world": tuple(laid) for kinds, laid, _ in self._strata()})

    def expected(self, arms: int, runs: int) -> int:  # noqa: ARG002 - its arms differ in weight
        """Return how many firms there are: `runs`, and two of each stratum at least."""
        return sum(count for count, _ in self._shares(runs))

    def _strata(self) -> Iterator[tuple[tuple[str, ...], list[Arm], float]]:
        """Yield the kinds of each stratum, what is laid over the world for each of them, and its weight."""
        for kinds in product(*(tuple(each) for each in self.firms.values())):
            said = [self.firms[factor][kind] for factor, kind in zip(self.firms, kinds, strict=True)]
            laid: list[Arm] = [
                {path: value for path, value in each.items() if path != WEIGHT} for each in said
            ]
            yield kinds, laid, float(np.prod([float(each.get(WEIGHT, 1.0)) for each in said]))

    def _shares(self, runs: int) -> list[tuple[int, float]]:
        """Return how many firms of each stratum are looked at, and its share in the population."""
        weights = np.array([weight for _, _, weight in self._strata()])
        shares = weights / weights.sum()
        return [(max(2, round(runs * share)), float(share)) for share in shares]

    def _counted(self, lab: "Lab", world: World, runs: int) -> list[Stratum]:
        """Return the strata in which any lead came, their shares adding up to 1."""
        found, first = [], 0
        arms = zip(self.arms(world).values(), self._shares(runs), self._strata(), strict=True)
        for scenario, (count, share), (kinds, _, _) in arms:
            what = f"first touches {self.source} {self.bounds} {self.sent}"
            table = traced(lab, what, program_of(scenario), first, count, self._touches)
            held = table[table[:, : len(self.bounds) + 1].sum(axis=1) > 0]
            found.append(Stratum(kinds, share, held))
            first += count
        return whole([each for each in found if len(each.rows)])

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
        strata = [each.by_firm(len(self.shape)) for each in self._counted(lab, world, runs)]
        found = left_out(strata, self._largest)
        if not strata:
            return found
        means = mean_of(strata)
        seen = {"all firms": self._named(means)}
        apart = {}
        for factor, kind, only in self._of_one_kind(strata):
            told = mean_of(only)
            seen[f"{factor}: {kind}"] = self._named(told)
            apart[kind] = self._largest(told)
        words = [", ".join(f"{name} {share:.0%}" for name, share in self._named(means).items())]
        words.append(f"half the sum of the differences is {0.5 * np.abs(means - self.shape).sum():.2f}")
        if apart:
            near, far = min(apart, key=lambda kind: apart[kind]), max(apart, key=lambda kind: apart[kind])
            words.append(
                f"the largest is {apart[near]:.2f} if all firms were of one kind ({near}) and {apart[far]:.2f} of another ({far})"
            )
        return replace(found, seen=seen, note="; ".join(words))

    def _largest(self, means: Floats) -> float:
        return float(np.abs(means - np.array(self.shape)).max())

    def _named(self, means: Floats) -> dict[str, float]:
        return {name: float(share) for name, share in zip(self._classes, means, strict=True)}

    def _of_one_kind(self, strata: Sequence[Stratum]) -> Iterator[tuple[str, str, list[Stratum]]]:
        """Yield the population again as it would be if all firms were of one kind of a factor."""
        for place, (factor, kinds) in enumerate(self.firms.items()):
            for kind in kinds:
                only = whole([each for each in strata if each.kinds[place] == kind])
                if only and len(kinds) > 1:
                    yield factor, kind, only


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

        found = left_out(seen, log_odds)
        mean, low, high = (float(np.exp(each)) for each in (found.mean, found.low, found.high))
        return Observed(mean, low, high, found.replications)
