"""Tables beside a verdict: which scenarios can still be the best on a metric, and how bad it may come out in each."""

from math import isfinite

from gtmsim.amounts import NOTHING, Scale, number, percent, scale_of
from gtmsim.measure.best import Best, Contender
from gtmsim.measure.metric import HIGHER
from gtmsim.measure.risk import Risk, Tail
from gtmsim.measure.verdict import Verdict
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, headed, table


def best_table(verdict: Verdict, best: Best, style: Style = PLAIN) -> str:
    """Return who can still be the best on a metric, how far each is ahead of the best of the others, and what choosing it costs."""
    largest = max(
        (abs(verdict.scenarios[each.scenario][best.metric].mean) for each in best.contenders), default=0.0
    )
    scale = scale_of(best.unit, largest)
    title = headed(
        f"Best on {best.metric}",
        f"(ahead of the best of the others; {percent(best.confidence)} intervals, jointly for all; regret: what the best of "
        "each replication is better)",
        style,
    )
    unit = f", {scale.unit}" if scale.unit else ""
    head = ("", "can be best", f"ahead{unit}", "interval", "best in", "tied in", f"mean regret{unit}")
    return f"{title}\n{table(head, [_contender(each, scale) for each in best.contenders], 'llrrrrr', style)}"


def _contender(each: Contender, scale: Scale) -> Row:
    spread = min(each.high - each.ahead, each.ahead - each.low)  # the other bound may be held at zero
    digits = scale.digits(spread, max(abs(each.ahead), abs(each.low), abs(each.high)))
    known = isfinite(each.low)
    return (
        each.scenario,
        Cell("yes", Tone.GOOD) if each.possible else Cell("no", Tone.BAD),
        scale.number(each.ahead, digits),
        f"{scale.number(each.low, digits)} to {scale.number(each.high, digits)}" if known else NOTHING,
        f"{number(100.0 * each.best_alone)} %",
        f"{number(100.0 * each.best_with_others)} %",
        scale.number(each.regret.mean, digits),
    )


def risk_table(verdict: Verdict, risk: Risk, style: Style = PLAIN) -> str:
    """Return the bad end of a metric's outcomes by scenario: single replications, not their mean."""
    scale = scale_of(risk.unit, max(abs(each.quantile) for each in risk.tails.values()))
    name = "p5" if risk.better == HIGHER else "p95"
    title = headed(
        f"Risk in {risk.metric}",
        f"(outcomes of single replications: {name}, and the mean of the worst 5 %; {percent(verdict.confidence)} intervals)",
        style,
    )
    unit = f", {scale.unit}" if scale.unit else ""
    head = ("", f"{name}{unit}", "interval", f"worst 5 %{unit}", "interval")
    return f"{title}\n{table(head, [_tail(who, each, scale) for who, each in risk.tails.items()], 'lrrrr', style)}"


def _tail(scenario: str, each: Tail, scale: Scale) -> Row:
    digits = scale.digits(
        (each.shortfall_high - each.shortfall_low) / 2.0, max(abs(each.quantile), abs(each.shortfall))
    )
    return (
        scenario,
        scale.number(each.quantile, digits),
        _between(each.quantile_low, each.quantile_high, scale, digits),
        scale.number(each.shortfall, digits),
        _between(each.shortfall_low, each.shortfall_high, scale, digits),
    )


def _between(low: float, high: float, scale: Scale, digits: int) -> str:
    return f"{_bound(low, scale, digits)} to {_bound(high, scale, digits)}"


def _bound(value: float, scale: Scale, digits: int) -> str:
    return scale.number(value, digits) if isfinite(value) else "?"
