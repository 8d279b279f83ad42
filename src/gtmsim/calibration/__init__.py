"""What would a scenario of this log look like: from an exported CRM to a complete scenario, every value with its doubt.

`calibrate(folder)` gives the scenario's text with the origin of each value, the same as a table, the log's own numbers (which a
backtest compares), and what the importer had to survive.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gtmsim.calibration.changes import Summary
from gtmsim.calibration.estimates import Facts, gather
from gtmsim.calibration.fitting import fit_speed
from gtmsim.calibration.log import as_log
from gtmsim.calibration.organisation import write_organisation, write_policy, write_run
from gtmsim.calibration.read import read_export
from gtmsim.calibration.refusals import Refusal, refusals
from gtmsim.calibration.sessions import clean
from gtmsim.calibration.sheet import Sheet
from gtmsim.calibration.stages import funnel
from gtmsim.calibration.summary import summarise
from gtmsim.calibration.won_only import WonOnly, won_only
from gtmsim.calibration.world import write_world


@dataclass(frozen=True)
class Calibration:
    """A scenario read from a log.

    `estimates` has path, value, low, high, status (estimated, default, not estimable), reason, n and unit; durations are in hours.
    `wins` is there for an export of leads and wins alone, with `refusals`: what such an export cannot tell.
    """

    yaml: str
    estimates: pl.DataFrame
    log_summary: Summary
    warnings: tuple[str, ...]
    wins: WonOnly | None = None
    refusals: tuple[Refusal, ...] = ()


def calibrate(export: Path) -> Calibration:
    """Return the scenario that a folder of exported tables shows.

    Reads leads, opportunities, stage_history and activities (CSV, our names or Salesforce's and HubSpot's); what is missing
    disables the estimators that need it. The same export gives the same text. Raises GtmsimError when nothing can be read.
    """
    from gtmsim.scenario.render import render

    log = as_log(read_export(export))
    work = clean(log.sessions)
    shape = funnel(log, work)
    wins = won_only(log, shape)
    if wins is not None:
        log = wins.log
        shape = funnel(log, work)
    facts = gather(log, work, shape, wins)
    sheet = Sheet({"gtmsim": 1})
    write_world(sheet, facts)
    write_organisation(sheet, facts)
    write_policy(sheet, facts)
    write_run(sheet, facts)
    fit_speed(sheet, facts)
    refused = refusals(facts, render(sheet.values, sheet.comments)) if wins is not None else ()
    sheet.comments[""] = _opening(export, facts, refused)
    return Calibration(
        render(sheet.values, sheet.comments),
        sheet.frame(),
        summarise(facts),
        facts.warnings,
        wins,
        refused,
    )


def _opening(export: Path, facts: Facts, refused: tuple[Refusal, ...]) -> str:
    """Return the opening lines: the question, how the log was read, what was odd, what it cannot tell."""
    told = "\n".join(f"- {w}" for w in facts.warnings)
    if refused:
        told += "\nWhat this export cannot tell:\n" + "\n".join(f"- {r.sentence}" for r in refused)
    cases, of_all = f"{facts.log.cases.height:,}", ""
    if facts.wins is not None and facts.wins.changes:
        of_all = f" of {facts.wins.all_leads:,}, those that came from {facts.wins.since} on"
    stages = " -> ".join(facts.funnel.stages)
    return (
        f"How does the organisation in the export {export.resolve().name!r} work today, as far as its log shows?\n"
        f"Calibrated from {cases} cases{of_all}. Stages come from {facts.funnel.reading}: {stages}.\n"
        "Each value says: estimated (with its 95 % interval and n), default, or not estimable. What is left out keeps its\n"
        "default, such as what people cost: an export holds no pay.\n"
        f"Survived on the way:\n{told}"
    )


__all__ = ["Calibration", "calibrate"]
