"""The work of a study: blocks of all programs go out in the order of replications, and are measured in that order."""

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from gtmsim.program.tables import Program
from gtmsim.study.executors import Compute, Left, compute, crew_for

LISTEN_SECONDS = 0.25

Progress = Callable[[int, int, float], None]
Bundles = Sequence[Sequence[Program]]
Arrived = Callable[[int, int, list[list[Left]]], None]


class Steps:
    """Has every block of every bundle computed, and hands on what they left, block by block, once all bundles have it.

    What one bundle has and another has not counts for nothing, so an interrupted study has equally many replications of all. Few
    blocks are asked for beyond the first that is missing, so few wait in memory.
    """

    def __init__(
        self,
        bundles: Bundles,
        engine: str,
        seed: int,
        cut: Sequence[tuple[int, int]],
        workers: int,
        arrived: Arrived,
        progress: Progress | None = None,
        by: Compute = compute,
    ) -> None:
        self._by = by
        self._bundles, self._engine, self._seed, self._cut = bundles, engine, seed, cut
        self._workers = min(workers, len(cut) * len(bundles))
        self._arrived, self._progress = arrived, progress
        self._asked: dict[Future[list[Left]], tuple[int, int]] = {}  # block, bundle
        self._left: dict[tuple[int, int], list[Left]] = {}
        self._next = 0  # of all blocks of all bundles, in order
        self._handed_on = 0  # blocks
        self._finished = 0  # replications of all programs
        self._started = 0.0
        self.interrupted = False

    def steps(self) -> Generator[int, None, None]:
        """Yield how many replications of every program are finished, block by block.

        An interrupt, here or thrown in from where the number is heard, ends the work in order: what is in hand and then complete is
        handed on as well.
        """
        self._started = time.monotonic()
        crew = crew_for(self._bundles, self._engine, self._workers, self._by)
        try:
            while self._handed_on < len(self._cut):
                while self._may_ask():
                    block, bundle = divmod(self._next, len(self._bundles))
                    self._asked[crew.ask(bundle, self._seed, *self._cut[block])] = (block, bundle)
                    self._next += 1
                # Where another thread is handed the signal of Ctrl-C, only a waiter that wakes up now and then learns of it.
                for future in wait(self._asked, LISTEN_SECONDS, return_when=FIRST_COMPLETED).done:
                    self._take(future)
                while self._hand_on():
                    yield sum(self._cut[self._handed_on - 1])
            crew.pool.shutdown()
        except KeyboardInterrupt:
            self.interrupted = True
            crew.stop(wait=True)
            for future in self._asked:
                if not future.cancelled() and future.exception() is None:
                    self._left[self._asked[future]] = future.result()
            while self._hand_on():
                pass
        finally:
            crew.stop(wait=False)

    def _may_ask(self) -> bool:
        in_flight = 2 * self._workers + 2 if self._workers > 1 else 1
        ahead = self._next - self._handed_on * len(self._bundles)
        return (
            self._next < len(self._cut) * len(self._bundles)
            and len(self._asked) < in_flight
            and ahead < in_flight + self._workers + len(self._bundles)
        )

    def _take(self, future: Future[list[Left]]) -> None:
        place = self._asked[future]
        self._left[place] = future.result()
        del self._asked[future]
        block, bundle = place
        self._finished += self._cut[block][1] * len(self._bundles[bundle])
        if self._progress is not None:
            total = sum(count for _, count in self._cut) * sum(len(bundle) for bundle in self._bundles)
            self._progress(self._finished, total, time.monotonic() - self._started)

    def _hand_on(self) -> bool:
        """Hand on the next block, if all bundles have it; return whether they had."""
        places = [(self._handed_on, bundle) for bundle in range(len(self._bundles))]
        if any(place not in self._left for place in places):
            return False
        self._arrived(*self._cut[self._handed_on], [self._left[place] for place in places])
        self._handed_on += 1
        for place in places:
            del self._left[place]
        return True
