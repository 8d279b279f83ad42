"""A run in words: how each metric came out and how sure that is, where the hours went, what was guessed."""

from collections.abc import Collection, Sequence

from gtmsim.amounts import NOTHING, counted, number, scale_of
from gtmsim.scenario.weak import Guess
from gtmsim.tell.hours import hours_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.summary import Line, Summary
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

_MOST_GUESSES = 12


def run_words(summary: Summary, style: Style = PLAIN, every_level: bool = False) -> str:
    """Return a run in words, ready for a terminal; on demand with every metric by source, segment, stage, ... as well."""
    told = [line for line in summary.lines if line.whole or every_level]
    metrics = {line.metric for line in summary.lines}
    kept = profit_words(metrics, "revenue" in metrics, style)
    parts = [
        run_head(summary, style),
        metric_table(told, style) + (f"\n{kept}" if kept else ""),
        hours_words([summary], style),
        guesses_words(summary.guesses, style),
    ]
    return "\n\n".join(part for part in parts if part)


def run_head(summary: Summary, style: Style = PLAIN) -> str:
    """Return what was run, and all it takes to run it again."""
    warm = f" after {number(summary.warm_up_weeks)} of warm-up" if summary.warm_up_weeks else ""
    lines = [
        f"{style.title(summary.name)}: {counted(round(summary.weeks), 'week')}{warm}, {runs_words(summary)}"
    ]
    if summary.interrupted:
        short = f"interrupted: {number(summary.replications)} of {number(summary.wanted)} replications are finished"
        lines.append(style.tinted(short, Tone.ODD))
    lines.append(footed(made_words(summary.engine, summary.versions, summary.digest), style))
    return "\n".join(lines)


def runs_words(summary: Summary) -> str:
    """Return how many replications and which seed."""
    return f"{counted(summary.replications, 'replication')}, seed {summary.seed}"


def made_words(engine: str, versions: dict[str, str], digest: str) -> str:
    """Return what made a number: engine, versions, digest of the program."""
    told = ", ".join(f"{name} {each}" for name, each in versions.items())
    return f"engine {engine}; {told}; program {digest[:16]}"


def rests_on(guesses: Sequence[Guess]) -> str:
    """Return how many weakly founded inputs a result rests on, to end the line that says what made it."""
    told = f"; rests on {counted(len(guesses), 'weakly founded input')} (--json names them)"
    return told if guesses else ""


def metric_table(lines: Sequence[Line], style: Style = PLAIN) -> str:
    """Return metrics with mean and 95 % interval, each in a unit that suits its size."""
    rows: list[Row] = [metric_row(line.key, line) for line in lines]
    return table(("metric", "mean", "", "95 % interval of the mean"), rows, "lrlr", style)


def profit_words(metrics: Collection[str], contracts: bool, style: Style = PLAIN) -> str:
    """Return what profit means where a table tells it and contracts are kept, else nothing: there it is bookings less cost."""
    told = contracts and "profit" in metrics
    return folded("profit is recognised revenue less cost", style, "  ") if told else ""


def metric_row(name: str, line: Line) -> Row:
    """Return a metric's name, mean, unit and interval."""
    estimate = line.estimate
    if estimate.count == 0:
        return name, NOTHING, "", Cell("not measured in any replication", Tone.WEAK)
    scale = scale_of(line.unit, estimate.mean)
    digits = scale.digits(estimate.half_width, estimate.mean)
    mean = scale.number(estimate.mean, digits)
    if not estimate.has_interval:
        return name, mean, scale.unit, Cell("one value tells no interval", Tone.WEAK)
    return (
        name,
        mean,
        scale.unit,
        f"{scale.number(estimate.low, digits)} to {scale.number(estimate.high, digits)}",
    )


def guesses_words(guesses: Sequence[Guess], style: Style = PLAIN) -> str:
    """Return the weakly founded inputs: defaults of grade D that are in effect, with how wide the truth may lie."""
    if not guesses:
        return ""
    everybody = {name for guess in guesses for name in guess.scenarios}
    rows: list[Row] = []
    for guess in guesses[:_MOST_GUESSES]:
        places = f"{guess.places} places; " if guess.places > 1 else ""
        only = f"only in {', '.join(guess.scenarios)}; " if len(guess.scenarios) < len(everybody) else ""
        rows.append((guess.path, guess.value, f"{places}{only}plausible: {guess.prior or 'nobody knows'}"))
    more = len(guesses) - len(rows)
    title = headed(
        "Weakly founded inputs", "(defaults of grade D in effect; write your own value to replace one)", style
    )
    tail = f"\n  and {more} more: gtmsim run --json tells all" if more else ""
    return f"{title}\n{table(('', '', ''), rows, 'lll', style)}{tail}"
