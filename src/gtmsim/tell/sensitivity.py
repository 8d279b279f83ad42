"""Which inputs matter, in words: the answer, then a table for each method, then what it rests on."""

from gtmsim.amounts import NOTHING, Scale, counted, number, percent, scale_of, signed
from gtmsim.explore.morris import Spanned
from gtmsim.explore.sensitivity import Input, Sensitivity
from gtmsim.explore.told import rounded
from gtmsim.measure.intervals import Estimate
from gtmsim.tell.runs import made_words, rests_on
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

MOST_ROWS = 40


def sensitivity_words(result: Sensitivity, style: Style = PLAIN) -> str:
    """Return what was found about sensitivity in words."""
    parts = [folded(f"{result.answer()}.", style)]
    if result.measured:
        parts.append(_indices(result, style))
    if result.bars:
        parts.append(_bars(result, style))
    if result.screened:
        parts.append(_effects(result, style))
    return "\n\n".join([*parts, "\n".join([*_left(result, style), _foot(result, style)])])


def _effects(result: Sensitivity, style: Style) -> str:
    largest = max(each.size[0] for each in result.screened)
    scale = scale_of(result.metric.unit, largest)
    digits = scale.digits(largest / 20.0, largest)
    title = headed(
        f"{result.outcome}{_in(scale)}", "(what each input moves along its range; Morris screening)", style
    )
    rows: list[Row] = [
        (
            *_input(result.inputs[each.place], style), _told(each.size[0], scale, digits), _within(each.size, scale, digits),
            signed(each.mean[0] / scale.divisor, digits), _within(each.mean, scale, digits), _told(each.spread[0], scale, digits),
            _told(each.luck, scale, digits), Cell("+" if each.clear else ""),
        )
        for each in result.screened[:MOST_ROWS]
    ]  # fmt: skip
    shown = table(
        ("", "from", "to", "mu*", "95 %", "mu", "95 %", "sigma", "luck", ""), rows, "lrrrrrrrrl", style
    )
    about = (
        "mu*: mean absolute effect; mu: mean effect; sigma: how much it depends on the others; luck: the mu* that luck alone would "
        "show; +: somewhere more than luck, with all places of all inputs looked at (Holm)."
    )
    return f"{title}\n{shown}\n{_more(result.screened, style)}{folded(about, style, '  ')}"


def _indices(result: Sensitivity, style: Style) -> str:
    title = headed(f"Shares of the variance of {result.outcome}", "(Sobol indices, by SALib)", style)
    rows: list[Row] = [
        (
            *_input(result.inputs[each.place], style), number(each.first[0], 2), _share(each.first), number(each.total[0], 2),
            _share(each.total), NOTHING if each.luck != each.luck else percent(each.luck),
        )
        for each in result.measured
    ]  # fmt: skip
    shown = table(("", "from", "to", "alone", "95 %", "in all", "95 %", "luck"), rows, "lrrrrrrr", style)
    held = len(result.inputs) - len(result.measured)
    kept = f" {counted(held, 'input')} stayed as in the file." if held else ""
    about = (
        "In all: alone and with what it interacts with; luck: the part of it that is luck which the replications did not average "
        f"out. Points and replications are both drawn again for the intervals.{kept}"
    )
    return f"{title}\n{shown}\n{folded(about, style, '  ')}"


def _bars(result: Sensitivity, style: Style) -> str:
    largest = max(each.length for each in result.bars)
    scale = scale_of(result.metric.unit, largest)
    digits = scale.digits(largest / 20.0, largest)
    as_is = result.as_is
    base = scale_of(result.metric.unit, as_is.mean)
    level = base.digits(as_is.half_width, as_is.mean)
    now = f"{_told(as_is.mean, base, level)}{_in(base).removeprefix(' in')}"
    title = headed(f"{result.outcome}{_in(scale)}", f"(each input alone, against as it is: {now})", style)
    rows: list[Row] = [
        (
            *_input(result.inputs[each.place], style), signed(each.at_low.mean / scale.divisor, digits),
            _within(_three(each.at_low), scale, digits), signed(each.at_high.mean / scale.divisor, digits),
            _within(_three(each.at_high), scale, digits),
        )
        for each in result.bars[:MOST_ROWS]
    ]  # fmt: skip
    shown = table(("", "from", "to", "at low", "95 %", "at high", "95 %"), rows, "lrrrrrr", style)
    return f"{title}\n{shown}\n{_more(result.bars, style)}".rstrip()


def _input(each: Input, style: Style) -> tuple[str, str, str]:
    short = each.path if len(each.path) <= style.width // 2 else f"...{each.path[-style.width // 2 :]}"
    return short, rounded(each.low), rounded(each.high)


def _more(found: tuple[object, ...], style: Style) -> str:
    if len(found) <= MOST_ROWS:
        return ""
    return (
        folded(f"{MOST_ROWS} of {len(found)} inputs, the most important; --out FILE keeps all.", style, "  ")
        + "\n"
    )


def _left(result: Sensitivity, style: Style) -> list[str]:
    left = result.left
    told = [
        (left.refused, "left out: values that do not go together at {}"),
        (left.silent, "left out: nothing to measure at {}"),
    ]
    one = "input" if result.bars else "group of points"
    many = "inputs" if result.bars else "groups of points"
    lines = [words.format(counted(count, one, many)) for count, words in told if count]
    if left.unpaired:
        lines.append(f"{counted(left.unpaired, 'replication')} left out: not measured at every point")
    return [style.tinted(line, Tone.ODD) for line in lines]


def _foot(result: Sensitivity, style: Style) -> str:
    made = result.made
    rests = " and ".join(f"{number(count)} {what}" for what, count in result.groups.items())
    runs = (
        f"{rests} x {counted(made.replications, 'replication')}, the same luck everywhere, seed {made.seed}"
    )
    by = made_words(made.engine, dict(made.versions), made.digest)
    return footed(f"{runs}; {by}{rests_on(made.weak)}", style)


def _in(scale: Scale) -> str:
    return f" in {scale.unit}" if scale.unit else ""


def _told(value: float, scale: Scale, digits: int) -> str:
    return number(value / scale.divisor, digits)


def _within(told: Spanned, scale: Scale, digits: int) -> str:
    return (
        NOTHING
        if told[1] != told[1]
        else f"{_told(told[1], scale, digits)} to {_told(told[2], scale, digits)}"
    )


def _share(told: Spanned) -> str:
    return f"{number(told[1], 2)} to {number(told[2], 2)}"


def _three(each: Estimate) -> Spanned:
    return each.mean, each.low, each.high
