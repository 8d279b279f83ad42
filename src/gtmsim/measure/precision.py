"""How closely a mean or a difference is to be known, and how far from that it still is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isnan

from gtmsim.errors import UsageError
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.metric import Metric
from gtmsim.measure.verdict import Verdict
from gtmsim.scenario.quantities import DURATION, DURATIONS, MONEY, Wrong
from gtmsim.units import CENTS_PER_UNIT

FEWEST = 30  # replications before anything is believed of their spread
MOST = 10_000  # replications unless more are allowed
_NUMBER = r"(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_RELATIVE = re.compile(_NUMBER + r"\s*%")
_POINTS = re.compile(_NUMBER + r"\s*(?:points|point)")
_PLAIN = re.compile(_NUMBER)
_SPANS = {"hours": "h", "days": "day", "weeks": "week", "months": "month"}


@dataclass(frozen=True)
class Precision:
    """The half-width that intervals may have at most: a share of the mean (of a difference: of the baseline's), or an amount."""

    text: str
    share: float | None

    def half_width(self, metric: Metric, currency: str, mean: float) -> float:
        """Return the half-width asked for, in the metric's unit. Raises UsageError for an amount of another kind than its."""
        return self.share * abs(mean) if self.share is not None else _amount(self.text, metric, currency)


def precision(text: str) -> Precision:
    """Return what `2%` or `50 kEUR` asks for. Raises UsageError for what can be neither. Units are read metric by metric."""
    told = text.strip()
    relative = _RELATIVE.fullmatch(told)
    share = float(relative["number"]) / 100.0 if relative else None
    if share == 0.0 or (not told[:1].isdigit() and not told.startswith(".")):
        raise UsageError(f"a precision is a share such as 2% or a half-width such as '50 kEUR'; got {text!r}")
    return Precision(told, share)


@dataclass(frozen=True)
class Gap:
    """How closely something is known, and how closely it was to be known."""

    what: str
    unit: str
    half_width: float
    wanted: float
    mean: float  # what a relative precision is relative to

    @property
    def times(self) -> float:
        """How many times too wide the interval is; 1 or less: it will do."""
        if self.half_width <= self.wanted:
            return 1.0 if self.wanted == 0.0 else self.half_width / self.wanted
        return self.half_width / self.wanted if self.wanted > 0.0 else inf


def gaps(verdict: Verdict, metrics: Sequence[str], asked: Precision, known: Sequence[Metric]) -> list[Gap]:
    """Return how closely the differences of some metrics are known jointly; the widest for its precision first.

    `known` says what the metrics are, in their order. What has no interval is infinitely far from any precision.
    """
    told = []
    for key, metric in zip(metrics, known, strict=True):
        for each in verdict.differences:
            if each.metric == key:
                base = verdict.scenarios[each.baseline][key].mean
                what = f"{key} of {each.scenario} against {each.baseline}"
                told.append(_gap(what, each.unit, metric, verdict.currency, each.joint, base, asked))
    return sorted(told, key=lambda gap: -gap.times)


def gaps_alone(
    estimates: Sequence[Estimate],
    metrics: Sequence[str],
    asked: Precision,
    known: Sequence[Metric],
    currency: str,
) -> list[Gap]:
    """Return how closely the means of some metrics of one scenario are known; the widest for its precision first."""
    told = [
        _gap(key, metric.unit, metric, currency, each, each.mean, asked)
        for key, metric, each in zip(metrics, known, estimates, strict=True)
    ]
    return sorted(told, key=lambda gap: -gap.times)


def _gap(
    what: str, unit: str, metric: Metric, currency: str, estimate: Estimate, mean: float, asked: Precision
) -> Gap:
    half = estimate.half_width if estimate.has_interval else inf
    wanted = asked.half_width(metric, currency, 0.0 if isnan(mean) else mean)
    return Gap(what, unit, half, wanted, mean)


def next_count(count: int, times: float, most: int) -> int:
    """Return how many replications to have next, when so many leave an interval so many times too wide.

    What a half-width that shrinks with the root of the count would ask for, but a tenth more than there are at least, since spread
    is not known well, and twice as many at most, so that an early guess does not cost a night.
    """
    guess = 2 * count if times == inf else ceil(count * times**2)
    return min(most, max(ceil(1.1 * count), min(guess, 2 * count)))


def _amount(text: str, metric: Metric, currency: str) -> float:
    try:
        if metric.unit == "money":
            return MONEY.parse(text, currency) / CENTS_PER_UNIT
        if metric.unit in _SPANS:
            return DURATION.parse(text, currency) / DURATIONS[_SPANS[metric.unit]]
    except Wrong as error:
        raise UsageError(f"{text} is no half-width of {metric.name}: that is {error.wanted}") from None
    pattern, wanted = (
        (_POINTS, "points, such as '0.5 points'")
        if metric.unit == "share"
        else (_PLAIN, "a number, such as 5")
    )
    match = pattern.fullmatch(text)
    if match is None:
        raise UsageError(f"{text} is no half-width of {metric.name}: that is {wanted}, or a share such as 2%")
    return float(match["number"]) / (100.0 if metric.unit == "share" else 1.0)
