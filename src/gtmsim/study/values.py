"""Some series of many programs, replication by replication: what experiments are made of."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.columns import columns
from gtmsim.measure.tally import missing, series_of
from gtmsim.program.prefix import stems
from gtmsim.program.tables import Floats, Program
from gtmsim.study.blocks import block_size, blocks
from gtmsim.study.executors import THREADED, Left
from gtmsim.study.steps import Progress, Steps
from gtmsim.study.together import workers_for

if TYPE_CHECKING:
    import polars as pl

AT_ONCE = 32  # programs that are held and shared out together

Make = Callable[[], Program]


@dataclass(frozen=True, eq=False)
class Values:
    """Replication x series of every program; replication r of each met the same luck. NaN: nothing to measure.

    After an interrupt only the programs of which all replications are finished are there.
    """

    keys: tuple[str, ...]
    seed: int
    first: int
    count: int
    tables: Mapping[str, Floats]
    digests: Mapping[str, str]
    interrupted: bool = False

    def of(self, name: str) -> Floats:
        """Return replication x series of one program."""
        return self.tables[name]

    def column(self, name: str, key: str) -> Floats:
        """Return one series of one program, a value a replication."""
        return self.tables[name][:, self.keys.index(key)]

    def frame(self) -> "pl.DataFrame":
        """Return one row a program and replication: `point`, `replication`, and a column a series."""
        import polars as pl

        held = list(self.tables.values())
        whole = np.concatenate(held) if held else np.empty((0, len(self.keys)))
        return pl.DataFrame(
            {
                "point": np.repeat(np.array(list(self.tables), dtype=object), self.count).tolist(),
                "replication": np.tile(np.arange(self.first, self.first + self.count), len(held)),
                **{key: whole[:, place] for place, key in enumerate(self.keys)},
            },
            schema_overrides={"point": pl.String, "replication": pl.Int64},
        )


def values(
    programs: Mapping[str, Program] | Mapping[str, Make],
    keys: Sequence[str],
    *,
    seed: int,
    count: int,
    first: int = 0,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Values:
    """Run replications `first .. first + count` of every program and return the series asked for by key.

    A program may be given by what makes it: few are held at once then. No byte depends on the number of jobs or on what runs beside
    it. Ctrl-C keeps the programs that are finished. Raises UsageError for what a program cannot tell, with the nearest name.
    """
    if count < 1:
        raise UsageError(f"replications are 1 or more, got {count}")
    engines.select(engine)
    workers = workers_for(jobs)
    tables: dict[str, Floats] = {}
    digests: dict[str, str] = {}
    interrupted = False
    before = time.monotonic()

    def told(finished: int, _total: int, _elapsed: float) -> None:
        if progress is not None:
            progress(count * len(tables) + finished, count * len(programs), time.monotonic() - before)

    rest: Iterator[tuple[str, Program | Make]] = iter(programs.items())
    try:
        while taken := dict(islice(rest, AT_ONCE)):
            made = {name: each if isinstance(each, Program) else each() for name, each in taken.items()}
            _may_ask(made, keys)
            tables |= _slice(made, keys, engine, seed, first, count, workers, told)
            digests |= {name: program.digest for name, program in made.items()}
    except KeyboardInterrupt:
        interrupted = True
    return Values(tuple(keys), seed, first, count, tables, digests, interrupted)


def _slice(
    programs: Mapping[str, Program],
    keys: Sequence[str],
    engine: str,
    seed: int,
    first: int,
    count: int,
    workers: int,
    told: Progress,
) -> dict[str, Floats]:
    """Return replication x series of some programs. Raises KeyboardInterrupt if that was not finished."""
    names = list(programs)
    if engine in THREADED:
        bundles = [[names[each] for each in stem.programs] for stem in stems(list(programs.values()))]
    else:
        bundles = [[name] for name in names]
    parts: dict[str, list[Floats]] = {name: [] for name in names}

    def arrived(begin: int, some: int, lefts: list[list[Left]]) -> None:
        for bundle, left in zip(bundles, lefts, strict=True):
            for name, each in zip(bundle, left, strict=True):
                batch = Batch(programs[name], engine, seed, begin, some, *each)
                parts[name].append(np.stack(list(columns(batch, keys).values()), axis=1))

    size = block_size(programs.values(), count, max(map(len, bundles))) if engine in THREADED else 1
    cut = [(first + begin, some) for begin, some in blocks(count, size)]
    held = [[programs[name] for name in bundle] for bundle in bundles]
    steps = Steps(held, engine, seed, cut, workers, arrived, told)
    with closing(steps.steps()) as done:
        deque(done, maxlen=0)
    if steps.interrupted:
        raise KeyboardInterrupt
    return {name: np.concatenate(each) for name, each in parts.items()}


def _may_ask(programs: Mapping[str, Program], keys: Sequence[str]) -> None:
    if not keys:
        raise UsageError("no series was asked for")
    for program in programs.values():
        known = {series.key for series in series_of(program)}
        for key in keys:
            if key not in known:
                raise missing(key, program, sorted(known))
