"""The mix of sources: how many leads each brings and how often they are won, and how much sources differ beyond chance.

Conversions are those in the end: a lead counts for as much of the time to win as it has been watched. How much groups differ is a
beta-binomial: each group has a true conversion of its own, drawn from Beta(a, b).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from gtmsim.calibration.arrivals import dispersion_index
from gtmsim.calibration.cure import Cure
from gtmsim.calibration.numbers import Z95, Floats, Number, share
from gtmsim.calibration.wins import Leads, Words

LEAST_IN_GROUP = 60  # leads; smaller landing pages are too many kinds of things
LEAST_GROUPS = 5
LEAST_SD = 1e-4  # of true conversions; below it groups are alike


@dataclass(frozen=True)
class Group:
    """One source or landing page: its leads, share of all, leads a week, wins, and conversion in the end."""

    name: str
    leads: int
    share: Number
    per_week: Number
    wins: int
    conversion: Number


@dataclass(frozen=True)
class Differences:
    """How much the true conversions of groups differ: Beta(a, b), its mean, and its s.d. with an interval.

    `p` is of all groups being alike, by likelihood ratio; `chi2` is Pearson's, divided by its degrees of freedom: 1 by chance.
    """

    groups: int
    a: float
    b: float
    mean: Number
    sd: Number
    p: float
    chi2: float


@dataclass(frozen=True)
class Mix:
    """The sources of a span of days, and how much they and the landing pages differ; None with too few groups."""

    weeks: float
    sources: tuple[Group, ...]
    sources_differ: Differences | None
    pages: tuple[Group, ...]
    pages_differ: Differences | None


def mix(leads: Leads, cure: Cure, until: float) -> Mix:
    """Return the mix of leads that came until a day, largest source first."""
    first = float(np.floor(leads.came.min()))
    days = max(1.0, float(np.ceil(until + 1e-9)) - first)
    sources = _groups(leads, leads.source, cure, first, days)
    pages = (
        () if leads.campaign is None else _groups(leads, leads.campaign, cure, first, days, LEAST_IN_GROUP)
    )
    return Mix(days / 7, sources, _between(sources), pages, _between(pages))


def _groups(
    leads: Leads, label: Words, cure: Cure, first: float, days: float, least: int = 1
) -> tuple[Group, ...]:
    """Return the groups with so many leads or more, largest first."""
    names, place, counts = np.unique(label, return_inverse=True, return_counts=True)
    seen = cure.over(leads.watched)
    found = []
    for which in np.flatnonzero(counts >= least):
        mine = place == which
        wins = int(leads.won[mine].sum())
        watched = max(wins, round(float(seen[mine].sum())))
        found.append(
            Group(
                name=str(names[which]),
                leads=int(counts[which]),
                share=share(int(counts[which]), len(leads)),
                per_week=_rate(leads.came[mine] - first, days),
                wins=wins,
                conversion=share(wins, watched),
            )
        )
    return tuple(sorted(found, key=lambda group: (-group.leads, group.name)))


def _rate(came: Floats, days: float) -> Number:
    """Return leads a week, the interval widened by how much busier some days are than chance makes them."""
    daily = np.bincount(came.astype(int), minlength=int(days)).astype(float)
    widened = max(1.0, dispersion_index(daily, np.arange(len(daily)) % 7)) if len(daily) >= 21 else 1.0
    weeks = days / 7
    half = Z95 * sqrt(widened * len(came)) / weeks
    rate = len(came) / weeks
    return Number(rate, max(0.0, rate - half), rate + half, len(came))


def _between(groups: tuple[Group, ...]) -> Differences | None:
    counted = [g.conversion.n for g in groups]
    return differences(np.array([g.wins for g in groups], dtype=float), np.array(counted, dtype=float))


def differences(wins: Floats, leads: Floats) -> Differences | None:
    """Return the beta-binomial of groups with so many wins of so many leads, by maximum likelihood; None with few groups."""
    from scipy.optimize import minimize
    from scipy.stats import chi2

    kept = leads > 0
    wins, leads = wins[kept], leads[kept]
    n = len(leads)
    overall = float(wins.sum() / max(1.0, leads.sum()))
    if n < LEAST_GROUPS or not 0 < overall < 1:
        return None
    unlikely = _unlikely(wins, leads)
    alike = -float((wins * log(overall) + (leads - wins) * log(1 - overall)).sum())
    pearson = float(((wins - leads * overall) ** 2 / (leads * overall * (1 - overall))).sum() / (n - 1))
    start = np.array([log(overall / (1 - overall)), log(0.3 * sqrt(overall * (1 - overall)))])

    def both(x: Floats) -> float:
        return unlikely(float(x[0]), float(x[1]))

    best = minimize(
        both,
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-5, "fatol": 1e-7, "maxiter": 300},
    )
    middle, sd = _chance(float(best.x[0])), exp(float(best.x[1]))
    gain = alike - float(best.fun)
    if gain <= 0 or sd < LEAST_SD:
        everywhere = share(int(wins.sum()), round(float(leads.sum())))
        return Differences(n, float("inf"), float("inf"), everywhere, Number(0.0, 0.0, 0.0, n), 1.0, pearson)
    total = middle * (1 - middle) / sd**2 - 1
    return Differences(
        groups=n,
        a=middle * total,
        b=(1 - middle) * total,
        mean=Number(middle, *_inside(unlikely, best.x[0], best.x[1], _chance), n),
        sd=Number(sd, *_inside(lambda s, other: unlikely(other, s), best.x[1], best.x[0], exp), n),
        # No difference at all lies on the edge of what can be, where the ratio is half as likely to be large.
        p=0.5 * float(chi2.sf(2 * gain, 1)),
        chi2=pearson,
    )


def _unlikely(wins: Floats, leads: Floats) -> Callable[[float, float], float]:
    """Return minus the log likelihood as a function of the mean's logit and the log of the s.d. of true conversions."""
    from scipy.special import betaln

    def unlikely(logit: float, log_sd: float) -> float:
        middle = _chance(logit)
        total = middle * (1 - middle) / exp(2 * min(max(log_sd, -12.0), 0.0)) - 1
        if total <= 0.01:  # more than one can differ between none and all
            return 1e9
        a, b = middle * total, (1 - middle) * total
        return -float((betaln(wins + a, leads - wins + b) - betaln(a, b)).sum())

    return unlikely


def _inside(
    unlikely: Callable[[float, float], float], at: float, beside: float, back: Callable[[float], float]
) -> tuple[float, float]:
    """Return the 95 % interval of one parameter, whatever the other one is, by profile likelihood."""
    from scipy.optimize import brentq, minimize_scalar

    least = unlikely(at, beside)

    def over(x: float) -> float:
        bounds = (beside - 2, beside + 2)
        other = minimize_scalar(lambda y: unlikely(x, y), bounds=bounds, method="bounded")
        return float(other.fun) - least - Z95**2 / 2

    ends = []
    for side in (-1, 1):
        far = next(
            (at + side * step for step in (0.25, 0.5, 1.0, 2.0, 4.0) if over(at + side * step) > 0), None
        )
        ends.append(back(at + side * 4.0 if far is None else float(brentq(over, at, far, xtol=1e-4))))
    return ends[0], ends[1]


def _chance(logit: float) -> float:
    return 1 / (1 + exp(-min(max(logit, -20.0), 20.0)))
