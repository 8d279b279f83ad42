"""An explanation in sentences: how much, made of what, and whether the levers work together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gtmsim.amounts import NOTHING, Scale, decimals, listed, number, scale_of, signed
from gtmsim.explanation.effects import Effect, Levers
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.joint import clear
from gtmsim.measure.sentences import sentence

if TYPE_CHECKING:
    from gtmsim.explanation.answer import Explanation


def answer(told: "Explanation") -> str:
    """Return the difference and what it is made of, in one sentence."""
    said = sentence(told, told.difference)
    why = "" if told.levers is None else because(told, told.levers)
    return f"{said}: {why}" if why else said


def paragraph(told: "Explanation") -> Iterator[str]:
    """Yield the sentences of a whole answer."""
    yield f"{sentence(told, told.difference)}."
    if told.levers is not None:
        if why := because(told, told.levers):
            yield f"{_capital(why)}."
        yield from together(told, told.levers)


def because(told: "Explanation", levers: Levers) -> str:
    """Return what a difference is made of, by lever; nothing where a single replication leaves everything open."""
    if not told.difference.pair.difference.has_interval:
        return ""
    ranked = sorted(levers.effects, key=lambda each: -abs(each.exact))
    if len(ranked) == 1:
        return f"all of it is one lever, {ranked[0].name}"
    sure = [each for each in ranked if each.clear]
    parts = _shares(told, levers, sure) if told.difference.clear else _amounts(told, levers, sure)
    idle = [each.name for each in ranked if each.brings.low == each.brings.high == 0.0]
    if unsure := [each.name for each in ranked if not each.clear and each.name not in idle]:
        parts.append(f"what {listed(unsure)} {'bring' if len(unsure) > 1 else 'brings'} may be nothing")
    if idle:
        parts.append(f"{listed(idle)} {'bring' if len(idle) > 1 else 'brings'} nothing")
    return "; ".join(parts)


def _shares(told: "Explanation", levers: Levers, sure: list[Effect]) -> list[str]:
    """Return who makes a difference and who takes back, where the whole is clear."""
    made = [each for each in sure if (each.exact > 0) is (told.difference.mean > 0.0)]
    back = [each for each in sure if each not in made]
    parts = []
    if made:
        first, *others = made
        names = [f"{share(first, levers)} of it comes from {first.name}"]
        parts.append(listed([*names, *(f"{share(each, levers)} from {each.name}" for each in others)]))
    else:
        parts.append("no lever makes it by itself")
    if back:
        shares = [f"{each.name} ({share(each, levers).lstrip('-')})" for each in back]
        parts.append(f"{listed(shares)} {'take' if len(back) > 1 else 'takes'} some of it back")
    return parts


def _amounts(told: "Explanation", levers: Levers, sure: list[Effect]) -> list[str]:
    """Return whose effects are clear, where that of the whole is not."""
    scale, digits = scale_in(told, levers)
    if not sure:
        return []
    names = [f"{each.name} ({amount(each.joint, scale, digits)})" for each in sure]
    if len({each.exact > 0 for each in sure}) > 1:
        return [f"{listed(names)} work against each other"]
    return [f"{listed(names)} {'make' if len(sure) > 1 else 'makes'} a clear difference all the same"]


def together(told: "Explanation", levers: Levers) -> Iterator[str]:
    """Yield whether the levers need each other, and which of them does most."""
    beyond = levers.apart
    if beyond is None or len(levers.effects) == 1 or not beyond.has_interval:
        return
    scale, digits = scale_in(told, levers)
    told_alone = signed((levers.total - beyond.mean) / scale.divisor, digits) + _unit(scale)
    if beyond.low == beyond.high == 0.0:
        yield "The levers do not meet: each brings the same whatever else is turned."
        return
    if not beyond.excludes_zero:
        yield (
            f"Turned alone, each from {told.baseline}, they add up to {told_alone}; that they work together or overlap "
            f"cannot be told from nothing ({amount(beyond, scale, digits)})."
        )
    elif (beyond.mean > 0.0) is (levers.total > 0.0):
        yield (
            f"They work together: turned alone, each from {told.baseline}, they add up to {told_alone} only, "
            f"and {amount(beyond, scale, digits)} comes of having them all."
        )
    else:
        yield (
            f"They overlap: turned alone, each from {told.baseline}, they add up to {told_alone}, "
            f"and {amount(beyond, scale, digits)} goes where they meet."
        )
    if most := _most_dependent(levers, told.confidence):
        alone, last = (
            signed(each.mean / scale.divisor, digits) + _unit(scale)
            for each in (most.alone, most.last)
            if each
        )
        yield f"What {most.name} brings depends most on the others: {alone} alone, {last} on top of them."


def _most_dependent(levers: Levers, confidence: float) -> Effect | None:
    """Return the lever that clearly brings something else last than alone, the most so; None if there is none."""
    found = [(each, each.together) for each in levers.effects if each.together is not None]
    sure = clear([estimate for _, estimate in found], confidence)
    ranked = [(abs(estimate.mean), place) for place, (_, estimate) in enumerate(found) if sure[place]]
    return found[max(ranked)[1]][0] if ranked else None


def share(effect: Effect, levers: Levers) -> str:
    """Return what a lever brings in percent of the difference."""
    return f"{number(100.0 * effect.brings.mean / levers.total)} %" if levers.total else NOTHING


def scale_in(told: "Explanation", levers: Levers) -> tuple[Scale, int]:
    """Return the unit that suits all amounts of an explanation, and how many decimals are worth showing."""
    sizes = [abs(told.difference.mean), *(abs(each.brings.mean) for each in levers.effects)]
    scale = scale_of(told.difference.unit, max(sizes))
    spreads = sorted(each.joint.half_width for each in levers.effects)
    return scale, decimals(spreads[len(spreads) // 2] / scale.divisor, max(sizes) / scale.divisor)


def amount(estimate: Estimate, scale: Scale, digits: int) -> str:
    """Return a mean with half its interval and its unit."""
    half = f" ± {number(estimate.half_width / scale.divisor, digits)}" if estimate.has_interval else ""
    return f"{signed(estimate.mean / scale.divisor, digits)}{half}{_unit(scale)}"


def _unit(scale: Scale) -> str:
    return {"%": " points", "": ""}.get(scale.unit, f" {scale.unit}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
