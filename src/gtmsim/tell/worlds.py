"""What every answer about worlds ends with: what was drawn, what was left out, and how to run it again."""

from collections import Counter

from gtmsim.amounts import counted, listed, number
from gtmsim.explore.in_worlds import Worlds
from gtmsim.tell.runs import made_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import folded, footed

_WHY = {
    "a guess": "{} of grade D (the whole prior)",
    "a survey": "{} of grade C (half the prior around the default)",
    "said to be uncertain": "{} that the files say are uncertain",
    "named": "{} named",
}


def drawn_words(worlds: Worlds, style: Style = PLAIN) -> str:
    """Return from what worlds were drawn, and what should make a reader hesitate."""
    kinds = Counter(each.why for each in worlds.unknowns)
    told = listed([_WHY[why].format(count) for why, count in kinds.items()])
    inputs = counted(len(worlds.unknowns), "input")
    lines = [folded(f"A world draws {inputs} at once: {told}.", style)]
    if worlds.count < worlds.wanted:
        short = f"{number(worlds.count)} of {number(worlds.wanted)} worlds are finished"
        lines.append(style.tinted(short, Tone.ODD))
    if worlds.refused:
        lines.append(
            folded(f"{counted(worlds.refused, 'world')} drawn again: numbers that do not go together", style)
        )
    if worlds.silent:
        lines.append(
            folded(f"{counted(worlds.silent, 'world')} drawn again: nothing to measure there", style)
        )
    return "\n".join(lines)


def worlds_foot(worlds: Worlds, style: Style = PLAIN) -> str:
    """Return how many worlds and replications, which seed, and what made them."""
    made = worlds.made
    runs = (
        f"{counted(worlds.count, 'world')} x {counted(made.replications, 'replication')} of each alternative"
    )
    return footed(
        f"{runs}, seed {made.seed}; {made_words(made.engine, dict(made.versions), made.digest)}", style
    )
