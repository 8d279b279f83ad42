"""Which stages a log shows, and every case's visits to them.

Two readings. Where kinds of work follow one another (lead handling, then completing, then calling after the offer), each kind is a
stage. Where they alternate (calls, mails, meetings), stages come from the stage history or from milestones, and sessions belong
to the stage they fall into.
"""

from dataclasses import dataclass

import polars as pl

from gtmsim.calibration.columns import end_named, slug
from gtmsim.calibration.log import Log
from gtmsim.calibration.sessions import Work, sittings

RARE = 0.02  # kinds of work and labels met by fewer cases are left out, and said
MOST_RETURNS = 0.25  # more steps back than this among changes of kind: kinds are no stages
SCREENED = 0.02  # this share of cases ending without any session makes a screening stage
AT_ONCE_HOURS = 1 / 60


@dataclass(frozen=True)
class Funnel:
    """The stages in order, and visits: case, stage, place, enter, leave, fate, first (first session), hours since are the log's.

    `fate` is the next stage, or won, lost, no_decision, open. `sittings` are the work's, with their stage as `kind`.
    """

    stages: tuple[str, ...]
    labels: dict[str, str]
    visits: pl.DataFrame
    sittings: pl.DataFrame
    raw: pl.DataFrame
    opportunity: str | None
    reading: str
    notes: tuple[str, ...]


def funnel(log: Log, work: Work) -> Funnel:
    """Return the stages of a log, read from kinds of work where these follow one another, else from milestones."""
    kinds, notes = _kinds(log, work)
    returns = _returns(work, kinds)
    if len(kinds) >= 2 and returns <= MOST_RETURNS:
        notes.append(
            f"stages are kinds of work: {1 - returns:.0%} of changes of kind go forward in this order"
        )
        return _by_kind(log, work, kinds, notes)
    if len(kinds) >= 2:
        notes.append(
            f"kinds of work alternate ({returns:.0%} of changes go back), so stages come from dates, not from them"
        )
    return _by_milestone(log, work, notes)


def _kinds(log: Log, work: Work) -> tuple[list[str], list[str]]:
    """Return the kinds of work that enough cases meet, in order of their median first start, and notes on the others."""
    worked = max(1, work.raw["case"].n_unique())
    first = (
        work.raw.group_by("case", "kind").agg(pl.col("started").min(), pl.len().alias("n"))
        .join(log.cases.select("case", "created"), on="case")
        .group_by("kind")
        .agg((pl.col("started") - pl.col("created")).median().alias("after"), pl.len().alias("cases"), pl.col("n").sum())
        .sort("after", "kind")
    )  # fmt: skip
    kept, notes = [], []
    for kind, _, cases, n in first.iter_rows():
        if cases >= RARE * worked:
            kept.append(kind)
        else:
            notes.append(
                f"{kind}: only {cases} of {worked} worked cases have it; its {n} sessions are left out"
            )
    return kept, notes


def _returns(work: Work, kinds: list[str]) -> float:
    """Return the share of changes of kind, within a case, that go back in the order of kinds."""
    place = pl.col("kind").replace_strict(
        {k: i for i, k in enumerate(kinds)}, default=None, return_dtype=pl.Int64
    )
    step = work.raw.sort("case", "started").with_columns(place.alias("place")).drop_nulls("place")
    step = step.with_columns((pl.col("place") - pl.col("place").shift(1).over("case")).alias("step"))
    moved = step.filter(pl.col("step") != 0)
    return moved.filter(pl.col("step") < 0).height / max(1, moved.height)


