"""An export of leads and wins alone, made up from known numbers: what came when, what was won after how long, and nothing else."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log
from pathlib import Path

import numpy as np
import polars as pl

from gtmsim.calibration.numbers import Floats
from gtmsim.calibration.wins import Leads

MONDAY = datetime(2023, 1, 2)


@dataclass(frozen=True)
class Market:
    """What is true. Conversions are those in the end, by source; before `opens` nothing can be won."""

    per_day: float = 40.0
    days: int = 120
    followed: int = 200  # days from the last lead to the export's end
    conversions: dict[str, float] = field(default_factory=lambda: {"web": 0.2, "event": 0.1, "mail": 0.04})
    mix: dict[str, float] = field(default_factory=lambda: {"web": 0.5, "event": 0.3, "mail": 0.2})
    median: float = 15.0
    sigma: float = 1.3
    opens: float = 0.0
    pages: int = 8


def leads(
    n: int, share: float, median: float, sigma: float, watched: tuple[float, float], seed: int = 1
) -> Leads:
    """Return leads of one source in order of their coming, the first watched longest; wins after the end are not seen."""
    chance = np.random.default_rng(seed)
    seen = np.linspace(watched[1], watched[0], n)
    days = np.exp(log(median) + sigma * chance.standard_normal(n))
    return seen_by(seen, (chance.uniform(size=n) < share) & (days <= seen), days)


def seen_by(watched: Floats, won: np.ndarray, days: Floats) -> Leads:
    """Return leads of one source that were won after so many days, of those in which they were watched."""
    came = watched.max() - watched
    waited = np.where(won, days, np.nan)
    return Leads(came, waited, watched, won, np.full(len(won), "web"), None)


def export(market: Market, folder: Path, seed: int = 1) -> Path:
    """Write the export: creation by day, wins to the second, people named on wins only, no amount anywhere."""
    chance = np.random.default_rng(seed)
    n = chance.poisson(market.per_day * market.days)
    came = np.sort(chance.uniform(0, market.days, n))
    names = list(market.mix)
    source = chance.choice(names, n, p=list(market.mix.values()))
    days = np.exp(log(market.median) + market.sigma * chance.standard_normal(n))
    # Who came while nothing could be won seldom comes back to it.
    patience = np.where(came < market.opens, exp(-3), 1.0)
    likely = np.array([market.conversions[s] for s in source]) * patience
    at = np.maximum(came, market.opens) + days
    won = (chance.uniform(size=n) < likely) & (at <= market.days + market.followed)
    rows = [
        (f"L{i:05d}", _day(c), s, f"page {p}", f"O{i:05d}" if w else None)
        for i, (c, s, p, w) in enumerate(
            zip(came, source, chance.integers(0, market.pages, n), won, strict=True)
        )
    ]
    deals = [
        (f"O{i:05d}", f"L{i:05d}", _second(at[i]), "Closed Won", 1, 1, f"S{i % 7}", None)
        for i in np.flatnonzero(won)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(
        rows,
        ["lead_id", "created_at", "source", "campaign", "opportunity_id"],
        orient="row",
        infer_schema_length=None,
    ).write_csv(folder / "leads.csv")
    columns = ["opportunity_id", "lead_id", "closed_at", "stage", "is_closed", "is_won", "owner_id", "amount"]
    pl.DataFrame(deals, columns, orient="row", infer_schema_length=None).write_csv(
        folder / "opportunities.csv"
    )
    return folder


def _day(at: float) -> str:
    return (MONDAY + timedelta(days=float(at))).date().isoformat()


def _second(at: float) -> str:
    return (MONDAY + timedelta(days=float(at))).strftime("%Y-%m-%d %H:%M:%S")
