"""Why one scenario differs from another, in words: the answer, what each lever brings, what each lever is, what to mind."""

from collections.abc import Iterator, Sequence
from math import isnan

from gtmsim.amounts import NOTHING, Scale, counted, decimals, listed, number, percent, scale_of, signed
from gtmsim.explanation.answer import Explanation
from gtmsim.explanation.effects import Effect, Levers
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.sentences import sentence
from gtmsim.tell.runs import guesses_words, made_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

_MOST_CHANGES = 4  # of a lever, unless all are asked for
_LONGEST = 36  # characters of a value that is shown


def explanation_words(told: Explanation, style: Style = PLAIN, every_change: bool = False) -> str:
    """Return an explanation in words; on demand with every change that a lever is made of."""
    parts = [folded(" ".join(_answer(told)), style)]
    if told.levers is not None:
        parts += [_table(told, told.levers, style), _changes(told, told.levers, style, every_change)]
        parts.append(_mind(told, told.levers, style))
    made = told.made
    parts.append(guesses_words(made.weak, style))
    runs = f"{counted(made.replications, 'paired replication')}, seed {made.seed}"
    parts.append(footed(f"{runs}; {made_words(made.engine, dict(made.versions), made.digest)}", style))
    return "\n\n".join(part for part in parts if part)


# --- the answer ---------------------------------------------------------------------------------------------------------------


def _answer(told: Explanation) -> Iterator[str]:
    yield f"{sentence(told, told.difference)}."
    if told.levers is not None and told.difference.pair.difference.has_interval:
        yield from _because(told, told.levers)
        yield from _together(told, told.levers)


def _because(told: Explanation, levers: Levers) -> Iterator[str]:
    scale, digits = _scale(told, levers)
    ranked = sorted(levers.effects, key=lambda each: -abs(each.exact))
    if len(ranked) == 1:
        yield f"All of it is one lever: {ranked[0].name}."
        return
    up = [each for each in ranked if each.clear and (each.exact > 0) is (told.difference.mean > 0.0)]
    down = [each for each in ranked if each.clear and each not in up]
    unclear = [each for each in ranked if not each.clear]
    if told.difference.clear and up:
        told_up = [
            f"{_share(each, levers)} {'of it comes from ' if n == 0 else 'from '}{each.name}"
            for n, each in enumerate(up)
        ]
        yield f"{listed(told_up)}."
        if down:
            yield f"{_capital(listed([f'{each.name} takes back {_unsigned(each, levers)}' for each in down]))}."
    else:
        clear = [f"{each.name} ({_amount(each.brings, scale, digits)})" for each in up + down]
        if clear:
            makes = (
                "make a clear difference by themselves"
                if len(clear) > 1
                else "makes a clear difference by itself"
            )
            yield f"{_capital(listed(clear))} {makes}."
    if unclear:
        names = listed([each.name for each in unclear])
        yield f"What {names} {'bring' if len(unclear) > 1 else 'brings'} may be nothing."


def _together(told: Explanation, levers: Levers) -> Iterator[str]:
    beyond = levers.apart
    if beyond is None or len(levers.effects) == 1 or not beyond.has_interval:
        return
    scale, digits = _scale(told, levers)
    amount = _amount(beyond, scale, digits)
    if beyond.low > 0.0 or beyond.high < 0.0:
        more = (beyond.mean > 0.0) is (told.difference.mean > 0.0)
        yield (
            f"The levers work together: {amount} comes only of having them all."
            if more
            else f"The levers overlap: turned alone they would add up to more than the difference, by {amount.lstrip('+-')}."
        )
    elif beyond.low < beyond.high:
        yield f"That they work together or overlap cannot be told from nothing ({amount})."


# --- the table ----------------------------------------------------------------------------------------------------------------


def _table(told: Explanation, levers: Levers, style: Style) -> str:
    scale, digits = _scale(told, levers)
    ranked = sorted(levers.effects, key=lambda each: -each.exact)
    shown = adding_up(
        [each.brings.mean / scale.divisor for each in ranked], levers.total / scale.divisor, digits
    )
    whole = told.difference.pair.difference
    rows: list[Row] = [
        (
            each.name,
            _share(each, levers) if told.difference.clear else NOTHING,
            Cell(signed(amount, digits), _tone(told, each)),
            _interval(each.joint, scale, digits),
            _mean(each.alone, scale, digits),
            _mean(each.last, scale, digits),
            "exact"
            if levers.all_orders
            else NOTHING
            if isnan(each.by_order)
            else number(each.by_order / scale.divisor, digits),
        )
        for each, amount in zip(ranked, shown, strict=True)
    ]
    rows.append(
        (
            "the difference",
            "100 %" if told.difference.clear else NOTHING,
            signed(sum(shown), digits),
            _interval(whole, scale, digits),
            "",
            "",
            "",
        )
    )
    head = (
        "lever",
        "share",
        f"brings, {scale.unit}" if scale.unit else "brings",
        "interval",
        "alone",
        "last",
        "orders ±",
    )
    about = f"({told.metric}; paired; {percent(told.confidence)} intervals that hold together)"
    title = headed(f"By lever: {told.scenario} against {told.baseline}", about, style)
    return f"{title}\n{table(head, rows, 'lrrrrrr', style)}\n{folded(_legend(levers), style, '  ')}"


