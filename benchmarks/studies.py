"""What it costs that a study is on disk, and that a cluster computes it: the same rows in memory, in a folder, by two workers."""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

import gtmsim
from benchmarks.asked import Asked
from benchmarks.building import Missing
from benchmarks.race import Differs, Lap, Work, race, times, told
from benchmarks.worlds import MID_MARKET, SEED
from gtmsim.errors import UsageError
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.shards.cluster import cluster
from gtmsim.shards.folder import StudyFolder, new_study
from gtmsim.shards.running import Crew

HALF_A_YEAR = ["run.horizon=26 weeks", "run.warm_up=0 weeks"]
KEPT = (
    "bookings", "profit", "wins", "leads", "opportunities", "win_rate", "cycle_days", "cycle_days.p90", "first_touch_hours", "cac",
)  # fmt: skip
STUDY = f"""\
study: 1
scenarios:
  mid_market: {{file: "{MID_MARKET}", set: {{run.horizon: 26 weeks, run.warm_up: 0 weeks}}}}
seed: {SEED}
metrics: [{", ".join(KEPT)}]
"""


def measured(asked: Asked) -> dict[str, Any]:
    """Return ratios of a study in a folder to a run in memory, and of two workers of a cluster to two threads."""
    runs = 200 if asked.quick else 800
    program = lower(load(MID_MARKET, HALF_A_YEAR))

    def in_memory(_: int) -> list[int]:
        return [gtmsim.run(program, seed=SEED, replications=runs, jobs=1, keep=KEPT).replications]

    with ExitStack() as until_told:
        place = Path(until_told.enter_context(tempfile.TemporaryDirectory()))
        file = place / "study.yaml"
        file.write_text(f"{STUDY}replications: {runs}\n", encoding="utf-8")
        numbers = count()

        def begun() -> StudyFolder:
            return new_study(file, place / str(next(numbers)))

        def in_folder(jobs: int) -> Work:
            return lambda _: [begun().run(jobs=jobs).done]

        def elsewhere(crew: Crew) -> Work:
            return lambda _: [begun().run(crew=crew).done]

        one = begun()
        one.run(jobs=1)
        _same_rows(one, program, runs)
        laps = race({"in_memory": in_memory, "in_folder": in_folder(1)}, asked.laps, warmed=["in_memory"])
        try:
            crew = until_told.enter_context(cluster("local:2"))
        except UsageError as missing:
            raise Missing(str(missing)) from None
        far = begun()
        far.run(crew=crew)
        if not far.frame().equals(one.frame()):
            raise Differs("studies: two workers do not tell the rows of one thread")
        both = {"threads": in_folder(2), "workers": elsewhere(crew)}
        for name in both:
            laps[name] = []
        for n in range(asked.laps):
            for name, work in both.items():
                laps[name].append(_with_children(partial(work, n)))
        shards = list(one.places.shards.glob("part_*.parquet"))
        return {
            "study_over_run": round(times(laps["in_folder"], laps["in_memory"]), 3),
            "cluster_over_threads": round(times(laps["workers"], laps["threads"]), 3),
            "cluster_over_threads_on_the_clock": round(_least(laps["workers"]) / _least(laps["threads"]), 3),
            "study_bytes_per_replication": round(sum(each.stat().st_size for each in shards) / runs),
            "studies": {
                "replications": runs,
                "series": len(KEPT) + 1,
                "shards": len(shards),
                "replications_of_a_shard": one.manifest.points[0].block,
                "bytes_of_all_rows_in_one_file": one.places.results.stat().st_size,
                "same_rows": True,
                **{name: told(each, "replication", wall=True) for name, each in laps.items()},
            },
        }


def _same_rows(study: StudyFolder, program: gtmsim.Program, runs: int) -> None:
    """Raise Differs unless a folder holds what a run in memory measures."""
    run = gtmsim.run(program, seed=SEED, replications=runs, jobs=1, keep=KEPT)
    frame = study.frame()
    for key in KEPT:
        if not frame[key].equals(pl.Series(key, run.tally.column(key), nan_to_null=True)):
            raise Differs(f"studies: a folder does not hold the {key} that a run measures")


def _with_children(work: Callable[[], list[int]]) -> Lap:
    """Measure one piece of work: CPU time of this process, where the scheduler is, and of the workers below it."""
    before, wall = _cpu_of_all(), time.perf_counter()
    done = work()
    return Lap(done, _cpu_of_all() - before, time.perf_counter() - wall)


def _cpu_of_all() -> float:
    import psutil  # comes with the cluster

    spent = (each.cpu_times() for each in psutil.Process().children(recursive=True))
    return time.process_time() + float(sum(each.user + each.system for each in spent))


def _least(laps: list[Lap]) -> float:
    """Return the least time on the clock: whoever else wants the processors only ever adds to it."""
    return min(each.wall_ns for each in laps)
