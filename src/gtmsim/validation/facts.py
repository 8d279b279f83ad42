"""Reading files of facts: everything that is wrong with one is told at once, with its place and the nearest name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario.files import Missing, preset_folders, text_of
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Node, dotted
from gtmsim.scenario.reading import read
from gtmsim.shards.fields import Fields
from gtmsim.validation.fact import GRADES, KINDS, Check, Fact, Kind, Runs
from gtmsim.validation.procedures import Procedure, procedures
from gtmsim.validation.target import WANTED, Target, target_of
from gtmsim.validation.world import Sets, World, world_of

FACTS = "facts"  # the folder of those that are shipped, among the scenarios
_WANTED = "a file of facts, starting with `facts: 1`"
_KEYS = (
    "title", "question", "kind", "grade", "source", "worlds", "sets", "runs", "checks", "ablations", "tried", "tests",
)  # fmt: skip
_OF_A_CHECK = ("by", "target", "tolerance", "worlds", "sets", "runs")
_BUDGETS = ("quick", "full")


@dataclass(frozen=True)
class FactFile:
    """What a file says: its facts, and the nodes they were said at, by fact and check (no check: the fact itself)."""

    file: str
    facts: tuple[Fact, ...]
    nodes: Mapping[tuple[str, str], Node]


def shipped() -> list[Path]:
    """Return the files of facts that come with gtmsim."""
    found = {
        file.name: file for folder in reversed(preset_folders()) for file in (folder / FACTS).glob("*.yaml")
    }
    return [found[name] for name in sorted(found)]


def read_facts(file: str | Path, name: str = "") -> FactFile:
    """Return the facts of a file, which goes by a name in messages. Raises ScenarioError with every problem of its form.

    That its worlds, fields and metrics exist is not looked at here: `grounded` does.
    """
    name = name or str(file)
    try:
        text = text_of(Path(file), name)
    except Missing as missing:
        problem = Problem(name, 0, 0, "", "", missing.wanted, missing.hint)
        raise ScenarioError(name, [problem]) from None
    tree, problems = read(text, name)
    if tree is not None and tree.entries is None:
        problems.append(Problem(name, tree.origin.line, tree.origin.column, "", tree.text(), _WANTED))
    if tree is None or tree.entries is None:
        raise ScenarioError(name, problems)
    reading = _Reading(name, str(Path(file).parent), tree, problems)
    facts = reading.facts()
    if problems:
        told = dict.fromkeys(problems)
        raise ScenarioError(name, sorted(told, key=lambda each: (each.line, each.column)))
    return FactFile(name, facts, reading.nodes)


class _Reading(Fields):
    """One pass over a file. What is wrong is added to `problems`, and something right put in its place."""

    def __init__(self, file: str, folder: str, tree: Node, problems: list[Problem]) -> None:
        super().__init__(file, dict(tree.entries or {}), problems)
        self.tree = tree
        self.folder = folder
        self.nodes: dict[tuple[str, str], Node] = {}

    def facts(self) -> tuple[Fact, ...]:
        version = self.said.get("facts")
        if version is None or version.scalar != 1:
            found = "nothing" if version is None else version.text()
            self.refuse(version or self.tree, "facts", found, "`facts: 1`, the version of the format")
        facts = [self.fact(str(key), node) for key, node in self.said.items() if key != "facts"]
        return tuple(each for each in facts if each is not None)

    def fact(self, name: str, node: Node) -> Fact | None:
        if node.entries is None:
            self.refuse(node, name, node.text(), "a map: " + listing(_KEYS, 20))
            return None
        self.nodes[name, ""] = node
        inner = Fields(self.file, dict(node.entries), self.problems)
        inner.known_keys(inner.said, _KEYS, (name,))
        kind: Kind = "validation"
        if (said := inner.said.get("kind")) is not None:
            if said.scalar in KINDS:
                kind = "verification" if said.scalar == "verification" else "validation"
            else:
                self.refuse(said, f"{name}.kind", said.text(), listing(KINDS), suggestion(said.text(), KINDS))
        grade = self.text(inner, name, "grade", "" if kind == "verification" else None)
        if grade and not set(grade.split("/")) <= set(GRADES):
            wanted = f"a grade: {listing(GRADES)}, or several, such as A/B"
            self.refuse(inner.said["grade"], f"{name}.grade", grade, wanted)
        worlds, sets = self.worlds(inner, name), self.sets(inner, name)
        runs = self.runs(inner, name, Runs())
        checks = self.checks(inner, name, node, worlds, sets, runs)
        at = node.key_origin or node.origin
        return Fact(
            id=name,
            title=self.text(inner, name, "title", None),
            question=self.text(inner, name, "question", None),
            kind=kind,
            grade=grade,
            source=self.text(inner, name, "source", "" if kind == "verification" else None),
            checks=checks,
            place=str(at),
            ablations=self.ablations(inner, name),
            tried=self.text(inner, name, "tried", ""),
            tests=self.names(inner, name, "tests"),
        )

    def text(self, inner: Fields, name: str, field: str, default: str | None) -> str:
        """Return a field that is text; without a default it has to be said."""
        node = inner.said.get(field)
        if node is None:
            if default is None:
                at = self.said[name].key_origin or self.said[name].origin
                self.problems.append(
                    Problem(self.file, at.line, at.column, f"{name}.{field}", "nothing", "some words")
                )
            return default or ""
        if node.entries is not None or node.items is not None or node.scalar is None:
            self.refuse(node, f"{name}.{field}", node.text(), "some words")
            return ""
        return node.text().strip()

    def names(self, inner: Fields, name: str, field: str) -> tuple[str, ...]:
        """Return a field that is a list of words, or one word."""
        node = inner.said.get(field)
        if node is None:
            return ()
        each = node.items if node.items is not None else (node,)
        if not each or not all(isinstance(one.scalar, str) for one in each):
            self.refuse(node, f"{name}.{field}", node.text(), "a list of words")
            return ()
        return tuple(str(one.scalar) for one in each)

    def worlds(self, inner: Fields, name: str) -> tuple[str, ...]:
        return self.names(inner, name, "worlds")

    def sets(self, inner: Fields, name: str, field: str = "sets") -> Sets:
        node = inner.said.get(field)
        if node is None:
            return {}
        if node.entries is None:
            self.refuse(node, f"{name}.{field}", node.text(), "a map of paths to values")
            return {}
        return {str(key): each.plain() for key, each in node.entries.items()}

    def runs(self, inner: Fields, name: str, usual: Runs) -> Runs:
        node = inner.said.get("runs")
        if node is None:
            return usual
        if node.entries is None:
            self.refuse(node, f"{name}.runs", node.text(), "a map, such as {quick: 16, full: 400}")
            return usual
        said = Fields(self.file, dict(node.entries), self.problems)
        said.known_keys(said.said, _BUDGETS, (name, "runs"))
        return Runs(said.whole("quick", 1, usual.quick), said.whole("full", 1, usual.full))

    def ablations(self, inner: Fields, name: str) -> dict[str, Any]:
        node = inner.said.get("ablations")
        if node is None:
            return {}
        if node.entries is None or not all(
            isinstance(each.scalar, str) or each.entries for each in node.entries.values()
        ):
            self.refuse(
                node, f"{name}.ablations", node.text(), "a map of names to layers or to maps of paths"
            )
            return {}
        return {str(key): each.plain() for key, each in node.entries.items()}

    def checks(
        self, inner: Fields, name: str, fact: Node, worlds: Sequence[str], sets: Sets, runs: Runs
    ) -> tuple[Check, ...]:
        wanted = "a map of names, each with `by`, `target` and what its procedure asks"
        node = inner.said.get("checks")
        if node is None and "tests" in inner.said:  # shown by tests alone
            return ()
        if node is None or not node.entries:
            at = node or fact
            self.refuse(at, f"{name}.checks", "nothing" if node is None else node.text(), wanted)
            return ()
        found = []
        for key, each in node.entries.items():
            self.nodes[name, str(key)] = each
            check = self.check(f"{name}.checks.{key}", str(key), each, worlds, sets, runs)
            if check is not None:
                found.append(check)
        return tuple(found)

    def check(
        self, path: str, name: str, node: Node, worlds: Sequence[str], sets: Sets, runs: Runs
    ) -> Check | None:
        if node.entries is None:
            self.refuse(node, path, node.text(), "a map with `by`, `target` and what its procedure asks")
            return None
        inner = Fields(self.file, dict(node.entries), self.problems)
        target = self.target(inner, path, node)
        procedure = self.procedure(inner, path, node)
        worlds = self.names(inner, path, "worlds") or worlds
        if not worlds:
            self.refuse(node, f"{path}.worlds", "nothing", "the worlds of the fact or of the check")
        laid = {**sets, **self.sets(inner, path)}
        runs = self.runs(inner, path, runs)
        if target is None or procedure is None:
            return None
        by = str(inner.said["by"].scalar)
        places: list[World] = [world_of(each, self.folder, laid) for each in worlds]
        at = node.key_origin or node.origin
        return Check(name, by, procedure, target, tuple(places), runs, str(at))

    def target(self, inner: Fields, path: str, node: Node) -> Target | None:
        said = inner.said.get("target")
        found = target_of(said.text()) if said is not None and said.entries is None else None
        if found is None:
            self.refuse(said or node, f"{path}.target", said.text() if said else "nothing", WANTED)
            return None
        by = inner.said.get("tolerance")
        if by is None:
            return found
        if isinstance(by.scalar, int | float) and not isinstance(by.scalar, bool) and by.scalar >= 0:
            return found.widened(float(by.scalar))
        self.refuse(by, f"{path}.tolerance", by.text(), "a number, 0 or more, in the unit of the target")
        return found

    def procedure(self, inner: Fields, path: str, node: Node) -> Procedure | None:
        known = procedures()
        said = inner.said.get("by")
        if said is None or said.scalar not in known:
            found = "nothing" if said is None else said.text()
            self.refuse(
                said or node,
                f"{path}.by",
                found,
                f"a procedure: {listing(known, 30)}",
                suggestion(found, known),
            )
            return None
        words = {str(key): each.plain() for key, each in inner.said.items() if key not in _OF_A_CHECK}
        kind = known[str(said.scalar)]
        try:
            return TypeAdapter(kind).validate_python(words)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.problems.append(self._problem(detail, path, node, kind))
        return None

    def _problem(self, detail: ErrorDetails, path: str, node: Node, kind: type[Procedure]) -> Problem:
        """Return what a procedure's field does not take, at the nearest place that the file has."""
        loc: tuple[Key, ...] = detail["loc"]
        there, at = node, loc
        for length in range(len(loc), -1, -1):
            if (found := node.at(loc[:length])) is not None:
                there, at = found, loc[:length]
                break
        fields = [*_OF_A_CHECK, *getattr(kind, "__dataclass_fields__", {})]
        origin = there.origin
        if detail["type"] == "unexpected_keyword_argument":
            name = str(loc[-1])
            hint = suggestion(name, fields)
            wanted = (
                "a field of this procedure" if hint else f"a field of this procedure: {listing(fields, 30)}"
            )
            origin = there.key_origin or origin
            return Problem(self.file, origin.line, origin.column, f"{path}.{name}", name, wanted, hint)
        told = dotted((path, *(loc[:1] if detail["type"] == "missing" else at)))
        if detail["type"] == "missing":
            return Problem(
                self.file, origin.line, origin.column, told, "nothing", "a value: this procedure asks for it"
            )
        message = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        return Problem(self.file, origin.line, origin.column, told, there.text()[:60], message)


