"""Where a value comes from: the line that says it, or the default with its grade and source."""

from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from gtmsim.errors import UsageError
from gtmsim.scenario import quantities as q
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Node, Origin, Path, dotted, scalar_text, split
from gtmsim.scenario.quantities import ANY_CURRENCY
from gtmsim.scenario.shape import Shape, at, root
from gtmsim.scenario.unsaid import alive, handoff_of, intake_of

_TOP = root(Scenario)
_UNSAID: dict[Path, tuple[str, str]] = {
    ("policy", "handoffs"): ("world", "stages"),
    ("policy", "intake"): ("world", "requests"),
}


@dataclass(frozen=True)
class Place:
    """What a scenario says at a path, in human units, and why one should believe it.

    `origin` is None when nobody wrote it; `value` is then the default. `default`, `grade`, `source` and `prior` are
    about the schema's default, whatever was written; they are empty for sections and maps.
    """

    path: str
    value: str
    origin: Origin | None
    default: str
    grade: str
    source: str
    prior: str
    description: str

    @property
    def told(self) -> str:
        """Return where the value stands: `file:line:column`, an option, or `default`."""
        return "default" if self.origin is None else str(self.origin)


class UnknownField(UsageError):
    """Neither the scenario nor the schema knows a path."""

    def __init__(self, path: str, hint: str) -> None:
        super().__init__(f"{path} does not exist; {hint}")
        self.path, self.hint = path, hint

    def __reduce__(self) -> tuple[object, ...]:
        return (UnknownField, (self.path, self.hint))


def where(scenario: Scenario, path: str) -> Place:
    """Return what a scenario says at a dotted path and where it comes from.

    Raises `UnknownField`, with the nearest name, when neither the scenario nor the schema knows the path.
    """
    keys = split(path)
    tree = scenario.written
    field, depth, entry = _known(scenario, keys)
    node = tree.at(keys) if tree else None
    extra: Any = field.json_schema_extra if field else {}
    extra = extra if isinstance(extra, dict) else {}
    default = "" if entry else _default_text(field, scenario.world.currency, keys[depth:])
    shape = at(_TOP, keys)
    back = (
        node is not None and node.is_null and shape is not None and not shape.nullable and shape.form != "ids"
    )
    value = _unwritten(scenario, keys, default) if node is None or back else node.text()
    return Place(
        path=path,
        value=value,
        origin=None if node is None else node.origin,
        default=default,
        grade=str(extra.get("grade", "")),
        source=str(extra.get("source", "")),
        prior=str(extra.get("prior", "")),
        description=(field.description or "") if field else "",
    )


def _known(scenario: Scenario, keys: Path) -> tuple[FieldInfo | None, int, bool]:
    """Return the field a path belongs to, how many keys lead to it, and whether the path is an entry of its map."""
    shape = _TOP
    tree, entry = scenario.written, False
    for depth, key in enumerate(keys):
        node = tree.at(keys[:depth]) if tree else None
        options = _options(scenario, shape, node, keys[:depth])
        if str(key) not in options:
            known = [dotted((*keys[:depth], each)) for each in options]
            asked = dotted(keys[: depth + 1])
            above = dotted(keys[:depth]) or "a scenario"
            has = f"{above} has {listing(options, 30)}" if options else f"{above} is empty"
            raise UnknownField(asked, suggestion(asked, known) or has)
        below = shape.child(key)
        if below is None:  # inside a value, such as the median of a distribution
            return shape.field, depth, False
        entry = shape.form in ("ids", "map")
        shape = below
    return shape.field, len(keys), entry


def _options(scenario: Scenario, shape: Shape, node: Node | None, path: Path) -> list[str]:
    """Return the keys that exist at a place: the schema's for a section, the scenario's own for maps and values."""
    if shape.form == "section":
        return list(shape.keys)
    written = [str(key) for key in (node.entries or {})] if node is not None else []
    if path in _UNSAID:  # the ids nobody wrote here have a default all the same
        section, name = _UNSAID[path]
        return [*written, *alive(getattr(getattr(scenario, section), name))]
    if node is not None:
        return written
    default = _raw_default(shape.field)
    return [str(key) for key in default] if isinstance(default, dict) else []


def _raw_default(field: FieldInfo | None) -> Any:
    if field is None or field.default is PydanticUndefined:
        return None
    return field.default


def _default_text(field: FieldInfo | None, currency: str, inside: Path) -> str:
    if field is None or field.default is PydanticUndefined:
        return ""
    default = field.default
    for key in inside:
        default = default.get(key) if isinstance(default, dict) else None
    if default is None:
        extra = field.json_schema_extra
        return str(extra.get("unsaid", "none")) if isinstance(extra, dict) else "none"
    return flow(default).replace(ANY_CURRENCY, currency)


def _unwritten(scenario: Scenario, keys: Path, default: str) -> str:
    """Return the text of a value nobody wrote. Plain numbers may depend on the section around them."""
    value: Any = scenario
    shape: Shape | None = _TOP
    for depth, key in enumerate(keys):
        if keys[:depth] == ("policy", "handoffs"):
            value = handoff_of(scenario, str(key))
        elif keys[:depth] == ("policy", "intake"):
            value = intake_of(scenario, str(key))
        else:
            value = value.get(key) if isinstance(value, dict) else getattr(value, str(key), None)
        shape = shape.child(key) if shape else None
    quantity = shape.quantity if shape else None
    plain = isinstance(quantity, Quantity) and quantity.kind in (q.SHARE, q.WEIGHT, q.NUMBER)
    return f"{value:g}" if plain and isinstance(value, float) else default or "all defaults"


def flow(value: object) -> str:
    """Return plain data on one line, as a scenario would write it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar_text(value) if isinstance(value, str | int | float | bool | None) else str(value)
