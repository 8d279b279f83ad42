"""Explaining: runs the scenarios between two, order by order, and takes their difference apart."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.explanation.answer import Explanation
from gtmsim.explanation.effects import levers_of
from gtmsim.explanation.exact import estimate_of, exact_mean
from gtmsim.explanation.hybrids import Hybrids
from gtmsim.explanation.levers import levers_between
from gtmsim.explanation.plan import ORDERS, Orders, Plan, planned
from gtmsim.explanation.turning import Turned
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.joint import clear
from gtmsim.measure.made import made_of
from gtmsim.measure.pairs import paired
from gtmsim.measure.registry import name_in, names_in, unit_in
from gtmsim.measure.verdict import Difference
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.study.steps import Progress
from gtmsim.study.values import Values, values

METRIC = "profit"


def explain(
    baseline: Scenario,
    scenario: Scenario,
    metric: str = METRIC,
    *,
    orders: Orders = ORDERS,
    seed: int | None = None,
    replications: int | None = None,
    confidence: float = 0.95,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    names: tuple[str, str] | None = None,
) -> Explanation:
    """Return why one scenario differs from another: what each of at most eight levers brings, exactly adding up to the difference.

    Levers are turned from the baseline to the scenario in `orders` orders, half of them the reverse of the others, on the same
    replications; `"all"` (or so few levers that it takes no more) makes what each brings its Shapley value. Levers that cannot be
    turned apart are turned together. `metric` is a key such as `profit` or `win_rate[segment=large]`; `seed` and `replications`
    default to the baseline's. Ctrl-C ends with the orders that are finished.

    Raises UsageError for scenarios that say the same, were made without a file or keep another currency, and for an unknown metric.
    """
    first, second = names or (baseline.name, scenario.name)
    first, second = (first, second) if first != second else (f"{first} (first)", f"{second} (second)")
    _may_pair(baseline, scenario, first, second)
    seed = baseline.run.seed if seed is None else seed
    count = baseline.run.replications if replications is None else replications
    hybrids = Hybrids(baseline, scenario, levers_between(baseline, scenario))
    hybrids.workable(lambda levers: planned(levers, orders, seed).choices())
    plan = planned(len(hybrids.levers), orders, seed)
    ran = _Runs(hybrids, plan, (first, second), metric, seed, count, engine, jobs, progress)
    ran.go()
    columns = ran.measured()
    pairs = plan.finished(set(columns))
    if not pairs:
        raise KeyboardInterrupt
    if (
        len(columns) < 1 << plan.levers
    ):  # an interrupted plan keeps whole orders, and single levers where all of them are known
        columns = _kept(plan, columns)
    return Explanation(
        baseline=first,
        scenario=second,
        difference=_difference(columns, hybrids, (first, second), metric, confidence),
        means={
            first: mean_interval(columns[frozenset()], confidence),
            second: mean_interval(columns[frozenset(range(plan.levers))], confidence),
        },
        made=made_of(
            ran.digests,
            {first: baseline, second: scenario},
            seed=seed,
            replications=count,
            engine=engine,
        ),
        confidence=confidence,
        levers=levers_of(hybrids.levers, columns, pairs, hybrids.joined, confidence),
        interrupted=ran.interrupted,
    )


@dataclass
class _Runs:
    """The scenarios between two, run batch by batch."""

    hybrids: Hybrids
    plan: Plan
    names: tuple[str, str]
    metric: str
    seed: int
    count: int
    engine: str
    jobs: int | None
    progress: Progress | None

    def __post_init__(self) -> None:
        self.found: dict[Turned, Floats] = {}
        self.digests: dict[str, str] = {}
        self.interrupted = False

    def go(self) -> None:
        """Run everything that is planned, or what an interrupt leaves of it."""
        total = self.count * len(self.plan.choices())
        started = time.monotonic()
        try:
            for batch in self.plan.batches():
                done = self.count * len(self.found)

                def told(finished: int, _total: int, _elapsed: float, done: int = done) -> None:
                    if self.progress is not None:
                        self.progress(done + finished, total, time.monotonic() - started)

                self._keep(batch, self._ran(batch, told))
                if self.interrupted:
                    break
        except KeyboardInterrupt:
            self.interrupted = True

    def measured(self) -> dict[Turned, Floats]:
        """Return the values of every choice, of the replications in which all of them were measured."""
        there = (
            ~np.isnan(np.array(list(self.found.values()))).any(axis=0) if self.found else np.zeros(0, bool)
        )
        if self.found and not there.any():
            raise UsageError(
                f"no replication measured {self.metric} in all {len(self.found)} scenarios: run more of them"
            )
        return {choice: column[there] for choice, column in self.found.items()}

    def _ran(self, batch: Sequence[Turned], told: Progress) -> Values:
        return values(
            {self._name(choice): partial(self.hybrids.program, choice) for choice in batch},
            [self.metric],
            seed=self.seed,
            count=self.count,
            engine=self.engine,
            jobs=self.jobs,
            progress=told,
        )

    def _keep(self, batch: Sequence[Turned], ran: Values) -> None:
        self.interrupted = ran.interrupted
        for choice in batch:
            name = self._name(choice)
            if name in ran.tables:
                self.found[choice] = ran.column(name, self.metric)
                self.digests[name] = ran.digests[name]

    def _name(self, choice: Turned) -> str:
        if len(choice) in (0, self.plan.levers):
            return self.names[1 if choice else 0]
        levers = "; ".join(self.hybrids.levers[each].name for each in sorted(choice))
        return f"{self.names[0]} with {levers} of {self.names[1]}"


def _kept(plan: Plan, columns: Mapping[Turned, Floats]) -> dict[Turned, Floats]:
    """Return the columns of finished orders and, where all of them are there, of levers turned alone and last."""
    steps = {each for pair in plan.finished(set(columns)) for order in pair for each in _steps(order)}
    wanted = steps | (set(plan.ends) if all(each in columns for each in plan.ends) else set())
    return {choice: column for choice, column in columns.items() if choice in wanted}


def _steps(order: Sequence[int]) -> list[Turned]:
    return [frozenset(order[:count]) for count in range(len(order) + 1)]


def _difference(
    columns: Mapping[Turned, Floats], hybrids: Hybrids, names: tuple[str, str], key: str, confidence: float
) -> Difference:
    """Return the paired difference of the ends, its mean without rounding on the way."""
    program = lower(hybrids.one)
    known = names_in(program)
    metric = known[name_in(key, known)]
    theirs, mine = columns[frozenset()], columns[frozenset(range(len(hybrids.levers)))]
    mean = exact_mean(mine.tolist()) - exact_mean(theirs.tolist())
    pair = paired(mine, theirs, metric.better, confidence)
    told = estimate_of(mine - theirs, mean, confidence)
    return Difference(
        metric=key,
        scenario=names[1],
        baseline=names[0],
        unit=unit_in(metric, program),
        better=metric.better,
        pair=replace(pair, difference=told),
        joint=told,  # the only one
        clear=clear([told], confidence)[0],
    )


def _may_pair(one: Scenario, other: Scenario, first: str, second: str) -> None:
    mine, theirs = one.world.currency, other.world.currency
    if mine != theirs:
        raise UsageError(
            f"{first} and {second} cannot be paired: the currency is {mine} in {first} and {theirs} in {second}"
        )
