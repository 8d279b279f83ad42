"""Between two scenarios: what is written differently in them, and the scenario that takes some of it from the other."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from gtmsim.errors import UsageError
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.loading import of_tree
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Key, Node, Path
from gtmsim.scenario.quantities import SHARE
from gtmsim.scenario.shape import Shape, root

_TOP = root(Scenario)
_BEGINS: Path = ("treatment", "at")
_SPOKEN_OF = {
    ("organisation", "roles"),
    ("organisation", "teams"),
    ("world", "products"),
    ("world", "requests"),
    ("world", "segments"),
    ("world", "sources"),
    ("world", "stages"),
}
_LUCK = frozenset({("run", "seed"), ("run", "replications")})


def written_differences(one: Scenario, other: Scenario) -> list[Path]:
    """Return the places at which two scenarios are written differently, the innermost that can be exchanged alone, in their order.

    A map whose keys come in another order is one place, as the order of ids decides whose luck is whose. The date of a treatment
    that only one of them has is no place: it changes nothing by itself. Raises UsageError for a scenario made without a file.
    """
    a, b = _laid(one), _laid(other)
    alone = (a.at(_BEGINS) is None) is not (b.at(_BEGINS) is None)
    return [path for path in _apart(a, b, _TOP, ()) if path not in _LUCK and not (alone and path == _BEGINS)]


def turned(one: Scenario, other: Scenario, places: Iterable[Path], name: str = "") -> Scenario:
    """Return one scenario with what the other says at some places of `written_differences`.

    A treatment that only one of them has is there when it decides something. Each value keeps the origin of where it was written.
    Raises ScenarioError for what makes no scenario.
    """
    taken = set(places)
    a, b = _laid(one), _laid(other)
    begins = a.at(_BEGINS) is not None, b.at(_BEGINS) is not None
    if begins == (False, True):
        taken.add(_BEGINS)
    tree = _mixed(a, b, taken, ())
    assert tree is not None
    if begins[0] is not begins[1] and not _decides(tree):
        tree = replace(
            tree, entries={key: node for key, node in (tree.entries or {}).items() if key != _BEGINS[0]}
        )
    return of_tree(tree, name or one.name)


def _decides(tree: Node) -> bool:
    policy = tree.at(("treatment", "policy"))
    return policy is not None and bool(policy.entries)


def new_ids(one: Scenario, other: Scenario, places: Iterable[Path]) -> dict[Key, Path]:
    """Return ids that only one of two scenarios has and that others speak of, with the place among `places` where they stand."""
    found: dict[Key, Path] = {}
    for path in places:
        there = [_is_there(_laid(each).at(path)) for each in (one, other)]
        if path[:-1] in _SPOKEN_OF and there[0] is not there[1]:
            found.setdefault(path[-1], path)
    return found


def speaks_of(path: Path) -> Iterator[Key]:
    """Yield the ids that a place speaks of: keys of maps, except of shares, which only mean something together."""
    shape: Shape | None = _TOP
    for key in path:
        below = shape.child(key) if shape else None
        quantity = below.quantity if below else None
        share = isinstance(quantity, Quantity) and quantity.kind == SHARE
        if shape is not None and shape.form in ("ids", "map") and not share:
            yield key
        shape = below


def _laid(scenario: Scenario) -> Node:
    if scenario.laid is None:
        raise UsageError(f"{scenario.name} was made without a file: nothing tells where it was written")
    return scenario.laid


def _is_there(node: Node | None) -> bool:
    return node is not None and not node.is_null


def _apart(
    a: Node | None, b: Node | None, shape: Shape | None, path: Path, entry: bool = False
) -> Iterator[Path]:
    """Yield the innermost places at which two trees say something else. An `entry` of a map is there or not, even if empty."""
    if _said(a) == _said(b):
        return
    if shape is None or not _may_part(a, b, shape, entry) or (shape.form != "section" and _reordered(a, b)):
        yield path
        return
    for key in _keys(a, b):
        entries = shape.form != "section"
        yield from _apart(_under(a, key), _under(b, key), shape.child(key), (*path, key), entries)


def _may_part(a: Node | None, b: Node | None, shape: Shape, entry: bool) -> bool:
    """Return whether what is below a place can be exchanged by itself.

    So it is in maps that both have, and in sections and maps of own ids, which are there and empty when nobody writes them.
    """
    maps = all(node is None or node.entries is not None for node in (a, b))
    unsaid = shape.form in ("section", "ids") and not shape.nullable and not entry
    return shape.form != "value" and maps and (unsaid or (a is not None and b is not None))


def _said(node: Node | None) -> str | None:
    """Return what a tree says, with the order of its keys; None if there is none."""
    return None if node is None else repr(node.plain())


def _order(node: Node | None) -> list[Key]:
    return list((node.entries if node else None) or ())


def _reordered(a: Node | None, b: Node | None) -> bool:
    mine, theirs = _order(a), _order(b)
    return [key for key in mine if key in theirs] != [key for key in theirs if key in mine]


def _under(node: Node | None, key: Key) -> Node | None:
    return node.child(key) if node else None


def _keys(a: Node | None, b: Node | None) -> list[Key]:
    """Return the keys of both, a new one of the second behind the one it follows there."""
    keys, behind = _order(a), 0
    for key in _order(b):
        if key in keys:
            behind = keys.index(key) + 1
        else:
            keys.insert(behind, key)
            behind += 1
    return keys


def _mixed(a: Node | None, b: Node | None, taken: Collection[Path], path: Path) -> Node | None:
    """Return the first tree with what the second has at the places that are taken."""
    if path in taken:
        return b
    if not any(each[: len(path)] == path for each in taken):
        return a
    below = {key: _mixed(_under(a, key), _under(b, key), taken, (*path, key)) for key in _keys(a, b)}
    entries = {key: node for key, node in below.items() if node is not None}
    there = a or b
    assert there is not None
    return replace(there, entries=entries) if entries or (a and b) else None
