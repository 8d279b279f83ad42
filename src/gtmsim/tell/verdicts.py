"""A verdict in words: the answer first, then every number behind it, then what should make a reader hesitate."""

from collections.abc import Iterator, Sequence
from math import isfinite

from gtmsim.amounts import NOTHING, counted, decimals, listed, number, percent, scale_of, short, signed
from gtmsim.measure.metric import LOWER, NEITHER
from gtmsim.measure.sentences import best_sentence, cost_sentences, crossover_sentence, sentence
from gtmsim.measure.verdict import Difference, Verdict
from gtmsim.tell.best import best_table, risk_table
from gtmsim.tell.runs import guesses_words, made_words, profit_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

_ROOM_FOR_ALL = 100  # columns
_JOINTLY = " jointly:"  # as sentences write it
_ANSWERS = ("bookings", "wins", "first_touch_hours")  # told in sentences unless other metrics were asked for


def verdict_words(
    verdict: Verdict, style: Style = PLAIN, asked: Sequence[str] = (), *, contracts: bool = False
) -> str:
    """Return a verdict in words. `asked` are the metrics named by the reader: they are answered first.

    `contracts` says that the scenarios keep contracts, which changes what profit means.
    """
    told = [each for name in _others(verdict) for each in _answers(verdict, name, asked)]
    told = [*_bests(verdict, asked), *told]
    told += [crossover_sentence(verdict, each) for each in verdict.crossovers]
    parts = ["\n".join(folded(f"{each}.", style) for each in _explained(told))]
    kept = profit_words({each.metric for each in verdict.differences}, contracts, style)
    tables = [_table(verdict, name, style, asked) for name in _others(verdict)]
    parts += [f"{each}\n{kept}" if kept else each for each in tables]
    if len(verdict.scenarios) > 2:
        parts += [best_table(verdict, verdict.best[metric], style) for metric in _compared(verdict, asked)]
    parts += [risk_table(verdict, risk, style) for risk in verdict.risks]
    parts += [_costs(verdict, style), guesses_words(verdict.made.weak, style), _warnings(verdict, style)]
    parts.append(footed(_foot(verdict), style))
    return "\n\n".join(part for part in parts if part)


def early_words(verdict: Verdict, wanted: int, style: Style = PLAIN) -> str:
    """Return the answers to a comparison that goes on, marked as what the first replications say."""
    far = f"early, {number(verdict.replications)} of {number(wanted)} replications"
    return "\n".join(folded(f"{far}: {sentence(verdict, each)}", style) for each in verdict.differences)


def _explained(told: Sequence[str]) -> Iterator[str]:
    """Yield sentences, of which the first that says `jointly` says what that is."""
    first = next((place for place, each in enumerate(told) if _JOINTLY in each), None)
    for place, each in enumerate(told):
        yield (
            each.replace(_JOINTLY, f"{_JOINTLY[:-1]}, for all scenarios at once:", 1)
            if place == first
            else each
        )


def _others(verdict: Verdict) -> list[str]:
    return [name for name in verdict.scenarios if name != verdict.baseline]


def _answers(verdict: Verdict, name: str, asked: Sequence[str]) -> Iterator[str]:
    answered = _answered(verdict, name, asked)
    yield from (sentence(verdict, each) for each in answered)
    yield from cost_sentences(verdict, name, [each.metric for each in answered])


def _bests(verdict: Verdict, asked: Sequence[str]) -> Iterator[str]:
    if len(verdict.scenarios) > 2:
        yield from (best_sentence(verdict, verdict.best[metric]) for metric in _compared(verdict, asked))


def _compared(verdict: Verdict, asked: Sequence[str]) -> list[str]:
    """Return the metrics on which it is told who can be the best: those asked for, or else the first."""
    known = [metric for metric in asked or verdict.best if metric in verdict.best]
    return known if asked else known[:1]


def _answered(verdict: Verdict, name: str, asked: Sequence[str]) -> list[Difference]:
    mine = {each.metric: each for each in verdict.differences if each.scenario == name}
    wanted = [metric for metric in asked or _ANSWERS if metric in mine] or list(mine)[:1]
    return [mine[metric] for metric in wanted]


