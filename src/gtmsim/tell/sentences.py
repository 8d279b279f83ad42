"""One difference in one sentence: "pods books 4.1 % more (95 %: 2.7 to 5.5, 400 paired runs, seed 7)"."""

from collections.abc import Mapping
from typing import Protocol

from gtmsim.measure.doubts import PARITY_PERCENT
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.relative import relative
from gtmsim.measure.verdict import Difference, Verdict
from gtmsim.tell.amounts import counted, decimals, number, percent, scale_of, short

# How a rise and a fall of a metric are said. `{}` is by how much.
_SAID = {
    "bookings": ("books {} more", "books {} less"),
    "cost": ("costs {} more", "costs {} less"),
    "profit": ("earns {} more", "earns {} less"),
    "value": ("is worth {} more", "is worth {} less"),
    "cac": ("pays {} more for each win", "pays {} less for each win"),
    "pipeline": ("builds {} more pipeline", "builds {} less pipeline"),
    "leads": ("gets {} more leads", "gets {} fewer leads"),
    "opportunities": ("makes {} more opportunities", "makes {} fewer opportunities"),
    "wins": ("wins {} more deals", "wins {} fewer deals"),
    "losses": ("loses {} more deals", "loses {} fewer deals"),
    "win_rate": ("has a win rate {} higher", "has a win rate {} lower"),
    "cycle_days": ("takes {} longer to win a deal", "wins a deal {} sooner"),
    "first_touch_hours": ("answers a lead {} later", "answers a lead {} sooner"),
    "handoff_wait_hours": ("lets a hand-off wait {} longer", "lets a hand-off wait {} less"),
    "leads_never_worked_share": ("leaves {} more of its leads unworked", "leaves {} fewer of its leads unworked"),
    "drain_share": ("loses {} more of marketing's hours to requests", "loses {} less of marketing's hours to requests"),
}  # fmt: skip
_AS_THEY_ARE = frozenset(
    {"share", "hours", "days", "tasks"}
)  # units in which a difference says more than a percentage


class Compared(Protocol):
    """What a sentence needs to know beside the difference: the scenarios' own means by metric, and what the doubt rests on."""

    @property
    def confidence(self) -> float: ...  # noqa: D102 - said above
    @property
    def seed(self) -> int: ...  # noqa: D102
    @property
    def scenarios(self) -> Mapping[str, Mapping[str, Estimate]]: ...  # noqa: D102


def sentence(verdict: Compared, difference: Difference) -> str:
    """Return a difference in words, with its doubt; one that may be nothing is not called more or less."""
    amount, low, high = _amounts(verdict, difference)
    if difference.pair.difference.count == 0:
        return f"{difference.metric} could not be compared: no replication measured it in both"
    doubt = f"{counted(difference.pair.difference.count, 'paired run')}, seed {verdict.seed}"
    name, metric = difference.scenario, difference.metric
    if not difference.pair.difference.has_interval:
        amount = _rounded(verdict, difference)
        return f"{name} {_verb(metric, difference.mean).format(amount)} in the only run (seed {verdict.seed})"
    if difference.low == difference.high == 0.0:
        return f"{name} and {difference.baseline} do not differ in {metric} ({doubt})"
    together = " jointly" if len(verdict.scenarios) > 2 else ""
    bounds = f"{percent(verdict.confidence)}{together}: {low} to {high}"
    if not difference.clear:
        return f"{name} and {difference.baseline} show no clear difference in {metric} ({bounds}, {doubt})"
    if not difference.joint.excludes_zero:
        bounds += ", clear by Holm's steps"
    return f"{name} {_verb(metric, difference.mean).format(amount)} than {difference.baseline} ({bounds}, {doubt})"


def cost_sentence(verdict: Verdict, name: str) -> str:
    """Return that a scenario's planned cost is not the baseline's, or nothing where it is as good as equal."""
    above = verdict.costs[name].above_baseline_percent
    if above is None or abs(above) <= PARITY_PERCENT:
        return ""
    apart = f"{number(abs(above), 1)} % {'more' if above > 0.0 else 'less'} cost"
    return f"{name} plans {apart} than {verdict.baseline}: not a comparison at equal budget"


def _verb(metric: str, mean: float) -> str:
    if metric in _SAID:
        return _SAID[metric][0 if mean >= 0.0 else 1]
    return f"has {metric} {{}} {'higher' if mean >= 0.0 else 'lower'}"


def _rounded(verdict: Compared, difference: Difference) -> str:
    mean, _, _, unit, _ = _numbers(verdict, difference)
    return f"{short(abs(mean))}{unit}"


def _amounts(verdict: Compared, difference: Difference) -> tuple[str, str, str]:
    """Return how much, without a sign, and the bounds: signed if they lie on both sides of zero, else as the amount is."""
    mean, low, high, unit, digits = _numbers(verdict, difference)
    if low < 0.0 < high or high < 0.0 < low:
        return f"{number(abs(mean), digits)}{unit}", f"{low:+,.{digits}f}", f"{high:+,.{digits}f}{unit}"
    ends = sorted((abs(low), abs(high)))
    return f"{number(abs(mean), digits)}{unit}", number(ends[0], digits), number(ends[1], digits)


def _numbers(verdict: Compared, difference: Difference) -> tuple[float, float, float, str, int]:
    of_base = verdict.scenarios[difference.baseline][difference.metric]
    share = None
    if difference.unit not in _AS_THEY_ARE:
        share = relative(difference, verdict.scenarios[difference.scenario][difference.metric], of_base)
    # Near zero the ratio's interval may say otherwise than the difference's, which is the one that decides.
    if share is not None and (share.low > 0.0 or share.high < 0.0) is not difference.joint.excludes_zero:
        share = None
    if share is not None:
        return (
            share.mean,
            share.low,
            share.high,
            " %",
            min(2, decimals((share.high - share.low) / 2.0, 100.0)),
        )
    scale = scale_of(
        difference.unit, max(abs(bound) for bound in (difference.mean, difference.low, difference.high))
    )
    mean, low, high = (value / scale.divisor for value in (difference.mean, difference.low, difference.high))
    unit = {"%": " points", "": ""}.get(scale.unit, f" {scale.unit}")
    return mean, low, high, unit, decimals((high - low) / 2.0, mean)
