"""What should make a reader hesitate before believing a verdict."""

from collections.abc import Iterator, Mapping
from math import ceil

from gtmsim.measure.budget import PLANNED_PERCENT
from gtmsim.measure.intervals import TOO_FEW, Estimate
from gtmsim.measure.risk import SHARE
from gtmsim.measure.verdict import Verdict

FEW_IN_TAIL = 20  # replications, below which a bootstrap of their mean covers too seldom


def doubts(verdict: Verdict, windows: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Yield every warning a verdict deserves. `windows` holds each scenario's warm-up and horizon, in ticks."""
    yield from _too_few(verdict)
    yield from _skewed(verdict)
    yield from _unpaired(verdict)
    for name, window in windows.items():
        if window != windows[verdict.baseline]:
            yield f"{name} and {verdict.baseline} do not measure the same weeks"
    yield from _unequal_cost(verdict)
    yield from _thin_tails(verdict)


def _too_few(verdict: Verdict) -> Iterator[str]:
    if verdict.replications == 1:
        yield "one replication tells no interval: how much is luck cannot be said"
    elif verdict.replications < TOO_FEW:
        yield f"{verdict.replications} replications are few: below {TOO_FEW} intervals are rough"


def _skewed(verdict: Verdict) -> Iterator[str]:
    told: list[tuple[str, Estimate]] = [
        (f"{metric} ({name})", estimate)
        for name, estimates in verdict.scenarios.items()
        for metric, estimate in estimates.items()
    ]
    told += [(f"{d.metric} ({d.scenario} - {d.baseline})", d.pair.difference) for d in verdict.differences]
    places = [f"{place} asks for {ceil(each.enough):,}" for place, each in told if each.doubtful]
    if places:
        yield f"too few replications for numbers so skewed, so intervals may be too narrow: {', '.join(places)}"


def _unpaired(verdict: Verdict) -> Iterator[str]:
    for d in verdict.differences:
        paired = d.pair.difference.count
        if paired < verdict.replications:
            yield (
                f"{d.metric} of {d.scenario} is compared in {paired} of {verdict.replications} replications: "
                "the others had nothing to measure"
            )


def _unequal_cost(verdict: Verdict) -> Iterator[str]:
    for name, cost in verdict.costs.items():
        above = cost.above_baseline_percent
        if above is None:
            if cost.planned > 0.0:
                yield f"{name} costs something and {verdict.baseline} nothing: not a comparison at equal cost"
        elif abs(above) > PLANNED_PERCENT:
            side = "more" if above > 0.0 else "less"
            yield (
                f"{name} is planned to cost {abs(above):.1f} % {side} than {verdict.baseline}: "
                "not a comparison at equal cost"
            )


def _thin_tails(verdict: Verdict) -> Iterator[str]:
    for risk in verdict.risks:
        count = min(tail.count for tail in risk.tails.values())
        if count * SHARE < FEW_IN_TAIL:
            yield (
                f"the worst 5 % of {risk.metric} are {max(1, ceil(count * SHARE))} of {count} replications: "
                f"intervals of their mean are too narrow below {ceil(FEW_IN_TAIL / SHARE)} replications"
            )
