"""Why one scenario differs from another, in words: the answer, what each lever brings, what each lever is, what to mind."""

from collections.abc import Iterator, Sequence
from math import isnan

from gtmsim.amounts import NOTHING, Scale, counted, listed, number, percent, signed
from gtmsim.explanation.answer import Explanation
from gtmsim.explanation.effects import Effect, Levers
from gtmsim.explanation.sentences import paragraph, scale_in, share
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.metric import HIGHER, NEITHER
from gtmsim.scenario.differing import Change
from gtmsim.tell.bridge import bridge_words
from gtmsim.tell.fates import fates_words
from gtmsim.tell.hours_moved import hours_moved_words
from gtmsim.tell.parts import adding_up
from gtmsim.tell.runs import guesses_words, made_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

_SECTION_KEYS = 2  # of a path such as policy.handoffs.qualify.threshold
_MOST_SECTIONS, _MOST_CHANGES = 4, 3  # of a lever and of a section, unless all are asked for
_LONGEST = 30  # characters of a value that is shown
_OF_TREATMENT = "treatment."


def explanation_words(told: Explanation, style: Style = PLAIN, every_change: bool = False) -> str:
    """Return an explanation in words; on demand with every change that a lever is made of."""
    parts = [folded(" ".join(paragraph(told)), style)]
    if told.interrupted and not list(told.parts()):
        early = "Interrupted before anything that makes the difference was finished: it alone is told."
        parts.append(folded(style.tinted(early, Tone.ODD), style))
    if told.levers is not None:
        parts += [_table(told, told.levers, style), _levers(told, told.levers, style, every_change)]
        parts.append(_mind(told, told.levers, style))
    parts += _beside(told, style)
    made = told.made
    parts.append(guesses_words(made.weak, style))
    runs = f"{counted(made.replications, 'paired replication')}, seed {made.seed}"
    parts.append(footed(f"{runs}; {made_words(made.engine, dict(made.versions), made.digest)}", style))
    return "\n\n".join(part for part in parts if part)


def _beside(told: Explanation, style: Style) -> Iterator[str]:
    """Yield what is told of money, accounts and hours."""
    names = (told.baseline, told.scenario)
    if told.money is not None:
        yield bridge_words(told.money, names, style)
    if told.accounts is not None:
        yield fates_words(told.accounts, names, told.histories, style)
    if told.hours is not None:
        yield hours_moved_words(told.hours, names, style)
    read = next(
        (len(part.a) for part in (told.money, told.accounts) if part is not None), told.made.replications
    )
    if read < told.made.replications:
        short = f"Interrupted: money and accounts are those of the first {counted(read, 'replication')}."
        yield folded(style.tinted(short, Tone.ODD), style)


def _table(told: Explanation, levers: Levers, style: Style) -> str:
    scale, digits = scale_in(told, levers)
    ranked = sorted(levers.effects, key=lambda each: -each.exact)
    whole = told.difference
    shown = adding_up(
        [each.brings.mean / scale.divisor for each in ranked], whole.mean / scale.divisor, digits
    )
    rows: list[Row] = [
        (
            each.name,
            share(each, levers) if whole.clear else NOTHING,
            Cell(signed(amount, digits), _tone(told, each)),
            _interval(each.joint, scale, digits),
            _mean(each.alone, scale, digits),
            _mean(each.last, scale, digits),
            *(() if levers.all_orders else (_by_order(each, scale, digits),)),
        )
        for each, amount in zip(ranked, shown, strict=True)
    ]
    difference = signed(sum(shown), digits)
    rows.append(
        (
            "the difference",
            "100 %" if whole.clear else NOTHING,
            difference,
            _interval(whole.joint, scale, digits),
            *[""] * (len(rows[0]) - 4),
        )
    )
    unit = f"brings, {scale.unit}" if scale.unit else "brings"
    head = ["lever", "share", unit, "interval", "alone", "last", "order"][: len(rows[0])]
    about = f"({told.metric}; paired; {percent(told.confidence)} intervals, jointly over the levers)"
    title = headed(f"{told.scenario} against {told.baseline} by lever", about, style)
    align = "lrrrrrr"[: len(head)]
    return f"{title}\n{table(head, rows, align, style)}\n{folded(_legend(levers), style, '  ')}"


def _legend(levers: Levers) -> str:
    ends = "Alone: only this lever is turned. Last: all others are turned already."
    if len(levers.effects) == 1:
        return ends
    if levers.all_orders:
        return f"Brings: the mean over all orders of turning the levers (Shapley value). {ends}"
    return (
        f"Brings: the mean over {number(levers.orders)} orders of turning the levers, half of them the reverse of the others. "
        f"{ends} Order: how far the mean over all orders may lie from it."
    )