def _by_kind(log: Log, work: Work, kinds: list[str], notes: list[str]) -> Funnel:
    names = {kind: slug(kind) for kind in kinds}
    ours = pl.col("kind").replace_strict(names, default=None, return_dtype=pl.String)
    raw = work.raw.with_columns(ours.alias("kind")).drop_nulls("kind")
    stages = [names[k] for k in kinds]
    place = pl.col("stage").replace_strict({s: i for i, s in enumerate(stages)}, return_dtype=pl.Int64)
    visits = (
        raw.group_by("case", pl.col("kind").alias("stage"))
        .agg(
            pl.col("scheduled").sort_by("started").first().alias("due"),
            pl.col("started").min().alias("first"),
            pl.col("ended").max().alias("last"),
        )
        .with_columns(place.alias("place"))
        .sort("case", "place")
        .join(log.cases.select("case", "created", "closed", "end"), on="case")
        # Without a due time the work is taken as due when the work before it ended, or when the case came in.
        .with_columns(pl.coalesce("due", pl.col("last").shift(1).over("case"), "created").alias("due"))
        .with_columns(pl.min_horizontal("due", "first").cum_max().over("case").alias("enter"))
    )
    untouched = log.cases.filter(~pl.col("case").is_in(visits["case"].implode()))
    if untouched.filter(pl.col("end") != "open").height >= SCREENED * log.cases.height:
        stages = ["screening", *stages]
        visits = pl.concat(
            [_screening(log, visits), visits.with_columns(pl.col("place") + 1)], how="diagonal"
        )
        notes.append(
            f"{untouched.height} of {log.cases.height} cases end without a session: a screening stage without people's work"
        )
    elif untouched.height:
        notes.append(
            f"{untouched.height} cases have no session and belong to no stage; left out of the stages"
        )
    loops = _returns(work, kinds)
    if loops > 0:
        notes.append(
            f"{loops:.0%} of changes of kind go back; that work is counted in its own stage, without the loop"
        )
    return _finish(log, stages, {names[k]: k for k in kinds}, visits, raw, "kinds of work", notes)


def _screening(log: Log, visits: pl.DataFrame) -> pl.DataFrame:
    """Return one visit of each case to the screening: until its first work is due, or its end."""
    due = (
        visits.sort("case", "place")
        .group_by("case", maintain_order=True)
        .agg(pl.col("enter").first().alias("due"))
    )
    return log.cases.join(due, on="case", how="left").select(
        "case",
        pl.lit("screening").alias("stage"),
        pl.lit(0, dtype=pl.Int64).alias("place"),
        pl.col("created").alias("enter"),
        "created",
        "closed",
        "end",
    )


def _by_milestone(log: Log, work: Work, notes: list[str]) -> Funnel:
    """Return stages read from stage changes, or from the dates of lead, opportunity and close."""
    steps = _history_steps(log, notes)
    reading = "stage history"
    if steps is None:
        reading = "milestones"
        # An opportunity born with its lead, or at its close, separates nothing.
        after, before = pl.col("opportunity") - pl.col("created"), pl.col("closed") - pl.col("opportunity")
        deals = log.cases.filter(
            (after > AT_ONCE_HOURS) & ((before > AT_ONCE_HOURS) | pl.col("closed").is_null())
        )
        won = log.cases.filter(pl.col("end") == "won").height
        lead = log.cases.select("case", pl.lit("lead").alias("label"), pl.col("created").alias("at"))
        if deals.height >= max(1, won / 2):
            deal = deals.select("case", pl.lit("deal").alias("label"), pl.col("opportunity").alias("at"))
            steps = pl.concat([lead, deal]).with_columns(
                (pl.col("label") == "deal").cast(pl.Int64).alias("place")
            )
        else:
            notes.append("no dates between a case's creation and its end: one stage only")
            steps = lead.with_columns(pl.lit(0, dtype=pl.Int64).alias("place"))
    labels = dict(steps.group_by("place").agg(pl.col("label").first()).sort("place").iter_rows())
    names = {place: slug(label) for place, label in labels.items()}
    first = steps.group_by("case", "place").agg(pl.col("at").min().alias("enter")).sort("case", "place")
    first = first.with_columns(pl.col("enter").cum_max().over("case"))
    visits = first.join(log.cases.select("case", "created", "closed", "end"), on="case").with_columns(
        pl.col("place").replace_strict(names, return_dtype=pl.String).alias("stage")
    )
    spans = visits.select("case", "stage", pl.col("enter").alias("started")).sort("started")
    raw = (
        work.raw.drop("kind")
        .sort("started")
        .join_asof(spans, on="started", by="case", strategy="backward", check_sortedness=False)
    )
    stray = raw["stage"].null_count()
    if stray:
        notes.append(f"{stray} sessions fall before the first stage of their case; left out")
    raw = raw.rename({"stage": "kind"}).drop_nulls("kind").sort("case", "started")
    touched = raw.group_by("case", pl.col("kind").alias("stage")).agg(
        pl.col("started").min().alias("first"), pl.col("ended").max().alias("last")
    )
    visits = visits.join(touched, on=["case", "stage"], how="left").sort("case", "place")
    order = [names[p] for p in sorted(names)]
    return _finish(log, order, {names[p]: labels[p] for p in labels}, visits, raw, reading, notes)


