"""Going on from a snapshot, and making one: how blocks are computed that begin or end on a Monday of their run."""

import os
from collections import deque
from collections.abc import Sequence

from gtmsim import engines
from gtmsim.engines.contract import Stopping
from gtmsim.errors import UsageError
from gtmsim.program.tables import Program
from gtmsim.scenario.mondays import monday
from gtmsim.study.blocks import block_size, blocks
from gtmsim.study.executors import Compute, Left, compute, left_of
from gtmsim.study.snapshots import Putting, Snapshot
from gtmsim.study.steps import Progress, Steps
from gtmsim.study.together import how_often, workers_for


def going_on(snapshot: Snapshot, engine: str) -> Compute:
    """Return how a block is computed that begins where a snapshot was made; an engine that cannot replays it from the start."""

    def computed(programs: Sequence[Program], engine: str, seed: int, first: int, count: int) -> list[Left]:
        chosen = _stopping(engine)
        return [
            left_of(chosen.resume(program, seed, first, count, snapshot.states(first, count)))
            for program in programs
        ]

    return computed if isinstance(engines.select(engine), Stopping) else compute


def passing(putting: Putting, engine: str) -> Compute:
    """Return how a block of one program is computed while a snapshot of it is made."""

    def computed(programs: Sequence[Program], engine: str, seed: int, first: int, count: int) -> list[Left]:
        (program,), chosen = programs, _stopping(engine)
        states = chosen.put_away(program, seed, first, count, putting.tick)
        return [left_of(chosen.resume(program, seed, first, count, putting.add(first, states)))]

    _stopping(engine)  # an engine that cannot is told before anything is begun
    return computed


def snapshot(
    program: Program,
    at: str,
    file: str | os.PathLike[str] | None = None,
    *,
    seed: int | None = None,
    replications: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """Run replications of a program until a Monday and return them as they then stand, for `run(..., begin=...)`.

    `at` is a date such as `2028-01-03`, or whole weeks after the start such as `52 weeks`: everything before it has happened.
    `file` is where the snapshot is written, whole or not at all; left out: it stays in memory. After Ctrl-C it holds what is
    finished. Raises UsageError for a day that is no Monday of the run, and as `run` does.
    """
    finished = 0

    def computed(programs: Sequence[Program], engine: str, seed: int, first: int, count: int) -> list[Left]:
        (program,) = programs
        states = _stopping(engine).put_away(program, seed, first, count, putting.tick)
        deque(putting.add(first, states), maxlen=0)
        return []

    def arrived(first: int, count: int, _: object) -> None:
        nonlocal finished
        finished = first + count

    seed, wanted = how_often(program, seed, replications)
    cut = blocks(wanted, block_size([program], wanted))
    with Putting(program, seed, tick_of(program, at), file) as putting:
        steps = Steps([[program]], "core", seed, cut, workers_for(jobs), arrived, progress, computed)
        deque(steps.steps(), maxlen=0)
        if not finished:
            raise KeyboardInterrupt
        return putting.finish(finished)


def tick_of(program: Program, at: str) -> int:
    """Return the tick of a Monday of a program's run, said as `2028-01-03` or as `52 weeks`. Raises UsageError."""
    if program.scenario is None:
        raise UsageError("a program without a scenario has no dates")
    return monday(program.scenario, at)


def _stopping(engine: str) -> Stopping:
    chosen = engines.select(engine)
    if not isinstance(chosen, Stopping):
        raise UsageError(
            f"the engine {engine} cannot put replications away: use the core, and go on with either"
        )
    return chosen
