"""Whether what facts speak of exists: worlds, layers, fields and metrics, each looked up before anything is run."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gtmsim.errors import GtmsimError, Problem, ScenarioError
from gtmsim.program.tables import Program
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.nodes import Node, walk
from gtmsim.validation.fact import Check, Fact
from gtmsim.validation.facts import FactFile
from gtmsim.validation.world import World, keys_of, program_of, units_of

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


def grounded(files: Sequence[FactFile]) -> list[Task]:
    """Return every check in every world. Raises ScenarioError with everything that facts ask for and no world has."""
    problems: dict[Problem, None] = {}
    tasks: list[Task] = []
    for file in files:
        for fact in file.facts:
            there = []
            for world in dict.fromkeys(world for check in fact.checks for world in check.worlds):
                wrong = list(_of_world(file, fact, world))
                problems |= dict.fromkeys(wrong)
                there += [] if wrong else [world]
            for check in fact.checks:
                for world in check.worlds:
                    found = _of_check(file, fact, check, world) if world in there else []
                    if isinstance(found, Task):
                        tasks.append(found)
                    else:
                        problems |= dict.fromkeys(found)
    if problems:
        told = sorted(problems, key=lambda each: (each.file, each.line, each.column))
        raise ScenarioError(told[0].file, told)
    return tasks


def _of_world(file: FactFile, fact: Fact, world: World) -> Iterator[Problem]:
    """Yield what is wrong with a world, with the fields that its fact sets, and with what is tried on a check that fails."""
    tried = {f"{fact.id}.ablations.{name}": each for name, each in fact.ablations.items()}
    for path, arm in {f"{fact.id}.worlds": "", **tried}.items():
        try:
            world.arm(arm)
        except GtmsimError as error:
            yield from _told(error, file.file, path, file.nodes[fact.id, ""], world)
            return


def _of_check(file: FactFile, fact: Fact, check: Check, world: World) -> Task | list[Problem]:
    path, node = f"{fact.id}.checks.{check.name}", file.nodes[fact.id, check.name]
    try:
        arms = {name: program_of(each) for name, each in check.procedure.arms(world).items()}
    except GtmsimError as error:
        return list(_told(error, file.file, path, node, world))
    wrong = []
    for key in check.procedure.keys:
        untold = [program for program in arms.values() if key not in keys_of(program)]
        if untold:
            at = _saying(node, [key]).origin
            wanted = "a metric that every arm tells; see gtmsim metrics"
            hint = suggestion(key, sorted(keys_of(untold[0])))
            wrong.append(Problem(file.file, at.line, at.column, path, key, wanted, hint))
    if not wrong and (wanted := _off_scale(check, next(iter(arms.values()), None))):
        at = _saying(node, [check.target.text]).origin
        wrong.append(Problem(file.file, at.line, at.column, f"{path}.target", check.target.text, wanted))
    return wrong or Task(fact, check, world, arms)


def _unit(check: Check, program: Program | None) -> str:
    """Return the unit of a check's number; nothing where it is relative, or its procedure's own."""
    measured = check.procedure.measured
    return units_of(program)[measured] if program is not None and measured else ""


def _off_scale(check: Check, program: Program | None) -> str:
    """Return what a target should be where its numbers cannot be in the unit of what is seen; nothing where they can."""
    unit = _unit(check, program)
    if unit == SHARE and "%" not in check.target.text:
        ends = [each for each in (check.target.low, check.target.high) if math.isfinite(each)]
        if max(map(abs, ends)) >= _NO_SHARE:
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


def _told(error: GtmsimError, file: str, path: str, node: Node, world: World) -> Iterator[Problem]:
    """Yield what is wrong with a world or an arm, at the words that ask for it."""
    if not isinstance(error, ScenarioError):
        at = _saying(node, [each for each in str(error).split() if "." in each]).origin
        yield Problem(file, at.line, at.column, path, world.name, str(error))
        return
    for each in error.problems:
        if each.line and each.file != "--set":
            yield each  # in a file of theirs, which has places of its own
            continue
        at = _saying(node, [each.path, world.name]).origin
        found = f"{each.path} {each.found}".strip()
        told = f"{world.name}: {found}" if found else world.name
        yield Problem(file, at.line, at.column, path, told, each.wanted, each.hint)


def _saying(node: Node, words: Sequence[str]) -> Node:
    """Return where any of these words is said below a node, as a key or a value or its beginning; the node where it is not."""
    for word in filter(None, words):
        for path, each in walk(node):
            for said in (str(each.scalar), str(path[-1]) if path else ""):
                if said == word or said.startswith(f"{word}."):
                    return each
    return node
