"""The tables of docs/model.md: parameters, rules, state variables, draws and mechanisms, as the code has them now.

A table stands between `<!-- TABLE words -->` and `<!-- end -->`; everything else on the page is written by hand.
"""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from gtmsim.cli.ending import DONE, FELL_SHORT
from gtmsim.cli.script import script
from gtmsim.cli.showing import told_to_err
from gtmsim.measure.stocks import STOCKS
from gtmsim.mechanisms import catalogue
from gtmsim.program import rules
from gtmsim.program.layout import Phase, Purpose
from gtmsim.scenario import Scenario
from gtmsim.scenario.fields import Plain, Quantity
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.quantities import ANY_CURRENCY
from gtmsim.scenario.shape import Shape, at, root
from gtmsim.scenario.where import flow
from gtmsim.scenario.writing import write_text

PAGE = Path(__file__).parent / "model.md"
BLOCK = re.compile(r"(<!-- (\w+)((?: [\w.*]+)*) -->\n).*?(<!-- end -->)", re.DOTALL)
TOP = root(Scenario)
GRADES = {
    "A": "a meta-analysis or several studies",
    "B": "one study, or large objective data",
    "C": "a survey with a stated number of answers",
    "D": "folklore or a guess: a prior to vary, never a result",
    "-": "claims nothing about the world: a convention, a decision, or off unless written",
}
CURRENCY = "EUR"
OTHER: dict[Any, str] = {bool: "yes or no", tuple: "list"}
Path_ = tuple[str, ...]


def page(text: str) -> str:
    """Return the page with every table as it should be."""
    return BLOCK.sub(lambda found: f"{found[1]}{TABLES[found[2]](found[3].split())}\n{found[4]}", text)


# --- parameters ---------------------------------------------------------------------------------------------------------------


def leaves(
    shape: Shape = TOP, path: Path_ = (), seen: tuple[type[BaseModel], ...] = ()
) -> Iterator[tuple[Path_, Shape]]:
    """Yield every field of a scenario that holds a value, `*` standing for any id.

    What may be left out as a whole has a row of its own, and what is like a section above it (a treatment's policy, the answers of
    a situation) no further ones.
    """
    if shape.form == "section" and shape.model is not None:
        alike = any(issubclass(each, shape.model) for each in seen)
        if shape.nullable or alike:
            yield path, shape
        if not alike:
            for key in shape.keys:
                below = shape.child(key)
                assert below is not None, "a section knows its own keys"
                yield from leaves(below, (*path, key), (*seen, shape.model))
        return
    inner = shape.child("*") if shape.form in ("ids", "map") else None
    if inner is not None and inner.form == "section":
        yield from leaves(replace(inner, nullable=False), (*path, "*"), seen)  # a hole is no value of its own
    else:
        yield path, shape


AGAIN = ("treatment", "policy")  # told once, as `policy`


def fields() -> dict[Path_, Shape]:
    """Return every field that has a row, by its path."""
    found = {path: shape for path, shape in leaves() if path[:2] != AGAIN}
    again = at(TOP, AGAIN)
    assert again is not None, "a treatment has a policy"
    return found | {AGAIN: again}


FIELDS = fields()


def keys_of(path: str) -> Path_:
    """Return the keys of a dotted path."""
    return tuple(str(key) for key in split(path))


def rows_of(words: Sequence[str]) -> list[tuple[Path_, Shape]]:
    """Return the fields at or below the paths named, in their order."""
    named = [keys_of(word) for word in words]
    return [(path, shape) for keys in named for path, shape in FIELDS.items() if path[: len(keys)] == keys]


