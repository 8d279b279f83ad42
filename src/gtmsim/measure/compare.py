"""Scenarios compared on shared luck: every number of the verdict comes from replications that met the same leads."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined
from gtmsim.measure.columns import columns
from gtmsim.measure.doubts import doubts
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.joint import clear, widened
from gtmsim.measure.money import planned_cost
from gtmsim.measure.pairs import paired
from gtmsim.measure.registry import HEADLINE, name_in, names_in, unit_in, unknown
from gtmsim.measure.tally import Tally
from gtmsim.measure.verdict import Cost, Difference, Verdict
from gtmsim.measure.versions import versions
from gtmsim.program.tables import Floats


def compare(
    runs: Mapping[str, Batch | Iterable[Batch] | Tally],
    baseline: str,
    metrics: Sequence[str] | None = None,
    *,
    confidence: float = 0.95,
) -> Verdict:
    """Return the verdict on some scenarios, each against the baseline, paired by replication.

    `metrics` are keys of series: `bookings`, `win_rate[source=web]`, `cycle_days.median`; left out: the headline metrics that every
    scenario can tell. Raises UsageError for an unknown baseline or metric, and when runs cannot be paired because their seeds,
    replications or currencies differ. Of a tally, only series that were kept can be compared.
    """
    batches = {name: run if isinstance(run, Tally) else joined(run) for name, run in runs.items()}
    if baseline not in batches:
        raise unknown("scenario", baseline, list(batches))
    if not 0.0 < confidence < 1.0:
        raise UsageError(f"a confidence is between 0 and 1, such as 0.95; got {confidence}")
    base = batches[baseline]
    for name, batch in batches.items():
        _may_pair(name, batch, baseline, base)

    keys = tuple(metrics) if metrics is not None else _headline(batches.values())
    tables = {name: columns(batch, (*keys, "cost")) for name, batch in batches.items()}
    known = names_in(base.program)
    told = {key: known[name_in(key, known)] for key in keys}
    scenarios = {
        name: {key: mean_interval(table[key], confidence) for key in keys} for name, table in tables.items()
    }
    differences = tuple(
        each
        for key in keys
        for each in _differences(
            key,
            unit_in(told[key], base.program),
            told[key].better,
            {name: table[key] for name, table in tables.items()},
            baseline,
            confidence,
        )
    )
    digests = {name: batch.program.digest for name, batch in batches.items()}
    verdict = Verdict(
        baseline=baseline,
        confidence=confidence,
        seed=base.seed,
        first=base.first,
        replications=base.count,
        engine=", ".join(sorted({batch.engine for batch in batches.values()})),
        currency=_currency(base),
        digest=hashlib.sha256(
            "\n".join(f"{name} {each}" for name, each in digests.items()).encode()
        ).hexdigest(),
        digests=digests,
        versions=versions(),
        scenarios=scenarios,
        differences=differences,
        costs=_costs(batches, baseline, {name: table["cost"] for name, table in tables.items()}),
    )
    windows = {name: (batch.program.warm_up, batch.program.horizon) for name, batch in batches.items()}
    return replace(verdict, warnings=tuple(doubts(verdict, windows)))


def _differences(
    key: str, unit: str, better: str, values: Mapping[str, Floats], baseline: str, confidence: float
) -> Iterator[Difference]:
    """Yield what each scenario changes in a metric."""
    pairs = {
        name: paired(mine, values[baseline], better, confidence)
        for name, mine in values.items()
        if name != baseline
    }
    sure = clear([pair.difference for pair in pairs.values()], confidence)
    for (name, pair), is_clear in zip(pairs.items(), sure, strict=True):
        joint = widened(pair.difference, confidence, len(pairs))
        yield Difference(key, name, baseline, unit, better, pair, joint, is_clear)


def _may_pair(name: str, batch: Batch | Tally, baseline: str, base: Batch | Tally) -> None:
    for what, mine, theirs in (
        ("seed", batch.seed, base.seed),
        ("first replication", batch.first, base.first),
        ("number of replications", batch.count, base.count),
        ("currency", _currency(batch), _currency(base)),
    ):
        if mine != theirs:
            raise UsageError(
                f"{name} and {baseline} cannot be paired: the {what} is {mine} in {name} and {theirs} in {baseline}"
            )


def _currency(batch: Batch | Tally) -> str:
    return unit_in(names_in(batch.program)["cost"], batch.program)


def _headline(batches: Iterable[Batch | Tally]) -> tuple[str, ...]:
    common = set.intersection(*(set(names_in(batch.program)) for batch in batches))
    return tuple(name for name in HEADLINE if name in common)


def _costs(
    batches: Mapping[str, Batch | Tally], baseline: str, realised: Mapping[str, Floats]
) -> dict[str, Cost]:
    planned = {name: planned_cost(batch.program) for name, batch in batches.items()}
    reference = planned[baseline]
    return {
        name: Cost(
            planned=cost,
            realised=float(realised[name].mean()),
            above_baseline_percent=100.0 * (cost - reference) / reference if reference > 0.0 else None,
        )
        for name, cost in planned.items()
    }
