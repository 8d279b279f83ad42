"""What a workbook tells of a field: its meaning, how it is written, its default, and how far to trust that."""

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from gtmsim.scenario.fields import Plain, Quantity
from gtmsim.scenario.quantities import ANY_CURRENCY
from gtmsim.scenario.shape import Shape
from gtmsim.scenario.where import flow

_PLAIN = {
    "count": "a whole number",
    "date": "a date, such as 2027-01-04",
    "word": "an id or a word",
    "currency": "three capitals, such as EUR",
}


@dataclass(frozen=True)
class About:
    """A field in words, all of them empty where the schema says nothing."""

    meaning: str
    wanted: str
    default: str
    grade: str
    source: str
    prior: str


def about(shape: Shape, currency: str) -> About:
    """Return what the schema says of the field a place belongs to."""
    field = shape.field
    if field is None:
        return About("", wanted(shape), "", "", "", "")
    extra: Any = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    default = "" if field.default is PydanticUndefined else flow(field.default)
    if field.default is None:
        default = str(extra.get("unsaid", "none"))
    told = (str(extra.get(name, "")) for name in ("grade", "source", "prior"))
    grade, source, prior = told
    meaning = field.description or ""
    return About(meaning, wanted(shape), default.replace(ANY_CURRENCY, currency), grade, source, prior)


def wanted(shape: Shape) -> str:
    """Return how a value is written; empty where only an example of the whole could tell."""
    if isinstance(shape.quantity, Quantity):
        words = shape.quantity.kind.wanted
        if shape.quantity.distribution:
            words += (
                "; or {median: , sigma: }, {mean: , sd: }, {p10: , p50: , p90: }, {exponential: }, {fixed: }"
            )
        return words
    if isinstance(shape.quantity, Plain):
        return _PLAIN[shape.quantity.form]
    return " or ".join(choices(shape))


def choices(shape: Shape) -> tuple[str, ...]:
    """Return the words a field may hold, if they are a closed list."""
    if get_origin(shape.annotation) is Literal:
        return tuple(str(each) for each in get_args(shape.annotation))
    return ("true", "false") if shape.annotation is bool or _is_bool(shape.annotation) else ()


def _is_bool(annotation: object) -> bool:
    return get_args(annotation)[:1] == (bool,)
