"""What the log itself says, in the numbers a backtest compares and a reader wants to know; times in hours."""

from dataclasses import asdict

import numpy as np
import polars as pl

from gtmsim.calibration.changes import Summary, backlog, backlog_elasticity, first_callers, hand_offs, loads
from gtmsim.calibration.estimates import Facts
from gtmsim.calibration.numbers import Floats, gini, spread
from gtmsim.calibration.people import keeps_owner, same_person
from gtmsim.calibration.won_only import WonOnly


def summarise(facts: Facts) -> Summary:
    """Return the log's own numbers, nested by subject; what was not to be had is left out or empty."""
    log, funnel = facts.log, facts.funnel
    ends = dict(log.cases.group_by("end").len().iter_rows())
    touched = first_touches(facts)
    wall = (touched["first"] - touched["created"]).to_numpy()
    at_work = facts.open_hours.between(touched["created"].to_numpy(), touched["first"].to_numpy())
    enter, first = touched["created"].to_numpy(), touched["first"].to_numpy()
    summary: Summary = {
        "leads": log.cases.height,
        "weeks": next(iter(facts.arrivals.values())).weeks,
        "leads_per_week": facts.leads_a_week,
        "ends": {k: ends[k] for k in sorted(ends)},
        "won_share": ends.get("won", 0) / log.cases.height,
        "cycle_days_won": _days(log.cases.filter(pl.col("end") == "won")),
        "stages_from": funnel.reading,
        "arrivals": {
            name: {
                "per_week": a.rate.value,
                "dispersion": a.dispersion.value if a.dispersion else None,
                "dispersion_without_busiest_days": a.dispersion_trimmed,
                "busiest_days": [list(x) for x in a.busiest],
                "weekend_share_of_weekday": float(a.weekdays[5:].mean() / max(1e-9, a.weekdays[:5].mean())),
            }
            for name, a in facts.arrivals.items()
        },
        "first_touch_hours": spread(wall),
        "first_touch_working_hours": spread(at_work),
        "first_touch_gamma_shape": _gamma_shape(wall),
        "never_touched_share": 1 - touched.height / log.cases.height if touched.height else None,
        "backlog": backlog(enter, first, log.arrivals_until) if touched.height else {},
        "backlog_elasticity_of_wait": backlog_elasticity(enter, first),
        "stages": {s: _stage(facts, s) for s in funnel.stages},
        "hand_offs": hand_offs(funnel.raw),
        "hand_offs_of_sittings": hand_offs(funnel.sittings),
        "loads": loads(funnel.raw),
        "roles": {
            r.name: {
                "people": len(r.people),
                "people_per_day": r.per_day,
                "sessions": dict(r.works),
                "gini_sessions": gini(_by_person(facts, r.people)),
                "duty_hours_per_week": r.duty_hours,
                "session_hours_per_week": r.busy_hours,
                "occupancy": r.busy,
                "occupancy_when_much_waits": r.speed.value,
            }
            for r in facts.roles
        },
        "session_hours_per_week": _hours_a_week(facts),
        "sittings_per_week": _sittings_a_week(facts),
        "window_days": [facts.window[0] / 24, facts.window[1] / 24],
        "amounts": _amounts(log.cases["amount"].drop_nulls().to_numpy()),
        "not_in_the_format": [
            "a first session put off on purpose: its time is in the stage's clock, its wait in no queue",
            "follow-ups by the same person come soon, by another late: a stage has one distribution of gaps",
            "work that goes back a stage is counted where it belongs, without the loop",
            "people are seats with shifts; who is absent on which day, and unequal loads, are not written",
            "the lengths of two sessions of one case, and sessions and outcome, are taken as independent",
        ],
    }
    if facts.wins is not None:
        summary["won_only"] = _won_only(facts.wins)
    return summary