def _history_steps(log: Log, notes: list[str]) -> pl.DataFrame | None:
    """Return case, label, at, place from stage changes, without ends and rare labels; None when there is no history."""
    ends = [label for label in log.changes["label"].unique().sort() if end_named(label)]
    changes = log.changes.filter(~pl.col("label").is_in(ends)).join(
        log.cases.select("case", "created"), on="case"
    )
    if changes.height == 0:
        return None
    met = changes.group_by("case", "label").agg(pl.col("at").min(), pl.col("created").first())
    order = met.group_by("label").agg(
        (pl.col("at") - pl.col("created")).median().alias("after"), pl.len().alias("cases")
    )
    cases = met["case"].n_unique()
    place, places, previous = -1, {}, -1.0
    for label, after, n in order.sort("after", "label").iter_rows():
        if n < RARE * cases:
            notes.append(f"stage {label}: only {n} cases were ever in it; left out")
            continue
        if place < 0 or after - previous > AT_ONCE_HOURS:
            place += 1
        else:
            notes.append(f"stage {label}: entered together with the one before; one stage of the two")
        places[label], previous = place, after
    steps = met.filter(pl.col("label").is_in(list(places))).with_columns(
        pl.col("label").replace_strict(places, return_dtype=pl.Int64).alias("place")
    )
    waiting = (
        steps.group_by("case").agg(pl.col("at").min()).join(log.cases.select("case", "created"), on="case")
    )
    if log.cases.height > 1.1 * cases or (waiting["at"] - waiting["created"]).median() > AT_ONCE_HOURS:  # type: ignore[operator]
        lead = log.cases.select(
            "case",
            pl.lit("lead").alias("label"),
            pl.col("created").alias("at"),
            pl.lit(-1, pl.Int64).alias("place"),
        )
        steps = pl.concat([lead, steps.select("case", "label", "at", "place")])
        steps = steps.with_columns(pl.col("place") + 1)
    return steps.select("case", "label", "at", "place")


def _finish(
    log: Log,
    stages: list[str],
    labels: dict[str, str],
    visits: pl.DataFrame,
    raw: pl.DataFrame,
    reading: str,
    notes: list[str],
) -> Funnel:
    """Return the funnel with every visit's leaving time and fate, and the stage from which a case is an opportunity."""
    visits = visits.sort("case", "place").with_columns(
        pl.coalesce(pl.col("stage").shift(-1).over("case"), "end").alias("fate"),
        pl.coalesce(pl.col("enter").shift(-1).over("case"), "closed", pl.lit(log.until)).alias("leave"),
    )
    visits = visits.with_columns(pl.max_horizontal("leave", "enter").alias("leave"))
    deals = log.cases.filter(pl.col("opportunity").is_not_null()).select("case", "opportunity")
    marked = visits.join(deals, on="case", how="left").with_columns(
        (pl.col("opportunity") <= pl.col("enter") + AT_ONCE_HOURS).fill_null(False).alias("deal")
    )
    share = dict(marked.group_by("stage").agg(pl.col("deal").mean()).iter_rows())
    opportunity = next((s for s in stages if share.get(s, 0) >= 0.5), None) if deals.height else None
    if "first" not in visits.columns:
        visits = visits.with_columns(pl.lit(None, dtype=pl.Float64).alias("first"))
    kept = visits.select("case", "stage", "place", "enter", "leave", "fate", "first")
    return Funnel(tuple(stages), labels, kept, sittings(raw), raw, opportunity, reading, tuple(notes))
