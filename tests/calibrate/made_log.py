"""A log made up from known numbers, so that a test can ask whether the estimators find them again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

Row = tuple[object, ...]
COLUMNS = {
    "leads": ["lead_id", "created_at", "first_touch_at", "disqualified_at", "opportunity_id"],
    "opportunities": [
        "opportunity_id",
        "lead_id",
        "created_at",
        "closed_at",
        "stage",
        "is_closed",
        "is_won",
        "amount",
    ],
    "stage_history": ["record_id", "to_stage", "changed_at"],
    "activities": ["record_id", "type", "started_at", "ended_at", "owner_id"],
}
MONDAY = datetime(2024, 1, 1)
OPEN, CLOSE = 9.0, 17.0
WEEKDAYS = np.array([1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5])


@dataclass(frozen=True)
class Truth:
    """What the made-up organisation is like."""

    weeks: int = 20
    per_day: float = 30.0
    advance: float = 0.6
    won: float = 0.5
    sessions: float = 2.0
    session_minutes: float = 10.0
    stays_with_same: float = 0.5
    callers: int = 5
    closers: int = 3
    time_out_days: float = 30.0


def made(truth: Truth | None = None, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Return the tables of an export: callers handle every lead, closers work the opportunities, a third of losses times out."""
    t = truth or Truth()
    chance = np.random.default_rng(seed)
    leads: list[Row] = []
    deals: list[Row] = []
    work: list[Row] = []
    history: list[Row] = []
    for day in range(7 * t.weeks):
        for _ in range(chance.poisson(t.per_day * WEEKDAYS[day % 7])):
            created = day * 24 + chance.uniform(7, 20)
            lead = f"L{len(leads):05d}"
            at, first = _worked(work, lead, "handle lead", created, t, t.callers, "c", chance)
            history.append((lead, "New", created))
            if chance.uniform() >= t.advance:
                leads.append((lead, created, first, at, None))
                history.append((lead, "Unqualified", at))
                continue
            leads.append((lead, created, first, None, f"O{lead}"))
            history.append((lead, "Proposal", at))
            deals.append(_deal(work, lead, at, t, chance))
    rows = {"leads": leads, "opportunities": deals, "stage_history": history, "activities": work}
    return {
        name: _dated(pl.DataFrame(rows[name], schema=columns, orient="row"))
        for name, columns in COLUMNS.items()
    }


def _deal(work: list[Row], lead: str, at: float, t: Truth, chance: np.random.Generator) -> Row:
    done, _ = _worked(work, lead, "write proposal", at, t, t.closers, "d", chance)
    amount = float(np.exp(np.log(20_000) + 0.5 * chance.standard_normal()))
    if chance.uniform() < t.won:
        closed, stage, won = (
            max(done, at + 24 * float(np.exp(np.log(8) + 0.6 * chance.standard_normal()))),
            "Closed Won",
            "1",
        )
    elif chance.uniform() < 1 / 3:
        closed, stage, won = at + 24 * t.time_out_days + chance.uniform(-6, 6), "Closed Lost - cancelled", "0"
    else:
        closed, stage, won = max(done, at + 24 * chance.uniform(1, 25)), "Closed Lost", "0"
    return f"O{lead}", lead, at, closed, stage, "1", won, amount


def _worked(
    work: list[Row],
    lead: str,
    kind: str,
    due: float,
    t: Truth,
    people: int,
    mark: str,
    chance: np.random.Generator,
) -> tuple[float, float]:
    """Add the sessions of one kind; return when the last ends and the first begins."""
    now, person, first = due, -1, 0.0
    for n in range(int(chance.geometric(1 / t.sessions))):
        start = _opening(now + chance.exponential(0.5 if n == 0 else 20.0))
        length = t.session_minutes / 60 * float(np.exp(0.8 * chance.standard_normal()))
        if person < 0 or chance.uniform() >= t.stays_with_same:
            person = int(chance.integers(people))
        work.append((lead, kind, start, start + length, f"{mark}{person}"))
        first = first or start
        now = start + length
    return now, first


def _opening(hour: float) -> float:
    """Return the next hour at which somebody works: weekdays, nine to five."""
    while True:
        day, clock = divmod(hour, 24)
        if day % 7 < 5 and clock < CLOSE:
            return day * 24 + max(clock, OPEN + (hour * 7919 % 1) * 0.5)
        hour = (day + 1) * 24


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        (pl.lit(MONDAY) + pl.duration(milliseconds=(pl.col(c) * 3.6e6).cast(pl.Int64)))
        .dt.strftime("%Y-%m-%d %H:%M:%S%.3f")
        .alias(c)
        for c in frame.columns
        if c.endswith("_at")
    )


def written(tables: dict[str, pl.DataFrame], folder: Path) -> Path:
    """Write tables as the CSV files of an export and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.write_csv(folder / f"{name}.csv")
    return folder


def at(hours: float) -> str:
    """Return hours since the first Monday as an export writes them."""
    return (MONDAY + timedelta(hours=hours)).isoformat(sep=" ")
