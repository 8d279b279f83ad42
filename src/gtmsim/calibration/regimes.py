"""A change of regime in winning: the day from which leads are won more, less or at another pace than before.

Every day on which a lead came is tried as the border. Leads are sorted by what became of them in the same span of days: not won,
or won in which quarter of the times to win; the likelihood ratio of two regimes against one is taken, and the largest is held
against the largest of the same leads in shuffled order, which is exact however long they were watched. A change that is sure but
small is no regime.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

import numpy as np
from numpy.typing import NDArray

from gtmsim.calibration.cure import Cure
from gtmsim.calibration.numbers import Floats, Number, share
from gtmsim.calibration.wins import LEAST_WINS, Leads

Counts = NDArray[np.int64]
SHUFFLES = 999
SURE = 0.01
LARGE = 1.5  # times as often, or times as long: less is drift, and both sides tell of one business
LEAST_LEADS = 100  # on either side
MOST_CHANGES = 4
QUARTERS = (0.25, 0.5, 0.75)
TWENTY = 20.0
SPANS = 200  # lengths of watching that are tried


@dataclass(frozen=True)
class Change:
    """A border between two regimes, at `day`, counted from the log's Monday.

    Days from `earliest` to `latest` are less likely than it by a factor of 20 at most.
    Shares are of leads won within `within` days of their coming, of those that were watched so long; medians are of the days to
    win of the same wins, NaN without any. `p` is the share of shuffled orders with as large a likelihood ratio.
    """

    day: float
    earliest: float
    latest: float
    within: float
    before: Number
    after: Number
    days_before: float
    days_after: float
    ratio: float
    p: float
    tried: int


def changes(leads: Leads) -> list[Change]:
    """Return the changes of regime that lead to the last one, in order of time; the later side is searched again each time."""
    found: list[Change] = []
    while len(found) < MOST_CHANGES:
        change = largest(leads)
        if change is None or change.p > SURE or not _is_large(change):
            break
        found.append(change)
        leads = leads.only(leads.came >= change.day)
    return found


def largest(leads: Leads) -> Change | None:
    """Return the border between two regimes that is likelier than any other, however unsure; None with too few leads or wins."""
    within = _follow_up(leads)
    watched = leads.only(leads.watched >= within)
    inside = np.nan_to_num(watched.waited, nan=np.inf) <= within
    if int(inside.sum()) < LEAST_WINS:
        return None
    quarters = np.quantile(watched.waited[inside], QUARTERS)
    fate = np.where(inside, 1 + np.searchsorted(quarters, np.nan_to_num(watched.waited)), 0)
    day = np.floor(watched.came)
    days, place = np.unique(day, return_inverse=True)
    leads_by_day = np.cumsum(np.bincount(place, minlength=len(days)))[:-1]
    allowed = (leads_by_day >= LEAST_LEADS) & (len(watched) - leads_by_day >= LEAST_LEADS)
    # A regime to simulate needs wins of its own.
    wins_after = int(inside.sum()) - np.cumsum(np.bincount(place, inside, minlength=len(days)))[:-1]
    allowed &= wins_after >= LEAST_WINS
    if not allowed.any():
        return None
    ratios = np.where(allowed, _ratios(place, fate, len(days)), -1.0)
    at = int(ratios.argmax())
    chance = np.random.default_rng(1)
    as_large = 0
    for _ in range(SHUFFLES):
        shuffled = _ratios(place, chance.permutation(fate), len(days))
        as_large += float(shuffled[allowed].max()) >= float(ratios[at])
    border = float(days[at + 1])
    likely = days[1:][ratios >= ratios[at] - 2 * log(TWENTY)]
    early, late = day < border, day >= border
    return Change(
        day=border,
        earliest=float(likely.min()),
        latest=float(likely.max()),
        within=within,
        before=share(int(inside[early].sum()), int(early.sum())),
        after=share(int(inside[late].sum()), int(late.sum())),
        days_before=_median(watched.waited[early & inside]),
        days_after=_median(watched.waited[late & inside]),
        ratio=float(ratios[at]),
        p=(1 + as_large) / (1 + SHUFFLES),
        tried=int(allowed.sum()),
    )


def _follow_up(leads: Leads) -> float:
    """Return the days of watching that let most wins count: a longer span loses young leads, a shorter one late wins."""
    known = leads.timed
    if not known.any():
        return 0.0
    watched = np.sort(leads.watched)
    spans = np.unique(np.quantile(leads.waited[known], np.linspace(0, 1, SPANS + 1), method="higher"))
    won = np.array(
        [int(((leads.waited[known] <= d) & (leads.watched[known] >= d)).sum()) for d in spans], dtype=float
    )
    # Among spans that keep as many wins, one that keeps more leads.
    kept = len(watched) - np.searchsorted(watched, spans)
    return float(spans[np.lexsort((kept, won))[-1]])


def _ratios(place: Counts, fate: Counts, days: int) -> Floats:
    """Return twice the log likelihood ratio of a border after each day but the last."""
    kinds = len(QUARTERS) + 2
    table = np.bincount(place * kinds + fate, minlength=days * kinds).reshape(days, kinds)
    left = np.cumsum(table, axis=0)
    right = left[-1] - left
    return np.asarray(2 * (_log(left) + _log(right) - _log(left[-1:]))[:-1], dtype=np.float64)


def _log(counts: Counts) -> Floats:
    """Return the multinomial log likelihood of counts at their own shares."""
    total = counts.sum(axis=1, keepdims=True)
    shares = np.where(counts > 0, counts / np.maximum(total, 1), 1.0)
    return np.asarray((counts * np.log(shares)).sum(axis=1), dtype=np.float64)


def _median(days: Floats) -> float:
    return float(np.median(days)) if len(days) else float("nan")


def _is_large(change: Change) -> bool:
    shares = sorted((max(change.before.value, 1e-9), max(change.after.value, 1e-9)))
    known = np.isfinite(change.days_before) and np.isfinite(change.days_after)
    paces = sorted((change.days_before, change.days_after)) if known else [1.0, 1.0]
    return shares[1] >= LARGE * shares[0] or paces[1] >= LARGE * paces[0]


def told(change: Change, origin: datetime) -> str:
    """Return a change in words: when, how large, how sure, and what it means."""
    day, earliest, latest = (
        (origin + timedelta(days=at)).date().isoformat()
        for at in (change.day, change.earliest, change.latest)
    )
    pace = ""
    if np.isfinite(change.days_before) and np.isfinite(change.days_after):
        pace = f", after a median of {change.days_before:.0f} and {change.days_after:.0f} days"
    before, after = change.before, change.after
    return (
        f"a change of regime on {day} (or a day from {earliest} to {latest}): {before.value:.1%} of the {before.n:,} leads before"
        f" it were won within {change.within:.0f} days, {after.value:.1%} of the {after.n:,} from then on{pace} (likelihood ratio"
        f" {change.ratio:.0f}, the largest of {change.tried} days tried; p = {change.p:.3f} in {SHUFFLES} shuffles)"
    )


def silence(leads: Leads, later: Cure, origin: datetime) -> str | None:
    """Return what a long time without a win means, if the later regime would have won many leads in it."""
    won_at = (leads.came + leads.waited)[leads.timed]
    first = float(won_at.min())
    waiting = leads.came[leads.came < first]
    expected = later.share.value * float(later.over(np.maximum(first - waiting, 1e-6)).sum())
    if expected < LEAST_WINS:
        return None
    day = (origin + timedelta(days=first)).date().isoformat()
    return (
        f"no win before {day}, although {len(waiting):,} leads had come in by then, of which the regime that followed would"
        f" have won about {expected:.0f}: until then nothing could be won, or no win was entered"
    )
