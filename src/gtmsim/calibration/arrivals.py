"""When leads arrive: rate, trend, weekdays, hours, and how much busier some days are than chance alone would make them."""

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
import polars as pl

from gtmsim.calibration.log import Log
from gtmsim.calibration.numbers import Z95, Floats, Number, middle_95, resampled

HOURS_A_DAY = 24
HOURS_A_WEEK = 168
LEAST_WEEKS_FOR_TREND = 26
RECENT = "the log's last 13 weeks"


@dataclass(frozen=True)
class Arrivals:
    """What the arrivals of one source look like; rate a week, trend a year."""

    leads: int
    weeks: float
    rate: Number
    trend: Number | None
    trend_why: str
    start_rate: Number  # a week, at the log's beginning, if the trend holds
    recent_rate: Number  # a week, over the last 13 weeks
    weekdays: Floats
    weekday_days: Floats
    hours: Floats | None
    dispersion: Number | None
    dispersion_trimmed: float
    busiest: tuple[tuple[int, int], ...]  # (day since the origin, leads)


def sources(log: Log) -> dict[str, Floats]:
    """Return creation hours by source; rare sources together as `other`, no source beside named ones as `unknown`."""
    if log.cases["source"].count() == 0:
        return {"leads": log.cases["created"].to_numpy()}
    named = log.cases.with_columns(pl.col("source").fill_null("unknown"))
    counts = dict(named.group_by("source").len().sort("len", "source", descending=[True, False]).iter_rows())
    rare = [s for s, n in counts.items() if n < 0.03 * log.cases.height]
    named = named.with_columns(
        pl.when(pl.col("source").is_in(rare)).then(pl.lit("other")).otherwise("source").alias("source")
    )
    order = [*(s for s in counts if s not in rare), *(["other"] if rare else [])]
    return {s: named.filter(pl.col("source") == s)["created"].to_numpy() for s in dict.fromkeys(order)}


