"""The way from one profit to another in words: what each step through the funnel and the costs brings."""

from collections.abc import Sequence
from math import isnan

from gtmsim.explanation.bridge import Bridge, Step
from gtmsim.explanation.shares import mean_of
from gtmsim.tell.amounts import NOTHING, listed, number, percent, scale_of, short
from gtmsim.tell.parts import Parts, parts_of
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table

_ROOM_FOR_ALL = 100  # columns
_MOST = 3  # steps that are named in a sentence
_ABOUT = {
    "leads": "volume, a run",
    "opportunities": "conversion: opportunities / leads",
    "decided in time": "cycle: decided by the horizon / opportunities",
    "win rate": "conversion: won / decided",
    "deal size": "price: mean of a win before discounts",
    "price": "price: paid / listed",
    "time left to earn": "cycle: from win to horizon, by value",
    "customers at the start": "retention: what they would earn untouched",
    "customers acquired": "retention: what they would earn untouched",
    "churn": "retention: lost / what contracts would earn",
    "growth at renewal": "retention: added / what contracts would earn",
}


def bridge_words(bridge: Bridge, names: tuple[str, str], style: Style = PLAIN) -> str:
    """Return a bridge in words: an answer, and every step with the level it turns."""
    a, b = names
    parts = parts_of(bridge.difference, bridge.steps, bridge.currency, bridge.confidence)
    about = f"({percent(bridge.confidence)} intervals of the mean; a step is worth the mean over all orders of turning steps)"
    title = headed(f"In money: from {a} to {b}", about, style)
    rows: list[Row] = [(f"{bridge.metric} of {a}", parts.level(mean_of(bridge.a)), "", "", "", "", "")]
    rows += [_row(step, parts) for step in bridge.steps]
    rows.append(
        (
            f"{bridge.metric} of {b}",
            parts.level(mean_of(bridge.b)),
            parts.between(bridge.difference),
            "100 %" if parts.clear else NOTHING,
            "",
            "",
            "",
        )
    )
    head = ("", f"brings, {parts.unit}", "interval", "share", a, b, "")
    kept = slice(4) if style.width < _ROOM_FOR_ALL else slice(None)  # a narrow terminal goes without levels
    told = table(head[kept], [row[kept] for row in rows], "lrrrrrl"[kept], style)
    return f"{folded(_answer(bridge, parts), style)}\n\n{title}\n{told}"


def _answer(bridge: Bridge, parts: Parts) -> str:
    ranked = sorted(bridge.steps, key=lambda step: -step.money)
    up = [step for step in ranked if step.money > 0.0][:_MOST]
    down = [step for step in reversed(ranked) if step.money < 0.0][:_MOST]
    told = [
        f"adds most: {_named(up, parts)}" if up else "",
        f"takes most: {_named(down, parts)}" if down else "",
    ]
    return (
        f"On the way from one {bridge.metric} to the other {'; '.join(each for each in told if each)}."
        if up or down
        else (f"Nothing differs in {bridge.metric}.")
    )


def _named(steps: Sequence[Step], parts: Parts) -> str:
    return listed([f"{step.name} ({parts.said(step.money)})" for step in steps])


def _row(step: Step, parts: Parts) -> Row:
    return (
        step.name,
        parts.brings(step),
        parts.interval(step),
        parts.share(step),
        _level(step.a, step, parts),
        _level(step.b, step, parts),
        _ABOUT.get(step.name, "cost"),
    )


def _level(value: float, step: Step, parts: Parts) -> str:
    if isnan(value):
        return NOTHING
    if step.unit == "share":
        return percent(value)
    if step.unit == "money":
        scale = scale_of(parts.scale.unit.lstrip("kMG"), value)
        return f"{short(value / scale.divisor)} {scale.unit}"
    return f"{short(value)} years" if step.unit == "years" else number(value)
