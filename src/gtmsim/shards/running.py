"""How a study is computed: what is missing goes out piece by piece, and every piece that comes back is on disk before it counts."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from gtmsim.shards.disk import nothing_lost, put
from gtmsim.shards.journal import Span, Task
from gtmsim.shards.manifest import Manifest
from gtmsim.shards.places import Places
from gtmsim.shards.refusing import stamp_of
from gtmsim.shards.rows import decoded, encoded, joined
from gtmsim.shards.weeks import summed
from gtmsim.shards.work import Piece, Shard, computed
from gtmsim.study.executors import unless_refused, workers
from gtmsim.study.steps import LISTEN_SECONDS, Progress

Heard = Callable[[int], None]


class Stop(Protocol):
    """How a crew ends."""

    def __call__(self, *, wait: bool) -> None:
        """Begin nothing more, and wait for what is in hand or leave it."""


@dataclass(frozen=True)
class Hands:
    """Who computes the pieces of one run: a pool, how many there are just now, and how they stop."""

    pool: Executor
    workers: Callable[[], int]
    stop: Stop

    @property
    def in_flight(self) -> int:
        """How many pieces are asked for before the first of them is there."""
        workers = self.workers()
        return 2 * workers + 2 if workers > 1 else 1


Crew = Callable[[], Hands]  # who can be asked for hands, run after run


def here(engine: str, jobs: int) -> Hands:
    """Return so many workers on this machine: threads, or processes if the engine needs them."""
    pool, refuse = workers(engine, jobs)

    def stop(*, wait: bool) -> None:
        refuse()
        pool.shutdown(wait=wait, cancel_futures=True)

    return Hands(pool, lambda: jobs, stop)


class Working:
    """One run of what is missing. `done` are replications that it has computed and kept."""

    def __init__(
        self,
        places: Places,
        manifest: Manifest,
        texts: Mapping[str, str],
        progress: Progress | None,
        heard: Heard,
    ) -> None:
        self._places, self._manifest, self._texts = places, manifest, texts
        self._progress, self._heard = progress, heard
        self._kept: set[Span] = set()
        self.done = 0

    def work(self, todo: Iterator[Task], total: int, hands: Hands) -> bool:
        """Compute and keep every task; return whether Ctrl-C has ended it before. What is in hand then is finished and kept.

        Raises StudyError if the disk refuses a file, and what an engine raises; whatever was kept stays.
        """
        started = time.monotonic()
        asked: dict[Future[list[Shard]], Task] = {}
        more = True
        try:
            while more or asked:
                room = hands.in_flight
                while more and len(asked) < room:
                    task = next(todo, None)
                    more = task is not None
                    if task is not None:
                        asked[hands.pool.submit(unless_refused, computed, self._ask(task))] = task
                for future in wait(asked, LISTEN_SECONDS, return_when=FIRST_COMPLETED).done:
                    task = asked[future]
                    self.keep(task, future.result())
                    del asked[future]
                    if self._progress is not None:
                        self._progress(self.done, total, time.monotonic() - started)
        except KeyboardInterrupt:
            hands.stop(wait=True)
            for future, task in asked.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    self.keep(task, future.result())
            return True
        finally:
            hands.stop(wait=False)
        return False

    def keep(self, task: Task, shards: list[Shard]) -> None:
        """Write the shards of a task. Where a shorter one was there, the whole takes its place."""
        with nothing_lost(self._places.folder):
            for number, shard in zip(task.points, shards, strict=True):
                span, there = Span(number, task.first, task.count), Span(number, task.first, task.have)
                rows, weeks = self._grown(there, span, shard) if task.have else shard
                # Rows come last: where they stand, everything stands.
                if weeks is not None:
                    put(self._places.week(span), weeks)
                put(self._places.shard(span), rows)
                if task.have:
                    remove(self._places, there)
                if span not in self._kept:  # an interrupt may have it kept again
                    self._kept.add(span)
                    self.done += task.count - task.have
        self._heard(self.done)

    def _ask(self, task: Task) -> Piece:
        return piece_of(
            self._manifest, self._texts, task.points, task.first + task.have, task.count - task.have
        )

    def _grown(self, there: Span, span: Span, shard: Shard) -> Shard:
        """Return the shards of a whole block of which the first replications are on disk."""
        stamp = stamp_of(self._manifest, span)
        rows, weeks = (None if each is None else decoded(BytesIO(each)) for each in shard)
        assert rows is not None, "a piece has rows"
        whole = encoded(joined([decoded(self._places.shard(there)), rows]), stamp)
        if weeks is None:
            return whole, None
        return whole, encoded(summed([decoded(self._places.week(there)), weeks]), stamp)


def piece_of(
    manifest: Manifest, texts: Mapping[str, str], points: Sequence[int], first: int, count: int
) -> Piece:
    """Return what whoever computes some replications of some points must know. `texts` are scenarios by digest."""
    told = [manifest.points[number] for number in points]
    bases = [manifest.scenarios[point.scenario] for point in told]
    return Piece(
        tuple(stamp_of(manifest, Span(number, first, count)) for number in points),
        tuple(base.name for base in bases),
        tuple(texts[base.digest] for base in bases),
        tuple(tuple(point.overrides) for point in told),
        manifest.weekly,
        manifest.versions,
    )


def remove(places: Places, span: Span) -> None:
    """Take away the files of a span whose rows stand in a longer one."""
    for file in (places.shard(span), places.week(span)):
        file.unlink(missing_ok=True)


def clear(places: Places) -> None:
    """Take away what crashes have left behind: temporaries. Only for whoever is alone in the folder."""
    for folder in (places.folder, places.scenarios, places.shards):
        for file in folder.glob(".*.tmp"):
            with suppress(OSError):
                file.unlink()
