"""Whether what facts speak of exists: worlds, layers, fields and metrics, each looked up before anything is run."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gtmsim.errors import GtmsimError, Problem
from gtmsim.program.tables import Program
from gtmsim.scenario.names import suggestion
from gtmsim.validation.fact import Check, Fact
from gtmsim.validation.facts import FactFile, refused
from gtmsim.validation.placing import placed, saying
from gtmsim.validation.world import Arm, World, keys_of, program_of, units_of

SHARE = "share"
_NO_SHARE = 2.0  # some shares may be above 1, such as net retention and what is reached of a quota; none comes to this much


@dataclass(frozen=True)
class Task:
    """One check in one world, with the programs of its arms."""

    fact: Fact
    check: Check
    world: World
    arms: Mapping[str, Program]

    @property
    def currency(self) -> str:
        """The currency of its number; nothing where that is no money."""
        program = next(iter(self.arms.values()), None)
        unit = _unit(self.check, program)
        return unit if program is not None and unit == self.world.scenario.world.currency else ""


def grounded(files: Sequence[FactFile], *, ablated: bool = False) -> list[Task]:
    """Return every check in every world. Raises ScenarioError with what is wrong in the files' form, and with what no world has.

    `ablated`: whether every ablation is looked at under the arms of every check as well, where it would be tried.
    """
    problems = [each for file in files for each in file.problems]
    tasks: list[Task] = []
    for file in files:
        for fact in file.facts:
            there = []
            for world in dict.fromkeys(world for check in fact.checks for world in check.worlds):
                wrong = list(_of_arm(file, fact, world, "worlds", ""))
                problems += wrong
                if not wrong:
                    there.append(world)
                    for name, arm in fact.ablations.items():
                        problems += _of_arm(file, fact, world, f"ablations.{name}", arm)
            for check in fact.checks:
                for world in check.worlds:
                    found = _of_check(file, fact, check, world) if world in there else []
                    if isinstance(found, Task):
                        tasks.append(found)
                        problems += _of_ablations(file, found) if ablated else ()
                    else:
                        problems += found
    if problems:
        raise refused(problems)
    return tasks


def _of_arm(file: FactFile, fact: Fact, world: World, path: str, arm: Arm) -> Iterator[Problem]:
    """Yield what is wrong with a world as its fact has it, or with something that is laid over it."""
    try:
        world.arm(arm)
    except GtmsimError as error:
        yield from placed(error, file, fact, "", path, world)


def _of_check(file: FactFile, fact: Fact, check: Check, world: World) -> Task | list[Problem]:
    path, node = f"{fact.id}.checks.{check.name}", file.nodes[fact.id, check.name]
    try:
        arms = {name: program_of(each) for name, each in check.procedure.arms(world).items()}
    except GtmsimError as error:
        return list(placed(error, file, fact, check.name, f"checks.{check.name}", world))
    wrong = []
    if len(arms) > 1 and len({each.digest for each in arms.values()}) == 1:
        wanted = "arms that differ: these are one program, whatever luck they meet"
        wrong.append(
            Problem(
                file.file,
                node.origin.line,
                node.origin.column,
                path,
                f"{world.name}: {', '.join(arms)}",
                wanted,
            )
        )
    for key in check.procedure.keys:
        untold = [program for program in arms.values() if key not in keys_of(program)]
        if untold:
            at = (saying(node, key) or node).origin
            wanted = "a metric that every arm tells; see gtmsim metrics"
            hint = suggestion(key, sorted(keys_of(untold[0])))
            wrong.append(Problem(file.file, at.line, at.column, path, key, wanted, hint))
    if not wrong and (wanted := _off_scale(check, next(iter(arms.values()), None))):
        at = (saying(node, check.target.text) or node).origin
        wrong.append(Problem(file.file, at.line, at.column, f"{path}.target", check.target.text, wanted))
    return wrong or Task(fact, check, world, arms)


def _of_ablations(file: FactFile, task: Task) -> Iterator[Problem]:
    """Yield what is wrong with ablations under the arms of a check: what they ask for, or what can no longer be told."""
    for name, arm in task.fact.ablations.items():
        path, there = f"ablations.{name}", task.world.under(arm)
        try:
            arms = [program_of(each) for each in task.check.procedure.arms(there).values()]
        except GtmsimError as error:
            yield from placed(error, file, task.fact, "", path, there)
            continue
        untold = [key for key in task.check.procedure.keys if not all(key in keys_of(each) for each in arms)]
        if untold:
            node = file.nodes[task.fact.id, ""]
            at = (saying(node.at(("ablations",)) or node, name) or node).origin
            found = f"{task.world.name}: no {', '.join(untold)} under it"
            wanted = f"an ablation that leaves what {task.check.name} measures"
            yield Problem(file.file, at.line, at.column, f"{task.fact.id}.{path}", found, wanted)


def _unit(check: Check, program: Program | None) -> str:
    """Return the unit of a check's number; nothing where it is relative, or its procedure's own."""
    measured = check.procedure.measured
    return units_of(program)[measured] if program is not None and measured else ""


def _off_scale(check: Check, program: Program | None) -> str:
    """Return what a target should be where its numbers cannot be in the unit of what is seen; nothing where they can."""
    unit = _unit(check, program)
    if unit == SHARE and "%" not in check.target.text:
        ends = [abs(each) for each in (check.target.low, check.target.high) if math.isfinite(each)]
        if max(ends, default=0.0) >= _NO_SHARE:
            return (
                f"a share: {check.procedure.measured} is told from 0 to 1, as in 0.4 to 0.6 or 40 % to 60 %"
            )
    if check.target.currency not in ("", unit):
        return (
            f"no {check.target.currency}: what is seen is told in {unit}"
            if unit
            else "a number without a currency"
        )
    if unit not in ("", SHARE) and "%" in check.target.text:
        return f"no %: what is seen is told in {unit}, which is no share"
    return ""
