"""One row a case: leads with the fate of their opportunity, or opportunities where there are no leads."""

import polars as pl

from gtmsim.calibration.columns import end_named
from gtmsim.calibration.read import TIME, Export

CASES = (
    "case", "created", "source", "campaign", "owner", "seller", "amount", "first_touch", "opportunity", "closed", "end",
)  # fmt: skip


def col(frame: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType] = pl.String) -> pl.Expr:
    """Return a column, or nulls where the export does not have it."""
    return pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype=dtype)


def _flag(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Return a yes/no column as booleans; null where it says neither."""
    word = col(frame, name).str.to_lowercase()
    yes, no = word.is_in(["1", "true", "yes", "y", "1.0"]), word.is_in(["0", "false", "no", "n", "0.0"])
    return pl.when(yes).then(pl.lit(True)).when(no).then(pl.lit(False))


def _deals(export: Export) -> pl.DataFrame:
    """Return opportunities with how they ended; a close date on an open row is a forecast and is dropped."""
    frame = export.tables["opportunities"]
    labels = frame.select(col(frame, "stage").alias("stage"), col(frame, "loss_reason").alias("reason"))
    said = pl.Series("said", [end_named(s, r) for s, r in labels.iter_rows()], dtype=pl.String)
    end = (
        pl.when(_flag(frame, "is_won")).then(pl.lit("won"))
        .when(_flag(frame, "is_closed").eq(False)).then(pl.lit("open"))
        .when(said.is_not_null()).then(said)
        .when(_flag(frame, "is_closed")).then(pl.lit("lost"))
        .otherwise(pl.lit("open"))
    )  # fmt: skip
    deals = frame.select(
        pl.col("opportunity_id").alias("deal"),
        col(frame, "lead_id").alias("lead"),
        col(frame, "created_at", TIME).alias("opportunity"),
        pl.coalesce(col(frame, "closed_at", TIME), col(frame, "last_stage_change_at", TIME)).alias("closed"),
        end.alias("end"),
        col(frame, "owner_id").alias("owner"),
        col(frame, "source").alias("source"),
        col(frame, "amount", pl.Float64).alias("amount"),
    )
    still = pl.col("end") == "open"
    forecasts = deals.filter(still & pl.col("closed").is_not_null()).height
    if forecasts:
        export.warnings.append(
            f"opportunities: {forecasts} open rows have a close date; that is a forecast and is ignored"
        )
    return deals.with_columns(pl.when(still).then(None).otherwise(pl.col("closed")).alias("closed"))


def cases_of(export: Export) -> pl.DataFrame:
    """Return one row a case, before its stage history has been asked how it ended."""
    deals = _deals(export) if "opportunities" in export.tables else None
    if "leads" not in export.tables:
        assert deals is not None
        return deals.with_columns(
            pl.col("deal").alias("case"),
            pl.col("opportunity").alias("created"),
            pl.lit(None, dtype=TIME).alias("first_touch"),
            pl.lit(None, dtype=pl.String).alias("campaign"),
            pl.col("owner").alias("seller"),
        ).select(CASES)
    frame = export.tables["leads"]
    leads = frame.select(
        pl.col("lead_id").alias("case"),
        pl.col("created_at").alias("created"),
        col(frame, "source").alias("source"),
        col(frame, "campaign").alias("campaign"),
        col(frame, "owner_id").alias("owner"),
        col(frame, "amount", pl.Float64).alias("amount"),
        col(frame, "first_touch_at", TIME).alias("first_touch"),
        pl.coalesce(col(frame, "converted_at", TIME), col(frame, "sql_at", TIME)).alias("opportunity"),
        col(frame, "disqualified_at", TIME).alias("dropped"),
        col(frame, "opportunity_id").alias("deal"),
    )
    if deals is not None:
        leads = _joined(leads, deals, export)
    else:
        leads = leads.with_columns(
            pl.lit(None, dtype=TIME).alias("closed"),
            pl.lit(None, dtype=pl.String).alias("end"),
            pl.lit(None, dtype=pl.String).alias("seller"),
        )
    lost = pl.when(pl.col("dropped").is_not_null()).then(pl.lit("lost")).otherwise(pl.lit("open"))
    return leads.with_columns(
        pl.coalesce("closed", "dropped").alias("closed"), pl.coalesce("end", lost).alias("end")
    ).select(CASES)


def _joined(leads: pl.DataFrame, deals: pl.DataFrame, export: Export) -> pl.DataFrame:
    """Return leads with the fate of their opportunity, linked from whichever side knows the link."""
    back = leads.select("case", "deal").drop_nulls().unique("deal")
    linked = (
        deals.join(back, on="deal", how="left")
        .with_columns(pl.coalesce("lead", "case").alias("case"))
        .drop("lead", "deal")
    )
    known = linked.filter(pl.col("case").is_in(leads["case"].implode()))
    if known.height < deals.height:
        export.warnings.append(
            f"opportunities: {deals.height - known.height} belong to no lead of the export; left out"
        )
    several = known.height - known["case"].n_unique()
    if several:
        export.warnings.append(
            f"opportunities: {several} are further ones of the same lead; the first is kept"
        )
    known = known.sort("opportunity", nulls_last=True).unique("case", keep="first", maintain_order=True)
    both = leads.join(known, on="case", how="left", suffix="_deal", maintain_order="left")
    return both.with_columns(
        pl.coalesce("opportunity_deal", "opportunity").alias("opportunity"),
        pl.coalesce("amount_deal", "amount").alias("amount"),
        pl.coalesce("source", "source_deal").alias("source"),
        pl.col("owner_deal").alias("seller"),
    )
