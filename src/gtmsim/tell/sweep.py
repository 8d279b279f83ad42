"""Metrics at the points of a design, in words: where it is best, then every point, then what made it."""

from collections.abc import Sequence

from gtmsim.amounts import NOTHING, Scale, counted, number, scale_of, signed
from gtmsim.explore.ground import Told
from gtmsim.explore.sweep import AS_IS, Measured, Sweep
from gtmsim.explore.told import rounded
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.metric import HIGHER, LOWER, NEITHER
from gtmsim.tell.runs import made_words, rests_on
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

MOST_ROWS = 40  # of a table; a file holds all


def sweep_words(result: Sweep, style: Style = PLAIN) -> str:
    """Return the answer of a sweep in words."""
    parts = [folded(f"{result.answer()}.", style)]
    parts += [_metric(result, metric, style) for metric in result.metrics]
    return "\n\n".join([*parts, "\n".join([*_short_of(result, style), _foot(result, style)])])


def _metric(result: Sweep, metric: Told, style: Style) -> str:
    told = [each for each in result.measured if each.metric == metric.key]
    shown = _best_of(told, metric)
    largest = max((abs(each.mean.mean) for each in told), default=0.0)
    scale = scale_of(metric.unit, largest)
    digits = scale.digits(min((each.mean.half_width for each in told), default=0.0), largest)
    several = len(result.names) > 1
    against = f"{result.names[0]} at the same point" if several else f"{result.names[0]} as it is"
    unit = f" in {scale.unit}" if scale.unit else ""
    title = headed(f"{metric.key}{unit}", f"(difference: to {against}, paired)", style)
    fields = [path.rpartition(".")[2] if _apart(result.paths) else path for path in result.paths]
    head = (*fields, *(("scenario",) if several else ()), "mean", "95 %", "difference", "95 %", "")
    rows: list[Row] = [
        (
            *map(rounded, result.rows[each.point]), *((each.scenario,) if several else ()),
            number(each.mean.mean / scale.divisor, digits), _within(each.mean, scale, digits),
            *_difference(each, scale, metric.better),
        )
        for each in shown
    ]  # fmt: skip
    align = "l" * (len(fields) + several) + "rrrrl"
    lines = [title, table(head, rows, align, style)]
    if len(fields) > 1 or fields[0] != result.paths[0]:
        lines.append(folded(f"Fields: {', '.join(result.paths)}.", style, "  "))
    if len(shown) < len(told):
        lines.append(
            folded(
                f"{len(shown)} of {counted(len(told), 'row')}, the best; --out FILE keeps all.", style, "  "
            )
        )
    if not any(each.point == AS_IS for each in shown):
        return "\n".join(lines)
    marks = "+ clearly better, - clearly worse" if metric.better != NEITHER else "* clearly another"
    lines.append(
        folded(
            f"{marks} when all points are looked at together (Holm); the first row is {AS_IS}.", style, "  "
        )
    )
    return "\n".join(lines)


def _best_of(told: Sequence[Measured], metric: Told) -> list[Measured]:
    if len(told) <= MOST_ROWS or metric.better == NEITHER:
        return list(told[:MOST_ROWS])
    sign = -1.0 if metric.better == LOWER else 1.0
    ahead = [each for each in told if each.point == AS_IS]
    rest = sorted((each for each in told if each.point != AS_IS), key=lambda each: -sign * each.mean.mean)
    return [*ahead, *rest][:MOST_ROWS]


def _difference(each: Measured, scale: Scale, better: str) -> tuple[str, str, Cell]:
    if each.difference is None:
        return NOTHING, "", Cell("")
    digits = scale.digits(each.difference.half_width, abs(each.difference.mean))
    told = signed(each.difference.mean / scale.divisor, digits)
    return told, _within(each.difference, scale, digits), _mark(each, better)


def _mark(each: Measured, better: str) -> Cell:
    if not each.clear or each.difference is None:
        return Cell("")
    if better == NEITHER:
        return Cell("*")
    good = (each.difference.mean > 0.0) == (better == HIGHER)
    return Cell("+", Tone.GOOD) if good else Cell("-", Tone.BAD)


def _within(each: Estimate, scale: Scale, digits: int) -> str:
    if not each.has_interval:
        return ""
    return f"{number(each.low / scale.divisor, digits)} to {number(each.high / scale.divisor, digits)}"


def _apart(paths: Sequence[str]) -> bool:
    """Return whether the last parts of the paths tell them apart."""
    return len({path.rpartition(".")[2] for path in paths}) == len(paths)


def _short_of(result: Sweep, style: Style) -> list[str]:
    lines = []
    done = len(result.rows) - 1
    if done < result.wanted:
        told = f"{number(done)} of {counted(result.wanted, 'point')} are finished"
        lines.append(style.tinted(told, Tone.ODD))
    if result.skipped:
        told = f"{counted(len(result.skipped), 'point')} skipped: their values do not go together"
        lines.append(style.tinted(told, Tone.ODD))
    return lines


def _foot(result: Sweep, style: Style) -> str:
    made = result.made
    runs = (
        f"{counted(len(result.rows) - 1, 'point')} and {AS_IS} x {counted(made.replications, 'replication')}"
    )
    by = made_words(made.engine, dict(made.versions), made.digest)
    return footed(f"{runs}, seed {made.seed}; {by}{rests_on(made.weak)}", style)
