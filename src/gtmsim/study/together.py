"""Programs that are run together: who computes which blocks, and what is left of each program."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from typing import Literal

import numpy as np

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.courses import courses, refuse_untold, weeks_of
from gtmsim.measure.tally import Tally, Tallying, Told
from gtmsim.program.prefix import stems, weeks_run
from gtmsim.program.tables import Ints, Program
from gtmsim.study.blocks import block_size, blocks
from gtmsim.study.executors import THREADED, Compute, Left, compute, processors
from gtmsim.study.ran import Run
from gtmsim.study.steps import Progress, Steps

Keep = Sequence[str] | Literal["totals"] | None

EARLY = (20, 100)  # paired replications after which a first and a better answer are told


class Study:
    """One or more programs, each run as often, on the same luck.

    `seed` and `replications` are those of the first program's scenario unless said. `courses` names metrics whose weeks are kept of
    every replication. Raises UsageError for numbers that make no
    study, before anything is started.
    """

    def __init__(
        self,
        programs: Mapping[str, Program],
        *,
        seed: int | None = None,
        replications: int | None = None,
        engine: str = "core",
        jobs: int | None = None,
        progress: Progress | None = None,
        keep: Keep = None,
        told: Told | None = None,
        by: Compute = compute,
        courses: Sequence[str] = (),
    ) -> None:
        if not programs:
            raise UsageError("there is no program to run")
        for program in programs.values():
            if not isinstance(program, Program):
                raise UsageError(
                    f"a program is run, not a {type(program).__name__}: gtmsim.lower(scenario) makes one"
                )
        self._programs = dict(programs)
        self._seed, self._wanted = how_often(next(iter(programs.values())), seed, replications)
        self._engine = engine
        self._workers, self._progress, self._by = workers_for(jobs), progress, by
        engines.select(engine)
        if isinstance(keep, str) and keep != "totals":
            raise UsageError(f"keep is 'totals' or a list of series such as [{keep!r}]")
        self._batches: dict[str, list[Batch]] = {name: [] for name in programs}
        self._tallies = {
            name: Tallying(program, engine, self._seed, self._wanted, keep, told)
            for name, program in self._programs.items()
            if not isinstance(keep, str)
        }
        # Weekly series are sums over a block, so courses of single replications want blocks of one.
        self._courses = tuple(courses)
        for program in programs.values():
            refuse_untold(program, self._courses)
        self._weeks: dict[str, list[Ints]] = {name: [] for name in programs}
        self._bundles = self._bundled()
        self._count = 0
        self._spent = 0.0  # seconds, until the replications that were asked for last
        self._work = self._steps_to(self._wanted)

    def extend(self, replications: int) -> None:
        """Ask for so many replications in all, where those asked for before are finished: nothing of them is computed again.

        What is left in the end is what asking for all of them at once leaves, to the last bit.
        """
        if self._count < self._wanted:
            raise UsageError("what was asked for is not finished, so nothing can be added to it")
        if replications > self._wanted:
            self._wanted = replications
            for tally in self._tallies.values():
                tally.expect(replications)
            self._work = self._steps_to(replications)

    def _steps_to(self, wanted: int) -> Steps:
        # A slow engine computes one at a time, so that an interrupt has little to wait for.
        at_once = max(len(bundle) for bundle in self._bundles)
        single = self._engine not in THREADED or self._courses
        size = 1 if single else block_size(self._programs.values(), wanted, at_once)
        return Steps(
            [[self._programs[name] for name in bundle] for bundle in self._bundles],
            self._engine,
            self._seed,
            blocks(wanted, size, self._count),
            self._workers,
            self._arrived,
            self._progress and self._told_of_all(self._progress),
            self._by,
        )

    def _told_of_all(self, progress: Progress) -> Progress:
        """Return progress that counts what was finished before."""
        before, spent = self._count * len(self._programs), self._spent

        def told(done: int, total: int, elapsed: float) -> None:
            self._spent = spent + elapsed
            progress(before + done, before + total, spent + elapsed)

        return told

    @property
    def replications(self) -> int:
        """Number of replications that are finished in all programs."""
        return self._count

    @property
    def weeks(self) -> tuple[float, float]:
        """Weeks that are simulated for the finished replications of all programs, and how many it would be of each by itself."""
        shared, alone = weeks_run(list(self._programs.values()))
        return self._count * (shared if self._branches else alone), self._count * alone

    @property
    def wanted(self) -> int:
        """Number of replications asked for."""
        return self._wanted

    @property
    def interrupted(self) -> bool:
        """Whether the work was ended by Ctrl-C."""
        return self._work.interrupted

    def steps(self) -> Generator[int, None, None]:
        """Do the work; yield how many replications are finished in all programs, block by block. To be gone through once."""
        return self._work.steps()

    def finish(self, heard: Callable[[int], None] | None = None) -> None:
        """Do all the work, telling of each step. Ctrl-C, in `heard` as well, ends it with what is finished."""
        steps = self.steps()
        try:
            for count in steps:
                if heard is not None:
                    heard(count)
        except KeyboardInterrupt:
            if self._work.interrupted:
                raise
            with suppress(StopIteration):
                steps.throw(KeyboardInterrupt)

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
                tuple(self._batches[name]),
                self._work.interrupted,
                courses(program, self._courses, np.stack(self._weeks[name])) if self._weeks[name] else {},
            )
            for name, program in self._programs.items()
        }

    def tallies(self, *, last: bool = True) -> dict[str, Tally]:
        """Return what is measured by name, in the end or so far. Raises UsageError if nothing is finished."""
        return {name: run.tally for name, run in self.runs(last=last).items()}

    def telling(
        self, early: Callable[[dict[str, Run]], None], at: Sequence[int] = EARLY
    ) -> Callable[[int], None]:
        """Return what hears of each step and tells `early` of the runs when so many replications are finished, if more will be."""
        waiting = sorted(at)

        def heard(count: int) -> None:
            reached = [each for each in waiting if each <= count]
            if reached and count < self._wanted:
                del waiting[: len(reached)]
                early(self.runs(last=False))

        return heard

    @property
    def _branches(self) -> bool:
        # The reference replays what programs share; shared out program by program it is done sooner.
        return self._engine in THREADED

    def _bundled(self) -> list[list[str]]:
        """Return which programs are computed in one go: those that share a past."""
        names = list(self._programs)
        if not self._branches or len(names) == 1:
            return [[name] for name in names]
        return [[names[each] for each in stem.programs] for stem in stems(list(self._programs.values()))]

    def _arrived(self, first: int, count: int, lefts: list[list[Left]]) -> None:
        for names, bundle in zip(self._bundles, lefts, strict=True):
            for name, left in zip(names, bundle, strict=True):
                batch = Batch(self._programs[name], self._engine, self._seed, first, count, *left)
                if self._courses and len(self._weeks[name]) == first:
                    self._weeks[name].append(weeks_of(batch.program, self._courses, batch.weekly))
                if self._tallies:
                    self._tallies[name].add(batch)
                elif not self._batches[name] or self._batches[name][-1].first < first:
                    self._batches[name].append(batch)
        self._count = first + count


def how_often(program: Program, seed: int | None, replications: int | None) -> tuple[int, int]:
    """Return seed and number of replications, the scenario's where they are not said. Raises UsageError for what makes no run."""
    if seed is None or replications is None:
        if program.scenario is None:
            raise UsageError("a program without a scenario needs a seed and a number of replications")
        said = program.scenario.run
        seed = said.seed if seed is None else seed
        replications = said.replications if replications is None else replications
    if replications < 1:
        raise UsageError(f"replications are 1 or more, got {replications}")
    return seed_within(seed), replications


def seed_within(seed: int) -> int:
    """Return a seed. Raises UsageError for what is none."""
    if not 0 <= seed < 1 << 63:
        raise UsageError(f"a seed is a whole number from 0 to 2^63 - 1, got {seed}")
    return seed


def workers_for(jobs: int | None) -> int:
    """Return how many workers so many jobs are, all processors unless said. Raises UsageError for less than one."""
    workers = processors() if jobs is None else jobs
    if workers < 1:
        raise UsageError(f"jobs are 1 or more, got {jobs}")
    return workers
