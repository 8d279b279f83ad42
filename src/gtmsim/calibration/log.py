"""An export as cases, sessions and stage changes, in hours since the Monday before its first case.

Wall-clock time throughout: the export's zone is taken as the team's. A case is a lead with its opportunity, or an opportunity
where there are no leads.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from gtmsim.calibration.cases import CASES, cases_of, col
from gtmsim.calibration.columns import end_named
from gtmsim.calibration.read import TIME, Export
from gtmsim.errors import GtmsimError

SESSIONS = ("case", "kind", "scheduled", "started", "ended", "owner")


@dataclass(frozen=True)
class Log:
    """What the estimators read. `end` is won, lost, no_decision or open; `until` is when the log stops, in hours."""

    cases: pl.DataFrame
    sessions: pl.DataFrame
    changes: pl.DataFrame  # case, label, at
    origin: datetime
    until: float
    arrivals_until: float
    warnings: tuple[str, ...]
    date_only: frozenset[str]
    currency: str | None


def as_log(export: Export) -> Log:
    """Return the log of an export; GtmsimError when it has no case with a creation date."""
    warnings = export.warnings
    cases = cases_of(export)
    undated = cases["created"].null_count()
    if undated:
        warnings.append(f"{undated} cases have no creation date; left out")
        cases = cases.filter(pl.col("created").is_not_null())
    twice = cases.height - cases["case"].n_unique()
    if twice:
        warnings.append(f"{twice} cases appear twice; the first is kept")
        cases = cases.unique("case", keep="first", maintain_order=True)
    if cases.height == 0:
        raise GtmsimError(
            "the export has no case with a creation date: nothing arrives, so nothing can be estimated"
        )
    alias = _alias(export, cases)
    changes = _changes(export, alias)
    cases = _ended_by_history(cases, changes)
    sessions = _sessions(export, alias)
    first = cases["created"].min()
    assert isinstance(first, datetime)
    origin = datetime(first.year, first.month, first.day) - timedelta(days=first.weekday())
    cases, sessions, changes = (_in_hours(f, origin) for f in (cases, sessions, changes))
    cases = _straight(cases, warnings)
    ends = [cases["created"].max(), cases["closed"].max(), sessions["started"].max(), changes["at"].max()]
    until = max(float(e) for e in ends if isinstance(e, float))
    still = int((cases["end"] == "open").sum())
    if still:
        warnings.append(
            f"{still} of {cases.height} cases are still open at the end of the log; they count as not yet, not as no"
        )
    last = cases["created"].max()
    assert isinstance(last, float)
    currency = None
    if export.has("opportunities", "currency"):
        currency = str(export.tables["opportunities"]["currency"].drop_nulls().mode().sort()[0]).upper()
    return Log(
        cases.sort("created", "case"),
        sessions.sort("case", "started", "ended"),
        changes.sort("case", "at"),
        origin,
        until,
        last,
        tuple(warnings),
        frozenset(export.date_only),
        currency,
    )


def _alias(export: Export, cases: pl.DataFrame) -> pl.DataFrame:
    """Return record id -> case, for tables that name the opportunity where the case is the lead."""
    own = cases.select(pl.col("case").alias("record_id"), "case")
    links = [own]
    if "leads" in export.tables:
        frame = export.tables["leads"]
        links.append(
            frame.select(col(frame, "opportunity_id").alias("record_id"), pl.col("lead_id").alias("case"))
        )
        if "opportunities" in export.tables:
            deals = export.tables["opportunities"]
            links.append(
                deals.select(pl.col("opportunity_id").alias("record_id"), col(deals, "lead_id").alias("case"))
            )
    table = pl.concat(links).drop_nulls().unique("record_id", keep="first", maintain_order=True)
    return table.filter(pl.col("case").is_in(cases["case"].implode()))


def _changes(export: Export, alias: pl.DataFrame) -> pl.DataFrame:
    frame = export.tables.get("stage_history")
    if frame is None:
        return pl.DataFrame(schema={"case": pl.String, "label": pl.String, "at": TIME})
    rows = frame.select(
        "record_id", pl.col("to_stage").alias("label"), pl.col("changed_at").alias("at")
    ).drop_nulls()
    return _of_cases(rows, alias, "stage_history", export).select("case", "label", "at")


def _sessions(export: Export, alias: pl.DataFrame) -> pl.DataFrame:
    frame = export.tables.get("activities")
    if frame is None:
        return pl.DataFrame(
            schema={c: TIME if c in ("scheduled", "started", "ended") else pl.String for c in SESSIONS}
        )
    rows = frame.select(
        "record_id",
        col(frame, "type").fill_null("work").alias("kind"),
        col(frame, "scheduled_at", TIME).alias("scheduled"),
        pl.col("started_at").alias("started"),
        pl.coalesce(
            col(frame, "ended_at", TIME),
            pl.col("started_at") + pl.duration(seconds=col(frame, "duration_s", pl.Float64)),
        ).alias("ended"),
        col(frame, "owner_id").alias("owner"),
    ).filter(pl.col("started").is_not_null())
    return _of_cases(rows, alias, "activities", export).select(SESSIONS)


def _of_cases(rows: pl.DataFrame, alias: pl.DataFrame, table: str, export: Export) -> pl.DataFrame:
    """Return the rows that belong to a case of the log, with the case's id."""
    known = rows.join(alias, on="record_id", how="inner", maintain_order="left")
    if known.height < rows.height:
        export.warnings.append(
            f"{table}: {rows.height - known.height} rows belong to no case of the export; left out"
        )
    return known