def _parameters(words: list[str]) -> str:
    rows = rows_of(words)
    assert rows, f"no field of a scenario is {' or '.join(words)}"
    lines = [
        "| parameter | what it is | default | unit | prior | grade and source |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += ["| " + " | ".join(_cell(each) for each in _row(path, shape)) + " |" for path, shape in rows]
    return "\n".join(lines + _switches([path for path, _ in rows]))


def _row(path: Path_, shape: Shape) -> Iterator[str]:
    extra = _extra(shape)
    yield f"`{dotted(path)}`"
    yield (shape.field.description or "") if shape.field else ""
    yield _default(shape, extra)
    yield _unit(shape)
    yield str(extra.get("prior", ""))
    grade, source = str(extra.get("grade", "-")), str(extra.get("source", ""))
    yield "" if (grade, source) == ("-", "convention") else source if grade == "-" else f"{grade}: {source}"


def _default(shape: Shape, extra: dict[str, Any]) -> str:
    field = shape.field
    if field is None:
        return ""
    if shape.form == "section" and not shape.nullable:
        return "as above"
    if field.default is PydanticUndefined:
        return "none" if field.default_factory else "required"
    if field.default is None:
        return f"`null`: {extra['unsaid']}" if "unsaid" in extra else "`null`"
    told = flow(field.default).replace(ANY_CURRENCY, CURRENCY)
    return "none" if told in ("{}", "[]") else told


def _unit(shape: Shape) -> str:
    """Return in words what a value is: its kind and how it is kept, or the words to choose from."""
    if shape.form in ("ids", "map"):
        item = shape.child("*")
        return f"map of: {_unit(item)}" if item else "map"
    if shape.form == "section":
        return "section"
    if shape.patches is not None:
        return "patch"
    if isinstance(shape.quantity, Quantity):
        name = shape.quantity.kind.name.removeprefix("a ").removeprefix("an ")
        return f"distribution of {name}" if shape.quantity.distribution else name
    if isinstance(shape.quantity, Plain):
        return shape.quantity.form
    words = [each for each in get_args(shape.annotation) if isinstance(each, str)]
    return (
        " or ".join(words) if words else OTHER.get(get_origin(shape.annotation) or shape.annotation, "value")
    )


def _switches(paths: list[Path_]) -> list[str]:
    """Return the line of the paths that switch mechanisms, each with their ids, among those of a table."""
    found: dict[str, list[str]] = {}
    for name, mechanism in catalogue().items():
        for switch in mechanism.switch:
            keys = keys_of(switch)
            if any(path[: len(keys)] == keys or keys[: len(path)] == path for path in paths):
                found.setdefault(switch, []).append(name)
    if not found:
        return []
    told = "; ".join(f"`{switch}` {', '.join(ids)}" for switch, ids in sorted(found.items()))
    return ["", f"Switches and the mechanisms they carry: {told}."]


def _grades(_: list[str]) -> str:
    graded = [_grades_of(shape) for shape in FIELDS.values()]
    defaults, priors = Counter(default for default, _ in graded), Counter(prior for _, prior in graded)
    lines = ["| grade | means | defaults | off unless written, then |", "| --- | --- | ---: | ---: |"]
    for grade, words in GRADES.items():
        lines.append(f"| {grade} | {words} | {defaults[grade]} | {priors[grade] or ''} |")
    return "\n".join([*lines, f"| | all fields | {len(graded)} | |"])


def _grades_of(shape: Shape) -> tuple[str, str]:
    """Return the grade of a default and, if that claims nothing, the one its prior names for what it would be."""
    extra = _extra(shape)
    grade = str(extra.get("grade", "-"))
    named = re.search(r"\(grade ([A-D])", str(extra.get("prior", "")))
    return grade, named[1] if named and grade == "-" else ""


def _extra(shape: Shape) -> dict[str, Any]:
    extra = shape.field.json_schema_extra if shape.field else None
    return extra if isinstance(extra, dict) else {}


# --- rules, stocks, luck, mechanisms ------------------------------------------------------------------------------------------


def rules_by_page() -> dict[str, list[str]]:
    """Return the names of all rules, in the order in which each page of the rulebook has them."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name, rule in inspect.getmembers(rules, inspect.isfunction):
        module = rule.__module__
        if module.startswith("gtmsim.program.rulebook."):
            found.setdefault(module.rpartition(".")[2], []).append((rule.__code__.co_firstlineno, name))
    return {each: [name for _, name in sorted(names)] for each, names in sorted(found.items())}


def _rules(words: list[str]) -> str:
    known = rules_by_page()
    told = (f"`rulebook/{word}.py`: " + ", ".join(f"`{name}`" for name in known[word]) for word in words)
    return "All rules of this part. " + "; ".join(told) + "."


def _stocks(_: list[str]) -> str:
    lines = [
        "| state variable | unit | one for each | what it is | kept where there is |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        "| "
        + " | ".join(map(_cell, (f"`{s.metric}`", s.unit, s.dimension or "firm", s.description, s.needs)))
        + " |"
        for s in STOCKS
    ]
    return "\n".join(lines)


def _phases(_: list[str]) -> str:
    return " < ".join(f"`{phase.name}`" for phase in Phase if phase != Phase.END)


def _draws(_: list[str]) -> str:
    return f"{len(Purpose)} purposes: " + ", ".join(f"`{purpose.name}`" for purpose in Purpose) + "."


def _mechanisms(_: list[str]) -> str:
    without = [each for each in catalogue().values() if not each.switch]
    return "\n".join(f"* **{each.id}** ({', '.join(each.types)}): {each.title}" for each in without)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


TABLES: dict[str, Callable[[list[str]], str]] = {
    "parameters": _parameters,
    "grades": _grades,
    "rules": _rules,
    "stocks": _stocks,
    "phases": _phases,
    "draws": _draws,
    "mechanisms": _mechanisms,
}


def stale() -> str:
    """Return what the page should say and does not, as a diff; nothing if it is as it should be."""
    there = PAGE.read_text(encoding="utf-8")
    diff = unified_diff(there.splitlines(), page(there).splitlines(), "the page", "the code", "", "", 1, "")
    return "\n".join(diff)


def main(
    write: Annotated[
        bool,
        typer.Option(
            "--write/--check", help="Put the tables into the page, or see to it that they are there."
        ),
    ],
) -> int:
    """Write the tables of docs/model.md anew, after a field, a rule or a mark has changed; or leave with 1 if it has others."""
    if write:
        write_text(PAGE, page(PAGE.read_text(encoding="utf-8")))
    wrong = stale()
    if wrong:
        told_to_err(f"{wrong}\nThe page is stale: python docs/model.py --write")
    return FELL_SHORT if wrong else DONE


if __name__ == "__main__":
    script(main, "python docs/model.py --write", "python docs/model.py --check")
