"""Everything the estimators say about one log, gathered once, so that writing it down is only writing."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gtmsim.calibration.arrivals import Arrivals, arrivals, regime_break, sources
from gtmsim.calibration.clocks import Beside, Clock, clock
from gtmsim.calibration.log import Log
from gtmsim.calibration.numbers import Floats
from gtmsim.calibration.openings import Opening, opening
from gtmsim.calibration.outcomes import Choice, Outcomes, advance_beside, choices, outcomes
from gtmsim.calibration.paths import Gap, Path, gap, path
from gtmsim.calibration.people import Role, roles
from gtmsim.calibration.sessions import Work
from gtmsim.calibration.stages import Funnel
from gtmsim.calibration.won_only import WonOnly

QUEUE_WAIT = 8.0  # working hours in which three of four must be taken up; longer waits are somebody's choice, not a queue
HALF = 0.5
LEAST_WORKED = 0.05  # of a stage's visits; with fewer the stage is nobody's work
LEAST_GAPS = 10


@dataclass(frozen=True)
class StageFacts:
    """What one stage looks like in the log; times in hours."""

    stage: str
    ends: Outcomes
    choice: Choice
    worked_share: float  # of visits with at least one sitting
    counts: Floats  # sittings of each worked, ended visit
    uncut: float  # mean sittings there would be if no time-out cut them short
    raw_sessions: int
    hours: Floats
    gaps: Floats
    gap: Gap | None
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
    open_hours: Opening
    warnings: tuple[str, ...]
    wins: WonOnly | None = None

    @property
    def leads_a_week(self) -> float:
        """Return the leads of all sources a week."""
        return sum(each.rate.value for each in self.arrivals.values())


def gather(log: Log, work: Work, funnel: Funnel, wins: WonOnly | None = None) -> Facts:
    """Return everything the log says that a scenario or the summary needs; `wins` where wins are all it has."""
    warnings = [*log.warnings, *work.warnings, *funnel.notes]
    broken = regime_break(log) if wins is None else None
    since = 0.0
    if broken is not None:
        since = broken[0]
        warnings.append(broken[1])
    spans_ = (log.cases["closed"] - log.cases["created"]).drop_nulls().to_numpy()
    worked = spans_[spans_ > 1.0]
    p90 = float(np.quantile(worked, 0.9)) if len(worked) else 0.0
    first, last = float(log.cases["created"].min()), log.arrivals_until  # type: ignore[arg-type]
    window, told = _window(first, last, p90)
    if told and wins is None:
        warnings.append(told)
    people = roles(funnel, *window)
    waiting = {
        stage: _waiting(funnel, stage, since, _hours_of(people, stage, log.until)) for stage in funnel.stages
    }
    by_hour = not any(c.endswith("created_at") for c in log.date_only)
    return Facts(
        log,
        work,
        funnel,
        since,
        window,
        p90,
        {name: arrivals(at, log.arrivals_until, by_hour) for name, at in sources(log).items()},
        {
            stage: _stage(funnel, since, waiting[stage], _queue(people, stage, waiting))
            for stage in funnel.stages
        },
        people,
        opening((shift for role in people for shift in role.shifts.values()), log.until),
        tuple(warnings),
        wins,
    )


def _window(first: float, last: float, cycle_p90: float) -> tuple[tuple[float, float], str]:
    """Return the hours in which the log holds all the work there was, and a sentence on what was left out."""
    if cycle_p90 > 0 and last - (first + cycle_p90) >= 14 * 24:
        start = float(np.ceil((first + cycle_p90) / 24) * 24)
        return (start, float(np.floor(last / 24) * 24)), (
            f"work on cases older than the log is not in it: capacity is read from day {start / 24:.0f} on, once"
            f" nine of ten cases under way are the log's own"
        )
    start = float(np.floor(first / 24) * 24)
    whole = (start, max(float(np.ceil(last / 24) * 24), start + 24))
    short = "the log is short beside its cases: capacity is read from all of it, so from too little work"
    return whole, short if cycle_p90 > 0 else ""


@dataclass(frozen=True)
class _Waiting:
    """A stage's visits with a session, how long they waited for it, and when there is anybody to take them up."""

    stage: str
    enter: Floats
    hours: Floats
    working: Floats
    open_hours: Opening

    @property
    def queued(self) -> bool:
        return len(self.working) == 0 or float(np.quantile(self.working, 0.75)) <= QUEUE_WAIT


def _hours_of(people: list[Role], stage: str, until: float) -> Opening:
    """Return when those who work a stage are there."""
    return opening((shift for role in people if stage in role.works for shift in role.shifts.values()), until)