def _table(verdict: Verdict, name: str, style: Style, asked: Sequence[str]) -> str:
    rows = [_row(verdict, each) for each in verdict.differences if each.scenario == name]
    many = len(verdict.scenarios) - 1
    together = f", jointly for all {many} scenarios" if many > 1 else ""
    about = f"(paired; {percent(verdict.confidence)} intervals of the mean difference{together})"
    title = headed(f"{name} against {verdict.baseline}", about, style)
    head: list[str] = [
        "metric",
        "",
        verdict.baseline,
        name,
        "difference",
        "interval",
        "better",
        "correlation",
    ]
    kept = (
        slice(-1) if style.width < _ROOM_FOR_ALL else slice(None)
    )  # a narrow terminal goes without correlations
    told = f"{title}\n{table(head[kept], [row[kept] for row in rows], 'llrrrrrr'[kept], style)}"
    saved = _saved(_answered(verdict, name, asked))
    if verdict.control_variates:
        saved = f"{saved} Means and differences are told with control variates.".strip()
    return f"{told}\n{folded(saved, style, '  ')}" if saved else told


def _saved(answered: Sequence[Difference]) -> str:
    """Return how many times more replications would have been needed without shared luck, where that varies at all."""
    factors = [
        f"{short(factor)} for {each.metric}"
        for each in answered
        if (factor := each.pair.variance_reduction) is not None and isfinite(factor)
    ]
    return f"Shared luck saved a factor of {listed(factors)} in replications." if factors else ""


def _row(verdict: Verdict, each: Difference) -> Row:
    base, mine = (verdict.scenarios[who][each.metric] for who in (each.baseline, each.scenario))
    scale = scale_of(each.unit, max((abs(e.mean) for e in (base, mine) if e.count), default=0.0))
    spread = (each.high - each.low) / 2.0
    digits = decimals(spread / scale.divisor, max(abs(base.mean), abs(mine.mean)) / scale.divisor)
    apart = signed(each.mean / scale.divisor, digits) if each.pair.difference.count else NOTHING
    known = each.pair.difference.has_interval
    low, high = (signed(bound / scale.divisor, digits) for bound in (each.low, each.high))
    interval = f"{low} to {high}" if known else NOTHING
    correlation = each.pair.correlation
    return (
        each.metric,
        scale.unit,
        scale.number(base.mean, digits),
        scale.number(mine.mean, digits),
        Cell(apart, _tone(each)),
        interval,
        _better_in(each),
        NOTHING if correlation is None else f"{correlation:.2f}",
    )


def _better_in(each: Difference) -> str:
    if each.pair.difference.has_interval and each.low == each.high == 0.0:
        return "equal"
    better = each.pair.probability_better
    return NOTHING if better is None else f"{number(100.0 * better)} %"


def _tone(each: Difference) -> Tone:
    """Return whether a difference is clearly good, clearly bad, or neither."""
    if not each.clear or each.better == NEITHER:
        return Tone.PLAIN
    return Tone.GOOD if (each.mean < 0.0) == (each.better == LOWER) else Tone.BAD


def _costs(verdict: Verdict, style: Style) -> str:
    largest = max((max(cost.planned, cost.realised) for cost in verdict.costs.values()), default=0.0)
    scale = scale_of(verdict.currency, largest)
    digits = decimals(0.0, largest / scale.divisor)
    rows: list[Row] = []
    for name, cost in verdict.costs.items():
        above = cost.above_baseline_percent
        parity = (
            "baseline" if name == verdict.baseline else NOTHING if above is None else f"{signed(above, 1)} %"
        )
        rows.append((name, scale.number(cost.planned, digits), scale.number(cost.realised, digits), parity))
    head = ("", f"planned, {scale.unit}", f"realised, {scale.unit}", "planned against baseline")
    title = headed(
        "Cost", "(planned: people over the whole run; realised: people and leads after warm-up)", style
    )
    return f"{title}\n{table(head, rows, 'lrrr', style)}"


def _warnings(verdict: Verdict, style: Style) -> str:
    told = [folded(f"- {warning}", style, "  ", "  ") for warning in verdict.warnings]
    return "\n".join([style.tinted("Mind that", Tone.ODD), *told]) if told else ""


def _foot(verdict: Verdict) -> str:
    made = made_words(verdict.engine, dict(verdict.versions), verdict.digest)
    return f"{counted(verdict.replications, 'paired replication')}, seed {verdict.seed}; {made}"
