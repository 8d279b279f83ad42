"""Running programs many times: one alone, or several together on shared luck."""

import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from gtmsim.errors import UsageError
from gtmsim.measure.precision import precision as told_precision
from gtmsim.measure.tally import Told
from gtmsim.program.tables import Program
from gtmsim.study.burn_in import going_on, passing
from gtmsim.study.executors import Compute, compute
from gtmsim.study.ran import Run
from gtmsim.study.snapshots import Putting, Snapshot
from gtmsim.study.stages import bounded, means_of, stages
from gtmsim.study.steps import Progress
from gtmsim.study.together import EARLY, Keep, Study

__all__ = ["Run", "run", "run_together"]


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
    begin: Snapshot | str | os.PathLike[str] | None = None,
    putting: Putting | None = None,
    precision: str | None = None,
    by: str | Sequence[str] | None = None,
    most: int | None = None,
    courses: Sequence[str] = (),
) -> Run:
    """Return a program's run. The same bytes whatever `jobs`, which defaults to the processors there are.

    Replications are measured as they finish, and what is kept of each is little: the values of the series whose keys `keep` names
    (left out: the headline metrics over everything, so that runs can be compared), beside moments of every series and weekly sums.
    With `keep="totals"` everything is kept (some kilobytes a replication) and measured when it is asked for. `told` is given each
    portion of finished replications before its totals go, in order; after an interrupt it may be given one again.

    `begin` is a snapshot (or its file) of any program that shares the past of this one: replications go on from there, with the
    same result as from the start, and `seed` and `replications` default to the snapshot's. `putting` is a snapshot to be made on
    the way.

    With a `precision` such as `2%` of the mean, or `50 kEUR`, replications are added until the means of the metrics that `by` names
    (left out: bookings) are known to within so much, or there are `most` of them, 10,000 unless said. What is left is what as many
    replications, asked for at once, leave.

    `courses` names metrics such as `bookings` whose weeks are kept of every replication.

    `seed` and `replications` default to the scenario's. `progress(done, total, elapsed_seconds)` is told of replications as they
    finish. Ctrl-C stops asking for more and returns what is finished, marked `interrupted`; a second one stops at once.
    Raises UsageError for an engine nobody knows, numbers that make no run or a series the program has not, InvariantError when
    ledgers do not add up; what an engine raises comes through.
    """
    computed_by: Compute = compute
    look = None
    replications, bound = bounded(replications, precision, most)
    if precision is not None:
        if begin is not None or putting is not None:
            raise UsageError(
                "a snapshot is of replications that are counted beforehand: it goes with no precision"
            )
        look = means_of(program, [by] if isinstance(by, str) else by, told_precision(precision))
    elif by is not None:
        raise UsageError("which metrics are to be known is asked with a precision, such as 2%")
    if begin is not None:
        if putting is not None:
            raise UsageError("a run that goes on from a snapshot does not make another one")
        begin = begin if isinstance(begin, Snapshot) else Snapshot(begin)
        seed = begin.header.seed if seed is None else seed
        replications = begin.header.replications if replications is None else replications
        begin.refuse(program, seed, replications, engine)
        computed_by = going_on(begin, engine)
    elif putting is not None:
        computed_by = passing(putting, engine)
    study = Study(
        {"": program},
        seed=seed,
        replications=replications,
        engine=engine,
        jobs=jobs,
        progress=progress,
        keep=keep,
        told=told,
        by=computed_by,
        courses=courses,
    )
    if look is None:
        study.finish()
    else:
        deque(stages(study, look, bound), maxlen=0)
    return study.runs()[""]


def run_together(
    programs: Mapping[str, Program],
    *,
    seed: int | None = None,
    replications: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    keep: Keep = None,
    early: Callable[[dict[str, Run]], None] | None = None,
    early_at: Sequence[int] = EARLY,
    courses: Sequence[str] = (),
) -> dict[str, Run]:
    """Return the runs of several programs by name, on shared luck: the same bytes as `run` gives for each alone.

    Blocks go out for all programs in the order of replications, so an interrupted study has equally many of each. `early` is told
    of the runs as far as they are, as soon as so many replications of all are finished, if more are to come. `seed` and
    `replications` default to the first program's; `progress` counts the replications of all programs. The rest is as `run` says.
    """
    study = Study(
        programs,
        seed=seed,
        replications=replications,
        engine=engine,
        jobs=jobs,
        progress=progress,
        keep=keep,
        courses=courses,
    )
    study.finish(None if early is None else study.telling(early, early_at))
    return study.runs()