def _ended_by_history(cases: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Return cases where those that no table closed end with their last stage change, if its name is an end."""
    last = changes.sort("at", maintain_order=True).group_by("case", maintain_order=True).last()
    said = pl.Series("said", [end_named(label) for label in last["label"]], dtype=pl.String)
    last = last.select("case", said, pl.col("at").alias("said_at"))
    both = cases.join(last, on="case", how="left", maintain_order="left")
    by_history = (pl.col("end") == "open") & pl.col("said").is_not_null()
    return (
        both.with_columns(
            pl.when(by_history).then("said").otherwise("end").alias("end"),
            pl.when(by_history | pl.col("closed").is_null())
            .then(pl.coalesce("closed", "said_at"))
            .otherwise("closed")
            .alias("closed"),
        )
        .with_columns(pl.when(pl.col("end") == "open").then(None).otherwise(pl.col("closed")).alias("closed"))
        .select(CASES)
    )


def _in_hours(frame: pl.DataFrame, origin: datetime) -> pl.DataFrame:
    """Return a frame whose times are hours since the origin."""
    at = [c for c, kind in frame.schema.items() if kind == TIME]
    return frame.with_columns(((pl.col(c) - origin).dt.total_microseconds() / 3.6e9).alias(c) for c in at)


def _straight(cases: pl.DataFrame, warnings: list[str]) -> pl.DataFrame:
    """Return cases in which no time runs backwards; times that do are dropped, the fates stay."""
    for what in ("closed", "first_touch", "opportunity"):
        backwards = pl.col(what) < pl.col("created") - 24
        count = cases.filter(backwards).height
        if count:
            warnings.append(
                f"{count} cases have {what} more than a day before their creation; that time is dropped"
            )
        kept = pl.when(pl.col(what) < pl.col("created")).then(pl.col("created")).otherwise(pl.col(what))
        cases = cases.with_columns(pl.when(backwards).then(None).otherwise(kept).alias(what))
    same_day = cases.filter((pl.col("end") == "won") & (pl.col("closed") - pl.col("created") < 24)).height
    if same_day:
        warnings.append(
            f"{same_day} cases were won within a day of their creation; kept, but look whether they were entered late"
        )
    return cases
