"""The one number that is fitted: how fast people work, so that simulated first touches wait as long as the log's.

A log shows sessions, not the other work of those who do them, so capacity is not in it; but waits are, and they tell capacity. What
is fitted cannot be tested by the same wait: its mean, its tail and the backlog are left to the backtest.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import polars as pl

from gtmsim.calibration.estimates import Facts
from gtmsim.calibration.numbers import Number, middle_95, resampled
from gtmsim.calibration.people import Role
from gtmsim.calibration.sheet import Sheet, duration, tidy
from gtmsim.calibration.summary import first_touches

SEED = 1
REPLICATIONS = 24
AT_THE_ENDS = 6  # replications of the slowest and the fastest speed, which need not be known well
TRIES = 6
LEAST_TOUCHES = 100
LEAST_SHARE = 0.05  # of first touches; roles with fewer keep the speed their sessions show
MOST_BUSY = 0.97  # slower people would never catch up
CLOSE = 0.01  # of the wait: closer than that is chance


@dataclass(frozen=True)
class Tried:
    """Speeds that were tried and the median first touches they gave, in hours."""

    speeds: list[float]
    waits: list[float]

    def speed_for(self, wait: float) -> float:
        """Return the speed at which first touches would wait so long, between those tried."""
        order = np.argsort(self.waits)
        return float(
            np.interp(np.log(wait), np.log(np.array(self.waits))[order], np.array(self.speeds)[order])
        )


def fit_speed(sheet: Sheet, facts: Facts) -> None:
    """Set the speed of the teams of the role that touches cases first; nothing happens where the log cannot tell."""
    role = _first_to_touch(facts)
    wanted = _wait(facts)
    if role is None or wanted is None:
        return
    seats = sum(s.people * s.hours_a_week for s in role.shifts.values())
    slowest, fastest = role.busy_hours / seats / MOST_BUSY, max(1.0, role.duty_hours / seats)
    if slowest >= fastest:
        return
    teams = [f"{role.name}_{shift}" for shift in role.shifts]
    tried = _search(lambda speed, n: _simulated(sheet, teams, speed, n), wanted.value, slowest, fastest)
    best = int(np.argmin(np.abs(np.log(np.array(tried.waits) / wanted.value))))
    got = tried.waits[best]
    low, high = sorted((tried.speed_for(wanted.high), tried.speed_for(wanted.low)))
    value = tried.speeds[best]
    number = Number(value, min(low, value), max(high, value), wanted.n)
    short = "" if abs(np.log(got / wanted.value)) < 0.1 else f", as near as it comes: {duration(got)}"
    how = (
        f"fitted so that simulated first touches wait as in the log, median {duration(wanted.value)}{short}; sessions"
        f" fill {role.busy:.0%} of the hours on duty, {role.speed.value:.0%} while most work waits: the rest is work"
        f" unseen. {role.duty_hours:.0f} hours on duty a week against {seats:.0f} of these shifts"
    )
    for team in teams:
        sheet.replaced(f"organisation.teams.{team}.speed", tidy(value), {"": (number, "number")}, how)


def _first_to_touch(facts: Facts) -> Role | None:
    """Return the role whose stages begin nearly all cases, if a queue explains how long these wait."""
    if any(c.endswith(("created_at", "first_touch_at", "started_at")) for c in facts.log.date_only):
        return None
    first = facts.funnel.raw.sort("started", "case").unique("case", keep="first", maintain_order=True)
    if first.height < LEAST_TOUCHES:
        return None
    share = {s: n / first.height for s, n in first.group_by("kind").len().iter_rows()}
    stages = [s for s, part in share.items() if part >= LEAST_SHARE]
    able = [r for r in facts.roles if r.speed.n > 0 and all(s in r.works for s in stages)]
    queued = all(facts.stages[s].queued for s in stages)
    return able[0] if len(able) == 1 and queued and able[0].shifts else None


def _wait(facts: Facts) -> Number | None:
    """Return the median wait for the first touch in hours; its interval resamples whole days, since waits come in crowds."""
    touched = first_touches(facts).with_columns((pl.col("first") - pl.col("created")).alias("wait"))
    by_day = [
        d.to_numpy()
        for d in touched.group_by((pl.col("created") / 24).floor().alias("day"), maintain_order=True).agg(
            "wait"
        )["wait"]
    ]
    if touched.height < LEAST_TOUCHES or float(touched["wait"].median() or 0.0) <= 0:  # type: ignore[arg-type]
        return None
    low, high = middle_95(
        [float(np.median(np.concatenate([by_day[i] for i in pick]))) for pick in resampled(len(by_day))]
    ).tolist()
    middle = float(np.median(touched["wait"].to_numpy()))
    return Number(middle, min(low, middle), max(high, middle), touched.height)


def _search(simulated: Callable[[float, int], float], wanted: float, low: float, high: float) -> Tried:
    """Return the speeds tried: the ends, then where a line through the nearest two logs of waits meets the one wanted."""
    speeds, waits = [low, high], [simulated(low, AT_THE_ENDS), simulated(high, AT_THE_ENDS)]
    a, b = 0, 1
    for _ in range(TRIES):
        x, y = np.log(waits[a] / wanted), np.log(waits[b] / wanted)
        if not y < 0 < x or min(abs(x), abs(y)) < CLOSE:
            break
        part = float(np.clip(x / (x - y), 0.1, 0.9))
        speeds.append(speeds[a] + part * (speeds[b] - speeds[a]))
        waits.append(simulated(speeds[-1], REPLICATIONS))
        a, b = (len(speeds) - 1, b) if waits[-1] > wanted else (a, len(speeds) - 1)
    return Tried(speeds, waits)


def _simulated(sheet: Sheet, teams: list[str], speed: float, replications: int) -> float:
    """Return the median first touch in hours, averaged over replications, at a speed."""
    from gtmsim.program.lower import lower
    from gtmsim.scenario import loads
    from gtmsim.scenario.render import render
    from gtmsim.study.run import run

    values = deepcopy(sheet.values)
    for team in teams:
        values["organisation"]["teams"][team]["speed"] = speed  # type: ignore[index]
    program, key = lower(loads(render(values, {}), "calibrated")), "first_touch_hours.median"
    medians = run(program, seed=SEED, replications=replications, jobs=1, keep=[key]).tally.column(key)
    return float(np.nanmean(medians)) if np.isfinite(medians).any() else 1e9
