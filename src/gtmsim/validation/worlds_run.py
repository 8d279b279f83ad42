"""Alternatives run once each in worlds drawn from graded priors, and what the first year and the whole came to."""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim import engines
from gtmsim.design.worlds import Unknown, lying, texts, unknowns
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.measure.columns import columns
from gtmsim.measure.courses import courses, weeks_of
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario, vary
from gtmsim.study.executors import THREADED
from gtmsim.study.together import workers_for

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

FIRST_QUARTER, FIRST_YEAR = "first quarter's bookings", "first year's bookings"
_STARTS = {FIRST_QUARTER: 13, FIRST_YEAR: 52}  # weeks from when a run is measured
_KEPT_AT_ONCE = 4  # worlds: what a kill costs


@dataclass(frozen=True, eq=False)
class WorldsRun:
    """World x alternative x replication x key; `keys` begin with the bookings of the first quarter and year that are measured.

    World w lies at `shares[w]` along the ranges of `inputs`. Alternatives met the same luck in a world, and each world another.
    `refused` worlds were drawn and left out, as their numbers do not go together.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    inputs: tuple[Unknown, ...]
    shares: Floats
    outcomes: Floats
    refused: int

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return len(self.outcomes)

    def of(self, name: str, key: str) -> Floats:
        """Return world x replication of an alternative."""
        found: Floats = self.outcomes[:, self.names.index(name), :, self.keys.index(key)]
        return found


def run_worlds(
    lab: "Lab", alternatives: Mapping[str, Scenario], keys: Sequence[str], worlds: int, each: int
) -> WorldsRun:
    """Run alternatives `each` times in so many worlds; the lab keeps them, some at a time.

    The worlds are points of Latin hypercubes of ten, so that more of them begin with the same. Raises UsageError where nothing
    is uncertain, or where too many worlds have numbers that do not go together.
    """
    inputs = unknowns(alternatives)
    if not inputs:
        raise UsageError("nothing is uncertain here: there is one world only")
    shares = lying(inputs, worlds, lab.seed)
    digests = [f"{name} {lower(scenario).digest}" for name, scenario in alternatives.items()]
    size = (len(alternatives), each, len(_STARTS) + len(keys))
    met: list[int] = []
    came: list[Floats] = []
    place = 0
    while len(met) < worlds and place < len(shares):
        some = range(place, min(place + min(_KEPT_AT_ONCE, worlds - len(met)), len(shares)))
        said = [
            text for at in some for name in alternatives for text in (name, *texts(name, inputs, shares[at]))
        ]
        told = hashlib.sha256("\n".join([*digests, *keys, *said, f"{each} {some}"]).encode()).hexdigest()

        def make(some: range = some) -> Floats:
            return _run(lab, alternatives, inputs, shares, keys, some, each)

        table = lab.kept(f"worlds {told}", make).reshape(len(some), *size)
        for at, outcome in zip(some, table, strict=True):
            if not np.isinf(outcome).any():
                met.append(at)
                came.append(outcome)
        place = some.stop
    if len(met) < worlds:
        raise UsageError(
            f"only {len(met)} of {place} worlds have numbers that go together: {worlds} were wanted"
        )
    return WorldsRun(
        tuple(alternatives), (*_STARTS, *keys), inputs, shares[met], np.stack(came), place - len(met)
    )


def _run(
    lab: "Lab",
    alternatives: Mapping[str, Scenario],
    inputs: Sequence[Unknown],
    shares: Floats,
    keys: Sequence[str],
    some: range,
    each: int,
) -> Floats:
    """Return a line a world; infinite where its numbers do not go together."""
    started = time.monotonic()
    runs = [(at, name) for at in some for name in alternatives]

    def line(run: tuple[int, str]) -> list[float]:
        at, name = run
        try:
            program = lower(vary(alternatives[name], texts(name, inputs, shares[at])))
        except ScenarioError:
            return [float("inf")] * (each * (len(_STARTS) + len(keys)))
        return [value for number in range(each) for value in _once(program, lab, at * each + number, keys)]

    with ThreadPoolExecutor(workers_for(lab.jobs) if lab.engine in THREADED else 1) as pool:
        try:
            lines = list(pool.map(line, runs))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    lab.told(len(runs) * each, time.monotonic() - started)
    return np.array(lines)


def _once(program: Program, lab: "Lab", number: int, keys: Sequence[str]) -> Iterator[float]:
    """Yield the bookings of the first quarter and year that are measured, then each series over the whole."""
    batch = engines.select(lab.engine).run(program, lab.seed, number, 1)
    name = ["bookings"]
    course = courses(program, name, weeks_of(program, name, batch.weekly)[None])["bookings"]
    yield from (float(course.reached[0, :weeks][-1] / course.scale) for weeks in _STARTS.values())
    told = columns(batch, keys)
    yield from (float(told[key][0]) for key in keys)
