"""Work sessions made honest: impossible ones dropped, and what one person does on a case in one go counted as one sitting."""

from dataclasses import dataclass

import polars as pl

LONGEST_HOURS = 4.0  # longer items were left open, overnight or over lunch
SAME_SITTING_HOURS = 0.25  # the same person back on the same work within a quarter of an hour never left it


@dataclass(frozen=True)
class Work:
    """The log's sessions with their stage, and the sittings made of them.

    raw: case, kind, scheduled, started, ended, owner, hours (null when not known or not believable).
    sittings: case, kind, started, ended, owner, hours, raw (how many sessions), gap (hours since the sitting before it on the
    same case and kind ended), before (that sitting's owner).
    """

    raw: pl.DataFrame
    sittings: pl.DataFrame
    warnings: tuple[str, ...]

    @property
    def timed(self) -> bool:
        """Return whether the log says how long sessions took."""
        return self.raw.height > 0 and self.raw["hours"].count() > 0


def clean(sessions: pl.DataFrame) -> Work:
    """Return the sessions of a log as work, with a sentence for each kind of thing that could not be believed."""
    length = pl.col("ended") - pl.col("started")
    told = {
        "end before they start": length < 0,
        f"last over {LONGEST_HOURS:.0f} h, left open overnight or forgotten": length > LONGEST_HOURS,
    }
    warnings = []
    for what, rows in told.items():
        count = sessions.filter(rows).height
        if count:
            warnings.append(
                f"{count} of {sessions.height} sessions {what}; they count as sessions, their hours do not"
            )
    nobody = sessions["owner"].null_count()
    if nobody:
        warnings.append(
            f"{nobody} of {sessions.height} sessions name nobody; they count as work, not towards who did it"
        )
    open_ended = sessions["ended"].null_count()
    if open_ended > 0:
        warnings.append(f"{open_ended} of {sessions.height} sessions have no end; their hours are not known")
    believed = length.is_between(0, LONGEST_HOURS)
    raw = sessions.with_columns(
        pl.when(believed).then(length).alias("hours"),
        pl.when(believed).then(pl.col("ended")).otherwise(pl.col("started")).alias("ended"),
    ).sort("case", "started", "ended")
    return Work(raw, sittings(raw), tuple(warnings))


def sittings(raw: pl.DataFrame) -> pl.DataFrame:
    """Return sessions joined into sittings: same case, kind and person, next to each other, a quarter of an hour apart at most.

    Two unnamed sessions that close together are taken as one person's.
    """
    chain = ["case", "kind"]
    ordered = raw.sort("case", "kind", "started", "ended")
    same = pl.col("owner").eq_missing(pl.col("owner").shift(1).over(chain))
    soon = pl.col("started") - pl.col("ended").shift(1).over(chain) <= SAME_SITTING_HOURS
    numbered = ordered.with_columns((~(same & soon).fill_null(False)).cum_sum().over(chain).alias("sitting"))
    joined = (
        numbered.group_by("case", "kind", "sitting", maintain_order=True)
        .agg(
            pl.col("started").min(),
            pl.col("ended").max(),
            pl.col("owner").first(),
            pl.when(pl.col("hours").count() == pl.len()).then(pl.col("hours").sum()).alias("hours"),
            pl.len().alias("raw"),
        )
        .sort("case", "kind", "started")
    )
    return joined.with_columns(
        (pl.col("started") - pl.col("ended").shift(1).over(chain)).clip(0).alias("gap"),
        pl.col("owner").shift(1).over(chain).alias("before"),
        pl.col("sitting").cast(pl.Int64),
    )
