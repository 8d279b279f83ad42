"""From one scenario to the next: the patches of events, and of the treatment, laid over it date by date.

Only numbers change while people work. What a program is built of (ids, kinds of work, calendars, who is there, how many accounts)
stays, and a patch of it is refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from pydantic import BaseModel

from gtmsim.errors import Problem
from gtmsim.scenario.events import PATCHES
from gtmsim.scenario.finding import Findings
from gtmsim.scenario.layers import merge
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Node, Path, dotted, split
from gtmsim.scenario.shape import Shape, root
from gtmsim.scenario.values import Distribution, Uncertain

_TOP = root(Scenario)
Validated: TypeAlias = Callable[[Node, str], tuple[Scenario | None, list[Problem]]]
Checked: TypeAlias = Callable[[Scenario, Node, list[Problem]], list[Problem]]

# Numbers that a run is built of, and what they make.
_BUILT = {
    "world.sources.*.trend": "the table of its rates",
    "world.sources.*.weekdays.*": "the table of its rates",
    "world.sources.*.hours.*": "the table of its rates",
    "world.sources.*.dispersion": "the table of its rates",
    "world.segments.*.potential_spread": "what each account is worth all its life",
    "world.customers.term": "the dates at which contracts come up",
    "world.library.start": "what material there is at the beginning",
}
# What is read as numbers, though it is written as words, dates or maps that may be left out.
_READ_AS_NUMBERS = {
    "organisation.teams.*.reports_to",
    "organisation.teams.*.roles",
    "world.products.*.launches",
    "world.stages.*.session_spread",
}
# Of these, to be there at all is how a run is built.
_THERE_OR_NOT = {
    "world.stages.*.next.*",
    "world.stages.*.patience",
    "world.sources.*.territory",
}


@dataclass(frozen=True)
class Change:
    """A patch, from when it holds and until when; `place` is where it is written."""

    at: int
    until: int | None
    place: Path
    patches: dict[str, Node]


def changes_of(scenario: Scenario, tree: Node) -> list[Change]:
    """Return the patches of the treatment and of all events, in the order in which they are laid over the scenario."""
    found: list[Change] = []
    policy = tree.at(("treatment", "policy"))
    if scenario.treatment.at is not None:
        patches = {} if policy is None or policy.is_null else {"policy": policy}
        found.append(Change(int(scenario.treatment.at), None, ("treatment",), patches))
    for name, event in scenario.events.items():
        if event is None or event.at is None:
            continue
        nodes = {part: tree.at(("events", name, part)) for part in PATCHES}
        patches = {part: node for part, node in nodes.items() if node is not None and node.entries}
        if patches:
            until = None if event.until is None else int(event.until)
            found.append(Change(int(event.at), until, ("events", name), patches))
    return sorted(found, key=lambda change: change.at)


def phases_of(
    scenario: Scenario, tree: Node, validated: Validated, checked: Checked, known: list[Problem]
) -> tuple[tuple[tuple[int, Scenario], ...], list[Problem]]:
    """Return from which ticks on which scenario holds, and what is wrong with the patches.

    `tree` is the scenario as written, before its treatment's policy was written out.
    """
    changes = changes_of(scenario, tree)
    problems = [problem for change in changes for problem in _unknown_ids(change, tree)]
    if problems:
        return (), problems
    told = {(each.file, each.line, each.column) for each in known}
    phases: list[tuple[int, Scenario]] = []
    dates = {change.at for change in changes} | {
        change.until for change in changes if change.until is not None
    }
    for tick in sorted(date for date in dates if date < scenario.run.horizon):
        holding = [each for each in changes if each.at <= tick and (each.until is None or tick < each.until)]
        then, found = _phase(scenario, tree, holding, validated, checked)
        for problem in found:
            if (problem.file, problem.line, problem.column) not in told:
                told.add((problem.file, problem.line, problem.column))
                problems.append(problem)
        if then is not None:
            phases.append((tick, then))
    return tuple(phases), problems


def _phase(
    scenario: Scenario, tree: Node, holding: list[Change], validated: Validated, checked: Checked
) -> tuple[Scenario | None, list[Problem]]:
    entries = {key: node for key, node in (tree.entries or {}).items() if key not in ("treatment", "events")}
    for change in holding:
        for part, patch in change.patches.items():
            below = entries.get(part)
            entries[part] = patch if below is None else merge(below, patch, _TOP.child(part))
    merged = replace(tree, entries=entries)
    then, problems = validated(merged, scenario.name)
    if then is None:
        return None, problems
    problems = problems + checked(then, merged, problems)
    if not problems:
        findings = Findings(then, merged)
        for path, before, after in differing(scenario, then):
            _refuse(findings, path, before, after)
        problems = findings.problems
    return then, [replace(each, path=_placed(each, holding)) for each in problems]


def _placed(problem: Problem, holding: list[Change]) -> str:
    """Return the path of a problem in the patch that wrote what is wrong, or in the scenario itself."""
    keys = split(problem.path)
    for change in reversed(holding):
        patch = change.patches.get(str(keys[0])) if keys else None
        for depth in range(len(keys), 0, -1):
            node = patch.at(keys[1:depth]) if patch else None
            if node is None:
                continue
            if problem.line in (node.origin.line, node.key_origin.line if node.key_origin else 0):
                return dotted((*change.place, *keys))
            break
    return problem.path


def _unknown_ids(change: Change, tree: Node) -> Iterator[Problem]:
    """Yield a problem for each id that a patch would add, or take away."""
    for part, patch in change.patches.items():
        shape = _TOP.child(part)
        assert shape is not None
        yield from _unknown_within(patch, tree.at((part,)), shape, (*change.place, part), (part,))


def _unknown_within(
    patch: Node, below: Node | None, shape: Shape, place: Path, path: Path
) -> Iterator[Problem]:
    for key, node in (patch.entries or {}).items():
        inner = shape.child(key)
        there = below.child(key) if below else None
        if shape.form == "ids":
            known = [
                str(k) for k, each in ((below.entries if below else None) or {}).items() if not each.is_null
            ]
            origin = node.key_origin or node.origin
            if str(key) not in known:
                wanted = f"an id that {dotted(path)} has: {listing(known, 30)}"
                hint = suggestion(str(key), known)
                yield Problem(
                    origin.file, origin.line, origin.column, dotted((*place, key)), str(key), wanted, hint
                )
                continue
            if node.is_null:
                wanted = "numbers of it: nothing can be taken away at a date"
                yield Problem(
                    origin.file, origin.line, origin.column, dotted((*place, key)), "null", wanted, ""
                )
                continue
        if inner is not None and inner.form != "value":
            yield from _unknown_within(node, there, inner, (*place, key), (*path, key))


# --- what may change ----------------------------------------------------------------------------------------------------------


def differing(before: object, after: object, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield where two scenarios, or parts of them, say something else: the innermost places that both have."""
    if isinstance(before, BaseModel) and type(after) is type(before):
        for name in type(before).model_fields:
            if path or name in PATCHES:
                yield from differing(getattr(before, name), getattr(after, name), (*path, name))
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differing(before.get(key), after.get(key), (*path, key))
    elif before != after:
        yield path, before, after