def _won_only(wins: WonOnly) -> Summary:
    """Return what an export of leads and wins alone says: regimes, sources and pages, and the time to win."""
    return {
        "since": wins.since,
        "all_leads": wins.all_leads,
        "all_wins": wins.all_wins,
        "changes": [asdict(change) for change in wins.changes],
        "families": {name: asdict(each) for name, each in wins.by_family.items()},
        "mix": asdict(wins.mix),
        "mix_of_all_regimes": asdict(wins.all_mix),
        "won_within_a_day": wins.same_day,
        "won_without_a_time": wins.backwards,
    }


def first_touches(facts: Facts) -> pl.DataFrame:
    """Return case, created, first: the first session of each case that had one, or else its first-touch date."""
    first = facts.work.raw.group_by("case").agg(pl.col("started").min().alias("worked"))
    both = facts.log.cases.join(first, on="case", how="left")
    at = pl.coalesce("worked", "first_touch").alias("first")
    return (
        both.select("case", "created", at)
        .drop_nulls()
        .filter(pl.col("first") >= pl.col("created"))
        .sort("created", "case")
    )


def _stage(facts: Facts, stage: str) -> Summary:
    seen = facts.stages[stage]
    same, keeps = same_person(facts.funnel, stage), keeps_owner(facts.funnel, stage)
    ends = seen.ends
    return {
        "visits": ends.visits,
        "open": ends.open,
        "advance": ends.advance.value,
        "lost": ends.lost.value,
        "no_decision": ends.no_decision.value,
        "routes": ends.routes,
        "sessions_per_visit": seen.raw_sessions / max(1, len(seen.counts)),
        "sittings_per_visit": float(seen.counts.mean()) if len(seen.counts) else 0.0,
        "session_hours": spread(seen.hours),
        "gap_hours": spread(seen.gaps),
        "wait_hours": spread(seen.waits),
        "working_wait_hours": spread(seen.working_waits),
        "days_to_advance": spread(ends.advanced / 24),
        "days_to_loss": spread(ends.ended / 24),
        "heap": None
        if ends.time_out is None
        else {
            "days": ends.time_out.hours / 24,
            "losses": ends.time_out.losses,
            "share_of_losses": ends.time_out.share_of_losses,
            "share_of_who_reach_it": ends.time_out.share_of_reaching,
        },
        "same_person": same.seen.value if same else None,
        "same_person_by_chance": same.chance if same else None,
        "keeps_owner": keeps.seen.value if keeps else None,
        "advance_by_first_person": first_callers(facts.funnel, stage),
    }


def _days(cases: pl.DataFrame) -> dict[str, float]:
    return spread(((cases["closed"] - cases["created"]) / 24).drop_nulls().to_numpy())


def _gamma_shape(waits: Floats) -> float | None:
    """Return the shape of a gamma fitted to the waits (the usual closed-form approximation of its likelihood)."""
    x = waits[waits > 0]
    if len(x) < 50:
        return None
    s = float(np.log(x.mean()) - np.log(x).mean())
    return float((3 - s + ((s - 3) ** 2 + 24 * s) ** 0.5) / (12 * s))


def _by_person(facts: Facts, people: tuple[str, ...]) -> Floats:
    counts = facts.funnel.raw.filter(pl.col("owner").is_in(people)).group_by("owner").len().sort("owner")
    return counts["len"].to_numpy().astype(np.float64)


def _hours_a_week(facts: Facts) -> float | None:
    """Return the session hours a week in the window in which the log is full, unnamed people included."""
    start, end = facts.window
    inside = facts.funnel.raw.filter((pl.col("started") >= start) & (pl.col("started") < end))
    return None if inside["hours"].count() == 0 else float(inside["hours"].sum()) / ((end - start) / 168)


def _sittings_a_week(facts: Facts) -> float | None:
    """Return the sittings a week in the same window; a sitting is what a scenario calls a session."""
    start, end = facts.window
    begun = facts.funnel.sittings["started"]
    inside = int(((begun >= start) & (begun < end)).sum())
    return inside / ((end - start) / 168) if len(begun) else None


def _amounts(amounts: Floats) -> dict[str, float]:
    if len(amounts) == 0:
        return {}
    return {**spread(amounts), "on_round_thousands_share": float(np.mean(amounts % 1000 == 0))}
