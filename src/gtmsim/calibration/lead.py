"""Writing the one stage of an export of leads and wins alone: from a lead to its win, with the cure model's numbers."""

from math import exp, sqrt

from gtmsim.calibration.arrivals import Arrivals
from gtmsim.calibration.numbers import Z95, Number, share
from gtmsim.calibration.sheet import Sheet, lognormal, shares, tidy
from gtmsim.calibration.won_only import WonOnly

SURE = 0.01


def intents(wins: WonOnly, arrivals: dict[str, Arrivals]) -> tuple[dict[str, Number], float]:
    """Return each written source's intent, and the conversion of a lead with intent.

    A lead with intent converts as those of the best source do; a source's intent is its conversion relative to that. None
    are written where sources differ no more than chance makes them.
    """
    won, watched = dict.fromkeys(arrivals, 0), dict.fromkeys(arrivals, 0)
    for group in wins.mix.sources:
        name = (
            group.name if group.name in arrivals else "other" if "other" in arrivals else next(iter(arrivals))
        )
        won[name] += group.wins
        watched[name] += group.conversion.n
    if len(arrivals) < 2 or _alike(list(won.values()), list(watched.values())) > SURE:
        return {}, wins.cure.share.value
    conversions = {name: share(won[name], watched[name]) for name in arrivals}
    best = max(conversions, key=lambda name: conversions[name].value)
    found = {name: _ratio(won[name], watched[name], won[best], watched[best]) for name in arrivals}
    found[best] = Number(1.0, conversions[best].low / conversions[best].value, 1.0, watched[best])
    return found, conversions[best].value


def _alike(won: list[int], watched: list[int]) -> float:
    """Return how likely conversions as far apart would be if all were the same."""
    from scipy.stats import chi2_contingency

    table = [[k, n - k] for k, n in zip(won, watched, strict=True) if n > 0]
    nothing = any(sum(column) == 0 for column in zip(*table, strict=True))
    return 1.0 if len(table) < 2 or nothing else float(chi2_contingency(table).pvalue)


def _ratio(won: int, watched: int, won_best: int, watched_best: int) -> Number:
    """Return one conversion relative to the best, its interval on the log scale; half a win more keeps none from being never."""
    k, n = won + 0.5, watched + 1.0
    error = Z95 * sqrt(1 / k - 1 / n + 1 / won_best - 1 / watched_best)
    ratio = (won / max(1, watched)) / (won_best / watched_best)
    middle = (k / n) / (won_best / watched_best)
    return Number(ratio, min(ratio, middle * exp(-error)), min(1.0, max(ratio, middle * exp(error))), watched)


def write_lead(sheet: Sheet, stage: str, wins: WonOnly, best: float) -> None:
    """Write the stage; `best` is the conversion of a lead with intent."""
    path = f"world.stages.{stage}"
    cure, leads = wins.cure, wins.leads
    sheet.comments[path] = f"{len(leads):,} leads from {wins.since} on, from their coming to their win"
    sheet.unknown(f"{path}.sessions", 1, "the export has no activities")
    sheet.unsaid(f"{path}.session", "the export has no activities")
    hours = cure.size.mapped(lambda days: 24 * days)
    families = ", ".join(f"{name} {each.ks:.3f}" for name, each in wins.by_family.items())
    sheet.estimated(
        f"{path}.clock",
        lognormal(hours.value, cure.shape.value),
        {"median": (hours, "h"), "sigma": (cure.shape, "number")},
        f"days to win of those who win, lognormal, by maximum likelihood; distance from the wins: {families}",
    )
    sheet.unsaid(f"{path}.loss_clock", "no lead is ever marked lost")
    never = Number(1 - cure.share.value, 1 - cure.share.high, 1 - cure.share.low, cure.share.n)
    intent = (
        "" if best == cure.share.value else f"; written for leads with intent, {tidy(best)} of whom are won"
    )
    sheet.estimated(
        f"{path}.outcomes",
        shares({"advance": best, "no_decision": 1 - best}),
        {"advance": (cure.share, "share"), "no_decision": (never, "share")},
        "cure model, in which who has not been won by the export's end never will be or not yet"
        f"; {wins.without_win:,} of {len(leads):,} have not, half of them watched for the time in which"
        f" {cure.seen:.0%} of wins happen{intent}",
    )
    sheet.unsaid(f"{path}.time_out", "no lead is ever marked lost, so none at a fixed age")
    sheet.default(f"{path}.next", "won", "the only end that the export knows")
    for name, why in (
        ("patience", "nobody is seen leaving a queue"),
        ("decay", "no first touch is dated, so neither is what waiting for it costs"),
        ("without_intent", "an export does not show intent"),
        ("requests", "no kind of work in the export is help for a deal"),
    ):
        sheet.unsaid(f"{path}.{name}", why)
