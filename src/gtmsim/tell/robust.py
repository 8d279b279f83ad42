"""How alternatives stand over worlds, in words: who is regretted least, then every number, then its two kinds of doubt."""

from collections.abc import Callable
from math import isfinite

from gtmsim.amounts import NOTHING, decimals, number, percent, scale_of
from gtmsim.explore.robust import Robust, Standing
from gtmsim.measure.intervals import Estimate
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table
from gtmsim.tell.worlds import drawn_words, worlds_foot

_HEAD = ("alternative", "", "mean", "95 %", "regret", "95 %", "at least", "largest", "in", "best in", "worst")


def robust_words(result: Robust, style: Style = PLAIN) -> str:
    """Return an answer about regret in words."""
    worlds = result.worlds
    about = "(regret: how much more the best of them makes in the same world)"
    title = headed(f"{worlds.metric} over {number(worlds.count)} worlds", about, style)
    largest = max(abs(each.mean.mean) for each in result.standings)
    spread = max(each.regret.half_width for each in result.standings)
    scale = scale_of(worlds.unit, largest)
    digits = decimals(spread / scale.divisor, largest / scale.divisor)

    def told(value: float) -> str:
        return number(value / scale.divisor, digits)

    def within(each: Estimate) -> str:
        return f"{told(each.low)} to {told(each.high)}"

    def row(each: Standing) -> Row:
        where = worlds.label(each.largest_regret_in) if each.largest_regret > 0.0 else NOTHING
        return (
            each.name, scale.unit, told(each.mean.mean), within(each.mean), told(each.regret.mean), within(each.regret),
            told(each.at_least), told(each.largest_regret), where, percent(each.best[0]), told(each.worst),
        )  # fmt: skip

    rows = table(_HEAD, [row(each) for each in result.standings], "llrrrrrrlrr", style)
    return "\n\n".join(
        [
            folded(f"{result.answer()}.", style),
            f"{title}\n{rows}\n{folded(_doubt(result, told), style, '  ')}",
            drawn_words(worlds, style),
            worlds_foot(worlds, style),
        ]
    )


def _doubt(result: Robust, told: Callable[[float], str]) -> str:
    if not isfinite(result.standings[0].at_least):
        return "One replication a world cannot tell luck from regret: give two or more (-n)."
    luck = max(each.luck for each in result.standings)
    scale = scale_of(result.worlds.unit, max(abs(each.mean.mean) for each in result.standings))
    return (
        f"In {percent(result.beyond_luck)} of the worlds the best is ahead by more than luck, which moves a mean over all of "
        f"them by {told(luck)} {scale.unit} (standard error). The best of a world looks better than it is: found on one half of "
        "the luck and judged on the other, regret is at least so much. More replications (-n) bring the two together; more "
        "worlds do not."
    )
