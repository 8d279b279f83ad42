"""In which worlds an alternative is best, in words: how often, then each box with its limits and how it fared in fresh worlds."""

from gtmsim.amounts import NOTHING, number, percent
from gtmsim.explore.regimes import Regime, Regimes, Share
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table
from gtmsim.tell.worlds import drawn_words, worlds_foot


def regimes_words(result: Regimes, style: Style = PLAIN) -> str:
    """Return an answer about regimes in words."""
    parts = [folded(f"{result.answer()}.", style)]
    for found, does in ((result.where_best, "wins"), (result.where_not, "does not win")):
        parts += [
            _box(
                result, each, f"Where {result.name} {does}" + (f", {place}" if len(found) > 1 else ""), style
            )
            for place, each in enumerate(found, start=1)
        ]
    parts.append(folded(_doubt(result), style))
    return "\n\n".join([*parts, drawn_words(result.worlds, style), worlds_foot(result.worlds, style)])


def _box(result: Regimes, box: Regime, title: str, style: Style) -> str:
    seen = f"{number(box.worlds)} of {number(result.fresh)} fresh worlds lie here"
    rows: list[Row] = [(each.path, *each.ends(), _chance(each.chance)) for each in box.limits]
    counted = (
        f"It holds in {_told(box.density)} of them; they are {_told(box.coverage)} of all where it holds "
        f"({percent(box.found_density)} of those the limits were found in)."
    )
    limits = table(("", "from", "to", "by chance"), rows, "lrrr", style)
    return f"{headed(title, f'({seen})', style)}\n{limits}\n{folded(counted, style, '  ')}"


def _doubt(result: Regimes) -> str:
    told = (
        f"Limits were found in two of three worlds; how often something holds was counted in the other {number(result.fresh)}. "
        f"In {percent(result.clear)} of the worlds the best is ahead by more than luck"
    )
    if result.best[0] in (0.0, 1.0):
        return f"{told}."
    if not result.where_best and not result.where_not:
        return (
            f"{told}. More worlds (--worlds), more replications (-n) or fewer fields (--vary) may show more."
        )
    return f"{told}; by chance: that a limit adds so much by luck, before all {len(result.worlds.unknowns)} inputs are counted."


def _told(share: Share) -> str:
    return f"{percent(share[0])} (95 %: {percent(share[1])} to {percent(share[2])})"


def _chance(chance: float) -> str:
    return "< 0.0001" if chance < 1e-4 else number(chance, 4) if chance < 1.0 else NOTHING
