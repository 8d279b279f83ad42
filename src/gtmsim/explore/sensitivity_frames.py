"""What sensitivity found, as rows of a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gtmsim.explore.indices import Index
from gtmsim.explore.morris import Effect, Spanned
from gtmsim.explore.tornado import Bar
from gtmsim.measure.intervals import Estimate

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, object]


def effect_rows(paths: Sequence[str], found: Sequence[Effect]) -> list[Row]:
    """Return one row an input of a screening."""
    return [
        {
            "input": paths[each.place],
            **_named("mu_star", each.size), **_named("mu", each.mean), **_named("sigma", each.spread),
            "luck": each.luck, "clear": each.clear,
        }
        for each in found
    ]  # fmt: skip


def index_rows(paths: Sequence[str], found: Sequence[Index]) -> list[Row]:
    """Return one row an input of Sobol indices."""
    return [
        {
            "input": paths[each.place],
            **_named("first", each.first),
            **_named("total", each.total),
            "luck": each.luck,
        }
        for each in found
    ]


def bar_rows(paths: Sequence[str], found: Sequence[Bar]) -> list[Row]:
    """Return one row an input of a tornado."""
    return [
        {
            "input": paths[each.place], "low": each.low, "high": each.high,
            **_named("at_low", _three(each.at_low)), **_named("at_high", _three(each.at_high)),
            **_named("swing", _three(each.swing)),
        }
        for each in found
    ]  # fmt: skip


def framed(rows: Sequence[Row]) -> "pl.DataFrame":
    """Return rows as a table, null for what has no value."""
    import polars as pl

    return pl.DataFrame(rows).with_columns(pl.col(pl.Float64).fill_nan(None))


def _named(name: str, told: Spanned) -> dict[str, float]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), told, strict=True))


def _three(each: Estimate) -> Spanned:
    return each.mean, each.low, each.high
