"""Where in a file of facts it is told what a world or an arm lacks: at the words that ask for it."""

from collections.abc import Callable, Iterable, Iterator

from gtmsim.errors import GtmsimError, Problem, ScenarioError
from gtmsim.scenario.files import OVER
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.nodes import Node, walk
from gtmsim.validation.fact import Fact
from gtmsim.validation.facts import FactFile
from gtmsim.validation.world import World

Find = Callable[[Node, str], Node | None]


def placed(
    error: GtmsimError, file: FactFile, fact: Fact, check: str, path: str, world: World
) -> Iterator[Problem]:
    """Yield what is wrong with a world or an arm of a check (none: of the fact), there or where the fact's own layers say it."""
    node, layers = file.nodes[fact.id, check], file.nodes[fact.id, ""].at(("layers",))

    def problem(find: Find, words: Iterable[str], found: str, wanted: str, hint: str = "") -> Problem:
        said = [
            (place, at)
            for word in filter(None, words)
            for place, below in ((path, node), ("layers", layers))
            if below is not None and (at := find(below, word)) is not None
        ]
        place, at = said[0] if said else (path, node)
        return Problem(file.file, at.origin.line, at.origin.column, f"{fact.id}.{place}", found, wanted, hint)

    if not isinstance(error, ScenarioError):
        paths = [each for each in str(error).split() if "." in each]
        yield problem(saying, paths, world.name, str(error))
        return
    for each in error.problems:
        if each.line and each.file != "--set":
            yield each  # in a file of theirs, which has places of its own
            continue
        found = f"{each.path} {each.found}".strip()
        told = f"{world.name}: {found}" if found else world.name
        if each.path:
            yield problem(saying, [each.path, world.name], told, each.wanted, each.hint)
            continue
        known = [name for name in fact.layers if name != each.found]
        own = "" if known == [*fact.layers] else ": a fact's own lay no others of its own"
        hint = suggestion(each.found, known) or each.hint
        yield problem(_laying, [each.found, world.name], told, f"{each.wanted}{own}", hint)


def saying(node: Node, word: str) -> Node | None:
    """Return where a word is said below a node, as a key or a value or its beginning; None where it is not."""
    for path, each in walk(node):
        for said in (str(each.scalar), str(path[-1]) if path else ""):
            if said == word or said.startswith(f"{word}."):
                return each
    return None


def _laying(node: Node, layer: str) -> Node | None:
    """Return the text below a node that lays a layer."""
    return next(
        (each for _, each in walk(node) if isinstance(each.scalar, str) and layer in each.scalar.split(OVER)),
        None,
    )
