"""The way from one profit to another in words: what each step through the funnel and the costs brings."""

from collections.abc import Sequence
from math import isnan

from gtmsim.amounts import NOTHING, listed, number, percent, scale_of, short
from gtmsim.explanation.books import COSTS
from gtmsim.explanation.bridge import Bridge, Step
from gtmsim.explanation.shares import mean_of
from gtmsim.tell.parts import Parts, parts_of
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table

_ROOM_FOR_ALL = 100  # columns
_MOST = 3  # steps that are named in a sentence
_MEANT = {
    "volume": ("leads",),
    "conversion": ("opportunities", "win rate"),
    "cycle": ("decided in time", "time left to earn"),
    "price": ("deal size", "price"),
    "retention": ("customers at the start", "customers acquired", "churn", "growth at renewal"),
}
_LEVELS = {
    "opportunities": "Opportunities: of leads.",
    "decided in time": "Decided in time: opportunities decided by the horizon.",
    "win rate": "Win rate: of those decided.",
    "price": "Price: paid of the list.",
    "time left to earn": "Time left to earn: from a win to the horizon.",
    "churn": "Churn, growth: of what contracts would have earned.",
}


def bridge_words(bridge: Bridge, names: tuple[str, str], style: Style = PLAIN) -> str:
    """Return a bridge in words: an answer, and every step with the level it turns."""
    a, b = names
    parts = parts_of(bridge.difference, bridge.steps, bridge.currency, bridge.confidence)
    about = f"({percent(bridge.confidence)} intervals, each by itself; a step is worth the mean over all orders of turning steps)"
    title = headed(f"In money: from {a} to {b}", about, style)
    rows: list[Row] = [(f"{bridge.metric} of {a}", parts.level(mean_of(bridge.a)), "", "", "", "")]
    for step, brings in zip(bridge.steps, parts.brings(bridge.steps), strict=True):
        levels = (_level(level, step, bridge.currency) for level in (step.a, step.b))
        rows.append((step.name, brings, parts.interval(step), parts.share(step), *levels))
    whole = parts.between(bridge.difference)
    rows.append((f"{bridge.metric} of {b}", parts.level(mean_of(bridge.b)), whole, parts.all(), "", ""))
    head = ("", f"brings, {parts.unit}", "interval", "share", a, b)
    kept = slice(4) if style.width < _ROOM_FOR_ALL else slice(None)  # a narrow terminal goes without levels
    told = table(head[kept], [row[kept] for row in rows], "lrrrrr"[kept], style)
    return (
        f"{folded(_answer(bridge, parts), style)}\n\n{title}\n{told}\n{folded(_legend(bridge), style, '  ')}"
    )


def _legend(bridge: Bridge) -> str:
    """Return what the steps belong to, and what their levels are."""
    there = [step.name for step in bridge.steps]
    meant = [
        f"{name}: {listed(mine)}"
        for name, steps in _MEANT.items()
        if (mine := [each for each in steps if each in there])
    ]
    rest = ["cost: all below"] if any(step.name in COSTS for step in bridge.steps) else []
    return " ".join(
        [f"{'; '.join([*meant, *rest])}.", *(what for name, what in _LEVELS.items() if name in there)]
    )


def _answer(bridge: Bridge, parts: Parts) -> str:
    ranked = sorted(bridge.steps, key=lambda step: -step.money)
    up = [step for step in ranked if step.money > 0.0][:_MOST]
    down = [step for step in reversed(ranked) if step.money < 0.0][:_MOST]
    if not up and not down:
        return f"Nothing differs in {bridge.metric}."
    told = [
        f"{_named(steps, parts)} {verb if len(steps) > 1 else f'{verb}s'} most"
        for steps, verb in ((up, "add"), (down, "take"))
        if steps
    ]
    ends = [parts.level(mean_of(each)) for each in (bridge.a, bridge.b)]
    return f"On the way from {ends[0]} to {ends[1]} {parts.unit} of {bridge.metric}, {'; '.join(told)}."


def _named(steps: Sequence[Step], parts: Parts) -> str:
    return listed([f"{step.name} ({parts.amount(step.money)})" for step in steps])


def _level(value: float, step: Step, currency: str) -> str:
    if isnan(value):
        return NOTHING
    if step.unit == "share":
        return percent(value)
    if step.unit == "money":
        scale = scale_of(currency, value)
        return f"{short(value / scale.divisor)} {scale.unit}"
    return f"{short(value)} years" if step.unit == "years" else number(value)