def facts_of(asked: Sequence[str]) -> list[FactFile]:
    """Return the files that hold what is asked for, with only those facts: files of facts, ids, or all that are shipped for none.

    Ids are looked for in the files that are named and in those that are shipped. Raises ScenarioError for files that cannot be
    read, UsageError with the nearest id for one that nobody knows.
    """
    files = [each for each in asked if _is_file(each)]
    ids = [each for each in asked if not _is_file(each)]
    named = [read_facts(each) for each in files]
    ours = [read_facts(each, f"{FACTS}/{each.name}") for each in shipped()] if ids or not files else []
    known = {fact.id.upper(): fact.id for file in (*named, *ours) for fact in file.facts}
    _refuse_twice([*named, *ours])
    for each in ids:
        if each.upper() not in known:
            hint = suggestion(each.upper(), known) or f"known are {listing(known.values(), 40)}"
            raise UsageError(f"{each} is no fact and no file; {hint}")
    wanted = {known[each.upper()] for each in ids}
    kept = (
        [replace(file, facts=tuple(fact for fact in file.facts if fact.id in wanted)) for file in ours]
        if ids
        else ours
    )
    return [each for each in (*named, *kept) if each.facts]


def _is_file(text: str) -> bool:
    return Path(text).suffix in (".yaml", ".yml") or Path(text).is_file()


def _refuse_twice(files: Sequence[FactFile]) -> None:
    seen: dict[str, Fact] = {}
    for file in files:
        for fact in file.facts:
            if fact.id in seen:
                raise UsageError(
                    f"{fact.id} stands in {fact.place} and in {seen[fact.id].place}: ids are said once"
                )
            seen[fact.id] = fact
