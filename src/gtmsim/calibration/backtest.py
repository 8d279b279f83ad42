"""A calibrated scenario held against the log it came from.

The log is one history, so it is held against single replications: the band of a number holds 95 of 100 replications' outcomes. It
is no interval of the mean, and a wide band is no praise. What was fitted to the log says so, and is no evidence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from gtmsim.calibration import Calibration, cohort
from gtmsim.calibration.arrivals import RECENT
from gtmsim.calibration.cohort import QUANTILES, Cohort
from gtmsim.calibration.estimates import QUEUE_WAIT
from gtmsim.calibration.traced import MOST, NOTHING, traced
from gtmsim.calibration.won_only import WonOnly
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Block, CellTotal, KindFamily, KindTotal, PersonInt, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads
from gtmsim.study.run import Run, run
from gtmsim.study.steps import Progress
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

SCHEMA = {
    "quantity": pl.String,
    "level": pl.String,
    "unit": pl.String,
    "log": pl.Float64,
    "simulated": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "inside": pl.Boolean,
    "note": pl.String,
}
BAND = (0.025, 0.975)
SPREAD = ("mean", "median", "p90")


@dataclass(frozen=True)
class Pair:
    """A number of the log and what each replication says of it."""

    quantity: str
    unit: str
    log: float | None
    simulated: Floats
    level: str = ""
    note: str = ""


def backtest(
    found: Calibration,
    *,
    replications: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Return the log's numbers beside the simulated ones, columns as in `SCHEMA`.

    `simulated` is the mean over replications, `low` to `high` the band of one replication's outcome, `inside` whether the log's own
    number lies in it. What either side does not know is left out. Raises UsageError as `run` does.
    """
    program = lower(loads(found.yaml, "calibrated"))
    done = run(program, seed=seed, replications=replications, jobs=jobs, progress=progress, keep="totals")
    return held_against(found, done)


def held_against(found: Calibration, done: Run) -> pl.DataFrame:
    """Return the same for a run that is there already, with its totals."""
    rows = []
    for pair in _pairs(found, done):
        told = pair.simulated[np.isfinite(pair.simulated)]
        if pair.log is None or not len(told):
            continue
        low, high = (float(x) for x in np.quantile(told, BAND))
        rows.append(
            (
                pair.quantity, pair.level, pair.unit, pair.log, float(told.mean()), low, high,
                low <= pair.log <= high, pair.note,
            )
        )  # fmt: skip
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _won(wins: WonOnly, done: Run) -> Iterator[Pair]:
    """Yield the pairs of an export of leads and wins alone: leads of its last regime, followed to its end."""
    log, runs = cohort.of_log(wins), cohort.of_run(wins, done)
    few = f"; over {cohort.MOST} replications" if done.replications > cohort.MOST else ""
    shape = f"a median and a sigma are estimated from the same wins: evidence of the shape only{few}"
    fitted = f"estimated from the same leads: no evidence of its own{few}"

    def pair(
        quantity: str, unit: str, told: Callable[[Cohort], float], level: str = "", note: str = ""
    ) -> Pair:
        return Pair(quantity, unit, told(log), np.array([told(one) for one in runs], np.float64), level, note)

    yield pair("leads", "count", lambda c: sum(c.leads.values()), note=fitted)
    yield pair("won, of these leads", "share", lambda c: c.won_share, note=fitted)
    for name in log.wins if len(log.wins) > 1 else ():
        yield pair("wins from", "count", partial(_wins_from, name), name, fitted)
    for month in log.months:
        yield pair("wins in", "count", partial(_wins_in, month), month)
    for level in QUANTILES:
        yield pair("lead to win", "days", partial(Cohort.quantile, level=level), level, shape)


def _wins_from(source: str, told: Cohort) -> float:
    return told.wins[source]


def _wins_in(month: str, told: Cohort) -> float:
    return told.months[month]


