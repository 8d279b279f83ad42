"""What is worth measuring before deciding, in words: the dearest number first, then what the whole of knowledge is worth."""

from math import isfinite

from gtmsim.amounts import counted, decimals, number, scale_of
from gtmsim.explore.learn import Learn, Lesson
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, headed, table
from gtmsim.tell.worlds import drawn_words, worlds_foot

_MOST = 12


def learn_words(result: Learn, style: Style = PLAIN) -> str:
    """Return an answer about learning in words."""
    worlds = result.worlds
    told = [each for each in result.lessons if each.worth.value > 0.0][:_MOST]
    scale = scale_of(worlds.unit, max([abs(result.everything.mean), *(each.worth.high for each in told)]))
    spread = max([result.everything.half_width, *((each.worth.high - each.worth.low) / 2.0 for each in told)])
    digits = decimals(spread / scale.divisor, result.everything.mean / scale.divisor)

    def amount(value: float) -> str:
        return number(value / scale.divisor, digits)

    def row(each: Lesson) -> Row:
        worth = each.worth
        clear = Cell("clear", Tone.GOOD) if each.clear else ""
        return (
            each.path,
            amount(worth.value),
            scale.unit,
            f"{amount(worth.low)} to {amount(worth.high)}",
            clear,
        )

    about = f"(expected value of knowing it before choosing, in {worlds.metric})"
    parts = [folded(f"{result.answer()}.", style)]
    if told:
        rows = table(("", "worth", "", "95 %", ""), [row(each) for each in told], "lrlrl", style)
        parts.append(
            f"{headed('Worth measuring', about, style)}\n{rows}\n{folded(_rest(result, len(told)), style, '  ')}"
        )
    whole = result.everything
    knowing = (
        f"Knowing everything is worth {amount(whole.mean)} {scale.unit} (95 %: {amount(whole.low)} to {amount(whole.high)}) at "
        "most: the best of a world looks better than it is."
    )
    if isfinite(result.at_least):
        least = f"{amount(result.at_least)} {scale.unit}"
        knowing += f" Found on one half of the luck and judged on the other, it is worth {least} at least."
    if whole.mean > 0.0:
        parts.append(folded(knowing, style))
    return "\n\n".join([*parts, drawn_words(worlds, style), worlds_foot(worlds, style)])


def _rest(result: Learn, told: int) -> str:
    left = len(result.lessons) - told
    looked = f"clear: beyond luck although {counted(len(result.lessons), 'input')} were looked at."
    if not left:
        return looked
    more = any(each.worth.value > 0.0 for each in result.lessons[told:])
    rest = f"{counted(left, 'other input')}: " + (
        "less than these."
        if more
        else f"worth nothing alone, as {result.choice} stays the choice whatever they are."
    )
    return f"{looked} {rest}"
