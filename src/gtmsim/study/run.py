"""Running programs many times: one alone, or several together on shared luck."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined
from gtmsim.measure.tally import Tally, Tallying, Told
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.study.blocks import block_size, blocks
from gtmsim.study.executors import THREADED, Left, processors
from gtmsim.study.steps import Progress, Steps, driven

Keep = Sequence[str] | Literal["totals"] | None

EARLY = (20, 100)  # paired replications after which a first and a better answer are told


@dataclass(frozen=True, eq=False)
class Run:
    """Replications 0, 1, 2, ... of a program, measured.

    An interrupted run has all replications before the first one that is missing, perhaps none. `batches` are empty unless totals
    were to be kept.
    """

    program: Program
    engine: str
    seed: int
    wanted: int  # replications asked for
    count: int  # replications finished
    measured: Tally | None = None
    batches: tuple[Batch, ...] = ()
    interrupted: bool = False

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches in the order of their replications. Raises UsageError if totals were not kept."""
        if self.count and not self.batches:
            raise UsageError("the totals of this run were not kept: run the program with keep='totals'")
        return iter(self.batches)

    @property
    def replications(self) -> int:
        """Number of finished replications."""
        return self.count

    @cached_property
    def tally(self) -> Tally:
        """What was measured: moments of every series, and the values asked for. Raises UsageError if no replication is finished."""
        if self.measured is not None:
            return self.measured
        counted = Tallying(self.program, self.engine, self.seed, self.count)
        for batch in self.batches:
            counted.add(batch)
        return counted.tally()

    @cached_property
    def batch(self) -> Batch:
        """All finished replications as one batch. Raises UsageError if there are none, or totals were not kept."""
        return joined(self)

    @property
    def totals(self) -> Ints:
        """Replication x place."""
        return self.batch.totals

    @property
    def table(self) -> Floats:
        """Replication x uncertain parameter."""
        return self.batch.table

    @property
    def ledger(self) -> Ints:
        """Person x kind, ticks worked after warm-up, summed over replications."""
        return self.batch.ledger if self.batches else self.tally.ledger

    @property
    def weekly(self) -> Ints:
        """Week x series, summed over replications."""
        return self.batch.weekly if self.batches else self.tally.weekly


def run(
    program: Program,
    *,
    seed: int | None = None,
    replications: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    keep: Keep = None,
    told: Told | None = None,
) -> Run:
    """Return a program's run. The same bytes whatever `jobs`, which defaults to the processors there are.

    Replications are measured as they finish, and what is kept of each is little: the values of the series whose keys `keep` names
    (left out: the headline metrics over everything, so that runs can be compared), beside moments of every series and weekly sums.
    With `keep="totals"` everything is kept (some kilobytes a replication) and measured when it is asked for. `told` is given each
    portion of finished replications before its totals go, in order; after an interrupt it may be given one again.

    `seed` and `replications` default to the scenario's. `progress(done, total, elapsed_seconds)` is told of replications as they
    finish. Ctrl-C stops asking for more and returns what is finished, marked `interrupted`; a second one stops at once.
    Raises UsageError for an engine nobody knows, numbers that make no run or a series the program has not, InvariantError when
    ledgers do not add up; what an engine raises comes through.
    """
    seed, replications = _said(program, seed, replications)
    study = Study({"": program}, seed, replications, engine, jobs, progress, keep, told)
    driven(study.work)
    return study.runs()[""]


def run_together(
    programs: Mapping[str, Program],
    *,
    seed: int,
    replications: int,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    keep: Keep = None,
    early: Callable[[dict[str, Run]], None] | None = None,
    early_at: Sequence[int] = EARLY,
) -> dict[str, Run]:
    """Return the runs of several programs by name, on shared luck: the same bytes as `run` gives for each alone.

    Blocks go out for all programs in the order of replications, so an interrupted study has equally many of each. `early` is told
    of the runs as far as they are, as soon as so many replications of all are finished, if more are to come. The rest is as `run`
    says; `progress` counts the replications of all programs.
    """
    study = Study(programs, seed, replications, engine, jobs, progress, keep)
    driven(study.work, None if early is None else study.telling(early, early_at))
    return study.runs()


