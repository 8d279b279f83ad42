"""How a check tells a problem: by path, located where the value stands, with the nearest name for a reference."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from gtmsim.errors import Problem
from gtmsim.scenario.faults import nearest_origin, short
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Node, Path, dotted


class Findings:
    """The problems of one scenario, collected while the checks walk over it."""

    def __init__(self, scenario: Scenario, tree: Node, doubts: Sequence[Path] = ()) -> None:
        self.scenario = scenario
        self.tree = tree
        self.doubts = list(doubts)
        self.problems: list[Problem] = []

    def written(self, path: Path) -> bool:
        """Return whether somebody wrote the value at a path."""
        node = self.tree.at(path)
        return node is not None and not node.is_null

    def in_doubt(self, path: Path) -> bool:
        """Return whether a value, something in it or something around it has been told to be wrong."""
        return any(path[: len(doubt)] == doubt[: len(path)] for doubt in self.doubts)

    def add(
        self, path: Path, found: object, wanted: str, hint: str = "", *, key: bool = False, against: Path = ()
    ) -> None:
        """Tell a problem at a path; `key` points at the key instead of the value, `against` is what it was held against.

        Nothing is told about what is in doubt already, nor against it.
        """
        if self.in_doubt(path) or (against and self.in_doubt(against)):
            return
        node = self.tree.at(path)
        origin = (
            (node.key_origin if key else None) or node.origin if node else nearest_origin(self.tree, path)
        )
        place = Problem(
            origin.file, origin.line, origin.column, dotted(path), short(str(found)), wanted, hint
        )
        self.problems.append(place)

    def name(
        self,
        path: Path,
        name: str,
        known: Collection[str],
        what: str,
        gone: Mapping[str, Any] | None = None,
    ) -> bool:
        """Tell a problem unless a name is known; a key of the path when the path ends with it. Return whether it is."""
        if name in known:
            return True
        hint = suggestion(name, known)
        if gone is not None and name in gone:
            hint = f"{name} was taken away by null"
        wanted = f"{what}: {listing(known)}"
        self.add(path, name, wanted, hint, key=bool(path) and path[-1] == name)
        return False

    def names(
        self, path: Path, names: Iterable[str], known: Collection[str], what: str,
        gone: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Tell a problem for each key of a map that is not a known name."""
        for name in names:
            self.name((*path, name), name, known, what, gone)
