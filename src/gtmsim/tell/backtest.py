"""A calibrated scenario beside the log it came from: whether the simulation waits, piles up and converts as the log did."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from gtmsim.measure.metrics import measured
from gtmsim.measure.registry import names_in, unit_in
from gtmsim.program.layout import CellTotal, TotalBlock
from gtmsim.program.tables import Floats
from gtmsim.program.totals import totals_of
from gtmsim.study.run import Run
from gtmsim.tell.amounts import decimals, number, scale_of
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, headed, table

_SPREAD = (("", "mean"), (".median", "median"), (".p90", "p90"))


@dataclass(frozen=True)
class Beside:
    """A number of the log beside the same of the simulated runs: their mean, and the band that holds nine of ten of them.

    The log is one history, so it is held against single runs and not against their mean.
    """

    name: str
    unit: str
    log: float
    mean: float
    p5: float
    p95: float

    @property
    def inside(self) -> bool:
        """Whether the log's number could be one of the runs'."""
        return self.p5 <= self.log <= self.p95


def backtest(run: Run, log: Mapping[str, object]) -> tuple[Beside, ...]:
    """Return the log's waits, backlog and conversions beside the simulated ones, those that both know."""
    program = run.program
    known = names_in(program)
    series = {each.key: each for each in measured(run.batch)}
    told = []
    for name, metric, value in _pairs(log):
        if metric in series and isinstance(value, int | float):
            told.append(
                _beside(
                    name, unit_in(known[series[metric].metric], program), float(value), series[metric].values
                )
            )
    waiting = _number(log, "backlog", "mean")
    if waiting is not None:
        told.append(_beside("leads waiting for their first touch", "count", waiting, _untouched(run)))
    won = _number(log, "won_share")
    if won is not None:
        share = np.divide(series["wins"].values, series["leads"].values)
        told.append(_beside("wins / leads", "share", won, share))
    return tuple(each for each in told if np.isfinite(each.mean))


def _pairs(log: Mapping[str, object]) -> Iterator[tuple[str, str, float | None]]:
    """Yield name, metric and the log's number."""
    for metric, subject in (("first_touch_hours", "first_touch_hours"), ("cycle_days", "cycle_days_won")):
        for suffix, key in _SPREAD:
            yield f"{metric}{suffix}", f"{metric}{suffix}", _number(log, subject, key)
    stages = log.get("stages")
    for stage in stages if isinstance(stages, dict) else ():
        yield f"conversion_{stage}", f"conversion_{stage}", _number(log, "stages", stage, "advance")


def _number(log: Mapping[str, object], *keys: str) -> float | None:
    value: object = log
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) else None


def _untouched(run: Run) -> Floats:
    """Return each run's mean number of leads waiting for their first touch: their waits over the time measured (Little's law)."""
    program = run.program
    cells = totals_of(program).block(run.totals, TotalBlock.CELL)
    waits: Floats = cells[..., CellTotal.FIRST_TOUCH_TICKS].sum(axis=(1, 2)) / (
        program.horizon - program.warm_up
    )
    return waits


def _beside(name: str, unit: str, value: float, simulated: Floats) -> Beside:
    told = simulated[np.isfinite(simulated)]
    if not len(told):
        return Beside(name, unit, value, np.nan, np.nan, np.nan)
    p5, p95 = (float(each) for each in np.quantile(told, [0.05, 0.95]))
    return Beside(name, unit, value, float(told.mean()), p5, p95)


def backtest_words(told: tuple[Beside, ...], run: Run, style: Style = PLAIN) -> str:
    """Return the backtest in words; the log's numbers outside nine of ten runs stand out."""
    rows: list[Row] = []
    for each in told:
        scale = scale_of(each.unit, max(abs(each.log), abs(each.mean)))
        digits = decimals(
            (each.p95 - each.p5) / 2.0 / scale.divisor, max(each.log, each.mean) / scale.divisor
        )
        log, mean, p5, p95 = (
            scale.number(value, digits) for value in (each.log, each.mean, each.p5, each.p95)
        )
        mark = Cell("yes", Tone.GOOD) if each.inside else Cell("no", Tone.ODD)
        rows.append((each.name, scale.unit, log, mean, f"{p5} to {p95}", mark))
    if not rows:
        return "nothing of this log can be held against a simulation"
    inside = sum(each.inside for each in told)
    title = headed("Simulated beside the log", f"({number(run.replications)} runs, seed {run.seed})", style)
    head = ("", "", "log", "simulated", "nine of ten runs", "log inside")
    told_inside = f"{inside} of {len(told)} numbers of the log lie where nine of ten runs do."
    return f"{title}\n{table(head, rows, 'llrrrl', style)}\n{folded(told_inside, style, '  ')}"


def backtest_data(told: tuple[Beside, ...], run: Run) -> dict[str, object]:
    """Return the backtest as plain data."""
    return {
        "seed": run.seed,
        "replications": run.replications,
        "engine": run.engine,
        "digest": run.program.digest,
        "numbers": [{**asdict(each), "inside": each.inside} for each in told],
    }
