"""Running programs many times: one alone, or several together on shared luck."""

from collections.abc import Callable, Mapping, Sequence

from gtmsim.measure.tally import Told
from gtmsim.program.tables import Program
from gtmsim.study.ran import Run
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
    study = Study(
        {"": program},
        seed=seed,
        replications=replications,
        engine=engine,
        jobs=jobs,
        progress=progress,
        keep=keep,
        told=told,
    )
    study.finish()
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
    )
    study.finish(None if early is None else study.telling(early, early_at))
    return study.runs()