def _waiting(funnel: Funnel, stage: str, since: float, open_hours: Opening) -> _Waiting:
    touched = funnel.visits.filter(
        (pl.col("stage") == stage) & (pl.col("enter") >= since) & pl.col("first").is_not_null()
    )
    enter, first = touched["enter"].to_numpy(), touched["first"].to_numpy()
    return _Waiting(
        stage, enter, np.maximum(0.0, first - enter), open_hours.between(enter, first), open_hours
    )


def _queue(people: list[Role], stage: str, waiting: dict[str, _Waiting]) -> Floats:
    """Return what work waits in the queue of those who do most of a stage, in working hours: first sessions show it."""
    role = max((r for r in people if stage in r.works), key=lambda r: r.works[stage], default=None)
    mine = [w.working for s, w in waiting.items() if role is not None and s in role.works and w.queued]
    return np.concatenate(mine) if mine else np.zeros(0)


def _stage(funnel: Funnel, since: float, waiting: _Waiting, queue: Floats) -> StageFacts:
    stage = waiting.stage
    ends = outcomes(funnel, stage, since)
    visits = funnel.visits.filter((pl.col("stage") == stage) & (pl.col("enter") >= since))
    sittings = funnel.sittings.filter(pl.col("kind") == stage)
    by_case = sittings.group_by("case").agg(pl.len().alias("n"), pl.col("raw").sum())
    joined = visits.filter(pl.col("fate") != "open").join(by_case, on="case", how="left")
    counts = joined["n"].drop_nulls().to_numpy().astype(np.float64)
    share = len(counts) / max(1, joined.height)
    hours = sittings["hours"].drop_nulls().to_numpy()
    hours = hours[hours > 0]
    ended, gaps = _gaps(sittings, visits)
    between = gap(ended, gaps, queue, waiting.open_hours) if len(gaps) >= LEAST_GAPS else None
    heap = ends.time_out
    if heap is not None and heap.share_of_reaching < HALF:
        heap = None
    limit, cut = (None, None) if heap is None else (heap.hours, heap.starts)
    mean = float(counts.mean()) if len(counts) and share >= LEAST_WORKED else 0.0
    waits = waiting.working if waiting.queued else np.zeros(0)
    seller = path(waiting.enter, waits, mean, hours, between, queue, waiting.open_hours, limit)
    uncut = mean
    for _ in range(4 if limit is not None and mean > 1 else 0):
        uncut = 1 + (uncut - 1) * (mean - 1) / max(seller.begun - 1, 1e-3)
        seller = path(waiting.enter, waits, uncut, hours, between, queue, waiting.open_hours, limit)
    # Advances far above the limit were not stopped by it; in the simulation they will be, and others advance for them.
    visit = Beside(seller.since, seller.draws, waiting.open_hours)
    forward = clock(ends.advanced, visit, cut)
    advance, in_time = advance_beside(ends, limit, seller.draws, _beside(seller, forward))
    loss = clock(ends.ended, visit, cut, None if cut is None else in_time)
    choice = choices(ends, limit, advance, _beside(seller, loss or forward))
    return StageFacts(
        stage=stage,
        ends=ends,
        choice=choice,
        worked_share=share,
        counts=counts,
        uncut=uncut,
        raw_sessions=int(by_case["raw"].sum()),
        hours=hours,
        gaps=gaps,
        gap=between,
        waits=waiting.hours,
        working_waits=waiting.working,
        queued=waiting.queued,
        clock=forward,
        loss_clock=loss,
        time_out=limit,
    )


def _beside(work: Path, buyer: Clock | None) -> Floats:
    """Return draws of the longer of the work and the buyer's clock."""
    return work.draws if buyer is None else np.maximum(work.draws, buyer.draws(work.draws))


def _gaps(sittings: pl.DataFrame, visits: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return when sessions ended and how long until the next, within visits that advance, or within all if these are few.

    Who does not advance is called again and again until the end; that they take longer is their clock's to say, or the work of
    those who do advance would take too long. Work done after a case has moved on is no part of its time in the stage.
    """
    inside = sittings.filter(pl.col("gap") > 0).join(visits.select("case", "leave", "fate"), on="case")
    inside = inside.filter(pl.col("started") <= pl.col("leave"))
    on = inside.filter(~pl.col("fate").is_in(["open", "lost", "no_decision"]))
    told = on if on.height >= LEAST_GAPS else inside
    return (told["started"] - told["gap"]).to_numpy(), told["gap"].to_numpy()
