"""What an export of leads and wins alone says: its regime, how leads are won there, from which sources, and what it leaves open."""

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from gtmsim.calibration.cure import Cure, Name, families, fit
from gtmsim.calibration.log import Log
from gtmsim.calibration.mix import Mix, mix
from gtmsim.calibration.regimes import Change, changes, silence, told
from gtmsim.calibration.stages import Funnel
from gtmsim.calibration.wins import HOURS_A_DAY, LEAST_WINS, UNKNOWN, Leads, holds_only_wins, leads_of

HOURS_A_WEEK = 168.0
NAMED = 0.05  # of the leads that were not won; with fewer, people are known on wins only


@dataclass(frozen=True)
class People:
    """How many people own leads and deals, how many that are together, and whether they are named on wins only."""

    owners: int
    sellers: int
    named: int
    on_wins_only: bool


@dataclass(frozen=True)
class WonOnly:
    """The answers for one export. `log` and `leads` are those of the last regime, counted from its own Monday.

    `cure` is the lognormal; `by_family` has it beside the others, the nearest first. `all_mix` is of the whole export.
    """

    log: Log
    leads: Leads
    since: str
    changes: tuple[Change, ...]
    all_leads: int
    all_wins: int
    cure: Cure
    by_family: dict[Name, Cure]
    mix: Mix
    all_mix: Mix
    same_day: int
    backwards: int
    people: People
    amounts: int

    @property
    def without_win(self) -> int:
        """Return how many leads of the last regime had not been won by the export's end."""
        return len(self.leads) - self.leads.wins


def won_only(log: Log, funnel: Funnel) -> WonOnly | None:
    """Return what an export of leads and wins alone says, or None when it says more than that or too little to tell."""
    if not holds_only_wins(log, funnel):
        return None
    leads = leads_of(log)
    found = changes(leads)
    start = found[-1].day if found else 0.0
    late = leads.only(leads.came >= start)
    if int(late.timed.sum()) < LEAST_WINS:
        return None
    cure = fit(late)
    if not cure.identified:
        return None
    warnings = [*log.warnings, *(told(change, log.origin) for change in found)]
    quiet = silence(leads, cure, log.origin)
    if quiet is not None:
        warnings.append(quiet)
    if found:
        warnings.append(_nonsense(leads, late))
    until = log.arrivals_until / HOURS_A_DAY
    late_mix, whole_mix = mix(late, cure, until), mix(leads, fit(leads), until)
    warnings += _unknown_best(late_mix)
    since = (log.origin + timedelta(days=start if found else float(leads.came.min()))).date().isoformat()
    whole = replace(log, warnings=tuple(warnings))
    later = _later(whole, start) if found else whole
    known = log.cases.filter((pl.col("end") == "won") & pl.col("closed").is_not_null())
    return WonOnly(
        log=later,
        leads=leads_of(later),
        since=since,
        changes=tuple(found),
        all_leads=len(leads),
        all_wins=leads.wins,
        cure=cure,
        by_family=families(late),
        mix=late_mix,
        all_mix=whole_mix,
        same_day=known.filter(pl.col("closed") - pl.col("created") < HOURS_A_DAY).height,
        backwards=leads.wins - known.height,
        people=_people(later),
        amounts=later.cases.filter((pl.col("end") == "won") & (pl.col("amount") > 0)).height,
    )


def _people(log: Log) -> People:
    owners, sellers = (set(log.cases[c].drop_nulls()) for c in ("owner", "seller"))
    others = log.cases.filter(pl.col("end") != "won").select("owner", "seller")
    elsewhere = others.filter(pl.any_horizontal(pl.all().is_not_null())).height
    both = owners | sellers
    return People(len(owners), len(sellers), len(both), bool(both) and elsewhere < NAMED * others.height)


def _unknown_best(found: Mix) -> list[str]:
    """Return a sentence if the source that surely converts best has no name."""
    best = max(found.sources, key=lambda group: group.conversion.low)
    if best.name != UNKNOWN or len(found.sources) < 2:
        return []
    won = f"{best.conversion.value:.1%}"
    lost = "where the best leads come from is just what the export has lost"
    return [f"leads of an unknown source are won most often, {won} of them: {lost}"]


def _nonsense(leads: Leads, late: Leads) -> str:
    """Return what pooling the regimes would give, beside the numbers of the last one."""
    pooled, last = leads.wins / len(leads), late.wins / len(late)
    days = [float(pl.Series(x.waited[x.timed]).median()) for x in (leads, late)]  # type: ignore[arg-type]
    return (
        f"pooled numbers would be nonsense: {pooled:.1%} won, after a median of {days[0]:.0f} days, is true of no regime; the"
        f" last one has {last:.1%} so far, after {days[1]:.0f} days. Everything below is of its {len(late):,} leads"
    )


def _later(log: Log, start: float) -> Log:
    """Return the log of leads that came from a day on, counted from the Monday of that day's week."""
    monday = float(start * HOURS_A_DAY // HOURS_A_WEEK) * HOURS_A_WEEK
    cases = log.cases.filter(pl.col("created") >= start * HOURS_A_DAY)
    moved = ("created", "first_touch", "opportunity", "closed")
    return replace(
        log,
        cases=cases.with_columns(pl.col(c) - monday for c in moved),
        origin=log.origin + timedelta(hours=monday),
        until=log.until - monday,
        arrivals_until=log.arrivals_until - monday,
        changes=log.changes.clear(),
    )
