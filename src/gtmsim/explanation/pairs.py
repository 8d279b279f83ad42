"""Both worlds read side by side: the books of every replication, in their order."""

import time
from collections import deque
from collections.abc import Generator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from gtmsim import engines
from gtmsim.engines.contract import Engine
from gtmsim.errors import UsageError
from gtmsim.explanation.books import Books, books_of
from gtmsim.measure.registry import names_in, unit_in
from gtmsim.program.tables import Program
from gtmsim.study.executors import THREADED, Here
from gtmsim.study.steps import LISTEN_SECONDS, Progress
from gtmsim.study.together import workers_for


@dataclass(frozen=True, eq=False)
class Pair:
    """One replication of both worlds, on the same luck."""

    a: Books
    b: Books


def pairs(
    a: Program,
    b: Program,
    *,
    seed: int,
    count: int,
    first: int = 0,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Generator[Pair]:
    """Yield the books of replications `first .. first + count` of both worlds; few are held at a time.

    An interrupt comes through; what was yielded before stands. `progress` counts replications of both worlds. Raises UsageError for
    less than one replication, and for worlds in different currencies.
    """
    if count < 1:
        raise UsageError(f"replications are 1 or more, got {count}")
    mine, theirs = currency_of(a), currency_of(b)
    if mine != theirs:
        raise UsageError(f"two worlds are explained in one currency; these have {mine} and {theirs}")
    chosen, workers, began = engines.select(engine), workers_for(jobs), time.monotonic()
    pool: Executor = ThreadPoolExecutor(workers) if engine in THREADED and workers > 1 else Here()
    asked: deque[Future[Pair]] = deque()
    left = iter(range(first, first + count))
    try:
        for done in range(1, count + 1):
            while len(asked) < workers and (replication := next(left, None)) is not None:
                asked.append(pool.submit(_pair, chosen, a, b, seed, replication))
            pair = _heard(asked.popleft())
            if progress is not None:
                progress(2 * done, 2 * count, time.monotonic() - began)
            yield pair
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def currency_of(program: Program) -> str:
    """Return the currency of a program's money."""
    return unit_in(names_in(program)["cost"], program)


def _pair(engine: Engine, a: Program, b: Program, seed: int, replication: int) -> Pair:
    return Pair(*(books_of(engine.stream(program, seed, replication)) for program in (a, b)))


def _heard(future: Future[Pair]) -> Pair:
    # Where another thread is handed the signal of Ctrl-C, only a waiter that wakes up now and then learns of it.
    while not wait([future], LISTEN_SECONDS).done:
        pass
    return future.result()
