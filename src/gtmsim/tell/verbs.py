"""Verbs as a person at a prompt would say them, over those of the layers below."""

from collections.abc import Sequence

from gtmsim import engines
from gtmsim.engines.contract import RecordStream, Trace
from gtmsim.errors import UsageError
from gtmsim.measure.compare import compare as compare_runs
from gtmsim.measure.verdict import Verdict
from gtmsim.program.tables import Program
from gtmsim.study.run import Run
from gtmsim.tell.naming import distinct


def trace(program: Program, *, seed: int | None = None, replication: int = 0, engine: str = "core") -> Trace:
    """Return every event record of one replication; `seed` defaults to the scenario's. Raises UsageError for an unknown engine."""
    return engines.select(engine).trace(program, _seed(program, seed), replication)


def stream(
    program: Program, *, seed: int | None = None, replication: int = 0, engine: str = "core"
) -> RecordStream:
    """Return the event records of one replication to be read while they are written, however many they are. Raises like `trace`."""
    return engines.select(engine).stream(program, _seed(program, seed), replication)


def _seed(program: Program, seed: int | None) -> int:
    if seed is not None:
        return seed
    if program.scenario is None:
        raise UsageError("a program without a scenario needs a seed")
    return program.scenario.run.seed


def compare(
    baseline: Run,
    *others: Run,
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    risk: Sequence[str] = (),
    control_variates: bool = False,
) -> Verdict:
    """Return the verdict on runs of several programs, each against the first, paired by replication.

    `by` names one metric or several, such as `bookings` or `cycle_days.p90`; left out: the headline metrics. Runs are called by
    their scenarios' names. Of metrics in `risk`, the bad end of the outcomes is told as well; where runs kept `courses`, when each
    overtakes the first. `control_variates` narrows what is told of worlds with streams of leads (docs/luck.md). Raises UsageError
    for a metric that is unknown or was not kept, for nothing to compare with, and for other seeds or replications.
    """
    runs = (baseline, *others)
    if not others:
        raise UsageError("a comparison needs two runs")
    names = distinct(
        [run.program.scenario.name if run.program.scenario is not None else "program" for run in runs]
    )
    metrics = [by] if isinstance(by, str) else by
    told = [run.batch if run.batches else run.tally for run in runs]
    return compare_runs(
        dict(zip(names, told, strict=True)),
        names[0],
        metrics,
        confidence=confidence,
        risk=risk,
        courses={name: run.courses for name, run in zip(names, runs, strict=True)},
        control_variates=control_variates,
    )
