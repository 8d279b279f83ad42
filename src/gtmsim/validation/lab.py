"""Where the arms of all experiments are run: each program once, however many facts ask for it, and kept for the next time.

A replication is known by the digest of its program, the seed and its number; nothing else decides its bytes. So arms that facts
share are run once, a longer run begins where a shorter one ended, and what was interrupted goes on.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario
from gtmsim.study.steps import Progress
from gtmsim.study.values import AT_ONCE, values
from gtmsim.validation.jackknife import Tables
from gtmsim.validation.store import Block, Kept, Store
from gtmsim.validation.world import keys_of, program_of

RUNS_AT_ONCE = 100  # what a kill costs: replications that are kept together
MOST_AT_ONCE = 5000  # of programs that are quick
_SECONDS_AT_ONCE = 10.0
_PROBED = 4  # replications of one arm of each world, to learn how long they take


@dataclass
class _Wanted:
    """A program, the series asked of it, the replications, and the world it belongs to: programs of one world begin alike."""

    program: Program
    world: str
    keys: set[str] = field(default_factory=set)
    spans: dict[int, int] = field(default_factory=dict)  # first -> count


class Lab:
    """Runs arms, and remembers every replication. With a store, on disk as well.

    `runs` counts the replications that were run here, `seconds` how long that took; `cost` is seconds a replication by digest.
    `asked` and `asked_seconds` count what `tables` and `kept` were asked for, whether it was run here or kept from before.
    """

    def __init__(
        self,
        seed: int,
        *,
        engine: str = "core",
        jobs: int | None = None,
        store: Store | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.seed, self.engine, self.jobs = seed, engine, jobs
        self.runs, self.seconds, self.planned = 0, 0.0, 0
        self.asked, self.asked_seconds = 0, 0.0
        self.cost: dict[str, float] = {}
        self._store, self._progress = store, progress
        self._started = time.monotonic()
        self._wanted: dict[str, _Wanted] = {}
        self._known: dict[str, dict[int, dict[str, float]]] = {}  # digest -> replication -> key -> value
        self._kept: dict[str, Kept] = {}

    def plan(
        self, arms: Mapping[str, Program], keys: Iterable[str], count: int, *, first: int = 0, world: str = ""
    ) -> None:
        """Remember that these replications of these arms will be asked for, so that all are run together."""
        for program in arms.values():
            wanted = self._wanted.setdefault(program.digest, _Wanted(program, world))
            wanted.keys.update(keys)
            wanted.spans[first] = max(wanted.spans.get(first, 0), count)

    @property
    def missing(self) -> int:
        """How many of the replications that are planned are not known yet."""
        return sum(len(self._missing(digest, wanted)) for digest, wanted in self._wanted.items())

    def probed(self, others: int) -> float:
        """Return how many seconds all that is planned will take, and so many replications beside it, by a few that are kept."""
        self._share_keys()
        first: dict[str, tuple[str, _Wanted]] = {}
        for digest, wanted in self._wanted.items():
            if self._missing(digest, wanted):
                first.setdefault(wanted.world, (digest, wanted))
        cost: dict[str, float] = {}
        for world, (digest, wanted) in first.items():
            begin, count = next(_runs_of(self._missing(digest, wanted)))
            self._block([wanted.program], sorted(wanted.keys), begin, min(_PROBED, count))
            cost[world] = self.cost[digest]
        usual = sum(cost.values()) / len(cost) if cost else 0.0
        missing = {digest: self._missing(digest, wanted) for digest, wanted in self._wanted.items()}
        ahead = (
            len(missing[digest]) * cost.get(wanted.world, usual) for digest, wanted in self._wanted.items()
        )
        return sum(ahead) + usual * others

    def run(self) -> None:
        """Run what is planned and not known. Ctrl-C keeps the blocks that are finished, and is raised again."""
        self._share_keys()
        for programs, keys, first, count in self._groups():
            size, begin, end = max(1, RUNS_AT_ONCE // len(programs)), first, first + count
            while begin < end:
                some = min(size, end - begin)
                self._block(programs, keys, begin, some)
                begin += some
                # What is over in a moment is kept in larger blocks: each has its own costs.
                seconds = sum(self.cost[each.digest] for each in programs)
                size = max(size, min(MOST_AT_ONCE, int(_SECONDS_AT_ONCE / max(seconds, 1e-9))))
        self._wanted.clear()

    def tables(
        self,
        arms: Mapping[str, Scenario | Program],
        keys: Sequence[str],
        count: int,
        *,
        first: int = 0,
        world: str = "",
    ) -> Tables:
        """Return arm -> key -> a value a replication, of replications `first .. first + count`; runs what is not known."""
        programs = {
            name: each if isinstance(each, Program) else program_of(each) for name, each in arms.items()
        }
        self.plan(programs, keys, count, first=first, world=world)
        self.run()
        for digest in {each.digest for each in programs.values()}:
            self.asked += count
            self.asked_seconds += count * self.cost.get(digest, 0.0)
        return self.known(programs, keys, count, first=first)

    def known(
        self, arms: Mapping[str, Program], keys: Sequence[str], count: int, *, first: int = 0
    ) -> Tables:
        """Return what `tables` does, of as many of these replications as every arm has."""
        held = {name: self._known.get(each.digest, {}) for name, each in arms.items()}
        finished = count
        for rows in held.values():
            done = (n for n in range(count) if not all(key in rows.get(first + n, {}) for key in keys))
            finished = min(finished, next(done, count))
        return {
            name: {
                key: np.array([rows[first + place][key] for place in range(finished)], dtype=np.float64)
                for key in keys
            }
            for name, rows in held.items()
        }

    def kept(self, what: str, make: Callable[[], Floats]) -> Floats:
        """Return an array that is made once, here and on disk; `what` names everything that decides its bytes but the seed.

        Whoever makes it asks the lab for replications, or tells it of those that were run beside it.
        """
        name = hashlib.sha256(what.encode()).hexdigest()[:32]
        found = self._kept.get(name)
        if found is None and self._store is not None and (found := self._store.array(name)) is not None:
            self.planned -= found.runs
        if found is not None:
            self._kept[name] = found
            self.asked += found.runs
            self.asked_seconds += found.seconds
            return found.array
        asked, seconds = self.asked, self.asked_seconds
        array = make()
        self._kept[name] = Kept(array, self.asked - asked, self.asked_seconds - seconds)
        if self._store is not None:
            self._store.keep_array(name, self._kept[name])
        return array

    def told(self, runs: int, seconds: float) -> None:
        """Count replications that were run beside the lab, for an array that it keeps."""
        self.runs += runs
        self.seconds += seconds
        self.asked += runs
        self.asked_seconds += seconds
        self._tell(0)

    def _share_keys(self) -> None:
        """Let every program of a world tell what any of them is asked for: then they can be run together."""
        asked: dict[str, set[str]] = {}
        for wanted in self._wanted.values():
            asked.setdefault(wanted.world, set()).update(wanted.keys)
        for wanted in self._wanted.values():
            if len(asked[wanted.world]) > len(wanted.keys):
                wanted.keys |= asked[wanted.world] & keys_of(wanted.program)

    def _groups(self) -> Iterator[tuple[list[Program], list[str], int, int]]:
        """Yield programs of one world that lack the same replications of the same series."""
        groups: dict[tuple[str, tuple[str, ...], int, int], list[Program]] = {}
        for digest, wanted in self._wanted.items():
            keys = tuple(sorted(wanted.keys))
            for first, count in _runs_of(self._missing(digest, wanted)):
                groups.setdefault((wanted.world, keys, first, count), []).append(wanted.program)
        for (_, keys, first, count), programs in groups.items():
            for begin in range(0, len(programs), AT_ONCE):
                yield programs[begin : begin + AT_ONCE], list(keys), first, count

    def _missing(self, digest: str, wanted: _Wanted) -> list[int]:
        """Return the replications that are wanted and not known, in order."""
        if self._store is not None and digest not in self._known:
            self._known[digest] = {}
            for block in self._store.blocks(digest):
                self._take(digest, block)
        rows = self._known.get(digest, {})
        told = {
            first + place
            for first, count in wanted.spans.items()
            for place in range(count)
            if not wanted.keys <= rows.get(first + place, {}).keys()
        }
        return sorted(told)

    def _block(self, programs: Sequence[Program], keys: Sequence[str], first: int, count: int) -> None:
        before = time.monotonic()

        def told(done: int, _total: int, _elapsed: float) -> None:
            self._tell(done)

        came = values(
            {each.digest: each for each in programs},
            keys,
            seed=self.seed,
            first=first,
            count=count,
            engine=self.engine,
            jobs=self.jobs,
            progress=told,
        )
        took = time.monotonic() - before
        self.seconds += took
        self.runs += count * len(came.tables)
        for digest, table in came.tables.items():
            block = Block(tuple(keys), first, table, took / (count * len(came.tables)))
            self._take(digest, block)
            if self._store is not None:
                self._store.keep(digest, block)
        if came.interrupted:
            raise KeyboardInterrupt

    def _tell(self, more: int) -> None:
        """Say how far the work is, with replications that are not counted yet."""
        if self._progress is not None:
            done = self.runs + more
            self._progress(done, max(self.planned, done), time.monotonic() - self._started)

    def _take(self, digest: str, block: Block) -> None:
        rows = self._known.setdefault(digest, {})
        for place, line in enumerate(block.table):
            told = rows.setdefault(block.first + place, {})
            told.update(zip(block.keys, map(float, line), strict=True))
        self.cost[digest] = block.seconds


def _runs_of(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where unbroken runs of numbers begin, and how long they are."""
    first: int | None = None
    for place, number in enumerate(numbers):
        if first is None:
            first = number
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield first, number + 1 - first
            first = None
