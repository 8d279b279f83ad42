"""What a second thread brings: the core lets go of the interpreter, so two replications run at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import numpy as np

import gtmsim
from benchmarks.asked import Asked
from benchmarks.cultures import CORE, TREATED_AT, WEEKS
from benchmarks.race import Differs, Lap, Work, race, told
from benchmarks.worlds import SEED, culture, events_of
from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.program.tables import Program
from gtmsim.study.executors import processors

RUNS = 80
A_BLOCK = 2  # as small as that two threads end together: a half may have more work than the other


def measured(asked: Asked) -> dict[str, Any]:
    """Return how many times quicker two threads are than one on the clock, for the core alone and for `gtmsim.run`."""
    program = culture("mid_market", WEEKS, TREATED_AT)
    pairs = zip(_blocks(program, 1), _blocks(program, 2), strict=True)
    if not all(np.array_equal(one.totals, two.totals) for one, two in pairs):
        raise Differs("threads: two of them do not tell the totals of one")

    def threads(count: int) -> Work:
        return lambda _: [n for batch in _blocks(program, count) for n in events_of(batch)]

    def jobs(count: int) -> Work:
        def run(_: int) -> list[int]:
            finished = gtmsim.run(program, seed=SEED, replications=RUNS, jobs=count)
            return [finished.replications]

        return run

    who = {"threads_1": threads(1), "threads_2": threads(2), "jobs_1": jobs(1), "jobs_2": jobs(2)}
    laps = race(who, asked.laps, warmed=list(who))
    return {
        "two_threads_over_one": _quickest(laps["threads_1"], laps["threads_2"]),
        "two_jobs_over_one": _quickest(laps["jobs_1"], laps["jobs_2"]),
        "threads": {
            "processors": processors(),
            "same_totals": True,
            # On a busy machine the clock tells of others: how long one thread waited for a processor, and what two of them take
            # from each other by CPU time (1: nothing).
            "waited_for_a_processor": round(
                1.0 - _least(laps["threads_1"], "cpu") / _least(laps["threads_1"], "wall"), 2
            ),
            "cpu_two_over_one": round(_least(laps["threads_2"], "cpu") / _least(laps["threads_1"], "cpu"), 3),
            **{
                name: told(run, "event" if "threads" in name else "replication", wall=True)
                for name, run in laps.items()
            },
        },
    }


def _blocks(program: Program, threads: int) -> list[Batch]:
    """Run the same blocks in one thread after the other, or in two that take the next when they have finished one."""
    with ThreadPoolExecutor(threads) as pool:
        firsts = range(0, RUNS, A_BLOCK)
        return list(pool.map(lambda first: select(CORE).run(program, SEED, first, A_BLOCK), firsts))


def _quickest(one: Sequence[Lap], two: Sequence[Lap]) -> float:
    """Return the ratio of the least times on the clock: whoever else wants the processors only ever adds to them."""
    return round(_least(one, "wall") / _least(two, "wall"), 2)


def _least(laps: Sequence[Lap], clock: Literal["wall", "cpu"]) -> float:
    return min(each.wall_ns if clock == "wall" else each.cpu_ns for each in laps)
