"""The catalogue in words and as data: what works, where it is switched, which tests and scenarios show it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gtmsim.mechanisms import Mechanism, State
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, footed, table

_TONES: dict[State, Tone] = {
    "works": Tone.GOOD,
    "tried": Tone.GOOD,
    "no switch": Tone.ODD,
    "untried": Tone.WEAK,
    "open": Tone.ODD,
}


def mechanism_words(told: Sequence[Mechanism], all_of_them: Sequence[Mechanism], style: Style = PLAIN) -> str:
    """Return a line for each, with its switches and scenarios below, and how many work in all."""
    rows: list[Row] = []
    for each in told:
        tests = str(len(each.tests)) if each.tests else ""
        rows.append((Cell(each.id, Tone.STRONG), Cell(each.state, _TONES[each.state]), tests, each.title))
        below = [*(f"switch {path}" for path in each.switch), *(f"shown {file}" for file in each.shown)]
        below += [f"fact {file}: gtmsim validate {each.id}" for file in each.facts]
        below += [f"because {each.why_open}"] if each.why_open else []
        rows += [("", "", "", Cell(text, Tone.WEAK)) for text in below]
    listed = table(("id", "state", "tests", "mechanism"), rows, "llrl", style, indent="")
    return f"{listed}\n\n{footed(count_words(all_of_them), style)}"


def detail_words(told: Sequence[Mechanism], style: Style = PLAIN) -> str:
    """Return everything about each, for those who asked by id. No name is broken over lines: they are there to be copied."""
    return "\n\n".join("\n".join(_details(each, style)) for each in told)


def _details(each: Mechanism, style: Style) -> Iterator[str]:
    yield f"{style.title(each.id)}  {each.title} ({', '.join(each.types)})"
    yield f"  {'state':<6}  {style.tinted(each.state, _TONES[each.state])}"
    if each.why_open:
        yield f"  {'because':<6}  {each.why_open}"
    for name, many in (
        ("switch", each.switch),
        ("shown", each.shown),
        ("facts", each.facts),
        ("tests", each.tests),
    ):
        for number, one in enumerate(many):
            yield f"  {name if number == 0 else '':<6}  {one}"


def count_words(mechanisms: Sequence[Mechanism]) -> str:
    """Return how many work, and how many of the claims have been tried."""
    counts = mechanism_counts(mechanisms)
    return "{works} of {rows} work; {claims_tried} of {claims} claims tried".format(**counts)


def mechanism_counts(mechanisms: Sequence[Mechanism]) -> dict[str, int]:
    """Return the numbers of that sentence. A claim that has been tried counts among those that work."""
    states = Counter(each.state for each in mechanisms)
    return {
        "rows": len(mechanisms),
        "works": states["works"] + states["tried"],
        "claims": sum("claim" in each.types for each in mechanisms),
        "claims_tried": states["tried"],
    }


def mechanism_data(told: Sequence[Mechanism], all_of_them: Sequence[Mechanism]) -> dict[str, object]:
    """Return plain data: the rows, and the counts of the whole catalogue."""
    rows = [
        {
            "id": each.id,
            "type": list(each.types),
            "title": each.title,
            "state": each.state,
            "works": each.works,
            "switch": list(each.switch),
            "tests": list(each.tests),
            "shown": list(each.shown),
            "facts": list(each.facts),
            "why_open": each.why_open,
        }
        for each in told
    ]
    return {"mechanisms": rows, "counts": mechanism_counts(all_of_them)}
