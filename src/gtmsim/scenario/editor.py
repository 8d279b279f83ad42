"""A JSON Schema of the scenario file for editors: the human forms, with meanings, defaults, grades and sources."""

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from gtmsim.scenario import quantities as q
from gtmsim.scenario.fields import Plain, Quantity
from gtmsim.scenario.files import EXTENDS
from gtmsim.scenario.forms import Domain
from gtmsim.scenario.hours import DAYS
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.quantities import Kind
from gtmsim.scenario.shape import Shape, root

Schema = dict[str, Any]

_NUMBER = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
_TIME = r"(s|min|h|days?|weeks?|months?|quarters?|years?)"
_MONEY = r"[kM]?([A-Z]{3}|¤)"
_PER = r"(\s+per\s+|\s*/\s*)"
_PATTERNS = {
    q.DURATION.name: rf"^\s*{_NUMBER}\s*{_TIME}\s*$",
    q.MONEY.name: rf"^\s*{_NUMBER}\s*{_MONEY}\s*$",
    q.RATE.name: rf"^\s*{_NUMBER}(\s*%)?{_PER}{_TIME}\s*$",
    q.MONEY_RATE.name: rf"^\s*{_NUMBER}\s*{_MONEY}{_PER}{_TIME}\s*$",
    q.GROWTH.name: rf"^\s*{_NUMBER}(\s*%)?{_PER}years?\s*$",
}
_SPAN = r"^\s*[0-9]{1,2}:[0-9]{2}\s*-\s*[0-9]{1,2}:[0-9]{2}\s*$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_ANY_NUMBER = Domain(0.0, 100.0, "a number")
_NULL: Schema = {"type": "null"}


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a scenario file, as it is written by people.

    It knows shapes, names and units; what depends on other parts of a file is left to `gtmsim check`.
    """
    schema = _section(root(Scenario), "A gtmsim scenario")
    schema["$defs"] = {_def_name(quantity): _quantity(quantity) for quantity in _quantities(root(Scenario))}
    schema["properties"]["gtmsim"] = {"const": 1, "description": "version of the format"}
    schema["properties"][EXTENDS] = {
        "description": "what this file changes: a file beside it, preset:NAME, or several, left to right",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gtmsim scenario", **schema}


def _schema(shape: Shape) -> Schema:
    if shape.form == "section":
        return _section(shape, (shape.model.__doc__ or "").splitlines()[0] if shape.model else "")
    if shape.form == "ids":
        names = {"pattern": r"^\w[\w-]*$"}
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": _or_null(_schema(_item(shape))),
        }
    if shape.form == "map":
        return _map(shape)
    if isinstance(shape.quantity, Quantity):
        return {"$ref": f"#/$defs/{_def_name(shape.quantity)}"}
    if isinstance(shape.quantity, Plain):
        return _plain(shape.quantity)
    if shape.patches is not None:
        return {"type": "object"}
    if get_origin(shape.annotation) is Literal:
        return {"enum": list(get_args(shape.annotation))}
    if shape.annotation is bool:
        return {"type": "boolean"}
    return {"type": "array", "items": {"type": "string", "pattern": _DATE}}


def _quantities(shape: Shape) -> Iterator[Quantity]:
    """Yield every kind of quantity below a place, each as often as it is used."""
    if isinstance(shape.quantity, Quantity):
        yield shape.quantity
    for key in shape.keys or (["any"] if shape.form in ("ids", "map") else []):
        if below := shape.child(key):
            yield from _quantities(below)


def _def_name(quantity: Quantity) -> str:
    domain = quantity.domain
    words = [quantity.kind.name.removeprefix("a "), f"{domain.lo:g} to {domain.hi:g}"]
    words += ["distribution"] if quantity.distribution else [] if quantity.uncertain else ["certain"]
    return re.sub(r"[^a-z0-9.+-]+", "_", " ".join(words))


def _item(shape: Shape) -> Shape:
    item = shape.child("any")
    assert item is not None
    return item


def _section(shape: Shape, meaning: str) -> Schema:
    properties: Schema = {}
    for name in shape.keys:
        below = shape.child(name)
        assert below is not None
        properties[name] = {**_or_null(_schema(below)), **_about(below, name)}
    return {"type": "object", "description": meaning, "properties": properties, "additionalProperties": False}


def _about(shape: Shape, name: str) -> Schema:
    """Return what editors show beside a field: meaning, default, grade, source, prior."""
    field = shape.field
    if field is None:
        return {}
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    about: Schema = {"description": field.description or name, **extra}
    if field.default is not PydanticUndefined and field.default is not None:
        about["default"] = field.default
    return about


def _map(shape: Shape) -> Schema:
    item = _item(shape)
    if item.annotation is not None and get_origin(item.annotation) is tuple:
        day = "|".join(DAYS)
        text = {"anyOf": [{"const": "all day"}, {"type": "string", "pattern": _SPAN}]}
        spans = {"anyOf": [*text["anyOf"], {"type": "array", "items": text}, _NULL]}
        pattern = f"^({day})(-({day}))?$"
        return {"type": "object", "patternProperties": {pattern: spans}, "additionalProperties": False}
    entries = _or_null(_schema(item))
    if shape.by_number:
        hours = {"pattern": "^([01]?[0-9]|2[0-3])$"}
        return {"type": "object", "propertyNames": hours, "additionalProperties": entries}
    whole: Schema = {"type": "object", "additionalProperties": entries}
    return {"anyOf": [{"type": "string"}, whole]} if shape.one_name else whole


def _quantity(quantity: Quantity) -> Schema:
    certain = _certain(quantity.kind, quantity.domain)
    number = _uncertain(certain) if quantity.uncertain else certain
    if not quantity.distribution:
        return number
    plain = _uncertain(_certain(q.NUMBER, _ANY_NUMBER))
    forms = [
        _exactly(median=number, sigma=plain),
        _exactly(mean=certain, sd=certain),
        _exactly(p10=certain, p50=certain, p90=certain),
        _exactly(exponential=number),
        _exactly(weibull=number, shape=plain),
        _exactly(fixed=number),
    ]
    return {"anyOf": [*number["anyOf"], *forms]}


def _certain(kind: Kind, domain: Domain) -> Schema:
    """Return the schema of one quantity: text with its unit, or a number where numbers need none."""
    if kind.name in _PATTERNS:
        return {"anyOf": [{"const": 0}, {"type": "string", "pattern": _PATTERNS[kind.name]}]}
    bounds: Schema = {"type": "number", "minimum": domain.lo, "maximum": domain.hi}
    if kind is q.SHARE:
        return {"anyOf": [bounds, {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*%\s*$"}]}
    return {"anyOf": [bounds]}


def _uncertain(value: Schema) -> Schema:
    ranges = [
        _exactly(low=value, high=value),
        _exactly(p10=value, p50=value, p90=value),
        _exactly(mean=value, sd=value),
    ]
    return {"anyOf": [*value["anyOf"], _exactly(uncertain={"anyOf": ranges})]}


def _plain(plain: Plain) -> Schema:
    if plain.form == "count":
        return {"type": "integer", "minimum": plain.lo, "maximum": plain.hi}
    if plain.form == "date":
        return {"type": "string", "pattern": _DATE}
    return {"type": "string", "pattern": "^[A-Z]{3}$"} if plain.form == "currency" else {"type": "string"}


def _exactly(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    """Return a schema that takes `null` as well: what an overlay writes to take away what it inherited."""
    if set(schema) == {"anyOf"}:
        return {"anyOf": [*schema["anyOf"], _NULL]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):  # keeps what is wrong inside visible, which anyOf hides
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, _NULL]}
