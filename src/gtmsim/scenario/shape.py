"""What the schema expects at a path: a section with known keys, a map of ids, a map of values, or one value."""

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from gtmsim.scenario.fields import Plain, Quantity, one_name
from gtmsim.scenario.nodes import Key, Path
from gtmsim.scenario.organisation import Organisation
from gtmsim.scenario.policy import Policy
from gtmsim.scenario.world import World

_PATCHED: dict[str, type[BaseModel]] = {"world": World, "organisation": Organisation, "policy": Policy}


@dataclass(frozen=True)
class Shape:
    """What may stand at a place.

    * `section`: a map with the known keys of `model`
    * `ids`: a map keyed by ids of the scenario's own; `null` leaves a hole
    * `map`: a map keyed by ids of others, by hours or by days; `null` takes an entry away
    * `value`: one value, even when written as a map such as `{median: 3 h, sigma: 1}`

    `field` is the schema's field the place belongs to, `nullable` whether `null` is a value there. A value that is
    neither a quantity nor a plain count, date or word is told by its `annotation`. A map with `one_name` may be
    written as the one name that has it all; `by_number` is keyed by whole numbers. A value that `patches` a section is
    written like a part of it.
    """

    form: Literal["section", "ids", "map", "value"]
    nullable: bool = False
    model: type[BaseModel] | None = None
    item: Any = None
    field: FieldInfo | None = None
    quantity: Quantity | Plain | None = None
    annotation: Any = None
    one_name: bool = False
    by_number: bool = False
    patches: type[BaseModel] | None = None

    def child(self, key: Key) -> "Shape | None":
        """Return what may stand under a key, or None when the schema knows no such key."""
        if self.form == "section" and self.model is not None:
            return _children(self.model).get(str(key))
        if self.form in ("ids", "map"):
            return _of(self.item, self.field, ())
        return root(self.patches).child(key) if self.patches else None

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys a section knows; none for anything else."""
        return tuple(_children(self.model)) if self.form == "section" and self.model else ()


def root(model: type[BaseModel]) -> Shape:
    """Return the shape of a whole scenario."""
    return Shape("section", model=model)


def at(top: Shape, path: Path) -> Shape | None:
    """Return the shape at a path, or None when the schema knows no such place."""
    shape: Shape | None = top
    for key in path:
        shape = shape.child(key) if shape else None
    return shape


@cache
def _children(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of every key of a section. Nobody may change it."""
    return {
        name: _of(field.annotation, field, tuple(field.metadata))
        for name, field in model.model_fields.items()
    }


def _of(annotation: Any, field: FieldInfo | None, metadata: tuple[Any, ...], nullable: bool = False) -> Shape:
    quantity = next((each for each in metadata if isinstance(each, Quantity | Plain)), None)
    if quantity is not None:
        return Shape("value", nullable, field=field, quantity=quantity)
    extra = field.json_schema_extra if field else None
    if isinstance(extra, dict) and extra.get("patches") in _PATCHED:
        return Shape("value", nullable, field=field, patches=_PATCHED[str(extra["patches"])])
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(arguments[0], field, (*metadata, *arguments[1:]), nullable)
    if origin in (Union, UnionType) and NoneType in arguments:
        rest = [each for each in arguments if each is not NoneType]
        if len(rest) == 1:
            return _of(rest[0], field, metadata, True)
    if origin is dict:
        item = arguments[1]
        own = NoneType in get_args(item)
        short = any(isinstance(each, BeforeValidator) and each.func is one_name for each in metadata)
        by_number = arguments[0] is int
        form: Literal["ids", "map"] = "ids" if own else "map"
        return Shape(form, nullable, item=item, field=field, one_name=short, by_number=by_number)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("section", nullable, model=annotation, field=field)
    return Shape("value", nullable, field=field, annotation=annotation)
