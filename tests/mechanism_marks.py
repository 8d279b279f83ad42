"""What the tests' marks say of the catalogue, read from their source so that it is the whole folder whatever is being run.

    @pytest.mark.mechanism("A17", switch="policy.intake.*.refer", shown="support_organisation.yaml")

names one or several ids, the paths of a scenario that switch them (`*` for any id) and the shipped scenarios that show them. A mark
stands on a test, on a class of tests, or in a module's `pytestmark`; its words are written out, since nothing is run to read them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gtmsim.mechanisms import catalogue_ids
from gtmsim.scenario import Scenario
from gtmsim.scenario.names import suggestion
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.shape import root

REPOSITORY = Path(__file__).parents[1]
Covered = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Mark:
    """One mark: where it stands, the tests it stands on, and what it says."""

    place: str
    tests: tuple[str, ...]
    ids: tuple[str, ...]
    switch: tuple[str, ...]
    shown: tuple[str, ...]


def covered(marks: list[Mark]) -> Covered:
    """Return id -> column -> what all marks together say."""
    found: Covered = {}
    for mark in marks:
        for name in mark.ids:
            row = found.setdefault(name, {"switch": [], "tests": [], "shown": []})
            row["switch"] += mark.switch
            row["tests"] += mark.tests
            row["shown"] += mark.shown
    return found


def marks_in(repository: Path = REPOSITORY) -> tuple[list[Mark], list[str]]:
    """Return every mark in the tests of a repository, and a sentence for everything that is wrong with one."""
    marks: list[Mark] = []
    faults: list[str] = []
    for file in sorted((repository / "tests").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if ".mechanism" not in text:
            continue
        name = file.relative_to(repository).as_posix()
        try:
            module = ast.parse(text, name)
        except SyntaxError as error:
            faults.append(f"{name}:{error.lineno}: {error.msg}")
            continue
        for call, tests in _marked(module, name, in_tests=file.name.startswith("test_")):
            place = f"{name}:{call.lineno}"
            said = _said(call)
            if isinstance(said, str):
                faults.append(f"{place}: {said}")
                continue
            if not tests:
                faults.append(f"{place}: a mechanism is marked on a test, a class of tests or in pytestmark")
            mark = Mark(place, tests, *said)
            faults += [f"{place}: {each}" for each in _wrong(mark, repository)]
            marks.append(mark)
    return marks, faults


def _marked(module: ast.Module, name: str, *, in_tests: bool) -> Iterator[tuple[ast.expr, tuple[str, ...]]]:
    """Yield every mark of a module with the ids of the tests it stands on; no ids where it stands on none."""
    seen: set[ast.expr] = set()
    for node, tests in _bearers(module.body, name) if in_tests else ():
        for mark in _mentions(node):
            seen.add(mark)
            yield mark, tests
    yield from ((mark, ()) for mark in _mentions(module) if mark not in seen)


def _bearers(body: list[ast.stmt], prefix: str) -> Iterator[tuple[ast.expr, tuple[str, ...]]]:
    """Yield the expressions that mark tests, each with its tests: `pytestmark`, and the decorators of tests and their classes."""
    for node in body:
        if isinstance(node, ast.Assign) and _names(node.targets) == ["pytestmark"]:
            yield node.value, tuple(_tests(body, prefix))
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            here = f"{prefix}::{node.name}"
            yield from ((decorator, tuple(_tests(node.body, here))) for decorator in node.decorator_list)
            yield from _bearers(node.body, here)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield from ((decorator, (f"{prefix}::{node.name}",)) for decorator in node.decorator_list)


def _tests(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    """Yield the ids of the tests in a body, by the names pytest goes by."""
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _tests(node.body, f"{prefix}::{node.name}")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield f"{prefix}::{node.name}"


def _names(targets: list[ast.expr]) -> list[str]:
    return [each.id for each in targets if isinstance(each, ast.Name)]


def _mentions(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the marks in a piece of source: the calls, and the bare words that should be calls."""
    called = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and _is_mark(each.func):
            called.add(each.func)
            yield each
        elif isinstance(each, ast.expr) and _is_mark(each) and each not in called:
            yield each


def _is_mark(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Attribute) and node.attr == "mechanism"):
        return False
    home = node.value
    return (isinstance(home, ast.Attribute) and home.attr == "mark") or (
        isinstance(home, ast.Name) and home.id == "mark"
    )


def _said(mark: ast.expr) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] | str:
    """Return ids, switches and scenarios of a mark, or what is wrong with how it is written."""
    if not isinstance(mark, ast.Call) or not mark.args:
        return "a mark names at least one id, such as mechanism('A17')"
    said: dict[str, tuple[str, ...]] = {"ids": (), "switch": (), "shown": ()}
    for name, node in [("ids", each) for each in mark.args] + [
        (each.arg, each.value) for each in mark.keywords
    ]:
        if name is None or name not in said:
            return f"a mark takes ids, switch= and shown=; not {name or '**'}"
        texts = _texts(node)
        if not texts:
            return f"{ast.unparse(node)} is not written out: a mark takes a text or a list of texts"
        said[name] += texts
    return said["ids"], said["switch"], said["shown"]


def _texts(node: ast.expr) -> tuple[str, ...]:
    """Return the text or texts that are written out in an expression; none for any other."""
    each = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    texts = [one.value for one in each if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return tuple(texts) if len(texts) == len(each) else ()


def _wrong(mark: Mark, repository: Path) -> Iterator[str]:
    """Yield what a mark says that is not so."""
    known = catalogue_ids()
    for each in mark.ids:
        if each not in known:
            yield _advised(f"{each} is no mechanism of the catalogue", suggestion(each, known))
    for path in mark.switch:
        yield from _unknown(path)
    scenarios = [
        file.relative_to(repository / "scenarios").as_posix()
        for file in sorted((repository / "scenarios").rglob("*.yaml"))
    ]
    for each in mark.shown:
        if each not in scenarios:
            yield _advised(f"scenarios/{each} does not exist", suggestion(each, scenarios))


def _unknown(path: str) -> Iterator[str]:
    """Yield why the schema knows no such path, if it does not. `*` is any id."""
    keys = split(path)
    shape = root(Scenario)
    for depth, key in enumerate(keys):
        below = shape.child(key)
        if below is None:
            before = dotted(keys[:depth])
            known = [dotted((*keys[:depth], each)) for each in shape.keys]
            hint = suggestion(dotted(keys[: depth + 1]), known) or (
                f"{before or 'a scenario'} has {', '.join(shape.keys)}" if known else f"{before} is one value"
            )
            yield _advised(f"{path} is no path of a scenario", hint)
            return
        shape = below


def _advised(text: str, hint: str) -> str:
    return f"{text}; {hint}" if hint else text
