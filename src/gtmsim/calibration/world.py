"""Writing the world of a calibrated scenario: sources, deal values, and stage by stage what the log shows."""

from dataclasses import replace

import numpy as np
import polars as pl

from gtmsim.calibration.arrivals import RECENT, Arrivals
from gtmsim.calibration.buyers import write_stage
from gtmsim.calibration.columns import slug
from gtmsim.calibration.estimates import Facts
from gtmsim.calibration.lead import intents as intents_of_won
from gtmsim.calibration.lead import write_lead
from gtmsim.calibration.numbers import Number, median, share, sigma
from gtmsim.calibration.sheet import Sheet, tidy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FASTEST_TREND = 1.0  # a year; faster is a ramp-up or a campaign, not a trend to run on
LEAST = 10


def write_world(sheet: Sheet, facts: Facts) -> None:
    """Write the world: what the log shows of buyers, and what it cannot."""
    currency = facts.log.currency or "EUR"
    if facts.log.currency:
        sheet.default("world.currency", currency, "the currency most rows name")
    else:
        sheet.unknown("world.currency", currency, "the export names no currency")
    _deal_value(sheet, facts, currency)
    wins = facts.wins
    intents, first_advance = _intents(facts) if wins is None else intents_of_won(wins, facts.arrivals)
    used: set[str] = set()
    for name, seen in facts.arrivals.items():
        key = slug(name)
        while key in used:
            key += "_2"
        used.add(key)
        _source(sheet, f"world.sources.{key}", seen, intents.get(name))
    for stage in facts.funnel.stages:
        if wins is not None:
            write_lead(sheet, stage, wins, first_advance)
            continue
        write_stage(
            sheet, facts, facts.stages[stage], first_advance if stage == facts.funnel.stages[0] else 1.0
        )


def _deal_value(sheet: Sheet, facts: Facts, currency: str) -> None:
    path = "world.segments.all.deal_value"
    known = facts.log.cases.filter(pl.col("amount") > 0)
    won = known.filter(pl.col("end") == "won")
    which = "won cases" if won.height >= LEAST else "all cases"
    amounts = (won if won.height >= LEAST else known)["amount"].to_numpy()
    sheet.unknown("world.segments.all.accounts", 0, "a log shows leads, not the market they come from")
    if len(amounts) < LEAST:
        sheet.unknown(
            path, {"median": f"20 k{currency}", "sigma": 0.8}, f"{len(amounts)} amounts; the default stands"
        )
        return
    middle, spread = median(amounts), sigma(amounts)
    value: dict[str, object] = {
        "median": f"{tidy(middle.value)} {currency}",
        "sigma": tidy(max(spread.value, 0.01)),
    }
    sheet.estimated(
        path,
        value,
        {"median": (middle, currency), "sigma": (spread, "number")},
        f"lognormal, {which} with an amount",
    )


def _intents(facts: Facts) -> tuple[dict[str, Number], float]:
    """Return each source's intent, relative to the best, when sources differ for certain; and by what the first stage shrinks."""
    if len(facts.arrivals) < 2:
        return {}, 1.0
    cases = facts.log.cases.filter(pl.col("created") >= facts.since).with_columns(
        pl.col("source").fill_null("unknown")
    )
    names = list(facts.arrivals)
    cases = cases.with_columns(
        pl.when(pl.col("source").is_in(names)).then("source").otherwise(pl.lit("other")).alias("source")
    )
    table = {
        name: (won, n)
        for name, n, won in cases.group_by("source")
        .agg(pl.len(), (pl.col("end") == "won").sum().alias("won"))
        .iter_rows()
    }
    from scipy.stats import chi2_contingency

    counts = np.array(
        [[table.get(n, (0, 0))[0], table.get(n, (0, 0))[1] - table.get(n, (0, 0))[0]] for n in names]
    )
    if (counts.sum(axis=1) == 0).any() or counts[:, 0].sum() < 20:
        return {}, 1.0
    if float(chi2_contingency(counts).pvalue) > 0.01:
        return {}, 1.0
    rates = {n: share(int(won), int(won + lost)) for n, (won, lost) in zip(names, counts, strict=True)}
    best = max(r.value for r in rates.values())
    relative = {n: r.mapped(lambda x: min(1.0, x / best)) for n, r in rates.items()}
    weight = sum(counts.sum(axis=1))
    average = float(
        sum(relative[n].value * c for n, c in zip(names, counts.sum(axis=1), strict=True)) / weight
    )
    first = facts.stages[facts.funnel.stages[0]].ends.advance.value
    return (relative, average) if first <= average else ({}, 1.0)


