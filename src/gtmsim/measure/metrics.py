"""From totals to one tidy table: scenario x replication x metric."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.engines.contract import Batch
from gtmsim.measure.batches import joined
from gtmsim.measure.buyers import buyers
from gtmsim.measure.careers import careers
from gtmsim.measure.clarity import clarity
from gtmsim.measure.customers import customers
from gtmsim.measure.funnel import lead_counts, marketing_sourced, rates, requests
from gtmsim.measure.loyalty import loyalty
from gtmsim.measure.material import material
from gtmsim.measure.metric import Metric
from gtmsim.measure.money import money
from gtmsim.measure.offers import offers
from gtmsim.measure.planning import planning
from gtmsim.measure.pursuit import pursuits
from gtmsim.measure.registry import metric_of, names_in, unit_in
from gtmsim.measure.rivals import rivals
from gtmsim.measure.roadmap import roadmap
from gtmsim.measure.sheet import Series, Sheet
from gtmsim.measure.stocks import stocks
from gtmsim.measure.urgency import urgency
from gtmsim.measure.waits import sla, waits
from gtmsim.measure.work import backlogs, drain, hours, loads
from gtmsim.measure.worth import worth

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    "scenario",
    "replication",
    "metric",
    "dimension",
    "level",
    "statistic",
    "week",
    "unit",
    "better",
    "value",
)

_TELLERS: tuple[Callable[[Sheet], Iterator[Series]], ...] = (
    money,
    lead_counts,
    offers,
    rates,
    marketing_sourced,
    waits,
    sla,
    requests,
    drain,
    material,
    hours,
    loads,
    careers,
    backlogs,
    customers,
    loyalty,
    worth,
    pursuits,
    rivals,
    clarity,
    urgency,
    buyers,
    roadmap,
    planning,
    stocks,
)


def measured(batch: Batch, only: Iterable[str] | None = None) -> list[Series]:
    """Return every series of a batch, or those of the metrics named.

    Raises UsageError for a metric that is unknown or that this scenario cannot tell.
    """
    return [each for each in measurable(batch, only) if not each.unless_nothing or each.values.any()]


def measurable(batch: Batch, only: Iterable[str] | None = None) -> list[Series]:
    """Return what `measured` does, and what this batch happens to have nothing of: the same series whatever the replications."""
    known = names_in(batch.program)
    wanted = set(known) if only is None else set(only)
    for name in wanted - set(known):
        metric_of(name, batch.program)
    sheet = Sheet(batch)
    return [series for tell in _TELLERS for series in tell(sheet) if series.metric in wanted]


def metrics(
    batch: Batch | Iterable[Batch], scenario: str, only: Iterable[str] | None = None
) -> "pl.DataFrame":
    """Return the tidy table of a batch (or a run): one row a replication, metric, level and statistic, columns as `COLUMNS`.

    Money is in the scenario's currency, shares are 0 to 1, times in the unit named. What a replication could not measure (the cost
    of a win, when nothing was won) is null. `week` is null throughout. Raises UsageError as `measured` does.
    """
    whole = joined(batch)
    return table_of(whole, measured(whole, only), scenario)


def table_of(whole: Batch, told: Sequence[Series], scenario: str) -> "pl.DataFrame":
    """Return the tidy table of some series of a batch."""
    import polars as pl  # a tenth of a second, only where tables are asked for

    known = names_in(whole.program)
    keys = _keys(
        scenario, [(s.metric, s.dimension, s.level, s.statistic, known[s.metric]) for s in told], whole
    )
    table = keys[np.repeat(np.arange(len(told)), whole.count)].with_columns(
        pl.Series("replication", np.tile(np.arange(whole.first, whole.first + whole.count), len(told))),
        pl.lit(None, pl.Int64).alias("week"),
        pl.Series("value", np.concatenate([s.values for s in told]) if told else np.empty(0)).fill_nan(None),
    )
    return table.select(COLUMNS)


def _keys(scenario: str, rows: Sequence[tuple[str, str, str, str, Metric]], batch: Batch) -> "pl.DataFrame":
    import polars as pl

    # Categories keep ten thousand replications small; each text is stored once.
    words = {
        "scenario": [scenario] * len(rows),
        "metric": [row[0] for row in rows],
        "dimension": [row[1] for row in rows],
        "level": [row[2] for row in rows],
        "statistic": [row[3] for row in rows],
        "unit": [unit_in(row[4], batch.program) for row in rows],
        "better": [row[4].better for row in rows],
    }
    return pl.DataFrame(words, schema=dict.fromkeys(words, pl.Categorical()))
