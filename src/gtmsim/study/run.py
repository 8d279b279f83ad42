"""Running a program many times: blocks go out, batches come back, and come to stand in order."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import cached_property

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.study.blocks import blocks
from gtmsim.study.executors import THREADED, Left, crew_for, processors

LISTEN_SECONDS = 0.25

Progress = Callable[[int, int, float], None]


@dataclass(frozen=True, eq=False)
class Run:
    """Replications 0, 1, 2, ... of a program, in batches.

    An interrupted run holds all replications before the first one that is missing, perhaps none.
    """

    program: Program
    engine: str
    seed: int
    wanted: int  # replications asked for
    batches: tuple[Batch, ...]
    interrupted: bool = False

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches in the order of their replications."""
        return iter(self.batches)

    @property
    def replications(self) -> int:
        """Number of finished replications."""
        return sum(batch.count for batch in self.batches)

    @cached_property
    def batch(self) -> Batch:
        """All finished replications as one batch. Raises UsageError if there are none."""
        return joined(self.batches)

    @property
    def totals(self) -> Ints:
        """Replication x place."""
        return self.batch.totals

    @property
    def ledger(self) -> Ints:
        """Person x kind, ticks worked after warm-up, summed over replications."""
        return self.batch.ledger

    @property
    def weekly(self) -> Ints:
        """Week x series, summed over replications."""
        return self.batch.weekly

    @property
    def table(self) -> Floats:
        """Replication x uncertain parameter."""
        return self.batch.table


def run(
    program: Program,
    *,
    seed: int | None = None,
    replications: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Return a program's run. The same bytes whatever `jobs`, which defaults to the processors there are.

    `seed` and `replications` default to the scenario's. `progress(done, total, elapsed_seconds)` is told of replications as they
    finish. Ctrl-C stops asking for more and returns what is finished, marked `interrupted`; a second one stops at once.
    Raises UsageError for an engine nobody knows or numbers that make no run; what an engine raises comes through.
    """
    seed, replications = _said(program, seed, replications)
    workers = processors() if jobs is None else jobs
    if workers < 1:
        raise UsageError(f"jobs are 1 or more, got {jobs}")
    engines.select(engine)  # a wrong name is told before anything is started
    done, interrupted = _computed(program, engine, seed, replications, workers, progress)
    batches: list[Batch] = []
    for first, count in _cut(engine, replications):
        if first not in done:
            break
        batches.append(Batch(program, engine, seed, first, count, *done[first]))
    return Run(program, engine, seed, replications, tuple(batches), interrupted)


def _cut(engine: str, replications: int) -> list[tuple[int, int]]:
    return blocks(replications, slow=engine not in THREADED)


def _said(program: Program, seed: int | None, replications: int | None) -> tuple[int, int]:
    if seed is None or replications is None:
        if program.scenario is None:
            raise UsageError("a program without a scenario needs a seed and a number of replications")
        said = program.scenario.run
        seed = said.seed if seed is None else seed
        replications = said.replications if replications is None else replications
    if not 0 <= seed < 1 << 63:
        raise UsageError(f"a seed is a whole number from 0 to 2^63 - 1, got {seed}")
    if replications < 1:
        raise UsageError(f"replications are 1 or more, got {replications}")
    return seed, replications


def _computed(
    program: Program, engine: str, seed: int, replications: int, workers: int, progress: Progress | None
) -> tuple[dict[int, Left], bool]:
    """Return what each finished block left, by its first replication, and whether the run was interrupted."""
    started = time.monotonic()
    every = _cut(engine, replications)
    to_do = iter(every)
    workers = min(workers, len(every))
    in_flight = 2 * workers + 2 if workers > 1 else 1
    asked: dict[Future[Left], tuple[int, int]] = {}
    done: dict[int, Left] = {}
    finished = 0
    crew = crew_for(program, engine, workers)
    try:
        while True:
            while len(asked) < in_flight and (block := next(to_do, None)) is not None:
                asked[crew.ask(seed, *block)] = block
            if not asked:
                crew.pool.shutdown()
                return done, False
            # Where another thread is handed the signal of Ctrl-C, only a waiter that wakes up now and then learns of it.
            for future in wait(asked, LISTEN_SECONDS, return_when=FIRST_COMPLETED).done:
                first, count = asked[future]
                done[first] = future.result()
                del asked[future]
                finished += count
                if progress is not None:
                    progress(finished, replications, time.monotonic() - started)
    except KeyboardInterrupt:
        crew.stop(wait=True)
        done.update(_still_finished(asked))
        return done, True
    finally:
        crew.stop(wait=False)


def _still_finished(asked: dict[Future[Left], tuple[int, int]]) -> dict[int, Left]:
    """Return what the blocks left that were in hand when the run was interrupted and came to their end."""
    return {
        first: future.result()
        for future, (first, _) in asked.items()
        if not future.cancelled() and future.exception() is None
    }
