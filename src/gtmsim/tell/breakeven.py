"""What must be true for the other one to win, in words: who wins today, then the nearest flip along each field."""

from gtmsim.amounts import NOTHING, Scale, counted, number, scale_of, signed
from gtmsim.explore.breakeven import Breakeven, Turn
from gtmsim.explore.told import rounded
from gtmsim.measure.intervals import Estimate
from gtmsim.tell.runs import made_words, rests_on
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Row, folded, footed, headed, table


def breakeven_words(result: Breakeven, style: Style = PLAIN) -> str:
    """Return an answer about breaking even in words."""
    ends = [end for each in result.turns for end in (each.at_lowest, each.at_highest)]
    largest = max(abs(end.mean) for end in (result.now, *ends))
    scale = scale_of(result.metric.unit, largest)
    unit = f" in {scale.unit}" if scale.unit else ""
    about = f"({result.names[1]} less {result.names[0]}{unit}, each field alone and in both)"
    head = ("", "today", "flips at", "95 %", "from", "difference", "95 %", "to", "difference", "95 %")
    rows: list[Row] = [
        (
            each.path, rounded(each.today), _at(each), _within(each),
            rounded(each.lowest), *_told(each.at_lowest, scale), rounded(each.highest), *_told(each.at_highest, scale),
        )
        for each in result.turns
    ]  # fmt: skip
    notes = [folded(f"{_several(result.turns)}", style, "  ")] if _several(result.turns) else []
    foot = [footed(_foot(result), style)]
    if len(result.turns) < result.wanted:
        short = f"Interrupted: {len(result.turns)} of the {counted(result.wanted, 'field')} finished"
        foot.insert(0, style.tinted(short, Tone.ODD))
    shown = table(head, rows, "lrrrrrrrrr", style)
    title = headed(f"Where the sign of the difference in {result.metric.key} changes", about, style)
    body = ["\n".join([title, shown, *notes])] if rows else []
    return "\n\n".join([folded(f"{result.answer()}.", style), *body, "\n".join(foot)])


def _at(each: Turn) -> str:
    if each.flip is None:
        return "nowhere"
    if each.before == each.after:
        return rounded(each.before)
    return f"{rounded(each.before)} | {rounded(each.after)}"


def _within(each: Turn) -> str:
    if each.flip is None:
        return NOTHING
    return f"{rounded(each.low) or 'below'} to {rounded(each.high) or 'beyond'}"


def _told(each: Estimate, scale: Scale) -> tuple[str, str]:
    digits = scale.digits(each.half_width, abs(each.mean))
    low, high = (number(end / scale.divisor, digits) for end in (each.low, each.high))
    return signed(each.mean / scale.divisor, digits), f"{low} to {high}"


def _several(turns: tuple[Turn, ...]) -> str:
    paths = [each.path for each in turns if each.flip is not None and each.flip.several]
    return (
        f"The sign changes several times along {', '.join(paths)}: told is the change nearest to today."
        if paths
        else ""
    )


def _foot(result: Breakeven) -> str:
    made = result.made
    runs = f"{counted(made.replications, 'replication')} of both at every value, the same luck everywhere, seed {made.seed}"
    return f"{runs}; {made_words(made.engine, dict(made.versions), made.digest)}{rests_on(made.weak)}"