def _refuse(findings: Findings, path: Path, before: object, after: object) -> None:
    """Tell a change of what a run is built of; everything in `policy` may change."""
    if path[0] == "policy" or _matches(path, _READ_AS_NUMBERS):
        return
    wanted = "numbers may change at a date"
    if built := next((what for pattern, what in _BUILT.items() if _matches(path, {pattern})), ""):
        findings.add(path, _text(after), f"as before: {built} stands from the start; other {wanted}")
    elif _is_count(before) and _is_count(after):
        counted = "how many there are stands from the start"
        findings.add(path, _text(after), f"{_text(before)}, as before: {counted}; other {wanted}")
    elif not (_is_number(before) and _is_number(after)) or (
        (before is None or after is None) and _matches(path, _THERE_OR_NOT)
    ):
        findings.add(path, _text(after), f"{_text(before)}, as before: only {wanted}")


def _is_count(value: object) -> bool:
    """Return whether a value counts something, such as people or accounts."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    """Return whether a value is a number, or one that is left out."""
    return value is None or isinstance(value, float | Uncertain | Distribution)


def _matches(path: Path, patterns: "set[str]") -> bool:
    for pattern in patterns:
        keys = pattern.split(".")
        if len(keys) == len(path) and all(a in ("*", str(b)) for a, b in zip(keys, path, strict=True)):
            return True
    return False


def _text(value: object) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# --- another policy for the same events ---------------------------------------------------------------------------------------


def carried(before: object, changed: object, other: object) -> Any:
    """Return `other` with everything that has changed since `before` laid over it."""
    if before == changed:
        return other
    if isinstance(before, BaseModel) and type(changed) is type(before) and type(other) is type(before):
        fields = {
            name: carried(getattr(before, name), getattr(changed, name), getattr(other, name))
            for name in type(before).model_fields
        }
        return type(before).model_construct(**fields)
    if isinstance(before, dict) and isinstance(changed, dict) and isinstance(other, dict):
        return {
            key: carried(before.get(key), changed.get(key), other.get(key))
            for key in dict.fromkeys((*before, *changed, *other))
        }
    return changed