def _pairs(found: Calibration, done: Run) -> Iterator[Pair]:
    if found.wins is not None:
        yield from _won(found.wins, done)
        return
    log, program = found.log_summary, done.program
    series = {s.key: s.values for s in measured(done.batch)}
    weeks = (program.horizon - program.warm_up) / TICKS_PER_WEEK
    totals = totals_of(program)
    fitted = found.estimates.filter(pl.col("reason").str.starts_with("fitted")).height > 0

    yield Pair(
        "leads a week", "count", _number(log, "leads_per_week"), series["leads"] / weeks, note=_pace(found)
    )
    dispersion, sd_of_weeks = _dispersion(log), _number(log, "backlog", "sd_of_weeks")
    singles = NOTHING if dispersion is None and sd_of_weeks is None else traced(done)
    few = f"over {MOST} replications" if done.replications > MOST else ""
    yield Pair("dispersion of days", "", dispersion, singles.dispersion, note=few)
    for name in SPREAD:
        note = "fitted: the speed is chosen for it" if fitted and name == "median" else ""
        told = _number(log, "first_touch_hours", name)
        yield Pair("first touch", "hours", told, series[_key("first_touch_hours", name)], name, note)
    cells = totals.block(done.totals, TotalBlock.CELL)
    waiting = cells[..., CellTotal.FIRST_TOUCH_TICKS].sum(axis=(1, 2)) / (program.horizon - program.warm_up)
    yield Pair("backlog of untouched leads", "count", _number(log, "backlog", "mean"), waiting)
    yield Pair("backlog, s.d. of weeks", "count", sd_of_weeks, singles.backlog_sd, note=few)
    for stage in _names(log):
        note = _why_off(found, stage)
        waits = series.get(f"handoff_wait_hours[stage={stage}]", np.empty(0))
        told = _number(log, "stages", stage, "wait_hours", "mean")
        yield Pair("wait for the first session", "hours", told, waits, stage, note)
    for stage in _names(log):
        told = _number(log, "stages", stage, "advance")
        yield Pair("conversion", "share", told, series.get(f"conversion_{stage}", np.empty(0)), stage)
    won = np.divide(
        series["wins"], series["leads"], out=np.full(len(waiting), np.nan), where=series["leads"] > 0
    )
    still = "the log's open cases count as not won" if (_number(log, "ends", "open") or 0) > 0 else ""
    yield Pair("won, of all leads", "share", _number(log, "won_share"), won, note=still)
    for name in SPREAD:
        yield Pair(
            "lead to win",
            "days",
            _number(log, "cycle_days_won", name),
            series[_key("cycle_days", name)],
            name,
        )
    kinds = totals.block(done.totals, TotalBlock.KIND)[..., KindTotal.TAKEN]
    stages = program.kind_family == KindFamily.STAGE
    yield Pair(
        "sessions a week", "count", _number(log, "sittings_per_week"), kinds[:, stages].sum(axis=1) / weeks
    )
    yield Pair("session hours a week", "hours", _number(log, "session_hours_per_week"), _hours(done) / weeks)
    changed = series["person_change_share"]
    told = _number(log, "hand_offs_of_sittings", "change_person_share_within_kind")
    yield Pair("follow-ups by another person", "share", told, changed)


def _why_off(found: Calibration, stage: str) -> str:
    """Return why a stage's first sessions may well wait otherwise than in the log."""
    log = found.log_summary
    if (_number(log, "stages", stage, "working_wait_hours", "p75") or 0.0) > QUEUE_WAIT:
        return "put off in the log, not queued: its clock has that time"
    clocks = set(found.estimates.filter(pl.col("status") == "estimated")["path"])
    for before in _names(log):
        if (
            _number(log, "stages", before, "routes", stage)
            and f"world.stages.{before}.clock.median" in clocks
        ):
            return "cases come in when a clock ends, at night too; the log's when somebody is there"
    return ""


def _pace(found: Calibration) -> str:
    """Return a note where arrivals change too much for the log's weeks to be simulated again."""
    rows = found.estimates.filter(pl.col("path").str.starts_with("world.sources."))
    recent = rows.filter(pl.col("reason") == RECENT).height
    growing = rows.filter(pl.col("path").str.ends_with(".trend") & (pl.col("status") == "estimated")).height
    if recent:
        return f"simulated at the pace of {RECENT}"
    return "arrivals grow, and the simulated weeks come later" if growing else ""


def _hours(done: Run) -> Floats:
    """Return each replication's session hours as the log counts them: at a speed of 1.

    A role's people are taken as equally fast at a kind of work, as calibrated ones are.
    """
    program: Program = done.program
    worked = totals_of(program).block(done.totals, TotalBlock.ROLE_KIND) / TICKS_PER_HOUR
    speed = np.ones((program.roles, program.kinds))
    pace = program.block(Block.SPEED)
    for role in range(program.roles):
        mine = program.person_ints[:, PersonInt.ROLE] == role
        if mine.any():
            speed[role] = pace[mine].mean(axis=0)
    hours: Floats = (worked * speed).sum(axis=(1, 2))
    return hours


def _key(metric: str, statistic: str) -> str:
    return metric if statistic == "mean" else f"{metric}.{statistic}"


def _names(log: Mapping[str, object]) -> list[str]:
    stages = log.get("stages")
    return list(stages) if isinstance(stages, dict) else []


def _dispersion(log: Mapping[str, object]) -> float | None:
    """Return the log's dispersion where there is one source; that of several is not their sum's."""
    arrivals = log.get("arrivals")
    names = list(arrivals) if isinstance(arrivals, dict) else []
    return _number(log, "arrivals", names[0], "dispersion") if len(names) == 1 else None


def _number(log: Mapping[str, object], *keys: str) -> float | None:
    value: object = log
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