def arrivals(created: Floats, until: float, by_hour: bool) -> Arrivals:
    """Return the arrival pattern of sorted creation hours up to `until`; the first and last day count only as far as they go."""
    start = float(np.floor(created.min() / HOURS_A_DAY)) * HOURS_A_DAY
    end = float(np.ceil((until + 1e-9) / HOURS_A_DAY)) * HOURS_A_DAY
    first, last = int(start // HOURS_A_DAY), int(end // HOURS_A_DAY)
    counts = np.bincount((created // HOURS_A_DAY).astype(int) - first, minlength=last - first).astype(float)
    weekday = np.arange(first, last) % 7
    weeks = len(counts) / 7
    days = np.array([max(1, int((weekday == d).sum())) for d in range(7)], dtype=float)
    means = np.array(
        [counts[weekday == d].mean() if (weekday == d).any() else counts.mean() for d in range(7)]
    )
    dispersion, trimmed = _dispersion(counts, weekday)
    rate = len(created) / weeks
    half = Z95 * sqrt(max(1.0, dispersion.value if dispersion else 1.0) * len(created)) / weeks
    trend, why = _trend(counts, weekday, means, dispersion.value if dispersion else 1.0)
    top = np.argsort(-counts, kind="stable")[:3]
    shrunk = (1 + trend.value) ** (-weeks / 104) if trend else 1.0
    recent = counts[-91:]
    recent_weeks = len(recent) / 7
    recent_half = half * weeks / recent_weeks * sqrt(float(recent.sum()) / max(1, len(created)))
    now = float(recent.sum()) / recent_weeks
    return Arrivals(
        leads=len(created),
        weeks=weeks,
        rate=Number(rate, max(0.0, rate - half), rate + half, len(created)),
        trend=trend,
        trend_why=why,
        start_rate=Number(
            rate * shrunk, max(0.0, rate - half) * shrunk, (rate + half) * shrunk, len(created)
        ),
        recent_rate=Number(now, max(0.0, now - recent_half), now + recent_half, int(recent.sum())),
        weekdays=means / means.mean() if means.mean() > 0 else np.ones(7),
        weekday_days=days,
        hours=_hours(created) if by_hour else None,
        dispersion=dispersion,
        dispersion_trimmed=trimmed,
        busiest=tuple((first + int(d), int(counts[d])) for d in top),
    )


def _hours(created: Floats) -> Floats:
    """Return weights of the hours of the day, relative to their mean."""
    counts = np.bincount((created % HOURS_A_DAY).astype(int), minlength=HOURS_A_DAY).astype(float)
    return np.asarray(counts / counts.mean(), dtype=np.float64)


def _dispersion(counts: Floats, weekday: np.ndarray) -> tuple[Number | None, float]:
    """Return variance over mean of daily counts within weekdays, and the same without the three busiest days."""
    if len(counts) < 21:
        return None, 1.0

    low, high = middle_95([dispersion_index(counts[pick], weekday[pick]) for pick in resampled(len(counts))])
    calm = np.argsort(-counts, kind="stable")[3:]
    found = Number(dispersion_index(counts, weekday), float(low), float(high), len(counts))
    return found, dispersion_index(counts[calm], weekday[calm])


def dispersion_index(counts: Floats, weekday: np.ndarray) -> float:
    """Return variance over mean of daily counts, each weekday held against its own mean."""
    fitted = np.array([counts[weekday == d].mean() if (weekday == d).any() else 1.0 for d in range(7)])[
        weekday
    ]
    kept = fitted > 0
    freedom = kept.sum() - len(np.unique(weekday[kept]))
    return float(((counts[kept] - fitted[kept]) ** 2 / fitted[kept]).sum() / max(1, freedom))


def _trend(
    counts: Floats, weekday: np.ndarray, means: Floats, dispersion: float
) -> tuple[Number | None, str]:
    """Return yearly growth from a log-linear fit, or None with the reason."""
    weeks = len(counts) / 7
    if weeks < LEAST_WEEKS_FOR_TREND:
        return None, f"{weeks:.0f} weeks cannot tell growth from season; it takes {LEAST_WEEKS_FOR_TREND}"
    offset = np.maximum(means[weekday], 1e-9)
    t = (np.arange(len(counts)) - len(counts) / 2) / 365
    level, slope = 0.0, 0.0
    for _ in range(50):
        fitted = offset * np.exp(level + slope * t)
        information = np.array(
            [[fitted.sum(), (fitted * t).sum()], [(fitted * t).sum(), (fitted * t * t).sum()]]
        )
        score = np.array([(counts - fitted).sum(), ((counts - fitted) * t).sum()])
        step = np.linalg.solve(information, score)
        level, slope = level + float(step[0]), slope + float(step[1])
    error = sqrt(max(1.0, dispersion) * float(np.linalg.inv(information)[1, 1]))
    if abs(slope) < Z95 * error:
        return (
            None,
            f"growth of {exp(slope) - 1:+.0%} a year is not significant (standard error {error:.2f} on the log)",
        )
    low, high = exp(slope - Z95 * error) - 1, exp(slope + Z95 * error) - 1
    return Number(
        exp(slope) - 1, low, high, len(counts)
    ), f"log-linear fit over {weeks:.0f} weeks, dispersion allowed for"


def regime_break(log: Log) -> tuple[float, str] | None:
    """Return the hour from which leads win at all, and a sentence, when the first weeks are implausibly without a win.

    A log that begins with months in which nothing could be won has changed its regime; pooling the two gives nonsense.
    """
    won = log.cases.filter((pl.col("end") == "won") & pl.col("closed").is_not_null())
    if won.height < 20:
        return None
    at = np.sort(won["closed"].to_numpy())
    first = float(at[0])
    created = log.cases["created"].to_numpy()
    waiting = first - float(created.min())
    # The pace of wins a lead at risk had in the three months after the first win, set against the months before it.
    later = at[(at >= first) & (at < first + 90 * HOURS_A_DAY)]
    pace = len(later) / max(1.0, float((created < first + 45 * HOURS_A_DAY).sum()) * 90)
    days = np.clip((first - created[created < first]) / HOURS_A_DAY, 0, 90).sum()
    expected = pace * float(days)
    typical = float(np.median((won["closed"] - won["created"]).to_numpy()))
    if waiting < 2 * typical or expected < 10 or exp(-expected) > 1e-4:
        return None
    return first, (
        f"no win before day {first / HOURS_A_DAY:.0f} although {int((created < first).sum())} leads had come in and about"
        f" {expected:.0f} wins were to be expected: a change of regime. Outcomes are estimated on leads from then on"
    )


__all__ = ["HOURS_A_DAY", "HOURS_A_WEEK", "Arrivals", "arrivals", "regime_break", "sources"]
