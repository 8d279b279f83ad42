"""How stages end: shares with open cases taken as not yet, time-outs found in heaps, routes, and clocks.

Shares are Aalen-Johansen cumulative incidences at the end of follow-up. Where the curve is flat by then, who has not left never
will (a cure model's immune share), and they join the losses; where it still climbs, the share is a lower bound and says so.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from gtmsim.calibration.numbers import Floats, Number, middle_95, resampled, share
from gtmsim.calibration.stages import Funnel

LOSSES = ("lost", "no_decision")
ENDS = ("won", *LOSSES)
HEAP_LEAST = 20
DAY = 24.0


@dataclass(frozen=True)
class Heap:
    """A heap of losses on one age: a fixed time-out, if most who reach it leave there."""

    hours: float
    starts: float  # losses from this age on are the time-out's
    losses: int
    share_of_losses: float
    share_of_reaching: float


@dataclass(frozen=True)
class Outcomes:
    """How one stage ends: shares, how they were got, routes of those who advance, durations in hours."""

    visits: int
    open: int
    advance: Number
    lost: Number
    no_decision: Number
    how: str
    flat: bool
    routes: dict[str, int]
    advanced: Floats
    ended: Floats
    ended_lost: np.ndarray  # which of the ended were lost and not undecided
    time_out: Heap | None


def outcomes(funnel: Funnel, stage: str, since: float = 0.0) -> Outcomes:
    """Return how a stage ends, from its visits that began at `since` or later."""
    visits = funnel.visits.filter((pl.col("stage") == stage) & (pl.col("enter") >= since))
    fate = visits["fate"].to_list()
    cause = np.array(
        [0 if f == "open" else 2 if f == "lost" else 3 if f == "no_decision" else 1 for f in fate]
    )
    hours = (visits["leave"] - visits["enter"]).to_numpy().astype(float)
    n, still = len(cause), int((cause == 0).sum())
    routes: dict[str, int] = {}
    for f, c in zip(fate, cause, strict=True):
        if c == 1:
            routes[f] = routes.get(f, 0) + 1
    if still == 0:
        shares = [share(int((cause == c).sum()), n) for c in (1, 2, 3)]
        how, flat = "every case has ended: plain shares, Wilson intervals", True
    else:
        shares, flat = _incidence(hours, cause)
        how = f"Aalen-Johansen at the end of follow-up, {still} of {n} still open; " + (
            "the curve is flat by then, so who has not left never will and counts as no decision"
            if flat
            else "the curve still climbs, so this is a lower bound"
        )
    over = (cause == 2) | (cause == 3)
    ended = hours[over]
    return Outcomes(
        visits=n,
        open=still,
        advance=shares[0],
        lost=shares[1],
        no_decision=shares[2],
        how=how,
        flat=flat,
        routes=dict(sorted(routes.items())),
        advanced=hours[cause == 1],
        ended=ended,
        ended_lost=cause[over] == 2,
        time_out=_heap(ended, hours),
    )


def incidence(hours: Floats, cause: np.ndarray, causes: tuple[int, ...]) -> Floats:
    """Return the Aalen-Johansen cumulative incidence of each cause at the end of follow-up; cause 0 is still open."""
    order = np.lexsort((cause == 0, hours))
    c = cause[order]
    at_risk = len(c) - np.arange(len(c))
    left = np.cumprod(np.where(c > 0, 1 - 1 / at_risk, 1.0))
    before = np.concatenate(([1.0], left[:-1]))
    return np.array([float((before * (c == k) / at_risk).sum()) for k in causes])


def _incidence(hours: Floats, cause: np.ndarray) -> tuple[list[Number], bool]:
    """Return shares advancing, lost and undecided with bootstrap intervals, and whether the curve had become flat."""
    n = len(cause)
    causes = (1, 2, 3)
    point = incidence(hours, cause, causes)
    low, high = middle_95(np.array([incidence(hours[pick], cause[pick], causes) for pick in resampled(n)]))
    advanced = hours[cause == 1]
    open_ages = hours[cause == 0]
    # Flat: half of the open cases are older than nearly every advance ever was.
    flat = len(advanced) == 0 or float(np.median(open_ages)) > float(np.quantile(advanced, 0.95))
    rest = 1 - float(point.sum())
    shares = [Number(float(p), float(lo), float(hi), n) for p, lo, hi in zip(point, low, high, strict=True)]
    undecided = shares[2]
    shares[2] = Number(undecided.value + rest, undecided.low, min(1.0, undecided.high + rest), n)
    return shares, flat


def _heap(ended: Floats, everyone: Floats) -> Heap | None:
    """Return the heap in the ages at which cases are lost, if there is one after the third day."""
    days = (
        np.bincount((ended[ended > 3 * DAY] / DAY).astype(int), minlength=10)
        if (ended > 3 * DAY).any()
        else np.zeros(10)
    )
    top = int(days.argmax())
    near = np.concatenate((days[max(3, top - 7) : max(3, top - 1)], days[top + 2 : top + 8]))
    if days[top] < HEAP_LEAST or days[top] < 5 * (near.mean() if len(near) else 0) or top < 3:
        return None
    inside = ended[(ended >= (top - 1) * DAY) & (ended < (top + 2) * DAY)]
    reaching = int((everyone >= (top - 1) * DAY).sum())
    losses = int(days[max(3, top - 1) : top + 2].sum())
    starts = float((top - 1) * DAY)
    return Heap(float(np.median(inside)), starts, losses, losses / len(ended), losses / max(1, reaching))


@dataclass(frozen=True)
class Choice:
    """What buyers of a stage choose when a time-out has its own part of those who do not advance."""

    advance: Number
    lost: Number
    no_decision: Number


def advance_beside(ends: Outcomes, limit: float | None, work: Floats, beside: Floats) -> tuple[float, float]:
    """Return the share that chooses to advance, and the share of the others who say so before the time-out.

    A log's losses hold its time-outs, while a simulation draws them from the slow of either choice. So as many more choose to
    advance as are stopped on the way: `work` is how long the work alone takes, `beside` together with the buyer's clock.
    """
    if limit is None or ends.time_out is None or len(ends.ended) == 0:
        return ends.advance.value, 1.0
    early = (ends.lost.value + ends.no_decision.value) * float((ends.ended < ends.time_out.starts).mean())
    wanted = ends.advance.value / max(float((beside < limit).mean()), 1e-9)
    # Who advances must leave room for the losses that are seen in time.
    room = 1 - early / max(float((work < limit).mean()), 1e-9)
    advance = max(ends.advance.value, min(wanted, room))
    return advance, min(1.0, early / max(1 - advance, 1e-9))


def choices(ends: Outcomes, limit: float | None, advance: float, beside: Floats) -> Choice:
    """Return the shares of choices; whom the simulation's time-out takes (`beside` beyond the limit) was lost to nobody."""
    if limit is None or ends.time_out is None or len(ends.ended) == 0:
        return Choice(ends.advance, ends.lost, ends.no_decision)
    early = ends.ended < ends.time_out.starts
    lost = (ends.lost.value + ends.no_decision.value) * float((early & ends.ended_lost).mean())
    lost = min(1 - advance, lost / max(float((beside < limit).mean()), 1e-9))
    return Choice(
        _moved(ends.advance, advance), _moved(ends.lost, lost), _moved(ends.no_decision, 1 - advance - lost)
    )


def _moved(number: Number, value: float) -> Number:
    """Return a share moved, its interval scaled with it and kept within 0 and 1."""
    scale = value / number.value if number.value > 0 else 0.0
    return Number(value, number.low * scale, min(1.0, number.high * scale), number.n)
