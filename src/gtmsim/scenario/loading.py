"""From text to a validated scenario, with everything that is wrong told at once."""

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.scenario.checks import check
from gtmsim.scenario.faults import as_problem, repaired
from gtmsim.scenario.files import (
    EXTENDS,
    PRESET,
    Missing,
    layered,
    layers_of,
    locate,
    refuse_part,
    resolved,
    text_of,
)
from gtmsim.scenario.layers import merge, overridden
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import Key, Node
from gtmsim.scenario.phases import phases_of
from gtmsim.scenario.shape import Shape, root

_TOP = root(Scenario)
_MOST_REPAIRS = 20


def load(path: str | PathLike[str], overrides: Sequence[str] = ()) -> Scenario:
    """Return the scenario a file (or `preset:NAME`) says, with everything it extends.

    `preset:market+one_more+another` lays one over the other; so does `mine.yaml+one_more`.
    `overrides` are texts such as `organisation.teams.sdr.people=4`, laid over the files in order.
    Raises `ScenarioError` with every problem found.
    """
    asked = fspath(path)
    try:
        layers = layers_of(asked, None)
        refuse_part(layers[0])
        if len(layers) > 1:
            return _of_layers(layers, asked, overrides)
        name, file = locate(asked, None)
        text = text_of(file, name)
    except Missing as missing:
        found = "" if missing.found == asked else missing.found
        problem = Problem(asked, 0, 0, "", found, missing.wanted, missing.hint)
        raise ScenarioError(asked, [problem]) from None
    return _scenario(text, name, file.parent, file.stem, overrides)


def _of_layers(layers: Sequence[str], asked: str, overrides: Sequence[str]) -> Scenario:
    try:
        return _scenario(layered(layers), asked, FilePath(), asked.removeprefix(PRESET), overrides)
    except ScenarioError as error:
        # The layers stand in the argument, not in a line of any file.
        told = [
            replace(each, line=0, column=0, path="") if (each.file, each.path) == (asked, EXTENDS) else each
            for each in error.problems
        ]
        raise ScenarioError(asked, told) from None


def loads(
    text: str,
    name: str = "scenario",
    overrides: Sequence[str] = (),
    folder: str | PathLike[str] | None = None,
) -> Scenario:
    """Return the scenario a text says; `extends` is relative to `folder`. Raises `ScenarioError`."""
    where = None if folder is None else FilePath(folder)
    return _scenario(text, name, where, FilePath(name).stem, overrides)


def vary(scenario: Scenario, overrides: Sequence[str]) -> Scenario:
    """Return a scenario with texts such as `world.sources.web.rate=12/week` laid over it, as `load` would have said it.

    No file is read again. Raises `ScenarioError` with every problem, and `UsageError` for a scenario made without a file.
    """
    if scenario.laid is None:
        raise UsageError(f"{scenario.name} was made without a file: nothing can be laid over it")
    return _of_tree(scenario.laid, [], scenario.name, scenario.name, overrides)


def of_tree(tree: Node, name: str) -> Scenario:
    """Return the scenario that a tree of all layers says, as `Scenario.laid` has it. Raises `ScenarioError`."""
    return _of_tree(tree, [], name, name, ())


def _scenario(text: str, file: str, folder: FilePath | None, name: str, overrides: Sequence[str]) -> Scenario:
    tree, problems = resolved(text, file, folder, _TOP)
    if tree is None or any(problem.path == EXTENDS for problem in problems):
        raise ScenarioError(
            file, _in_order(problems, file)
        )  # what a missing layer would have said is no news
    return _of_tree(tree, problems, file, name, overrides)


def _of_tree(tree: Node, problems: list[Problem], file: str, name: str, overrides: Sequence[str]) -> Scenario:
    tree, more = overridden(tree, overrides, _TOP)
    problems += more
    written, tree = tree, _with_whole_treatment(tree)
    scenario, faults = _validated(tree, name)
    problems += faults
    if scenario is not None:
        problems += check(scenario, tree, problems)
        if not problems and any(scenario.events.values()):
            phases, faults = phases_of(scenario, written, _validated, check, problems)
            problems += faults
            scenario.with_phases(phases)
    if problems or scenario is None:
        raise ScenarioError(file, _in_order(problems, file))
    return scenario.as_laid(written)


def _with_whole_treatment(tree: Node) -> Node:
    """Return the tree with its treatment's policy written out: what it leaves out stays as it was before."""
    treatment = tree.at(("treatment",))
    before = tree.at(("policy",))
    if treatment is None or not treatment.entries or before is None or before.entries is None:
        return tree
    patch = treatment.entries.get("policy")
    whole = before if patch is None else merge(before, patch, _TOP.child("policy"))
    changed = replace(treatment, entries={**treatment.entries, "policy": whole})
    return replace(tree, entries={**(tree.entries or {}), "treatment": changed})


def _validated(tree: Node, name: str) -> tuple[Scenario | None, list[Problem]]:
    """Return the scenario, and the problems that had to be repaired to get it.

    A broken value is told and replaced by its default, so that what depends on the rest can still be checked.
    """
    data = _plain(tree, _TOP)
    assert isinstance(data, dict)
    currency = tree.at(("world", "currency"))
    context = {
        "currency": currency.text() if currency and not currency.is_null else "EUR",
        "name": name,
        "written": tree,
    }
    problems: list[Problem] = []
    for _ in range(_MOST_REPAIRS):
        try:
            return Scenario.model_validate(data, context=context), problems
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                problem, path = as_problem(detail, tree, _TOP)
                problems.append(problem)
                repaired(data, path, _TOP)
    return None, problems


def _plain(node: Node, shape: Shape | None) -> Any:
    """Return the plain data of a tree, without what was taken away: a null stays only where it has a meaning."""
    if node.entries is None:
        return node.plain()
    data: dict[Key, Any] = {}
    for key, below in node.entries.items():
        inner = shape.child(key) if shape else None
        if below.is_null and inner is not None and not inner.nullable:
            continue
        data[key] = _plain(below, inner)
    return data


def _in_order(problems: list[Problem], file: str) -> list[Problem]:
    """Return the problems in reading order: this file's first, then those of the files it extends, then options."""
    files = [file, *dict.fromkeys(each.file for each in problems if each.file != file)]
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda each: (files.index(each.file), each.line, each.column))
