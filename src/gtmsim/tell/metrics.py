"""The metrics in words and as data: what each is called, and what it means."""

from gtmsim.measure.metric import Metric
from gtmsim.measure.registry import METRICS, names_in, unit_in
from gtmsim.program.tables import Program
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, table


def metric_words(program: Program | None = None, style: Style = PLAIN) -> str:
    """Return a line for each metric there is, or for each that a program can tell, by the names it has there."""
    rows: list[Row] = []
    for name, unit, metric in _listed(program):
        rows.append((Cell(name, Tone.STRONG), unit, metric.better, metric.description))
        if metric.needs and program is None:
            rows.append(("", "", "", Cell(f"needs {metric.needs}", Tone.WEAK)))
    return table(("metric", "unit", "better", "meaning"), rows, "llll", style, indent="")


def metric_data(program: Program | None = None) -> dict[str, object]:
    """Return the same as plain data."""
    return {
        "metrics": [
            {
                "metric": name,
                "unit": unit,
                "better": metric.better,
                "meaning": metric.description,
                "needs": metric.needs,
            }
            for name, unit, metric in _listed(program)
        ]
    }


def _listed(program: Program | None) -> list[tuple[str, str, Metric]]:
    if program is None:
        return [(metric.name, metric.unit, metric) for metric in METRICS]
    return [(name, unit_in(metric, program), metric) for name, metric in names_in(program).items()]
