"""Fields of a file that is no scenario: read one by one, and everything that is wrong told with its place."""

from collections.abc import Mapping
from pathlib import Path

from gtmsim.errors import Problem, ScenarioError
from gtmsim.scenario.files import Missing, text_of
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Node, dotted
from gtmsim.scenario.reading import read


def map_of(path: Path, name: str, wanted: str) -> tuple[Node, Mapping[Key, Node], list[Problem]]:
    """Return the tree of a file that is a map, its entries, and the problems met on the way.

    `name` is what it is called in messages, `wanted` what it should be. Raises ScenarioError where it is not there or no map.
    """
    try:
        text = text_of(path, name)
    except Missing as missing:
        raise not_there(name, missing) from None
    tree, problems = read(text, name, wanted)
    if tree is not None and tree.entries is None:
        problems.append(Problem(name, tree.origin.line, tree.origin.column, "", tree.text(), wanted))
    if tree is None or tree.entries is None:
        raise ScenarioError(name, problems)
    return tree, tree.entries, problems


def not_there(name: str, missing: Missing) -> ScenarioError:
    """Return the error of a file that is asked for by a name and not there."""
    found = "" if missing.found == name else missing.found
    return ScenarioError(name, [Problem(name, 0, 0, "", found, missing.wanted, missing.hint)])


class Fields:
    """The fields of one file. What is wrong is added to `problems`, and something right is returned in its place."""

    def __init__(self, file: str, said: Mapping[Key, Node], problems: list[Problem]) -> None:
        self.file, self.said, self.problems = file, said, problems

    def refuse(self, node: Node, path: str, found: str, wanted: str, hint: str = "") -> None:
        """Add a problem at a value."""
        at = node.origin
        self.problems.append(Problem(self.file, at.line, at.column, path, found, wanted, hint))

    def known_keys(self, entries: Mapping[Key, Node], known: tuple[str, ...], above: tuple[str, ...]) -> None:
        """Refuse every key that is none of these, with the nearest."""
        for key, node in entries.items():
            if key not in known:
                at = node.key_origin or node.origin
                hint = suggestion(str(key), known)
                wanted = "a known field" if hint else f"a known field: {listing(known)}"
                path = dotted((*above, key))
                self.problems.append(Problem(self.file, at.line, at.column, path, str(key), wanted, hint))

    def map(self, name: str, wanted: str) -> dict[Key, Node]:
        """Return the entries of a field that is a map, none where it is not said."""
        node = self.said.get(name)
        if node is None:
            return {}
        if node.entries is None:
            self.refuse(node, name, node.text(), wanted)
        return dict(node.entries or {})

    def whole(self, name: str, least: int, default: int) -> int:
        """Return a whole number of at least so much."""
        node = self.said.get(name)
        if node is None:
            return default
        if isinstance(node.scalar, int) and not isinstance(node.scalar, bool) and node.scalar >= least:
            return node.scalar
        self.refuse(node, name, node.text(), f"a whole number, {least} or more")
        return max(least, 1)

    def flag(self, name: str) -> bool:
        """Return whether a field says true."""
        node = self.said.get(name)
        if node is not None and not isinstance(node.scalar, bool):
            self.refuse(node, name, node.text(), "true or false")
        return node is not None and node.scalar is True

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Return which of some words a field says, the first where it says none."""
        node = self.said.get(name)
        if node is not None and node.scalar not in known:
            self.refuse(node, name, node.text(), listing(known), suggestion(node.text(), known))
        return known[0] if node is None or node.scalar not in known else str(node.scalar)
