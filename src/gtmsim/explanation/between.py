"""The scenarios between two, run batch by batch on one luck: an interrupt leaves whole orders of turning."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from gtmsim.errors import UsageError
from gtmsim.explanation.hybrids import Hybrids, Joined
from gtmsim.explanation.levers import Lever, levers_between, whole
from gtmsim.explanation.plan import Orders, Plan, planned
from gtmsim.explanation.question import Question
from gtmsim.explanation.turning import Order, Turned, passed
from gtmsim.program.tables import Floats
from gtmsim.study.values import values
from gtmsim.units import CENTS_PER_UNIT


@dataclass(frozen=True)
class Between:
    """What was run: the metric of every choice of levers, of the replications in which it was measured in all of them.

    `pairs` are the orders of turning of which every step is known; `digests` are those of the programs that were run.
    """

    levers: tuple[Lever, ...]
    joined: tuple[Joined, ...]
    pairs: tuple[tuple[Order, Order], ...]
    columns: dict[Turned, Floats]
    digests: dict[str, str]
    interrupted: bool

    @property
    def ends(self) -> tuple[Turned, Turned]:
        """The choices that are the two scenarios themselves."""
        return frozenset(), frozenset(range(len(self.levers)))


def run_between(question: Question, orders: Orders | None) -> Between:
    """Return the metric of the scenarios between two, for so many orders of turning; None runs nothing but the two.

    An interrupt that leaves no order leaves the two alone. Raises KeyboardInterrupt after one that leaves not even these,
    UsageError when there is nothing to turn or measure.
    """
    if orders is None:
        hybrids = Hybrids(question.baseline, question.scenario, (whole(),))
        plan = planned(1, 1, question.seed)
    else:
        hybrids = Hybrids(
            question.baseline, question.scenario, levers_between(question.baseline, question.scenario)
        )
        hybrids.workable(lambda levers: planned(levers, orders, question.seed).choices())
        plan = planned(len(hybrids.levers), orders, question.seed)
    runs = _Runs(question, hybrids, plan)
    runs.go()
    known = set(runs.found)
    pairs = plan.finished(known)
    two = {frozenset[int](), frozenset(range(plan.levers))}
    if not known >= two:
        raise KeyboardInterrupt
    kept = known if len(known) == 1 << plan.levers else two | _whole(plan, known)
    measured = _measured(
        question, {choice: runs.found[choice] for choice in plan.choices() if choice in kept}
    )
    return Between(hybrids.levers, hybrids.joined, tuple(pairs), measured, runs.digests, runs.interrupted)


@dataclass
class _Runs:
    """Runs a plan, batch by batch."""

    question: Question
    hybrids: Hybrids
    plan: Plan
    found: dict[Turned, Floats] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False

    def go(self) -> None:
        """Run everything that is planned, or what an interrupt leaves of it."""
        started = time.monotonic()
        try:
            for batch in self.plan.batches():
                self._run(batch, started)
                if self.interrupted:
                    break
        except KeyboardInterrupt:
            self.interrupted = True

    def _run(self, batch: Sequence[Turned], started: float) -> None:
        asked, done = self.question, len(self.found) * self.question.replications
        total = asked.replications * len(self.plan.choices())

        def told(finished: int, _total: int, _elapsed: float) -> None:
            if asked.progress is not None:
                asked.progress(done + finished, total, time.monotonic() - started)

        ran = values(
            {self._name(choice): partial(self.hybrids.program, choice) for choice in batch},
            [asked.metric],
            seed=asked.seed,
            count=asked.replications,
            engine=asked.engine,
            jobs=asked.jobs,
            progress=told,
        )
        self.interrupted = ran.interrupted
        for choice in batch:
            if (name := self._name(choice)) in ran.tables:
                self.found[choice] = ran.column(name, asked.metric)
                self.digests[name] = ran.digests[name]

    def _name(self, choice: Turned) -> str:
        first, second = self.question.names
        if len(choice) in (0, self.plan.levers):
            return second if choice else first
        levers = "; ".join(self.hybrids.levers[each].name for each in sorted(choice))
        return f"{first} with {levers} of {second}"


def _whole(plan: Plan, known: set[Turned]) -> set[Turned]:
    """Return the choices of finished orders and, where all of them are there, of levers turned alone and last."""
    steps = {each for pair in plan.finished(known) for order in pair for each in passed(order)}
    return steps | (set(plan.ends) if known.issuperset(plan.ends) else set())


def _measured(question: Question, found: dict[Turned, Floats]) -> dict[Turned, Floats]:
    """Return the columns, money in whole cents, of the replications in which all of them were measured."""
    there = ~np.isnan(np.array(list(found.values()))).any(axis=0)
    if not there.any():
        raise UsageError(f"no replication measured {question.metric} in all {len(found)} scenarios")
    told = {choice: column[there] for choice, column in found.items()}
    if question.in_cents:
        return {choice: np.rint(column * CENTS_PER_UNIT) / CENTS_PER_UNIT for choice, column in told.items()}
    return told
