"""The verb: facts are read, their arms run together, and what came out is held against what was wanted."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from gtmsim.measure.made import Made
from gtmsim.measure.versions import versions
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.study.steps import Progress
from gtmsim.validation.fact import Budget, Check, Fact
from gtmsim.validation.facts import FactFile, facts_of
from gtmsim.validation.finding import Finding, Seen
from gtmsim.validation.grounds import grounded
from gtmsim.validation.jackknife import jackknife
from gtmsim.validation.lab import Lab
from gtmsim.validation.procedures import Own, Statistic
from gtmsim.validation.result import Validation
from gtmsim.validation.store import Store
from gtmsim.validation.world import World

SEED = 7


@dataclass(frozen=True)
class _Task:
    """One check in one world, with the programs of its arms and how many replications of each it asks for."""

    fact: Fact
    check: Check
    world: World
    arms: dict[str, Program]
    runs: int


def validate(
    *asked: str | PathLike[str],
    full: bool = False,
    seed: int = SEED,
    out: str | PathLike[str] | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Return what facts come to here: those of these ids and files, or all that are shipped.

    `out` is a folder where every finished block of replications is kept, so that a long run may be stopped anywhere and goes on.
    Ctrl-C ends early with what is finished. Raises ScenarioError with everything that is wrong in a file of facts, UsageError for
    ids that nobody knows.
    """
    files = facts_of([fspath(each) for each in asked])
    grounded(files)
    budget: Budget = "full" if full else "quick"
    store = None if out is None else Store(Path(out), seed=seed, engine=engine)
    lab = Lab(seed, engine=engine, jobs=jobs, store=store, progress=progress)
    with nullcontext() if store is None else store.held():
        return _validated(files, budget, lab)


def _validated(files: Sequence[FactFile], budget: Budget, lab: Lab) -> Validation:
    tasks = [
        _Task(
            fact,
            check,
            world,
            {name: lower(each) for name, each in check.procedure.arms(world).items()},
            check.runs.of(budget),
        )
        for file in files
        for fact in file.facts
        for check in fact.checks
        for world in check.worlds
    ]
    for task in tasks:
        if isinstance(task.check.procedure, Statistic):
            lab.plan(task.arms, task.check.procedure.keys, task.runs, world=task.world.file)
    own = sum(
        task.check.procedure.expected(task.world, task.runs)
        for task in tasks
        if isinstance(task.check.procedure, Own)
    )
    lab.planned = lab.missing + own
    seen: dict[str, list[Seen]] = {fact.id: [] for file in files for fact in file.facts}
    interrupted = False
    try:
        lab.run()
    except KeyboardInterrupt:
        interrupted = True
    for task in tasks:
        if isinstance(task.check.procedure, Own) and interrupted:
            continue
        try:
            found = _seen(task, lab)
        except KeyboardInterrupt:
            interrupted = True
            continue
        if found.observed.replications:
            seen[task.fact.id].append(found)
    findings = tuple(Finding(fact, tuple(seen[fact.id])) for file in files for fact in file.facts)
    return Validation(findings, budget, interrupted, lab.runs, lab.seconds, _made(findings, lab))


def _seen(task: _Task, lab: Lab) -> Seen:
    procedure = task.check.procedure
    before_runs, before_seconds = lab.runs, lab.seconds
    if isinstance(procedure, Statistic):
        observed = jackknife(procedure.told, lab.known(task.arms, procedure.keys, task.runs))
        runs = observed.replications * len({each.digest for each in task.arms.values()})
        seconds = sum(lab.cost.get(each.digest, 0.0) for each in task.arms.values()) * observed.replications
    else:
        assert isinstance(procedure, Own)
        observed = procedure.observe(lab, task.world, task.runs)
        runs, seconds = lab.runs - before_runs, lab.seconds - before_seconds
    digests = {name: each.digest for name, each in task.arms.items()}
    verdict = observed.against(task.check.target)
    return Seen(task.check, task.world.name, observed, verdict, digests, runs, seconds)


def _made(findings: Sequence[Finding], lab: Lab) -> Made:
    digests = {
        f"{finding.fact.id} {each.check.name} {each.world} {arm}": digest
        for finding in findings
        for each in finding.seen
        for arm, digest in each.digests.items()
    }
    most = max((each.observed.replications for finding in findings for each in finding.seen), default=0)
    return Made(lab.seed, 0, most, lab.engine, digests, versions())
