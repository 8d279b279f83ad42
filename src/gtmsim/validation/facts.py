"""Reading files of facts: everything that is wrong with one is told at once, with its place and the nearest name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario.files import OVER, preset_folders, shipped_layers
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Node, walk
from gtmsim.shards.fields import map_of
from gtmsim.validation.checks import Usual, check_of
from gtmsim.validation.fact import GRADES, KINDS, Check, Fact, Kind, Runs
from gtmsim.validation.sections import Section
from gtmsim.validation.world import Arm

FACTS = "facts"  # the folder of those that are shipped, among the scenarios
_WANTED = "a file of facts, starting with `facts: 1`"
KEYS = (
    "title", "question", "kind", "grade", "source", "worlds", "sets", "layers", "runs", "checks", "ablations", "tried", "tests",
)  # fmt: skip


@dataclass(frozen=True)
class FactFile:
    """What a file says: its facts, and the nodes they were said at, by fact and check (no check: the fact itself).

    `problems` are those of its form; something right stands in the place of what is wrong, so that the rest can be looked at.
    """

    file: str
    facts: tuple[Fact, ...]
    nodes: Mapping[tuple[str, str], Node]
    problems: tuple[Problem, ...] = ()


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
    found = _read(file, name)
    if found.problems:
        raise refused(found.problems)
    return found


def refused(problems: Iterable[Problem]) -> ScenarioError:
    """Return the error that tells problems once each, in the order of their places."""
    told = sorted(dict.fromkeys(problems), key=lambda each: (each.file, each.line, each.column))
    return ScenarioError(told[0].file, told)


def _read(file: str | Path, name: str = "") -> FactFile:
    """Return what a file says, and what is wrong with its form. Raises ScenarioError where it is not there or no map."""
    name = name or str(file)
    tree, _, problems = map_of(Path(file), name, _WANTED)
    reading = _Reading(name, str(Path(file).parent), tree, problems)
    return FactFile(name, reading.facts(), reading.nodes, tuple(problems))


class _Reading:
    """One pass over a file. What is wrong is added to `problems`, and something right put in its place."""

    def __init__(self, file: str, folder: str, tree: Node, problems: list[Problem]) -> None:
        self.file, self.folder, self.problems = file, folder, problems
        self.whole = Section(file, "", tree, problems)
        self.nodes: dict[tuple[str, str], Node] = {}

    def facts(self) -> tuple[Fact, ...]:
        version = self.whole.said.get("facts")
        if version is None or version.scalar != 1:
            found = "nothing" if version is None else version.text()
            self.whole.refuse(
                version or self.whole.node, "facts", found, "`facts: 1`, the version of the format"
            )
        facts = [self.fact(str(key), node) for key, node in self.whole.said.items() if key != "facts"]
        if not facts:
            self.whole.refuse(self.whole.node, "", "no fact", f"a fact by its id, a map: {listing(KEYS, 20)}")
        return tuple(each for each in facts if each is not None)

    def fact(self, name: str, node: Node) -> Fact | None:
        if node.entries is None:
            self.whole.refuse(node, name, node.text(), f"a map: {listing(KEYS, 20)}")
            return None
        self.nodes[name, ""] = node
        section = Section(self.file, name, node, self.problems)
        section.known_keys(section.said, KEYS, (name,))
        kind = self.kind(section)
        owed = "" if kind == "verification" else None  # what the world outside tells has a source
        wanted = f"a grade: {listing(GRADES)}, or several, such as A/B"
        grade = section.text("grade", owed, wanted)
        if grade and not set(grade.split("/")) <= set(GRADES):
            section.wrong("grade", wanted)
        layers = self.layers(section)
        return Fact(
            id=name,
            title=section.text("title"),
            question=section.text("question"),
            kind=kind,
            grade=grade,
            source=section.text("source", owed),
            checks=self.checks(section, layers),
            place=str(section.begin),
            ablations=section.arms("ablations"),
            layers=layers,
            tried=self.tried(section),
            tests=section.words("tests"),
        )

    def kind(self, section: Section) -> Kind:
        said = section.said.get("kind")
        if said is not None and said.scalar not in KINDS:
            section.wrong("kind", listing(KINDS), suggestion(said.text(), KINDS))
        return next((each for each in KINDS if said is not None and said.scalar == each), "validation")

    def layers(self, section: Section) -> dict[str, Arm]:
        found, inner = section.arms("layers"), section.below("layers")
        laid = {name for key, node in section.said.items() if key != "layers" for name in _laid_in(node)}
        for key, node in inner.said.items() if inner is not None else ():
            name, wanted = str(key), ""
            if OVER in name or Path(name).suffix:
                wanted = f"a name without {OVER} and without the ending of a file"
            elif name in shipped_layers():
                wanted = "a name that no shipped layer has: nobody could tell which of them an arm lays"
            elif name not in laid:
                wanted = "a layer that an arm lays over its world: none does"
            if wanted:
                at = node.key_origin or node.origin
                self.problems.append(
                    Problem(self.file, at.line, at.column, f"{section.path}.layers", name, wanted)
                )
        return found

    def tried(self, section: Section) -> tuple[str, ...]:
        found = tuple(each.strip() for each in section.words("tried"))
        if "tried" in section.said and not all(found):
            section.wrong("tried", "some words, or a list of steps")
        return found

    def checks(self, section: Section, layers: Mapping[str, Arm]) -> tuple[Check, ...]:
        usual = Usual(self.folder, section.words("worlds"), section.sets(), section.runs(Runs()), layers)
        said = section.said.get("checks")
        if said is None and "tests" in section.said:  # shown by tests alone
            return ()
        if said is None or not said.entries:
            section.wrong("checks", "a map of names, each with `by`, `target` and what its procedure asks")
            return ()
        found = []
        for key, node in said.entries.items():
            self.nodes[section.path, str(key)] = node
            path = f"{section.path}.checks.{key}"
            if node.entries is None:
                self.whole.refuse(
                    node, path, node.text(), "a map with `by`, `target` and what its procedure asks"
                )
                continue
            found.append(check_of(Section(self.file, path, node, self.problems), str(key), usual))
        return tuple(each for each in found if each is not None)


def _laid_in(node: Node) -> Iterator[str]:
    """Yield every name that a text below a node may lay."""
    for _, each in walk(node):
        if isinstance(each.scalar, str):
            yield from each.scalar.split(OVER)


def facts_of(asked: Sequence[str]) -> list[FactFile]:
    """Return the files that hold what is asked for, with only those facts: files of facts, ids, or all that are shipped for none.

    Ids are looked for in the files that are named and in those that are shipped. What is wrong with the form of one stands in its
    `problems`. Raises ScenarioError for files that cannot be read, UsageError with the nearest id for one that nobody knows.
    """
    files = [each for each in asked if _is_file(each)]
    ids = [each for each in asked if not _is_file(each)]
    named = [_read(each) for each in files]
    ours = [_read(each, f"{FACTS}/{each.name}") for each in shipped()] if ids or not files else []
    known = {fact.id.upper(): fact.id for file in (*named, *ours) for fact in file.facts}
    _refuse_twice([*named, *ours])
    unknown = [each for each in ids if each.upper() not in known]
    if unknown and (problems := [problem for file in named for problem in file.problems]):
        raise refused(problems)  # a fact that cannot be read has no id
    if unknown:
        every = f"known are {listing(known.values(), 40)}"
        hints = [suggestion(each.upper(), known) or every for each in unknown]
        told = zip(unknown, hints, strict=True)
        raise UsageError("\n".join(f"{each} is no fact and no file; {hint}" for each, hint in told))
    wanted = {known[each.upper()] for each in ids}
    kept = (
        [replace(file, facts=tuple(fact for fact in file.facts if fact.id in wanted)) for file in ours]
        if ids
        else ours
    )
    return [each for each in (*named, *kept) if each.facts or each.problems]


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
