"""A part of a file of facts that is a map, and the kinds of fields that several such parts have."""

from typing import Any

from gtmsim.errors import Problem
from gtmsim.scenario.nodes import Node, Origin
from gtmsim.shards.fields import Fields
from gtmsim.validation.fact import Runs
from gtmsim.validation.world import Sets

_BUDGETS = ("quick", "full")


class Section(Fields):
    """The fields of one map, which stands at `path`. What is wrong is added to `problems`, and something right returned for it."""

    def __init__(self, file: str, path: str, node: Node, problems: list[Problem]) -> None:
        super().__init__(file, dict(node.entries or {}), problems)
        self.path, self.node = path, node

    @property
    def begin(self) -> Origin:
        """Where it begins: at its key, if it has one."""
        return self.node.key_origin or self.node.origin

    def refuse(self, node: Node, path: str, found: str, wanted: str, hint: str = "") -> None:
        """Add a problem at a value below this part."""
        super().refuse(node, f"{self.path}.{path}".strip("."), found, wanted, hint)

    def wrong(self, field: str, wanted: str, hint: str = "") -> None:
        """Refuse a field as it is said, or where it should be said."""
        node = self.said.get(field)
        at = self.begin if node is None else node.origin
        found = "nothing" if node is None else node.text()[:60]
        self.problems.append(
            Problem(self.file, at.line, at.column, f"{self.path}.{field}", found, wanted, hint)
        )

    def below(self, field: str) -> "Section | None":
        """Return a field that is a map as a part of its own; None where it is not said, or is none."""
        node = self.said.get(field)
        if node is None or node.entries is None:
            return None
        return Section(self.file, f"{self.path}.{field}", node, self.problems)

    def text(self, field: str, default: str | None = None, wanted: str = "some words") -> str:
        """Return a field that is text; without a default it has to be said."""
        node = self.said.get(field)
        if node is None and default is not None:
            return default
        if node is None or node.entries is not None or node.items is not None or node.scalar is None:
            self.wrong(field, wanted)
            return ""
        if default is None and not node.text().strip():
            self.wrong(field, wanted)
        return node.text().strip()

    def words(self, field: str) -> tuple[str, ...]:
        """Return a field that is a list of texts, or one text; nothing where it is not said."""
        node = self.said.get(field)
        if node is None:
            return ()
        each = node.items if node.items is not None else (node,)
        if not each or not all(isinstance(one.scalar, str) for one in each):
            self.wrong(field, "some words, or a list of them")
            return ()
        return tuple(str(one.scalar) for one in each)

    def sets(self) -> Sets:
        """Return fields of a scenario with what is to stand there."""
        node = self.said.get("sets")
        if node is not None and node.entries is None:
            self.wrong("sets", "a map of paths to values")
        return {} if node is None else {str(key): each.plain() for key, each in (node.entries or {}).items()}

    def runs(self, usual: Runs) -> Runs:
        """Return how many runs each budget has."""
        if "runs" not in self.said:
            return usual
        said = self.below("runs")
        if said is None:
            self.wrong("runs", "a map, such as {quick: 16, full: 400}")
            return usual
        said.known_keys(said.said, _BUDGETS, (said.path,))
        return Runs(said.whole("quick", 1, usual.quick), said.whole("full", 1, usual.full))

    def arms(self, field: str) -> dict[str, Any]:
        """Return arms by name: layers, or fields of a scenario. Those that are neither are told and left out."""
        if field not in self.said:
            return {}
        inner = self.below(field)
        if inner is None or not inner.said:
            self.wrong(field, "a map of names to layers or to maps of paths")
            return {}
        found = {}
        for key, node in inner.said.items():
            if isinstance(node.scalar, str) or node.entries:
                found[str(key)] = node.plain()
            else:
                inner.wrong(str(key), "layers in a text, or a map of paths to values")
        return found
