"""Reading a check: what its procedure asks, and where its number is to lie."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from gtmsim.errors import Problem
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, dotted
from gtmsim.validation.fact import Check, Runs
from gtmsim.validation.procedures import Procedure, procedures
from gtmsim.validation.sections import Section
from gtmsim.validation.target import ANYTHING, WANTED, Target, half_said, target_of
from gtmsim.validation.world import Arm, Sets, world_of

KEYS = ("by", "target", "tolerance", "worlds", "sets", "runs")


@dataclass(frozen=True)
class Usual:
    """What holds in a check that says nothing else, and its fact's own layers. Files stand beside each other in `folder`."""

    folder: str
    worlds: tuple[str, ...]
    sets: Sets
    runs: Runs
    layers: Mapping[str, Arm]


def check_of(section: Section, name: str, usual: Usual) -> Check | None:
    """Return a check, or None where its procedure is wrong. A target that is wrong is told, and any number does in its place."""
    target, procedure = _target(section), _procedure(section)
    worlds = section.words("worlds") or usual.worlds
    if not worlds:
        section.wrong("worlds", "the worlds of the fact or of the check")
    sets, runs = {**usual.sets, **section.sets()}, section.runs(usual.runs)
    if procedure is None:
        return None
    there = tuple(world_of(each, usual.folder, sets, usual.layers) for each in worlds)
    return Check(name, section.text("by"), procedure, target, there, runs, str(section.begin))


def _target(section: Section) -> Target:
    said = section.said.get("target")
    found = target_of(said.text()) if said is not None and said.entries is None else None
    if found is None:
        right = half_said(said.text()) if said is not None else ""
        section.wrong(
            "target",
            f"{right.split()[-1]} at both numbers, or at the last for both: {right}" if right else WANTED,
        )
        return ANYTHING
    by = section.said.get("tolerance")
    if by is None:
        return found
    if isinstance(by.scalar, int | float) and not isinstance(by.scalar, bool) and by.scalar >= 0:
        return found.widened(float(by.scalar))
    section.wrong("tolerance", "a number, 0 or more, in the unit of the target")
    return found


def _procedure(section: Section) -> Procedure | None:
    known, said = procedures(), section.said.get("by")
    kind = known.get(str(said.scalar)) if said is not None else None
    if kind is None:
        hint = suggestion(said.text(), known) if said is not None else ""
        section.wrong("by", f"a procedure: {listing(known, 30)}", hint)
        return None
    words = {str(key): each.plain() for key, each in section.said.items() if key not in KEYS}
    try:
        return TypeAdapter(kind).validate_python(words)
    except ValidationError as error:
        section.problems += [_problem(section, detail, kind) for detail in error.errors(include_url=False)]
    return None


def _problem(section: Section, detail: ErrorDetails, kind: type[Procedure]) -> Problem:
    """Return what a procedure's field does not take, at the nearest place that the file has."""
    loc: tuple[Key, ...] = detail["loc"]
    long = next(length for length in range(len(loc), -1, -1) if section.node.at(loc[:length]) is not None)
    node = section.node.at(loc[:long]) or section.node
    if detail["type"] == "unexpected_keyword_argument":
        name, fields = str(loc[-1]), [*KEYS, *getattr(kind, "__dataclass_fields__", {})]
        hint = suggestion(name, fields)
        wanted = "a field of this procedure" if hint else f"a field of this procedure: {listing(fields, 30)}"
        at = node.key_origin or node.origin
        return Problem(section.file, at.line, at.column, f"{section.path}.{name}", name, wanted, hint)
    missing = detail["type"] == "missing"
    path = dotted((section.path, *(loc if missing else loc[:long])))
    told = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    wanted = "a value: this procedure asks for it" if missing else told
    found = "nothing" if missing else node.text()[:60]
    return Problem(section.file, node.origin.line, node.origin.column, path, found, wanted)
