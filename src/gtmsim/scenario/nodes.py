"""A scenario as it was written: a tree of values that know where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]


@dataclass(frozen=True)
class Origin:
    """Where a value was written. Lines and columns count from 1. For `--set` the line is the number of the option."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Node:
    """One value as written. Exactly one of `entries`, `items` and `scalar` tells: a map, a list, or neither.

    `raw` is the text of a scalar as it was typed. `key_origin` is where the key before the value stands; the root and
    list items have none.
    """

    origin: Origin
    scalar: Scalar = None
    entries: "dict[Key, Node] | None" = None
    items: "tuple[Node, ...] | None" = None
    key_origin: Origin | None = None
    raw: str = ""

    @property
    def is_null(self) -> bool:
        """Return whether the value is `null`: something taken away."""
        return self.entries is None and self.items is None and self.scalar is None

    def child(self, key: Key) -> "Node | None":
        """Return the value under a key, or the list item with that index; None when there is none."""
        if self.entries is not None:
            return self.entries.get(key)
        if self.items is not None and isinstance(key, int) and 0 <= key < len(self.items):
            return self.items[key]
        return None

    def at(self, path: Path) -> "Node | None":
        """Return the value at a path below this one, or None."""
        node: Node | None = self
        for key in path:
            if node is None:
                return None
            node = node.child(key)
        return node

    def plain(self) -> object:
        """Return the value as dicts, lists and scalars, without positions."""
        if self.entries is not None:
            return {key: node.plain() for key, node in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.scalar

    def text(self) -> str:
        """Return the value on one line, as a person would write it."""
        if self.entries is not None:
            return "{" + ", ".join(f"{key}: {node.text()}" for key, node in self.entries.items()) + "}"
        if self.items is not None:
            return "[" + ", ".join(node.text() for node in self.items) + "]"
        return self.raw or scalar_text(self.scalar)


def scalar_text(value: Scalar) -> str:
    """Return a scalar as YAML would show it: `null`, `true`, plain text and numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def dotted(path: Path) -> str:
    """Return a path as people write it: `world.sources.web.rate`."""
    return ".".join(str(key) for key in path)


def split(path: str) -> Path:
    """Return a dotted path as keys; all-digit parts are the whole numbers that key `hours`."""
    return tuple(int(part) if part.isascii() and part.isdigit() else part for part in path.split("."))


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every value of the tree with its path, parents first, in the order of writing."""
    yield path, node
    for key, below in (node.entries or {}).items():
        yield from walk(below, (*path, key))
    for index, below in enumerate(node.items or ()):
        yield from walk(below, (*path, index))
