"""Whether what facts speak of exists: worlds, layers, fields and metrics, each looked up before anything is run."""

from collections.abc import Iterator, Sequence

from gtmsim.errors import GtmsimError, Problem, ScenarioError
from gtmsim.measure.tally import series_of
from gtmsim.program.lower import lower
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.nodes import Node, walk
from gtmsim.validation.fact import Check, Fact
from gtmsim.validation.facts import FactFile
from gtmsim.validation.world import World


def grounded(files: Sequence[FactFile]) -> None:
    """Raise ScenarioError with everything that facts ask for and no world has."""
    problems: dict[Problem, None] = {}
    for file in files:
        for fact in file.facts:
            whole = file.nodes[fact.id, ""]
            there = []
            for world in dict.fromkeys(world for check in fact.checks for world in check.worlds):
                wrong = list(_of_world(file.file, fact, whole, world))
                problems |= dict.fromkeys(wrong)
                there += [] if wrong else [world]
            for check in fact.checks:
                node = file.nodes[fact.id, check.name]
                for world in check.worlds:
                    if world in there:
                        problems |= dict.fromkeys(_of_check(file.file, fact, check, node, world))
    if problems:
        told = sorted(problems, key=lambda each: (each.file, each.line, each.column))
        raise ScenarioError(told[0].file, told)


def _of_world(file: str, fact: Fact, node: Node, world: World) -> Iterator[Problem]:
    """Yield what is wrong with a world, with the fields that its fact sets, and with what is tried on a check that fails."""
    arms = {
        f"{fact.id}.worlds": "",
        **{f"{fact.id}.ablations.{name}": each for name, each in fact.ablations.items()},
    }
    for path, arm in arms.items():
        try:
            world.arm(arm)
        except GtmsimError as error:
            yield from _told(error, file, path, node, world)
            return


def _of_check(file: str, fact: Fact, check: Check, node: Node, world: World) -> Iterator[Problem]:
    path = f"{fact.id}.checks.{check.name}"
    try:
        arms = check.procedure.arms(world)
    except GtmsimError as error:
        yield from _told(error, file, path, node, world)
        return
    programs = [lower(each) for each in arms.values()]
    for key in check.procedure.keys:
        for program in programs:
            known = [series.key for series in series_of(program)]
            if key not in known:
                at = _saying(node, [key]).origin
                wanted = "a metric that every arm tells; see gtmsim metrics"
                yield Problem(file, at.line, at.column, path, key, wanted, suggestion(key, known))
                break


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
