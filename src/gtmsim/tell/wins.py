"""What an export of leads and wins alone says, in words: its sources, its time to win, and what it cannot tell."""

from math import sqrt

from gtmsim.amounts import counted, number, percent, short
from gtmsim.calibration.mix import Differences, Group, Mix
from gtmsim.calibration.numbers import Number
from gtmsim.calibration.refusals import Refusal
from gtmsim.calibration.won_only import WonOnly
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table

LILLIEFORS = (
    0.886  # over the root of n: the distance that a lognormal with fitted parameters exceeds once in twenty
)


def wins_words(wins: WonOnly, style: Style = PLAIN) -> str:
    """Return the mix of sources and the time to win."""
    return f"{_sources(wins, style)}\n\n{_time_to_win(wins, style)}"


def refusals_words(refused: tuple[Refusal, ...], style: Style = PLAIN) -> str:
    """Return what the export cannot tell, each with the reason and with what stands in the scenario instead."""
    if not refused:
        return ""
    lines = [folded(f"- {each.sentence}", style, "  ", "  ") for each in refused]
    return "\n".join([style.title("What this export cannot tell, and what stands instead"), *lines])


def _sources(wins: WonOnly, style: Style) -> str:
    mix = wins.mix
    rows: list[Row] = [_source(group) for group in mix.sources]
    head = ("source", "leads", "of all", "a week", "95 %", "won so far", "won in the end", "95 %")
    about = f"({counted(len(wins.leads), 'lead')} from {wins.since} on, {short(mix.weeks)} weeks)"
    told = [_differ("sources", mix.sources_differ), *_pages(mix, wins.all_mix)]
    lines = [folded(sentence, style, "  ") for sentence in told if sentence]
    return "\n".join([headed("Sources", about, style), table(head, rows, "lrrrrrrr", style), *lines])


def _source(group: Group) -> Row:
    return (
        group.name,
        number(group.leads),
        percent(group.share.value),
        short(group.per_week.value),
        f"{short(group.per_week.low)} to {short(group.per_week.high)}",
        number(group.wins),
        percent(group.conversion.value),
        _span(group.conversion),
    )


def _pages(mix: Mix, whole: Mix) -> list[str]:
    told = [_differ("larger landing pages", mix.pages_differ)]
    if whole.pages_differ is not None and mix.weeks < whole.weeks:
        told.append(f"Over all regimes: {_differ('larger landing pages', whole.pages_differ)}")
    return [sentence for sentence in told if sentence]


def _differ(what: str, seen: Differences | None) -> str:
    """Return how much groups differ beyond chance, in a sentence; empty with too few of them."""
    if seen is None:
        return ""
    about = f"chi2 over its degrees of freedom is {short(seen.chi2)}"
    if seen.sd.value == 0:
        return f"{seen.groups} {what} convert no more differently than chance makes them; {about}."
    sure = "p < 0.001" if seen.p < 0.001 else f"p = {seen.p:.3f}"
    return (
        f"{seen.groups} {what} truly differ: their conversions have an s.d. of {short(100 * seen.sd.value)} points (95 %:"
        f" {short(100 * seen.sd.low)} to {short(100 * seen.sd.high)}) around {percent(seen.mean.value)}, as a"
        f" Beta({short(seen.a)}, {short(seen.b)}) has; {about}, {sure}."
    )


def _time_to_win(wins: WonOnly, style: Style) -> str:
    cure = wins.cure
    best = max(each.log_likelihood for each in wins.by_family.values())
    rows: list[Row] = [
        (
            name,
            f"{each.ks:.3f}",
            number(each.log_likelihood - best, 1),
            percent(each.share.value),
            _span(each.share),
        )
        for name, each in wins.by_family.items()
    ]
    head = ("family", "distance (KS)", "log likelihood", "won in the end", "95 %")
    fit = (
        f"Lognormal: median {short(cure.size.value)} days (95 %: {short(cure.size.low)} to {short(cure.size.high)}), sigma"
        f" {short(cure.shape.value)} ({short(cure.shape.low)} to {short(cure.shape.high)}), of the {percent(cure.share.value)}"
        f" ({_span(cure.share)}) who are won in the end; n = {number(cure.size.n)} wins."
    )
    most = LILLIEFORS / sqrt(cure.size.n)
    verdict = "so it is not quite one" if cure.ks > most else "so it may well be one"
    chance = f"A true lognormal is further than {most:.3f} from its wins once in twenty times, {verdict}."
    odd = (
        f"In the whole export, {counted(wins.same_day, 'win')} within a day of the lead's coming, kept; and"
        f" {counted(wins.backwards, 'win')} dated more than a day before it or not at all: counted as won, but not timed."
    )
    lines = [folded(sentence, style, "  ") for sentence in (fit, chance, odd)]
    return "\n".join([style.title("Time to win"), table(head, rows, "lrrrr", style), *lines])


def _span(found: Number) -> str:
    return f"{short(100 * found.low)} to {short(100 * found.high)} %"