def _levers(told: Explanation, levers: Levers, style: Style, every: bool) -> str:
    """Return what the levers are: the places they change, from what to what."""
    rows: list[Row] = []
    for each in sorted(levers.effects, key=lambda each: -each.exact):
        sections = _by_section(each.changes)
        shown = list(sections.items())[: None if every else _MOST_SECTIONS]
        names = [each.name, *[""] * len(shown)]
        rows += [
            (name, section, _changes(changes, every))
            for name, (section, changes) in zip(names, shown, strict=False)
        ]
        if len(shown) < len(sections):
            rows.append(("", Cell(f"and {number(len(sections) - len(shown))} more", Tone.WEAK), ""))
    more = "" if every else "; --verbose tells all"
    title = headed("What the levers are", f"({told.baseline} -> {told.scenario}{more})", style)
    return f"{title}\n{table(('', '', ''), rows, 'lll', style)}"


def _by_section(changes: Sequence[Change]) -> dict[str, list[tuple[str, Change]]]:
    """Return changes by the section they stand in, each with the rest of its path."""
    found: dict[str, list[tuple[str, Change]]] = {}
    for change in changes:
        keys = change.path.removeprefix(_OF_TREATMENT).split(".")
        section = keys[: max(1, min(_SECTION_KEYS, len(keys) - 1))]
        found.setdefault(".".join(section), []).append((".".join(keys[len(section) :]), change))
    return found


def _changes(changes: Sequence[tuple[str, Change]], every: bool) -> str:
    shown = changes if every else changes[:_MOST_CHANGES]
    told = [f"{rest} {_short(each.before)} -> {_short(each.after)}" for rest, each in shown]
    if len(shown) < len(changes):
        told.append(f"and {number(len(changes) - len(shown))} more")
    return "; ".join(told)


def _mind(told: Explanation, levers: Levers, style: Style) -> str:
    lines = [folded(f"- {each}", style, "  ", "  ") for each in _notes(told, levers)]
    return "\n".join([style.tinted("Mind that", Tone.ODD), *lines]) if lines else ""


def _notes(told: Explanation, levers: Levers) -> Iterator[str]:
    if levers.hybrids:
        ran = f"{counted(levers.hybrids, 'scenario')} between the two {'were' if levers.hybrids > 1 else 'was'} run"
        yield f"Beside {told.baseline} and {told.scenario}, {ran} on the same luck."
    for name in dict.fromkeys(each.name for each in levers.joined):
        first, *others = [each.problem for each in levers.joined if each.name == name]
        wrong = f"{first.path} {first.found}; right would be {first.advice}".strip()
        more = f"; and {counted(len(others), 'other reason')}" if others else ""
        yield f"{name} is one lever, as some of it turned without the rest makes no scenario: {wrong}{more}."
    if told.interrupted:
        yield f"Interrupted: {counted(levers.orders, 'order')} of turning {'are' if levers.orders > 1 else 'is'} finished."
    if wide := [each.name for each in levers.effects if each.by_order > each.joint.half_width]:
        brings = f"{listed(wide)} {'bring' if len(wide) > 1 else 'brings'}"
        yield f"What {brings} depends more on the order of turning than on luck: more --orders tell more."
    counted_in = told.difference.pair.difference.count
    if counted_in < told.made.replications:
        all_of = number(told.made.replications)
        yield f"{told.metric} was measured everywhere in {number(counted_in)} of {all_of} replications; only these count."


def _by_order(effect: Effect, scale: Scale, digits: int) -> str:
    return NOTHING if isnan(effect.by_order) else f"± {number(effect.by_order / scale.divisor, digits)}"


def _mean(estimate: Estimate | None, scale: Scale, digits: int) -> str:
    return NOTHING if estimate is None else signed(estimate.mean / scale.divisor, digits)


def _interval(estimate: Estimate, scale: Scale, digits: int) -> str:
    if not estimate.has_interval:
        return NOTHING
    return (
        f"{signed(estimate.low / scale.divisor, digits)} to {signed(estimate.high / scale.divisor, digits)}"
    )


def _tone(told: Explanation, effect: Effect) -> Tone:
    better = told.difference.better
    if not effect.clear or better == NEITHER:
        return Tone.PLAIN
    return Tone.GOOD if (effect.exact > 0) is (better == HIGHER) else Tone.BAD


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 3]}..."
