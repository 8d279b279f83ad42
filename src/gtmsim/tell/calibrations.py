"""A calibration in words: what the log determined and how sure that is, what it could not tell, what was odd."""

from dataclasses import asdict
from pathlib import Path

import polars as pl

from gtmsim.amounts import NOTHING, counted, duration, number, percent, short
from gtmsim.calibration import Calibration
from gtmsim.calibration.questions import questions
from gtmsim.measure.plain import plain
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Row, folded, table
from gtmsim.tell.wins import refusals_words, wins_words
from gtmsim.units import TICKS_PER_HOUR

ESTIMATED, DEFAULT, UNKNOWN = "estimated", "default", "not estimable"


def calibration_words(found: Calibration, style: Style = PLAIN, every_default: bool = False) -> str:
    """Return a calibration in words; on demand with the values that are choices as well."""
    estimates = found.estimates
    parts = [
        wins_words(found.wins, style) if found.wins is not None else "",
        refusals_words(found.refusals, style),
        _estimated(estimates.filter(pl.col("status") == ESTIMATED), style),
        _reasons("Not in the log", estimates.filter(pl.col("status") == UNKNOWN), style),
        _reasons("Chosen", estimates.filter(pl.col("status") == DEFAULT), style) if every_default else "",
        _warnings(found.warnings, style),
        _counts(estimates),
    ]
    return "\n\n".join(part for part in parts if part)


def scenario_texts(found: Calibration, file: Path, with_questions: bool) -> dict[Path, str]:
    """Return the scenario's text by file, and on demand those of the questions worth asking of it, beside it."""
    texts = {file: found.yaml}
    if with_questions:
        for name, text in questions(found, file.name).items():
            texts[file.with_name(f"{file.stem}_{name}.yaml")] = text
    return texts


def calibration_data(found: Calibration) -> dict[str, object]:
    """Return estimates, warnings and the log's own numbers as plain data; refusals where the export has little else."""
    refused = {"refusals": [asdict(each) for each in found.refusals]} if found.refusals else {}
    return {
        "estimates": [
            {key: plain(value) for key, value in row.items()} for row in found.estimates.to_dicts()
        ],
        "warnings": list(found.warnings),
        **refused,
        "log": _plain(found.log_summary),
    }


def _estimated(rows: pl.DataFrame, style: Style) -> str:
    told: list[Row] = []
    for row in rows.iter_rows(named=True):
        low, high = (_value(row[bound], row["unit"]) for bound in ("low", "high"))
        count = NOTHING if row["n"] is None else number(row["n"])
        told.append((row["path"], _value(row["value"], row["unit"]), f"{low} to {high}", count))
    return (
        f"{style.title('Estimated')}\n{table(('value', '', '95 % interval', 'n'), told, 'lrrr', style)}"
        if told
        else ""
    )


def _reasons(title: str, rows: pl.DataFrame, style: Style) -> str:
    """Return paths and reasons; what several stages or teams have in common is told once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for row in rows.iter_rows(named=True):
        alike.setdefault((_general(row["path"]), row["reason"]), []).append(row["path"])
    told: list[Row] = [
        (paths[0] if len(paths) == 1 else f"{general} ({len(paths)})", reason)
        for (general, reason), paths in alike.items()
    ]
    return f"{style.title(title)}\n{table(('', ''), told, 'll', style)}" if told else ""


def _general(path: str) -> str:
    """Return a path with its id left open: `world.stages.*.patience`."""
    parts = path.split(".")
    return ".".join((*parts[:2], "*", *parts[3:])) if len(parts) > 3 else path


def _warnings(warnings: tuple[str, ...], style: Style) -> str:
    told = [folded(f"- {warning}", style, "  ", "  ") for warning in warnings]
    return "\n".join([style.tinted("Mind that", Tone.ODD), *told]) if told else ""


def _counts(estimates: pl.DataFrame) -> str:
    by = dict(estimates.group_by("status").len().iter_rows())
    return (
        f"{counted(by.get(ESTIMATED, 0), 'value')} estimated, {number(by.get(DEFAULT, 0))} chosen, "
        f"{number(by.get(UNKNOWN, 0))} not in the log"
    )


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return NOTHING
    if unit == "h":
        return duration(value * TICKS_PER_HOUR)
    if unit == "share":
        return percent(value)
    return short(value) if unit in ("", "number") else f"{short(value)} {unit}"


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return plain(value) if isinstance(value, str | int | float | None) else str(value)
