"""Where blocks are computed: here, in threads (the core lets go of the interpreter), or in processes (SimPy does not)."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.program.tables import Floats, Ints, Program

# How long a worker process may go on with the block in hand once nobody asks for more.
GRACE_SECONDS = 3.0

THREADED = frozenset({"core"})

P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# What a block leaves behind, without the program: the asker has it.
Left = tuple[Ints, Ints, Ints, Floats]

# How one block of each of some programs is computed: `(programs, engine, seed, first, count)`.
Compute = Callable[[Sequence[Program], str, int, int, int], list[Left]]


class Here(Executor):
    """Computes at once, in the caller's thread: nothing to start, and errors come with their whole story."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is done already."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def compute(programs: Sequence[Program], engine: str, seed: int, first: int, count: int) -> list[Left]:
    """Run one block of each program and return their arrays."""
    chosen = engines.select(engine)
    batches: list[Batch] = (
        chosen.branch(programs, seed, first, count)
        if len(programs) > 1
        else [chosen.run(program, seed, first, count) for program in programs]
    )
    return [left_of(batch) for batch in batches]


def left_of(batch: Batch) -> Left:
    """Return the arrays of a batch."""
    return batch.totals, batch.ledger, batch.weekly, batch.table


@dataclass(frozen=True)
class Crew:
    """Who computes the blocks. `ask(which, seed, first, count)` promises one block of each program of a bundle."""

    pool: Executor
    ask: Callable[[int, int, int, int], "Future[list[Left]]"]
    refuse: Callable[[], None] = lambda: None

    def stop(self, *, wait: bool) -> None:
        """Begin no other block; wait for those in hand, a short while if they are in processes, or leave them to end unheard."""
        self.refuse()
        self.pool.shutdown(wait=wait, cancel_futures=True)


def crew_for(bundles: Sequence[Sequence[Program]], engine: str, jobs: int, by: Compute = compute) -> Crew:
    """Return a crew of so many workers: in processes unless the engine lets threads run beside each other.

    A bundle is programs that are computed in one go; the crew is asked for it by its place. Processes compute from the start,
    whatever `by` says.
    """
    pool, refuse = workers(engine, jobs, bundles=bundles, engine=engine)
    if isinstance(pool, ProcessPoolExecutor):
        return Crew(pool, lambda *block: pool.submit(_compute_in_worker, *block), refuse)
    return Crew(pool, lambda which, *block: pool.submit(by, bundles[which], engine, *block))


def workers(needed_by: str, jobs: int, **kept: Any) -> tuple[Executor, Callable[[], None]]:
    """Return so many workers as an engine needs them, and what has them refuse everything that has not begun.

    Threads where the engine lets them run beside each other, else processes; these keep what `kept` says from the start.
    """
    if jobs == 1:
        return Here(), lambda: None
    if needed_by in THREADED:
        return ThreadPoolExecutor(jobs, thread_name_prefix="gtmsim"), lambda: None
    context = _context()
    heard, line = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_worker, initargs=(heard, kept))
    return pool, line.close


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    # A plain fork would copy threads' locks in whatever state they are.
    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")


_worker: dict[str, Any] = {}
_refused = threading.Event()


def _begin_worker(heard: "Connection[Any, Any]", kept: dict[str, Any]) -> None:
    # Ctrl-C reaches every process of the terminal; only the asking one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Workers are as many as processors; each by itself needs one thread.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    _worker.update(kept)
    threading.Thread(target=_until_the_line_is_cut, args=(heard,), daemon=True).start()


def _until_the_line_is_cut(heard: "Connection[Any, Any]") -> None:
    # Nothing is ever said on the line: it ends when the asker hangs up or dies, however it dies.
    heard.poll(None)
    _refused.set()
    time.sleep(GRACE_SECONDS)
    os._exit(0)


def unless_refused(fn: Callable[P, T], *words: P.args, **named: P.kwargs) -> T:
    """Return what a function does, in a worker. Raises CancelledError once it is to refuse what has not begun."""
    # A pool cannot cancel what it has handed to its processes already.
    if _refused.is_set():
        raise CancelledError
    return fn(*words, **named)


def _compute_in_worker(which: int, seed: int, first: int, count: int) -> list[Left]:
    return unless_refused(compute, _worker["bundles"][which], _worker["engine"], seed, first, count)
