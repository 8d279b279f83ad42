"""What the log itself says about hand-offs, loads and waits: numbers for the summary, most of them no field of a scenario."""

import numpy as np
import polars as pl

from gtmsim.calibration.hours import SLOT, filled
from gtmsim.calibration.numbers import Floats, gini, spread
from gtmsim.calibration.stages import Funnel

Summary = dict[str, object]
SLOTS_A_WEEK = 336
LEAST_WEEKS = 5


def hand_offs(raw: pl.DataFrame) -> Summary:
    """Return how often consecutive sessions of a case change person, the gaps on either side, and how often a case comes back."""
    ordered = raw.sort("case", "started", "ended").with_columns(
        pl.col("owner").shift(1).over("case").alias("before"),
        (pl.col("started") - pl.col("ended").shift(1).over("case")).clip(0).alias("gap"),
        pl.col("kind").shift(1).over("case").alias("kind_before"),
    )
    pairs = ordered.filter(pl.col("owner").is_not_null() & pl.col("before").is_not_null())
    if pairs.height == 0:
        return {}
    changed = pl.col("owner") != pl.col("before")
    within = pairs.filter(pl.col("kind") == pl.col("kind_before"))
    named = raw.filter(pl.col("owner").is_not_null()).sort("case", "started", "ended")
    runs = named.with_columns(
        (pl.col("owner") != pl.col("owner").shift(1).over("case")).fill_null(True).alias("new")
    ).filter("new")
    runs = runs.with_columns(
        pl.col("owner").shift(1).over("case").alias("one"), pl.col("owner").shift(2).over("case").alias("two")
    )
    third = runs.filter(pl.col("two").is_not_null())
    passed_on = runs.group_by("case").agg(
        pl.len().alias("holders"), pl.col("owner").n_unique().alias("people")
    )
    handed = passed_on.filter(pl.col("holders") > 1)
    return {
        "consecutive_sessions": pairs.height,
        "change_person_share": float(pairs.select(changed.mean()).item()),
        "change_person_share_within_kind": float(within.select(changed.mean()).item())
        if within.height
        else None,
        "gap_hours_new_person": spread(pairs.filter(changed)["gap"].to_numpy()),
        "gap_hours_same_person": spread(pairs.filter(~changed)["gap"].to_numpy()),
        "straight_back_share": third.filter(pl.col("owner") == pl.col("two")).height / max(1, third.height),
        "cases_that_come_back_share": handed.filter(pl.col("people") < pl.col("holders")).height
        / max(1, handed.height),
    }


def loads(raw: pl.DataFrame) -> Summary:
    """Return how unequal people's loads are; unnamed sessions are nobody's."""
    by = (
        raw.filter(pl.col("owner").is_not_null())
        .group_by("owner")
        .agg(pl.len().alias("n"), pl.col("hours").sum())
        .sort("owner")
    )
    return {
        "people": by.height,
        "gini_sessions": gini(by["n"].to_numpy().astype(float)),
        "gini_hours": gini(by["hours"].to_numpy().astype(float)),
        "unnamed_session_share": raw["owner"].null_count() / max(1, raw.height),
    }


def backlog(enter: Floats, first: Floats, end: float) -> Summary:
    """Return mean leads waiting for their first touch: overall, by week of the log, and how much its whole weeks differ."""
    waiting = filled(enter, first, int(np.ceil(end / 168)) * SLOTS_A_WEEK) / SLOT
    start = int(float(enter.min()) / SLOT) if len(enter) else 0
    by_week = weeks_of_backlog(enter, first, end)
    whole = by_week[int(np.ceil(start / SLOTS_A_WEEK)) : int(end // 168)]
    return {
        "mean": float(waiting[start : int(end / SLOT)].mean()),
        "by_week": [round(float(x), 2) for x in by_week],
        "sd_of_weeks": float(np.std(whole)) if len(whole) >= LEAST_WEEKS else None,
    }


def weeks_of_backlog(enter: Floats, first: Floats, end: float) -> Floats:
    """Return each week's mean number of leads waiting for their first touch."""
    waiting = filled(enter, first, int(np.ceil(end / 168)) * SLOTS_A_WEEK) / SLOT
    return np.asarray(waiting.reshape(-1, SLOTS_A_WEEK).mean(axis=1), dtype=np.float64)


def backlog_elasticity(enter: Floats, first: Floats) -> float | None:
    """Return the elasticity of the wait to the leads waiting on arrival, within the hours of the week; None if too few."""
    if len(enter) < 200:
        return None
    order = np.argsort(enter, kind="stable")
    ahead = np.arange(len(enter)) - np.searchsorted(np.sort(first), enter[order])
    x, y = np.log1p(np.maximum(ahead, 0)), np.log(np.maximum(first[order] - enter[order], 1 / 3600))
    hour = (enter[order] % 168).astype(int)
    size = np.bincount(hour, minlength=168)

    def within_hour(v: Floats) -> Floats:
        return np.asarray(v - (np.bincount(hour, weights=v, minlength=168) / np.maximum(size, 1))[hour])

    x, y = within_hour(x), within_hour(y)
    return float((x * y).sum() / max(1e-9, (x * x).sum()))


def first_callers(funnel: Funnel, stage: str) -> Summary:
    """Return how much the advance rate differs between the people of the first session, beyond chance; selection is in it."""
    first = funnel.sittings.filter((pl.col("kind") == stage) & pl.col("owner").is_not_null()).sort(
        "case", "started"
    )
    first = first.unique("case", keep="first", maintain_order=True)
    fate = funnel.visits.filter((pl.col("stage") == stage) & (pl.col("fate") != "open"))
    both = first.join(
        fate.select("case", (~pl.col("fate").is_in(["lost", "no_decision"])).alias("on")), on="case"
    )
    by = (
        both.group_by("owner")
        .agg(pl.len().alias("n"), pl.col("on").mean().alias("p"))
        .filter(pl.col("n") >= 20)
        .sort("owner")
    )
    if by.height < 3:
        return {}
    n, p = by["n"].to_numpy().astype(float), by["p"].to_numpy()
    mean = float((n * p).sum() / n.sum())
    chance = float((mean * (1 - mean) / n * n).sum() / n.sum())
    seen = float((n * (p - mean) ** 2).sum() / n.sum())
    return {
        "stage": stage,
        "people": by.height,
        "mean": mean,
        "sd_points": float(np.sqrt(max(0.0, seen - chance))) * 100,
    }