def _source(sheet: Sheet, path: str, seen: Arrivals, intent: Number | None) -> None:
    sheet.default(
        f"{path}.kind", "stream", "an export shows leads, not the accounts that never raised a hand"
    )
    if intent is None:
        sheet.unknown(
            f"{path}.intent",
            1,
            "a log does not show who really wished to buy; 1 leaves it to the stages' outcomes",
        )
    else:
        sheet.estimated(
            f"{path}.intent",
            tidy(max(intent.value, 0.001)),
            {"": (intent, "share")},
            "won share relative to the best source's; leads without intent do not pass the first stage",
        )
    rate, how = seen.rate, f"{seen.leads} leads in {seen.weeks:.1f} weeks; interval widened by the dispersion"
    if seen.trend is not None and abs(seen.trend.value) > FASTEST_TREND:
        recent = seen.recent_rate
        sheet.estimated(
            f"{path}.rate",
            f"{tidy(recent.value)} per week",
            {"": (recent, "per week")},
            RECENT,
        )
        why = f"arrivals grew by {seen.trend.value:+.0%} a year: a ramp-up, not a trend to run on"
        sheet.unknown(f"{path}.trend", "0 %/year", why)
    elif seen.trend is not None:
        start = seen.start_rate
        sheet.estimated(
            f"{path}.rate",
            f"{tidy(start.value)} per week",
            {"": (start, "per week")},
            f"{how}; at the log's beginning",
        )
        sheet.estimated(
            f"{path}.trend",
            f"{tidy(100 * seen.trend.value)} %/year",
            {"": (seen.trend, "per year")},
            seen.trend_why,
        )
    else:
        sheet.estimated(f"{path}.rate", f"{tidy(rate.value)} per week", {"": (rate, "per week")}, how)
        sheet.unknown(f"{path}.trend", "0 %/year", seen.trend_why)
    weights = {d: tidy(float(w)) for d, w in zip(DAYS, seen.weekdays, strict=True)}
    spread = _weekday_numbers(seen)
    sheet.estimated(
        f"{path}.weekdays",
        weights,
        spread,
        f"leads a day relative to their mean, over {int(seen.weekday_days.sum())} days",
    )
    if seen.hours is None:
        sheet.unknown(f"{path}.hours", {0: 1}, "the export gives days, not times of day")
    else:
        hours = {h: round(float(w), 2) for h, w in enumerate(seen.hours)}
        one = Number(float(seen.hours.max()), float(seen.hours.max()), float(seen.hours.max()), seen.leads)
        sheet.estimated(
            f"{path}.hours",
            hours,
            {"busiest": (_hour_interval(one, seen), "number")},
            "leads an hour of the day relative to their mean",
        )
    if seen.dispersion is None:
        sheet.unknown(f"{path}.dispersion", 1, "it takes three weeks of days")
    else:
        days = ", ".join(f"day {d}: {n} leads" for d, n in seen.busiest)
        how = f"daily variance over mean within weekdays; {tidy(seen.dispersion_trimmed)} without the three busiest days ({days})"
        sheet.estimated(
            f"{path}.dispersion",
            tidy(max(1.0, seen.dispersion.value)),
            {"": (seen.dispersion, "number")},
            how,
        )
    sheet.unsaid(f"{path}.scoring", "the export holds no lead score")
    sheet.unsaid(f"{path}.cost_per_lead", "the export holds no spending")


def _weekday_numbers(seen: Arrivals) -> dict[str, tuple[Number, str]]:
    """Return each weekday's weight with an interval that allows for the dispersion."""
    d = max(1.0, seen.dispersion.value if seen.dispersion else 1.0)
    numbers: dict[str, tuple[Number, str]] = {}
    for day, w, n in zip(DAYS, seen.weekdays, seen.weekday_days, strict=True):
        leads = float(w) * seen.rate.value / 7 * float(n)
        half = 1.96 * float(w) * (d / max(leads, 1.0)) ** 0.5
        numbers[day] = (Number(float(w), max(0.0, float(w) - half), float(w) + half, round(leads)), "number")
    return numbers


def _hour_interval(one: Number, seen: Arrivals) -> Number:
    leads = one.value * seen.leads / 24
    half = 1.96 * one.value / max(leads, 1.0) ** 0.5
    return replace(one, low=one.value - half, high=one.value + half)
