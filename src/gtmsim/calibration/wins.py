"""Leads of an export that dates their coming and their win, and nothing else: who won when, and how long each was watched."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from gtmsim.calibration.log import Log
from gtmsim.calibration.numbers import Floats
from gtmsim.calibration.stages import Funnel

Bools = NDArray[np.bool_]
Words = NDArray[np.str_]
HOURS_A_DAY = 24.0
NOON = 0.5  # of a day: when a lead came whose export gives the day only
SOONEST_DATED = 0.25  # days: a win on the day of its lead's coming, where the export gives days only
SOONEST_TIMED = 1 / 1440
LEAST_WINS = 20
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Leads:
    """One entry a lead; days are counted from the Monday of the log.

    `waited` is how many days the win took: NaN where there is none, or where its date cannot be believed. `watched` is how many
    days the export saw of a lead, so that who has not won by then may still.
    """

    came: Floats
    waited: Floats
    watched: Floats
    won: Bools
    source: Words
    campaign: Words | None

    @property
    def timed(self) -> Bools:
        """Return which leads were won after a time that is known."""
        return np.isfinite(self.waited)

    @property
    def wins(self) -> int:
        """Return how many leads were won."""
        return int(self.won.sum())

    def __len__(self) -> int:
        return len(self.won)

    def only(self, which: Bools) -> "Leads":
        """Return some of the leads."""
        campaign = None if self.campaign is None else self.campaign[which]
        return Leads(
            self.came[which], self.waited[which], self.watched[which], self.won[which], self.source[which], campaign
        )  # fmt: skip


def holds_only_wins(log: Log, funnel: Funnel) -> bool:
    """Return whether a log has leads and wins and nothing else that ends: no loss, no session, no date between."""
    ends = set(log.cases["end"].unique())
    wins = log.cases.filter((pl.col("end") == "won") & pl.col("closed").is_not_null()).height
    return (
        ends == {"won", "open"}
        and log.sessions.height == 0
        and len(funnel.stages) == 1
        and wins >= LEAST_WINS
    )


def leads_of(log: Log) -> Leads:
    """Return the leads of a log.

    Where creation is a date, the lead is taken to have come at noon; a win earlier than that took a quarter of a day.
    """
    cases = log.cases
    came_dated = any(c.endswith("created_at") for c in log.date_only)
    won_dated = any(c.endswith("closed_at") for c in log.date_only)
    came = cases["created"].to_numpy() / HOURS_A_DAY + (NOON if came_dated else 0.0)
    won = (cases["end"] == "won").to_numpy()
    closed = cases["closed"].cast(pl.Float64).fill_null(float("nan")).to_numpy() / HOURS_A_DAY
    soonest = SOONEST_DATED if came_dated or won_dated else SOONEST_TIMED
    waited = np.where(won, np.maximum(closed + (NOON if won_dated else 0.0) - came, soonest), np.nan)
    watched = np.maximum(log.until / HOURS_A_DAY - came, soonest)
    campaign = cases["campaign"]
    return Leads(
        came=came,
        waited=waited,
        watched=np.fmax(watched, waited),
        won=won,
        source=cases["source"].fill_null(UNKNOWN).to_numpy().astype(str),
        campaign=campaign.fill_null(UNKNOWN).to_numpy().astype(str) if campaign.n_unique() > 1 else None,
    )
