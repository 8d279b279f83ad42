"""Weekly series in a study: what a mean week looked like, as exact sums over the replications of a shard.

`total` is the sum over `replications` in whole cents, ticks, millionths or pieces, and `total / scale / replications` the mean. So
shards add up to the same numbers however replications were cut.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.measure.weekly import weekly_series
from gtmsim.program.tables import Ints, Program
from gtmsim.shards.rows import POINT, SCENARIO

if TYPE_CHECKING:
    import polars as pl

    from gtmsim.shards.rows import Stamp

_SUMS = ("replications", "total")


def weeks_of(program: Program, stamp: "Stamp", weekly: Ints) -> "pl.DataFrame":
    """Return the weekly sums of some replications (week x series, as a batch has them) as rows."""
    import polars as pl

    told = {POINT: stamp.point, SCENARIO: stamp.scenario, **stamp.values}
    every = list(weekly_series(program))
    weeks = len(weekly)
    words = [(metric, dimension, level, unit) for metric, dimension, level, _, _, unit, _ in every]
    return pl.DataFrame(
        {
            **{name: [text] * (len(every) * weeks) for name, text in told.items()},
            **{
                name: [text[place] for text in words for _ in range(weeks)]
                for place, name in enumerate(("metric", "dimension", "level", "unit"))
            },
            "week": np.tile(np.arange(weeks), len(every)),
            "replications": np.full(len(every) * weeks, stamp.count),
            "total": weekly.T[[column for _, _, _, column, *_ in every]].ravel(),
            "scale": np.repeat([float(scale) for _, _, _, _, scale, *_ in every], weeks),
        }
    )


def summed(frames: Sequence["pl.DataFrame"]) -> "pl.DataFrame":
    """Return the sums over several shards, each row where it first stood."""
    import polars as pl

    every = pl.concat(frames)
    keys = [name for name in every.columns if name not in _SUMS]
    return every.group_by(keys, maintain_order=True).agg(pl.col(_SUMS).sum()).select(every.columns)


def means(sums: "pl.DataFrame") -> "pl.DataFrame":
    """Return weekly sums with the mean of a replication instead of what it is computed from."""
    import polars as pl

    mean = (pl.col("total") / pl.col("scale") / pl.col("replications")).alias("mean")
    return sums.with_columns(mean).drop("total", "scale")
