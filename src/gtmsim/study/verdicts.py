"""A comparison that answers early: the first replications' verdict, a better one, then that of all."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from gtmsim.measure.compare import compare, headline
from gtmsim.measure.precision import precision as told_precision
from gtmsim.measure.verdict import Verdict
from gtmsim.program.tables import Program
from gtmsim.study.stages import bounded, differences_of, stages
from gtmsim.study.steps import Progress
from gtmsim.study.together import EARLY, Study


def verdicts(
    programs: Mapping[str, Program],
    by: str | Sequence[str] | None = None,
    *,
    baseline: str | None = None,
    confidence: float = 0.95,
    seed: int | None = None,
    replications: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    at: Sequence[int] = EARLY,
    precision: str | None = None,
    most: int | None = None,
    risk: Sequence[str] = (),
    courses: Sequence[str] = (),
) -> Iterator[Verdict]:
    """Yield the verdict on some programs each time so many replications of all are finished, and at last on all of them.

    The last is what comparing their finished runs says, to the last digit; how many pairs a verdict rests on, it says itself.
    Whoever has heard enough stops listening, which stops the work. While nobody asks for the next, no new work begins.

    `by` names series such as `bookings` or `cycle_days.p90`, left out: the headline metrics. `baseline` is the first program
    unless said; `seed` and `replications` are those of the first program's scenario. Ctrl-C ends with a verdict on what is
    finished. Of metrics in `risk` the bad end of the outcomes is told as well, of those in `courses` when a program overtakes the
    baseline. Raises UsageError as `run` and `compare` do.

    With a `precision` such as `2%` (of the baseline's mean) or `50 kEUR`, replications are added until the differences of all
    metrics named (left out: of bookings) are known to within so much, jointly, or there are `most` of them, 10,000 unless said. A
    verdict comes after each stage; the last is the one that as many replications, asked for at once, give.
    """
    first = next(iter(programs), "") if baseline is None else baseline
    keys = [by] if isinstance(by, str) else by
    replications, bound = bounded(replications, precision, most)
    look = None
    if precision is not None:
        look = differences_of(programs, first, keys, told_precision(precision), confidence)
    wanted = keys if keys is not None or not risk else headline(programs.values())
    study = Study(
        programs,
        seed=seed,
        replications=replications,
        engine=engine,
        jobs=jobs,
        progress=progress,
        keep=None if wanted is None else [*wanted, *risk],
        courses=courses,
    )

    def verdict() -> Verdict:
        runs = study.runs(last=False)
        return compare(
            {name: run.tally for name, run in runs.items()},
            first,
            keys,
            confidence=confidence,
            risk=risk,
            courses={name: run.courses for name, run in runs.items()},
        )

    if look is not None:
        for _ in stages(study, look, bound):
            yield verdict()
        if not study.replications:
            raise KeyboardInterrupt
        return
    waiting = sorted(at)
    with closing(study.steps()) as steps:
        for count in steps:
            if waiting and waiting[0] <= count < study.wanted:
                waiting = [each for each in waiting if each > count]
                yield verdict()
    if not study.replications:
        raise KeyboardInterrupt
    yield verdict()
