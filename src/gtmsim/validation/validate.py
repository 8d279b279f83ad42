"""The verb: facts are read, their arms run together, and what came out is held against what was wanted."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path

from gtmsim import engines
from gtmsim.errors import UsageError
from gtmsim.measure.made import Made, made_of
from gtmsim.scenario import Scenario
from gtmsim.study.steps import Progress
from gtmsim.study.together import seed_within
from gtmsim.validation.ablating import ablated
from gtmsim.validation.drawing import drawn
from gtmsim.validation.fact import Budget
from gtmsim.validation.facts import FactFile, facts_of
from gtmsim.validation.finding import Finding, Seen
from gtmsim.validation.grounds import Task, grounded
from gtmsim.validation.jackknife import jackknife
from gtmsim.validation.lab import Lab
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures import Own, Statistic
from gtmsim.validation.result import Validation
from gtmsim.validation.sampled import RUNS
from gtmsim.validation.store import Store

SEED = 7
WORLDS = 50  # that a check is made in again at the full budget
_WORTH_A_PROBE = 500  # runs; fewer are over before anybody asks how long they take
_ABLATED = 4  # an ablation has one run where the check has so many: it is to tell directions


@dataclass(frozen=True)
class Ahead:
    """What is about to be run: facts, checks in worlds, replications, and seconds on this machine (0: not worth a probe)."""

    facts: int
    checks: int
    runs: int
    seconds: float


Announce = Callable[[Ahead], None]


def validate(
    *asked: str | PathLike[str],
    full: bool = False,
    explain: bool | None = None,
    worlds: int | None = None,
    seed: int = SEED,
    out: str | PathLike[str] | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    announce: Announce | None = None,
) -> Validation:
    """Return what facts come to here: those of these ids and files, or all that are shipped.

    `explain`: whether what fails is tried again with its fact's ablations, as it is at the `full` budget. `worlds` is how many
    worlds, drawn from what nobody knows well, each check of means is made in again (50 at the full budget, else none). `out` is a
    folder where every finished block of replications is kept, so that a long run may be stopped anywhere and goes on. Ctrl-C ends
    early with what is finished. Raises ScenarioError with everything that is wrong in a file of facts, UsageError for ids that
    nobody knows and numbers that cannot be.
    """
    engines.select(engine)
    seed = seed_within(seed)
    worlds = (WORLDS if full else 0) if worlds is None else worlds
    if worlds < 0 or worlds == 1:
        raise UsageError(f"worlds are none, or 2 or more, got {worlds}")
    files = facts_of([fspath(each) for each in asked])
    explains = full if explain is None else explain
    work = _Work(grounded(files, ablated=explains), "full" if full else "quick", worlds, explains)
    store = None if out is None else Store(Path(out), seed=seed, engine=engine)
    lab = Lab(seed, engine=engine, jobs=jobs, store=store, progress=progress)
    with nullcontext() if store is None else store.held():
        try:
            work.begin(lab, announce)
            work.observe(lab)
            work.explain(lab)
        except KeyboardInterrupt:
            work.interrupted = True
            work.observe(lab, early=True)
    return work.told(files, lab)


@dataclass
class _Work:
    """What there is to do, and what has come of it, by the place of its task."""

    tasks: Sequence[Task]
    budget: Budget
    worlds: int
    explains: bool
    seen: dict[int, Seen] = field(default_factory=dict)
    interrupted: bool = False

    @property
    def again(self) -> dict[int, Task]:
        """The checks that are made again in drawn worlds, by their place."""
        return {
            place: task
            for place, task in enumerate(self.tasks)
            if self.worlds and task.fact.kind == "validation" and isinstance(task.check.procedure, Statistic)
        }

    def begin(self, lab: Lab, announce: Announce | None) -> None:
        """Plan everything that can be planned, say how long it takes, and run it."""
        own, again = 0, RUNS * self.worlds * sum(map(len, _keys_by_arms(self.again.values())))
        for task in self.tasks:
            procedure, runs = task.check.procedure, self._runs(task)
            if isinstance(procedure, Statistic):
                lab.plan(task.arms, procedure.keys, runs, world=task.world.file)
            elif isinstance(procedure, Own):
                own += procedure.expected(len(task.arms), runs)
        lab.planned = lab.missing + own + again
        if announce is not None and lab.planned:
            seconds = lab.probed(own + again) if lab.planned >= _WORTH_A_PROBE else 0.0
            facts = len({task.fact.id for task in self.tasks})
            announce(Ahead(facts, len(self.tasks), lab.planned, seconds))
        lab.run()

    def observe(self, lab: Lab, *, early: bool = False) -> None:
        """Hold every check against its target. `early`: only those whose runs are there, however few they are."""
        for place, task in enumerate(self.tasks):
            own = isinstance(task.check.procedure, Own)
            if place not in self.seen and not (own and early):
                found = self._seen(task, lab)
                if found.observed.replications or not early:
                    self.seen[place] = found

    def explain(self, lab: Lab) -> None:
        """Try what the facts say on checks that fail, and make checks again in other worlds."""
        for place, task in enumerate(self.tasks):
            if self.explains and self.seen[place].verdict == "fails":
                runs = max(task.check.runs.quick, self._runs(task) // _ABLATED)
                self.seen[place] = replace(self.seen[place], ablated=ablated(task, lab, runs))
        keys = _keys_by_arms(self.again.values())
        for place, task in self.again.items():
            found = drawn(task, lab, self.worlds, keys[_arms_of(task)])
            self.seen[place] = replace(self.seen[place], drawn=found)

    def told(self, files: Sequence[FactFile], lab: Lab) -> Validation:
        """Return what came of it all."""
        seen: dict[str, list[Seen]] = {fact.id: [] for file in files for fact in file.facts}
        for place, task in enumerate(self.tasks):
            if place in self.seen:
                seen[task.fact.id].append(self.seen[place])
        wanted = Counter(task.fact.id for task in self.tasks)
        facts = [fact for file in files for fact in file.facts]
        findings = tuple(Finding(fact, tuple(seen[fact.id]), wanted[fact.id]) for fact in facts)
        made = _made(findings, lab, {task.world.name: task.world.scenario for task in self.tasks})
        return Validation(findings, self.budget, self.worlds, self.interrupted, lab.runs, lab.seconds, made)

    def _runs(self, task: Task) -> int:
        return task.check.runs.of(self.budget)

    def _seen(self, task: Task, lab: Lab) -> Seen:
        procedure, runs = task.check.procedure, self._runs(task)
        before, seconds = lab.asked, lab.asked_seconds
        if isinstance(procedure, Statistic):
            observed = jackknife(procedure.told, lab.known(task.arms, procedure.keys, runs))
            digests = {each.digest for each in task.arms.values()}
            took = sum(lab.cost.get(each, 0.0) for each in digests) * observed.replications
            made = len(digests) * observed.replications
        else:
            assert isinstance(procedure, Own)
            try:
                observed = procedure.observe(lab, task.world, runs)
            except (
                UsageError
            ) as error:  # worlds whose numbers do not go together are met only as they are drawn
                observed = Observed(math.nan, math.nan, math.nan, 0, note=f"{task.world.name}: {error}")
            made, took = lab.asked - before, lab.asked_seconds - seconds
        arms = {name: each.digest for name, each in task.arms.items()}
        verdict = observed.against(task.check.target)
        return Seen(task.check, task.world.name, observed, verdict, arms, made, took, currency=task.currency)


def _keys_by_arms(tasks: Iterable[Task]) -> dict[tuple[str, ...], list[str]]:
    """Return the series that checks with the same arms ask for, in order."""
    found: dict[tuple[str, ...], set[str]] = {}
    for task in tasks:
        found.setdefault(_arms_of(task), set()).update(task.check.procedure.keys)
    return {arms: sorted(keys) for arms, keys in found.items()}


def _arms_of(task: Task) -> tuple[str, ...]:
    return tuple(f"{name} {each.digest}" for name, each in task.arms.items())


def _made(findings: Sequence[Finding], lab: Lab, worlds: Mapping[str, Scenario]) -> Made:
    digests = {
        f"{finding.fact.id} {each.check.name} {each.world} {arm}": digest
        for finding in findings
        for each in finding.seen
        for arm, digest in each.digests.items()
    }
    most = max((each.observed.replications for finding in findings for each in finding.seen), default=0)
    return made_of(digests, worlds, seed=lab.seed, replications=most, engine=lab.engine)
