"""Layers on layers: how a file changes what it extends, and how `--set` changes both.

Maps merge, everything else replaces. `null` takes away what was inherited and keeps its place.
"""

from collections.abc import Sequence
from dataclasses import replace

from gtmsim.errors import Problem
from gtmsim.scenario.forms import WORDS
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.nodes import Key, Node, Origin, Path, dotted, split
from gtmsim.scenario.reading import read
from gtmsim.scenario.shape import Shape

SET = "--set"


def merge(below: Node, above: Node, shape: Shape | None) -> Node:
    """Return what holds when `above` is laid over `below`.

    Keys keep the place they had below. A value written as a map, such as `{median: 3 h, sigma: 1}`, is changed in
    part when only words it has are written, and replaced otherwise.
    """
    if below.entries is None or above.entries is None:
        return above
    if _one_value(shape, below) and not set(above.entries) <= set(below.entries):
        return above
    entries = dict(below.entries)
    for key, node in above.entries.items():
        inherited = entries.get(key)
        below_shape = shape.child(key) if shape else None
        entries[key] = node if inherited is None else merge(inherited, node, below_shape)
    return replace(above, entries=entries)


def _one_value(shape: Shape | None, node: Node) -> bool:
    return shape is None or (shape.form == "value" and WORDS.issuperset(map(str, node.entries or ())))


def overridden(tree: Node, overrides: Sequence[str], top: Shape) -> tuple[Node, list[Problem]]:
    """Return the tree with `path=value` texts laid over it, in order, and what is wrong with them."""
    problems: list[Problem] = []
    for number, override in enumerate(overrides, start=1):
        path_text, equals, value_text = override.partition("=")
        path_text = path_text.strip()
        if not equals or not path_text or "" in path_text.split("."):
            problems.append(Problem(SET, number, 1, "", override, "path=value, such as run.horizon=26 weeks"))
            continue
        value, faults = read(value_text, SET)
        column = len(override) - len(value_text)
        path = split(path_text)
        problems += [
            replace(
                fault,
                line=number,
                column=fault.column + column,
                path=f"{path_text}.{fault.path}".strip("."),
            )
            for fault in faults
        ]
        new_id = _new_id(tree, path, top)
        if new_id is not None:
            problems.append(_unknown_id(tree, new_id, path_text, number))
        elif value is not None and not faults:
            tree = merge(tree, _nested(path, _moved(value, number, column), number), top)
    return tree, problems


def _new_id(tree: Node, path: Path, top: Shape) -> Path | None:
    """Return the path of an id that an override would invent by reaching through it."""
    shape: Shape | None = top
    for depth, key in enumerate(path[:-1]):
        if shape is None:
            return None
        if shape.form == "ids":
            node = tree.at(path[: depth + 1])
            if node is None or node.is_null:
                return path[: depth + 1]
        shape = shape.child(key)
    return None


def _unknown_id(tree: Node, new: Path, path_text: str, number: int) -> Problem:
    siblings = tree.at(new[:-1])
    known = (
        [str(key) for key, node in (siblings.entries or {}).items() if not node.is_null] if siblings else []
    )
    hint = suggestion(str(new[-1]), known)
    return Problem(SET, number, 1, path_text, dotted(new), f"an id that {dotted(new[:-1])} has", hint)


def _moved(node: Node, number: int, column: int) -> Node:
    """Return a value read from an option, placed in the option's line at its true columns."""
    origin = Origin(SET, number, node.origin.column + (column if node.origin.line == 1 else 0))
    entries = (
        {key: _moved(below, number, column) for key, below in node.entries.items()}
        if node.entries
        else node.entries
    )
    items = tuple(_moved(below, number, column) for below in node.items) if node.items else node.items
    return replace(
        node, origin=origin, entries=entries, items=items, key_origin=origin if node.key_origin else None
    )


def _nested(path: Path, value: Node, number: int) -> Node:
    origin = Origin(SET, number, 1)
    node = replace(value, key_origin=origin)
    for key in reversed(path):
        entries: dict[Key, Node] = {key: node}
        node = Node(origin, entries=entries, key_origin=origin)
    return node
