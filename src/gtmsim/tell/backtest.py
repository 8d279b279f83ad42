"""A calibrated scenario beside the log it came from, in words."""

import polars as pl

from gtmsim.amounts import decimals, number, scale_of
from gtmsim.measure.plain import plain
from gtmsim.study.run import Run
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, headed, table


def backtest_words(told: pl.DataFrame, run: Run, style: Style = PLAIN) -> str:
    """Return the frame of `calibrate.backtest` in words; the log's numbers outside the band stand out, and notes follow."""
    rows: list[Row] = []
    notes: dict[str, list[str]] = {}
    for each in told.iter_rows(named=True):
        scale = scale_of(each["unit"], max(abs(each["log"]), abs(each["simulated"])))
        digits = decimals(
            (each["high"] - each["low"]) / 2.0 / scale.divisor,
            max(each["log"], each["simulated"]) / scale.divisor,
        )
        log, simulated, low, high = (
            scale.number(each[key], digits) for key in ("log", "simulated", "low", "high")
        )
        mark = Cell("yes", Tone.GOOD) if each["inside"] else Cell("no", Tone.ODD)
        name = " ".join(part for part in (each["quantity"], each["level"]) if part)
        rows.append((name, scale.unit, log, simulated, f"{low} to {high}", mark))
        if each["note"]:
            notes.setdefault(each["note"], []).append(name)
    if not rows:
        return "nothing of this log can be held against a simulation"
    title = headed("Simulated beside the log", f"({number(run.replications)} runs, seed {run.seed})", style)
    head = ("", "", "log", "simulated", "95 of 100 runs", "log inside")
    inside = (
        f"{told['inside'].sum()} of {len(rows)} numbers of the log lie in the band of 95 of 100 single runs."
    )
    lines = [f"- {', '.join(names)}: {note}" for note, names in notes.items()]
    told_notes = "".join("\n" + folded(line, style, "  ", "  ") for line in lines)
    return f"{title}\n{table(head, rows, 'llrrrl', style)}\n{folded(inside, style, '  ')}{told_notes}"


def backtest_data(told: pl.DataFrame, run: Run) -> dict[str, object]:
    """Return the backtest as plain data."""
    return {
        "seed": run.seed,
        "replications": run.replications,
        "engine": run.engine,
        "digest": run.program.digest,
        "numbers": [{key: plain(value) for key, value in row.items()} for row in told.to_dicts()],
    }
