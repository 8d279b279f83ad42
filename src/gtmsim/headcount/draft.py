"""The sheet on which a first scenario is written: nested values, a remark beside each, and what had to be assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import dotted, split
from gtmsim.scenario.quantities import ANY_CURRENCY
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.where import flow


@dataclass(frozen=True)
class Assumption:
    """A value that no list and no flag has said: where it stands, what it is, why, and its grade."""

    path: str
    value: str
    why: str
    grade: str


@dataclass
class Draft:
    """A scenario being written."""

    currency: str
    values: dict[str, object] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    assumptions: list[Assumption] = field(default_factory=list)
    carried: set[str] = field(
        default_factory=set
    )  # paths of a preset's words about its people, left out if they do not fit

    def put(self, path: str, value: object, comment: str = "") -> None:
        """Write a value at a dotted path, with a remark."""
        *above, last = path.split(".")
        inside = self.values
        for name in above:
            inside = cast(dict[str, object], inside.setdefault(name, {}))
        inside[last] = value
        if comment:
            self.comments[path] = comment

    def stand_in(self, path: str, value: object, why: str, grade: str = "D") -> None:
        """Write a value that was not said; the remark says so and grades it."""
        self.put(path, value, f"not in your list: {why} ({grade})")
        self.assume(path, value, why, grade)

    def assume(self, path: str, value: object, why: str, grade: str = "D") -> None:
        """Keep account of a value that was not said; its remark is the caller's."""
        self.assumptions.append(Assumption(path, flow(value), why, grade))

    def default(self, path: str, why: str) -> None:
        """Write the schema's own default at a path, with its grade; `why` says what was missing."""
        shape = at(root(Scenario), split(path))
        assert shape is not None, f"{path} is a field of every scenario"
        assert shape.field is not None, f"{path} has a default"
        extra: Any = shape.field.json_schema_extra or {}
        grade = str(extra.get("grade", "-"))
        grade = (
            "D" if grade == "-" else grade
        )  # as a statement about somebody's own organisation it is a guess
        self.stand_in(path, _in_currency(shape.field.default, self.currency), why, grade)

    def drop(self, path: str) -> bool:
        """Take a value away again, with its remark; return whether there was one."""
        *above, last = split(path)
        inside: object = self.values
        for key in above:
            inside = inside.get(key) if isinstance(inside, dict) else None
        if not isinstance(inside, dict) or last not in inside:
            return False
        del inside[last]
        self.comments.pop(dotted(split(path)), None)
        return True


def _in_currency(value: object, currency: str) -> object:
    if isinstance(value, str):
        return value.replace(ANY_CURRENCY, currency)
    if isinstance(value, Mapping):
        return {key: _in_currency(each, currency) for key, each in value.items()}
    return value
