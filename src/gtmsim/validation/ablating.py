"""Why a check fails: what is taken out or changed, one at a time, and how far each moves the estimate towards its target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gtmsim.program.tables import Program
from gtmsim.validation.grounds import Task
from gtmsim.validation.jackknife import Means, jackknife
from gtmsim.validation.lab import Lab
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures import Own, Statistic
from gtmsim.validation.target import Verdict
from gtmsim.validation.world import program_of


@dataclass(frozen=True)
class Ablated:
    """A check with something else in every arm: what it came to, and how far that is from what it was, on the same luck.

    `idle`: every arm is the program that it was, as it says itself whatever the ablation says.
    """

    name: str
    observed: Observed
    moved: Observed
    nearer: float  # by how much the estimate comes nearer to its target; below 0 where it goes further away
    verdict: Verdict
    idle: bool


def ablated(task: Task, lab: Lab, runs: int) -> tuple[Ablated, ...]:
    """Return what the ablations of a fact make of a check, what brings it nearest to its target first."""
    found = [_ablated(task, lab, runs, name) for name in task.fact.ablations]
    return tuple(sorted(found, key=lambda each: -each.nearer))


def _ablated(task: Task, lab: Lab, runs: int, name: str) -> Ablated:
    procedure, target = task.check.procedure, task.check.target
    there = task.world.under(task.fact.ablations[name])
    changed = {arm: program_of(each) for arm, each in procedure.arms(there).items()}
    if isinstance(procedure, Statistic):
        asked = {**_named(task.arms, "as is"), **_named(changed, "changed")}
        tables = lab.tables(asked, procedure.keys, runs, world=there.file)
        observed = jackknife(_of(procedure.told, "changed"), tables)
        as_is, after = _of(procedure.told, "as is"), _of(procedure.told, "changed")
        moved = jackknife(lambda means: after(means) - as_is(means), tables)
    else:
        assert isinstance(procedure, Own)
        before, observed = (procedure.observe(lab, world, runs) for world in (task.world, there))
        # Two intervals that are not paired: their bounds are as far apart as they can be.
        moved = Observed(
            observed.mean - before.mean, observed.low - before.high, observed.high - before.low, runs
        )
    nearer = target.distance(observed.mean - moved.mean) - target.distance(observed.mean)
    idle = [each.digest for each in changed.values()] == [each.digest for each in task.arms.values()]
    return Ablated(name, observed, moved, nearer, observed.against(target), bool(changed) and idle)


def _named(arms: Mapping[str, Program], of: str) -> dict[str, Program]:
    return {f"{of} {name}": each for name, each in arms.items()}


def _of(told: Callable[[Means], float], of: str) -> Callable[[Means], float]:
    """Return a statistic of the arms whose names begin so."""
    begin = f"{of} "

    def asked(means: Means) -> float:
        return told(
            {name.removeprefix(begin): each for name, each in means.items() if name.startswith(begin)}
        )

    return asked