class Study:
    """Programs that are run together: their work, and their runs as far as they are."""

    def __init__(
        self,
        programs: Mapping[str, Program],
        seed: int,
        replications: int,
        engine: str,
        jobs: int | None,
        progress: Progress | None = None,
        keep: Keep = None,
        told: Told | None = None,
    ) -> None:
        workers = _checked(seed, replications, engine, jobs)
        if not programs:
            raise UsageError("there is no program to run")
        if isinstance(keep, str) and keep != "totals":
            raise UsageError(f"keep is 'totals' or a list of series such as [{keep!r}]")
        self._programs = dict(programs)
        self._seed, self._wanted, self._engine = seed, replications, engine
        self._count = 0
        self._batches: dict[str, tuple[Batch, ...]] = dict.fromkeys(programs, ())
        self._keeps_totals = keep == "totals"
        self._tallies = {
            name: Tallying(program, engine, seed, replications, keep, told)
            for name, program in self._programs.items()
            if not isinstance(keep, str)
        }
        self._bundles = [[name] for name in self._programs]
        # A slow engine computes one at a time, so that an interrupt has little to wait for.
        size = block_size(self._programs.values(), replications) if engine in THREADED else 1
        self.work = Steps(
            [[self._programs[name] for name in bundle] for bundle in self._bundles],
            engine,
            seed,
            blocks(replications, size),
            workers,
            self._arrived,
            progress,
        )

    def runs(self, *, last: bool = True) -> dict[str, Run]:
        """Return the runs by name: in the end, or as far as they are."""
        return {
            name: Run(
                program,
                self._engine,
                self._seed,
                self._wanted,
                self._count,
                self._tallies[name].tally(last=last) if self._tallies and self._count else None,
                self._batches[name],
                self.work.interrupted,
            )
            for name, program in self._programs.items()
        }

    def telling(
        self, early: Callable[[dict[str, Run]], None], early_at: Sequence[int]
    ) -> Callable[[int], None]:
        """Return what is to be told how many replications are finished, and tells `early` of the runs when there are enough."""
        waiting = sorted(early_at)

        def heard(count: int) -> None:
            reached = [each for each in waiting if each <= count]
            if reached and count < self._wanted:
                del waiting[: len(reached)]
                early(self.runs(last=False))

        return heard

    def _arrived(self, first: int, count: int, lefts: list[list[Left]]) -> None:
        for names, bundle in zip(self._bundles, lefts, strict=True):
            for name, left in zip(names, bundle, strict=True):
                batch = Batch(self._programs[name], self._engine, self._seed, first, count, *left)
                if not self._keeps_totals:
                    self._tallies[name].add(batch)
                elif all(first != each.first for each in self._batches[name][-1:]):
                    self._batches[name] = (*self._batches[name], batch)
        self._count = first + count


def _said(program: Program, seed: int | None, replications: int | None) -> tuple[int, int]:
    if seed is None or replications is None:
        if program.scenario is None:
            raise UsageError("a program without a scenario needs a seed and a number of replications")
        said = program.scenario.run
        seed = said.seed if seed is None else seed
        replications = said.replications if replications is None else replications
    return seed, replications


def _checked(seed: int, replications: int, engine: str, jobs: int | None) -> int:
    """Return how many workers are wanted. Raises UsageError for numbers that make no run, before anything is started."""
    if not 0 <= seed < 1 << 63:
        raise UsageError(f"a seed is a whole number from 0 to 2^63 - 1, got {seed}")
    if replications < 1:
        raise UsageError(f"replications are 1 or more, got {replications}")
    workers = processors() if jobs is None else jobs
    if workers < 1:
        raise UsageError(f"jobs are 1 or more, got {jobs}")
    engines.select(engine)
    return workers
