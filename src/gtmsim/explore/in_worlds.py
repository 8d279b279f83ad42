"""Alternatives run in many worlds, each drawn from what is not known: what deciding in the face of doubt is made of."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict, Unpack

import numpy as np

from gtmsim.design.worlds import Unknown, laid, lying, texts, unknowns
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.explore.ground import told_of
from gtmsim.measure.made import Made, made_of
from gtmsim.measure.metric import LOWER, NEITHER
from gtmsim.measure.registry import money_metric
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario
from gtmsim.study.expected import A_WHILE_SECONDS, Announce, Expected, product
from gtmsim.study.steps import Progress
from gtmsim.study.values import Values, values

if TYPE_CHECKING:
    import polars as pl

WORLDS = 100
REPLICATIONS = 10  # in each world: luck is averaged over worlds as well


@dataclass(frozen=True, eq=False)
class Worlds:
    """What a metric came to: world x alternative x replication, NaN where there was nothing to measure.

    World w is `shares[w]`, how far each unknown lies along its range. All alternatives met the same luck in a world, and each world
    another. Drawn again were `refused` worlds, whose numbers do not go together, and `silent` ones, in which some alternative had
    nothing to measure. After an interrupt there are fewer than `wanted`.
    """

    names: tuple[str, ...]
    unknowns: tuple[Unknown, ...]
    shares: Floats
    outcomes: Floats
    metric: str
    unit: str
    better: str
    wanted: int
    refused: int
    silent: int
    interrupted: bool
    made: Made

    @property
    def count(self) -> int:
        """How many worlds are finished."""
        return len(self.outcomes)

    @property
    def gains(self) -> Floats:
        """Outcomes so that more is better."""
        return -self.outcomes if self.better == LOWER else self.outcomes

    @property
    def means(self) -> Floats:
        """World x alternative: the mean over the replications that could be measured in all alternatives."""
        return paired_means(self.outcomes)

    def label(self, world: int) -> str:
        """Return the name of a world."""
        return f"w{world + 1:0{len(str(max(self.wanted, self.count)))}d}"

    def sets(self, world: int, name: str) -> tuple[str, ...]:
        """Return what `--set` takes to run an alternative in a world alone."""
        return texts(name, self.unknowns, self.shares[world])

    def frame(self) -> "pl.DataFrame":
        """Return one row a world: the value of every unknown as a scenario writes it, and the mean of every alternative."""
        import polars as pl

        return pl.DataFrame(
            {
                "world": [self.label(world) for world in range(self.count)],
                **{
                    each.path: [each.at(float(share)) for share in self.shares[:, place]]
                    for place, each in enumerate(self.unknowns)
                },
                **{f"{self.metric} of {name}": self.means[:, place] for place, name in enumerate(self.names)},
            }
        )


def paired_means(outcomes: Floats) -> Floats:
    """Return world x alternative: means over the replications in which every alternative was measured."""
    told = ~np.isnan(outcomes).any(axis=1, keepdims=True)
    counts = told.sum(axis=2)
    means: Floats = np.where(told, outcomes, 0.0).sum(axis=2) / counts
    return means


class Options(TypedDict, total=False):
    """How alternatives are run in worlds.

    `metric` is money that the firm is worth, earns or books unless named. `vary` and `guesses` say what differs, as `named` and
    `weak` of `unknowns`. `seed` is that of the first scenario unless given; `progress` hears of worlds, `announce` of what it takes
    before it is begun, and once more where the first world says that it takes long. It may raise.
    """

    metric: str | None
    worlds: int
    replications: int
    vary: Sequence[str]
    guesses: bool | None
    seed: int | None
    engine: str
    jobs: int | None
    progress: Progress | None
    announce: Announce | None


def worlds_of(
    alternatives: Mapping[str, Scenario] | Worlds, usual: int, **options: Unpack[Options]
) -> Worlds:
    """Return worlds as they are given, or run alternatives in so many of them.

    Raises UsageError for fewer than two, KeyboardInterrupt if no two were finished.
    """
    options.setdefault("worlds", usual)
    met = alternatives if isinstance(alternatives, Worlds) else in_worlds(alternatives, **options)
    if met.count < 2 and met.interrupted:
        raise KeyboardInterrupt
    if met.count < 2:
        raise UsageError(f"deciding needs two worlds or more, got {met.count}")
    return met


def in_worlds(scenarios: Mapping[str, Scenario], **options: Unpack[Options]) -> Worlds:
    """Run alternatives in worlds drawn from what is not known.

    The worlds are points of Latin hypercubes of ten, so more of them begin with the same. Ctrl-C keeps those that are finished.
    Raises UsageError where there is nothing to compare, to measure or to draw.
    """
    worlds, replications = options.get("worlds", WORLDS), options.get("replications", REPLICATIONS)
    engine, jobs = options.get("engine", "core"), options.get("jobs")
    seed = options.get("seed")
    if len(scenarios) < 2:
        raise UsageError("deciding needs two alternatives or more")
    if worlds < 2 or replications < 1:
        raise UsageError(f"worlds are 2 or more and replications 1 or more, got {worlds} and {replications}")
    programs = {name: lower(scenario) for name, scenario in scenarios.items()}
    key = options.get("metric") or money_metric(programs.values())
    drawn = unknowns(scenarios, options.get("vary", ()), weak=options.get("guesses"))
    if not drawn:
        raise UsageError(
            "no weakly founded input has an effect here: name what differs, such as --vary world.price.slope"
        )
    seed = next(iter(scenarios.values())).run.seed if seed is None else seed
    about = told_of(key, next(iter(programs.values())))
    if about.better == NEITHER:
        raise UsageError(f"{key} is better neither higher nor lower: nothing is decided by it")
    made = made_of(programs, scenarios, seed=seed, replications=replications, engine=engine)
    shares = lying(drawn, worlds, seed)

    runs = worlds * len(scenarios) * replications
    text = product(runs, (worlds, "world"), (len(scenarios), "alternative"), (replications, "replication"))
    announce = options.get("announce")
    if announce is not None:
        announce(Expected(text, runs, 0.0))

    def run(there: Mapping[str, Program], place: int) -> Values:
        first = place * replications
        return values(there, [key], seed=seed, first=first, count=replications, engine=engine, jobs=jobs)

    met = _Met()
    try:
        progress = _watched(options.get("progress"), announce, text, runs)
        met.run(scenarios, drawn, shares, worlds, run, progress)
    except KeyboardInterrupt:
        met.interrupted = True
    if len(met.outcomes) < 2 and not met.interrupted:
        raise UsageError(
            f"{len(met.outcomes)} of {len(shares)} worlds could be run: in {met.refused} the numbers do not go together{met.why}, "
            f"in {met.silent} {key} could not be measured"
        )
    outcomes = np.stack(met.outcomes) if met.outcomes else np.empty((0, len(scenarios), replications))
    lie = shares[met.places]
    made = replace(made, digests={**made.digests, "worlds": _digest(scenarios, drawn, lie)})
    return Worlds(
        tuple(scenarios), drawn, lie, outcomes, key, about.unit, about.better, worlds,
        met.refused, met.silent, met.interrupted, made,
    )  # fmt: skip


@dataclass
class _Met:
    """Worlds as they are met, by their places among all that were drawn."""

    places: list[int] = field(default_factory=list)
    outcomes: list[Floats] = field(default_factory=list)
    refused: int = 0
    silent: int = 0
    why: str = ""  # the first was refused
    interrupted: bool = False

    def run(
        self,
        scenarios: Mapping[str, Scenario],
        drawn: Sequence[Unknown],
        shares: Floats,
        wanted: int,
        run: Callable[[Mapping[str, Program], int], Values],
        progress: Progress,
    ) -> None:
        """Run worlds in their order until so many are met."""
        started = time.monotonic()
        for place, row in enumerate(shares):
            try:
                there = {name: lower(each) for name, each in laid(scenarios, drawn, row).items()}
            except ScenarioError as error:
                self.refused += 1
                told = error.problems[0]
                self.why = self.why or f": {told.path} {told.found}, not {told.advice}"
                continue
            came = run(there, place)
            if came.interrupted:
                self.interrupted = True
                return
            outcome = np.stack([came.of(name)[:, 0] for name in there])
            if np.isnan(outcome).any(axis=0).all():
                self.silent += 1
                continue
            self.places.append(place)
            self.outcomes.append(outcome)
            progress(len(self.places), wanted, time.monotonic() - started)
            if len(self.places) == wanted:
                return


def _watched(progress: Progress | None, announce: Announce | None, text: str, runs: int) -> Progress:
    """Return what hears of worlds: once the first is finished, how long all of them would take is said or refused."""

    def told(done: int, total: int, elapsed: float) -> None:
        if done == 1 and announce is not None and elapsed * total > A_WHILE_SECONDS:
            announce(Expected(text, runs, elapsed * total))
        if progress is not None:
            progress(done, total, elapsed)

    return told


def _digest(scenarios: Mapping[str, Scenario], drawn: Sequence[Unknown], shares: Floats) -> str:
    told = [text for name in scenarios for row in shares for text in (name, *texts(name, drawn, row))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