def _legend(levers: Levers) -> str:
    told = "Alone: only this lever is turned. Last: all others are turned already."
    if levers.all_orders:
        return f"Brings: the mean over all orders of turning (Shapley value). {told}"
    return (
        f"Brings: the mean over {number(levers.orders)} orders of turning, half of them the reverse of the others; "
        f"± how far other orders may move it. {told}"
    )


def adding_up(values: Sequence[float], total: float, digits: int) -> list[float]:
    """Return values rounded to so many decimals such that they add up to the rounded total: largest remainders first."""
    unit = 10.0**-digits
    floors = [int(value // unit) for value in values]
    missing = round(total / unit) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda place: (floors[place] - values[place] / unit, place))
    for place in by_remainder[: max(0, missing)]:
        floors[place] += 1
    return [floor * unit for floor in floors]


# --- what the levers are ------------------------------------------------------------------------------------------------------


def _changes(told: Explanation, levers: Levers, style: Style, every: bool) -> str:
    rows: list[Row] = []
    for each in sorted(levers.effects, key=lambda each: -each.exact):
        shown = each.changes if every else each.changes[:_MOST_CHANGES]
        for place, change in enumerate(shown):
            name = each.name if place == 0 else ""
            rows.append(
                (
                    name,
                    change.path.removeprefix("treatment."),
                    f"{_short(change.before)} -> {_short(change.after)}",
                )
            )
        if len(shown) < len(each.changes):
            rows.append(("", Cell(f"and {number(len(each.changes) - len(shown))} more", Tone.WEAK), ""))
    title = headed("What the levers are", f"({told.baseline} -> {told.scenario})", style)
    return f"{title}\n{table(('', '', ''), rows, 'lll', style)}"


def _mind(told: Explanation, levers: Levers, style: Style) -> str:
    notes = [
        f"{each.name} are one lever: turned apart they make no scenario ({each.problem.path}: {each.problem.advice})."
        for each in levers.joined
    ]
    if told.interrupted:
        notes.append(f"Interrupted: {counted(levers.orders, 'order')} of turning are finished.")
    if told.difference.pair.difference.count < told.made.replications:
        kept, all_of = told.difference.pair.difference.count, told.made.replications
        notes.append(
            f"{told.metric} was measured everywhere in {number(kept)} of {number(all_of)} replications; only these count."
        )
    ran = (
        f"{counted(levers.hybrids, 'scenario')} between the two"
        if levers.hybrids
        else "nothing between the two"
    )
    notes.append(
        f"Besides both scenarios {ran} {'were' if levers.hybrids != 1 else 'was'} run, each on the same luck."
    )
    lines = [folded(f"- {each}", style, "  ", "  ") for each in notes]
    return "\n".join([style.tinted("Mind that", Tone.ODD), *lines])


# --- numbers ------------------------------------------------------------------------------------------------------------------


def _scale(told: Explanation, levers: Levers) -> tuple[Scale, int]:
    sizes = [abs(told.difference.mean), *(abs(each.brings.mean) for each in levers.effects)]
    scale = scale_of(told.difference.unit, max(sizes))
    spread = told.difference.pair.difference.half_width
    return scale, decimals(spread / scale.divisor, max(sizes) / scale.divisor)


def _amount(estimate: Estimate, scale: Scale, digits: int) -> str:
    unit = f" {scale.unit}" if scale.unit else ""
    return f"{signed(estimate.mean / scale.divisor, digits)} ± {number(estimate.half_width / scale.divisor, digits)}{unit}"


def _mean(estimate: Estimate | None, scale: Scale, digits: int) -> str:
    return NOTHING if estimate is None else signed(estimate.mean / scale.divisor, digits)


def _interval(estimate: Estimate, scale: Scale, digits: int) -> str:
    if not estimate.has_interval:
        return NOTHING
    return (
        f"{signed(estimate.low / scale.divisor, digits)} to {signed(estimate.high / scale.divisor, digits)}"
    )


def _share(effect: Effect, levers: Levers) -> str:
    return f"{number(100.0 * effect.brings.mean / levers.total)} %" if levers.total else NOTHING


def _unsigned(effect: Effect, levers: Levers) -> str:
    return _share(effect, levers).lstrip("-")


def _tone(told: Explanation, effect: Effect) -> Tone:
    if not effect.clear:
        return Tone.WEAK
    better = told.difference.better
    return (
        Tone.PLAIN
        if better == "none"
        else Tone.GOOD
        if (effect.exact > 0) is (better == "higher")
        else Tone.BAD
    )


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 3]}..."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
