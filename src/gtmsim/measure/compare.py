"""Scenarios compared on shared luck: every number of the verdict comes from replications that met the same leads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined
from gtmsim.measure.best import best
from gtmsim.measure.budget import BOUGHT, AtEqualCost, Cost, at_equal_cost
from gtmsim.measure.columns import columns
from gtmsim.measure.controls import NO_CONTROLS, adjusted, controls_of_both, none_known, stream_controls
from gtmsim.measure.courses import Course
from gtmsim.measure.crossover import Crossover, crossover
from gtmsim.measure.doubts import doubts
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.joint import clear, widened
from gtmsim.measure.made import made_by
from gtmsim.measure.metric import NEITHER
from gtmsim.measure.money import planned_cost
from gtmsim.measure.pairs import paired
from gtmsim.measure.registry import HEADLINE, name_in, names_in, unit_in, unknown
from gtmsim.measure.risk import Risk, tail
from gtmsim.measure.tally import Tally
from gtmsim.measure.verdict import Difference, Verdict
from gtmsim.program.tables import Floats, Program


def compare(
    runs: Mapping[str, Batch | Iterable[Batch] | Tally],
    baseline: str,
    metrics: Sequence[str] | None = None,
    *,
    confidence: float = 0.95,
    risk: Sequence[str] = (),
    courses: Mapping[str, Mapping[str, Course]] | None = None,
    control_variates: bool = False,
) -> Verdict:
    """Return the verdict on some scenarios, each against the baseline, paired by replication.

    `metrics` are keys of series: `bookings`, `win_rate[source=web]`, `cycle_days.median`; left out: the headline metrics that every
    scenario can tell. Of those that `risk` names, the bad end of the outcomes is told as well. `courses` (scenario, then metric)
    tell when a scenario overtakes the baseline. With `control_variates`, means and differences are taken down by what is known of
    the luck of streams (`measure.controls`); everything else is told of the outcomes as they were. Raises UsageError for an unknown
    baseline or metric, and when runs cannot be paired because their seeds, replications or currencies differ. Of a tally, only
    series that were kept can be compared.
    """
    batches = {name: run if isinstance(run, Tally) else joined(run) for name, run in runs.items()}
    if baseline not in batches:
        raise unknown("scenario", baseline, list(batches))
    if not 0.0 < confidence < 1.0:
        raise UsageError(f"a confidence is between 0 and 1, such as 0.95; got {confidence}")
    base = batches[baseline]
    for name, batch in batches.items():
        _may_pair(name, batch, baseline, base)

    keys = tuple(metrics) if metrics is not None else headline(batch.program for batch in batches.values())
    tables = {name: columns(batch, (*keys, *risk, "cost")) for name, batch in batches.items()}
    known = names_in(base.program)
    told = {key: known[name_in(key, known)] for key in (*keys, *risk)}
    values = {key: {name: table[key] for name, table in tables.items()} for key in (*told, "cost")}
    luck = {
        name: stream_controls(batch.program, batch.seed, batch.first, batch.count)
        if control_variates
        else NO_CONTROLS
        for name, batch in batches.items()
    }
    units = {key: unit_in(metric, base.program) for key, metric in told.items()}
    verdict = Verdict(
        made=made_by(
            {name: batch.program for name, batch in batches.items()},
            seed=base.seed,
            first=base.first,
            replications=base.count,
            engine=", ".join(sorted({batch.engine for batch in batches.values()})),
        ),
        baseline=baseline,
        confidence=confidence,
        currency=_currency(base),
        scenarios={
            name: {key: mean_interval(adjusted(table[key], luck[name]), confidence) for key in keys}
            for name, table in tables.items()
        },
        differences=tuple(
            each
            for key in keys
            for each in _differences(
                key, units[key], told[key].better, values[key], luck, baseline, confidence
            )
        ),
        costs=_costs(batches, baseline, values["cost"]),
        at_equal_cost=tuple(
            each
            for key in keys
            if key in BOUGHT
            for each in _at_equal_cost(key, units[key], values, baseline, confidence)
        ),
        best={
            key: best(key, units[key], told[key].better, values[key], confidence)
            for key in keys
            if told[key].better != NEITHER and len(batches) > 1
        },
        risks=tuple(
            Risk(
                key,
                units[key],
                told[key].better,
                {name: tail(key, each, told[key].better, confidence) for name, each in values[key].items()},
            )
            for key in risk
        ),
        crossovers=tuple(_crossovers(courses or {}, baseline, base.seed, confidence)),
    )
    if control_variates:
        verdict = replace(verdict, control_variates=True, warnings=none_known(luck))
    windows = {name: (batch.program.warm_up, batch.program.horizon) for name, batch in batches.items()}
    return replace(verdict, warnings=(*verdict.warnings, *doubts(verdict, windows)))


def headline(programs: Iterable[Program]) -> tuple[str, ...]:
    """Return the headline metrics that all programs can tell."""
    common = set.intersection(*(set(names_in(program)) for program in programs))
    return tuple(name for name in HEADLINE if name in common)


def _differences(
    key: str,
    unit: str,
    better: str,
    values: Mapping[str, Floats],
    luck: Mapping[str, Floats],
    baseline: str,
    confidence: float,
) -> Iterator[Difference]:
    """Yield what each scenario changes in a metric."""
    pairs = {
        name: paired(mine, values[baseline], better, confidence, controls_of_both(luck[name], luck[baseline]))
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


def _at_equal_cost(
    key: str, unit: str, values: Mapping[str, Mapping[str, Floats]], baseline: str, confidence: float
) -> Iterator[AtEqualCost]:
    told, costs = values[key], values["cost"]
    for name, mine in told.items():
        if name != baseline:
            found = at_equal_cost(
                mine, costs[name], told[baseline], costs[baseline], confidence, len(told) - 1
            )
            if found is not None:
                yield AtEqualCost(key, name, baseline, unit, found, float(told[baseline].mean()))


def _crossovers(
    courses: Mapping[str, Mapping[str, Course]], baseline: str, seed: int, confidence: float
) -> Iterator[Crossover]:
    for metric, theirs in courses.get(baseline, {}).items():
        for name, mine in courses.items():
            if name != baseline and metric in mine:
                yield crossover(name, mine[metric], baseline, theirs, confidence=confidence, seed=seed)


def _costs(
    batches: Mapping[str, Batch | Tally], baseline: str, realised: Mapping[str, Floats]
) -> dict[str, Cost]:
    planned = {name: planned_cost(batch.program) for name, batch in batches.items()}
    spent = {name: float(each.mean()) for name, each in realised.items()}
    return {
        name: Cost(
            planned=cost,
            realised=spent[name],
            above_baseline_percent=_above(cost, planned[baseline]),
            realised_above_percent=_above(spent[name], spent[baseline]),
        )
        for name, cost in planned.items()
    }


def _above(cost: float, baseline: float) -> float | None:
    return 100.0 * (cost - baseline) / baseline if baseline > 0.0 else None
