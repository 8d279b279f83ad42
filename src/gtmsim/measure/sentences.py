"""One difference in one sentence: "pods books 4.1 % more (95 %: 2.7 to 5.5, 400 paired runs, seed 7)"."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isnan
from typing import TYPE_CHECKING, Protocol

from gtmsim.amounts import counted, decimals, listed, number, percent, scale_of, short, signed
from gtmsim.measure.best import Best
from gtmsim.measure.budget import PLANNED_PERCENT, AtEqualCost
from gtmsim.measure.crossover import Crossover
from gtmsim.measure.relative import relative

if TYPE_CHECKING:
    from gtmsim.measure.intervals import Estimate
    from gtmsim.measure.verdict import Difference, Verdict

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
    def confidence(self) -> float:
        """Of its intervals."""

    @property
    def seed(self) -> int:
        """Of all luck."""

    @property
    def scenarios(self) -> "Mapping[str, Mapping[str, Estimate]]":
        """Mean of each metric by scenario."""


def sentence(verdict: Compared, difference: "Difference") -> str:
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
    bounds = f"{percent(verdict.confidence)}{_jointly(verdict)}: {low} to {high}"
    if not difference.clear:
        return f"{name} and {difference.baseline} show no clear difference in {metric} ({bounds}, {doubt})"
    if not difference.joint.excludes_zero:
        bounds += ", clear by Holm's steps"
    return f"{name} {_verb(metric, difference.mean).format(amount)} than {difference.baseline} ({bounds}, {doubt})"


def cost_sentences(verdict: "Verdict", name: str, metrics: Sequence[str]) -> Iterator[str]:
    """Yield that a scenario does not cost what the baseline does, and what would be so in proportion; nothing where it does."""
    cost, base = verdict.costs[name], verdict.baseline
    if not cost.unequal:
        return
    planned, spent = cost.above_baseline_percent, cost.realised_above_percent
    if planned is not None and abs(planned) > PLANNED_PERCENT:
        yield f"{name} plans {_apart(planned)} cost than {base}: not a comparison at equal budget"
    elif planned is not None and spent is not None:
        yield f"{name} spends {_apart(spent)} than {base}, though both plan as good as the same"
    for each in verdict.at_equal_cost:
        if each.scenario == name and each.metric in metrics[:1] and each.baseline_mean > 0.0:
            yield _in_proportion(verdict, each)


def best_sentence(verdict: "Verdict", best: Best) -> str:
    """Return which scenarios can still be the best on a metric, with the doubt of that."""
    others = [each.scenario for each in best.contenders if not each.possible]
    doubt = f"{percent(best.confidence)}, {counted(best.count, 'paired run')}, seed {verdict.seed}"
    if len(best.possible) == 1:
        return f"{best.possible[0]} is the best of {len(best.contenders)} on {best.metric} ({doubt})"
    if not others:
        return f"any of the {len(best.contenders)} can still be the best on {best.metric} ({doubt})"
    can, cannot = listed(list(best.possible)), listed(others)
    return f"{can} can still be the best on {best.metric}, {cannot} cannot ({doubt})"


def crossover_sentence(verdict: "Verdict", each: Crossover) -> str:
    """Return when a scenario overtakes the baseline for good, how sure that is, and in how many replications it happens."""
    name, base, metric = each.scenario, each.baseline, each.metric
    happens = f"it does in {percent(each.share)} of {counted(each.count, 'paired run')}, seed {verdict.seed}"
    if each.since == inf:
        return f"{name} and {base} never differ in {metric} ({counted(each.count, 'paired run')}, seed {verdict.seed})"
    bounds = "" if isnan(each.low) else f"{percent(each.confidence)}: {_weeks(each.low, each.high)}, "
    if each.never:
        return f"{name} is not ahead of {base} in {metric} by week {each.horizon} ({bounds}{happens})"
    if each.from_the_start:
        return (
            f"{name} is ahead of {base} in {metric} from the start, week {each.week:.0f} ({bounds}{happens})"
        )
    return f"{name} is ahead of {base} in {metric} for good from week {each.week:.0f} on ({bounds}{happens})"


def _weeks(low: float, high: float) -> str:
    if low == inf:
        return "never"
    return f"week {low:.0f} to {'never' if high == inf else format(high, '.0f')}"


def _in_proportion(verdict: "Verdict", each: AtEqualCost) -> str:
    scale = 100.0 / each.baseline_mean
    mean, low, high = (
        scale * value for value in (each.difference.mean, each.difference.low, each.difference.high)
    )
    digits = min(2, decimals((high - low) / 2.0, 100.0))
    verb = _verb(each.metric, mean).format(f"{number(abs(mean), digits)} %")
    place = f"in proportion, at the cost of {each.baseline},"
    if not each.difference.has_interval:
        return f"{place} {each.scenario} {verb}"
    sure = f"{percent(verdict.confidence)}{_jointly(verdict)}"
    if not each.difference.excludes_zero:
        bounds = f"{sure}: {signed(low, digits)} to {signed(high, digits)} %"
        return f"{place} {each.scenario} shows no clear difference in {each.metric} ({bounds})"
    near, far = sorted((abs(low), abs(high)))
    return f"{place} {each.scenario} {verb} ({sure}: {number(near, digits)} to {number(far, digits)})"


def _jointly(verdict: Compared) -> str:
    return " jointly" if len(verdict.scenarios) > 2 else ""


def _apart(above: float) -> str:
    return f"{number(abs(above), 1)} % {'more' if above > 0.0 else 'less'}"


def _verb(metric: str, mean: float) -> str:
    if metric in _SAID:
        return _SAID[metric][0 if mean >= 0.0 else 1]
    return f"has {metric} {{}} {'higher' if mean >= 0.0 else 'lower'}"


def _rounded(verdict: Compared, difference: "Difference") -> str:
    mean, _, _, unit, _ = _numbers(verdict, difference)
    return f"{short(abs(mean))}{unit}"


def _amounts(verdict: Compared, difference: "Difference") -> tuple[str, str, str]:
    """Return how much, without a sign, and the bounds: signed if they lie on both sides of zero, else as the amount is."""
    mean, low, high, unit, digits = _numbers(verdict, difference)
    if low < 0.0 < high or high < 0.0 < low:
        return f"{number(abs(mean), digits)}{unit}", f"{low:+,.{digits}f}", f"{high:+,.{digits}f}{unit}"
    ends = sorted((abs(low), abs(high)))
    return f"{number(abs(mean), digits)}{unit}", number(ends[0], digits), number(ends[1], digits)


def _numbers(verdict: Compared, difference: "Difference") -> tuple[float, float, float, str, int]:
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
