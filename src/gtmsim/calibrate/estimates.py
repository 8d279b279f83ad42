"""Everything the estimators say about one log, gathered once, so that writing it down is only writing."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gtmsim.calibrate.arrivals import Arrivals, arrivals, regime_break, sources
from gtmsim.calibrate.clocks import Clock, clock, path
from gtmsim.calibrate.hours import opening, working
from gtmsim.calibrate.log import Log
from gtmsim.calibrate.numbers import Floats
from gtmsim.calibrate.outcomes import Outcomes, outcomes
from gtmsim.calibrate.people import Role, roles
from gtmsim.calibrate.sessions import Work
from gtmsim.calibrate.stages import Funnel

QUEUE_WAIT = 4.0  # working hours; a queue explains a median wait up to half a working day, longer ones are somebody's choice
HALF = 0.5


@dataclass(frozen=True)
class StageFacts:
    """What one stage looks like in the log; times in hours."""

    stage: str
    ends: Outcomes
    worked_share: float  # of visits with at least one sitting
    counts: Floats  # sittings of each worked, ended visit
    raw_sessions: int
    hours: Floats
    gaps: Floats
    waits: Floats
    working_waits: Floats
    queued: bool  # a queue explains its waits
    clock: Clock | None
    loss_clock: Clock | None
    time_out: float | None


@dataclass(frozen=True)
class Facts:
    """The estimators' answers for one log."""

    log: Log
    work: Work
    funnel: Funnel
    since: float
    window: tuple[float, float]
    cycle_p90: float
    arrivals: dict[str, Arrivals]
    stages: dict[str, StageFacts]
    roles: list[Role]
    open_hours: dict[str, tuple[float, float]]
    warnings: tuple[str, ...]


def gather(log: Log, work: Work, funnel: Funnel) -> Facts:
    """Return everything the log says that a scenario or the summary needs."""
    warnings = [*log.warnings, *work.warnings, *funnel.notes]
    broken = regime_break(log)
    since = 0.0
    if broken is not None:
        since = broken[0]
        warnings.append(broken[1])
    spans_ = (log.cases["closed"] - log.cases["created"]).drop_nulls().to_numpy()
    worked = spans_[spans_ > 1.0]
    p90 = float(np.quantile(worked, 0.9)) if len(worked) else 0.0
    first, last = float(log.cases["created"].min()), log.arrivals_until  # type: ignore[arg-type]
    if p90 > 0 and last - (first + p90) >= 14 * 24:
        window = (np.ceil((first + p90) / 24) * 24, np.floor(last / 24) * 24)
        warnings.append(
            f"work on cases older than the log is not in it: capacity is read from day {window[0] / 24:.0f} on, once"
            f" nine of ten cases under way are the log's own"
        )
    else:
        window = (np.floor(first / 24) * 24, max(np.ceil(last / 24) * 24, np.floor(first / 24) * 24 + 24))
        if p90 > 0:
            warnings.append(
                "the log is short beside its cases: capacity is read from all of it, so from too little work"
            )
    span = (float(window[0]), float(window[1]))
    people = roles(funnel, *span)
    open_hours = opening(shift for role in people for shift in role.shifts.values())
    by_hour = not any(c.endswith("created_at") for c in log.date_only)
    return Facts(
        log,
        work,
        funnel,
        since,
        span,
        p90,
        {name: arrivals(at, log.arrivals_until, by_hour) for name, at in sources(log).items()},
        {stage: _stage(funnel, stage, since, open_hours) for stage in funnel.stages},
        people,
        open_hours,
        tuple(warnings),
    )


def _stage(
    funnel: Funnel, stage: str, since: float, open_hours: dict[str, tuple[float, float]]
) -> StageFacts:
    ends = outcomes(funnel, stage, since)
    visits = funnel.visits.filter((pl.col("stage") == stage) & (pl.col("enter") >= since))
    sittings = funnel.sittings.filter(pl.col("kind") == stage)
    by_case = sittings.group_by("case").agg(pl.len().alias("n"), pl.col("raw").sum())
    joined = visits.filter(pl.col("fate") != "open").join(by_case, on="case", how="left")
    counts = joined["n"].drop_nulls().to_numpy().astype(np.float64)
    share = len(counts) / max(1, joined.height)
    hours = sittings["hours"].drop_nulls().to_numpy()
    hours = hours[hours > 0]
    gaps = sittings["gap"].drop_nulls().to_numpy()
    gaps = gaps[gaps > 0]
    touched = visits.filter(pl.col("first").is_not_null())
    waits = np.maximum(0.0, (touched["first"] - touched["enter"]).to_numpy())
    at_work = working(touched["enter"].to_numpy(), touched["first"].to_numpy(), open_hours)
    queued = len(at_work) == 0 or float(np.median(at_work)) <= QUEUE_WAIT
    heap = ends.time_out
    limit = heap.hours if heap is not None and heap.share_of_reaching >= HALF else None
    mean = float(counts.mean()) if len(counts) and share >= 0.05 else 0.0
    nothing = np.zeros(0)
    seller = (
        path(waits if queued else nothing, mean, hours, gaps)
        if mean
        else path(nothing, 0.0, nothing, nothing)
    )
    # Losses far above the limit were not stopped by it; they count as stopped, which is what the time-out will do to them.
    forward, loss = clock(ends.advanced, seller, limit), clock(ends.ended, seller, limit)
    return StageFacts(
        stage=stage,
        ends=ends,
        worked_share=share,
        counts=counts,
        raw_sessions=int(by_case["raw"].sum()),
        hours=hours,
        gaps=gaps,
        waits=waits,
        working_waits=at_work,
        queued=queued,
        clock=forward,
        loss_clock=loss,
        time_out=limit,
    )
